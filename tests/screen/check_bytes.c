/* SPDX-License-Identifier: Apache-2.0 */
/* What an action costs on the line, lean profile (terminal.md: typed han 3, field 12, list step 12 to 15, page 1,500, the same again 0):
 * counted is the answer to the key; the words of lines 23 and 24 follow when the keys pause. */
#include "screen.h"
#include "harness.h"
#include "base/utf8.h"
#include <signal.h>
#include <stdio.h>
#include <string.h>

static size_t cost(struct ht *h, const char *k)
{
    ht_mark(h);
    if (!ht_do(h, k)) ck_abort_msg("no answer to %s", k);
    return ht_written(h);
}

#define COSTS(h, k, most) do { size_t n_ = cost(h, k); ck_assert_msg(n_ <= (most), "%s: %zu bytes, at most %d", k, n_, most); } while (0)

START_TEST(typing)
{
    struct ht *h = sit("s_village");
    keys(h, "<Enter>");
    keys(h, "米");                          /* the first character also paints "修改 *" and the key row */
    COSTS(h, "油", 3);
    COSTS(h, "面", 3);
    COSTS(h, "a", 1);
    COSTS(h, "<BS>", 8);
    COSTS(h, "<Left>", 4);
}
END_TEST

START_TEST(fields)
{
    static const char *const moves[] = { "<Tab>", "<Down>", "<Up>", "<S-Tab>", "<Enter>", "<Tab>", "<Tab>" };
    struct ht *h = sit("s_village");
    keys(h, "<F10>61<Enter>");
    keys(h, "<Enter>");
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) COSTS(h, moves[i], 12);
}
END_TEST

/* What the field wants comes as soon as the keys pause, in full; and costs nothing once it is there. */
START_TEST(words_follow)
{
    char was[400];
    struct ht *h = sit("s_village");
    keys(h, "<F10>61<Enter>");
    keys(h, "<Enter>");
    snprintf(was, sizeof was, "%s", ht_row(h, 22));
    COSTS(h, "<Tab>", 12);
    ck_assert_str_eq(ht_row(h, 22), was);
    ck_assert(ht_pause(h));
    ck_assert_str_ne(ht_row(h, 22), was);
    ht_mark(h);
    ck_assert(ht_pause(h));
    ck_assert_uint_eq(ht_written(h), 0);
    snprintf(was, sizeof was, "%s", ht_row(h, 22));
    ck_assert(ht_do(h, "<Tab>"));
    ck_assert(ht_do(h, "<F10>"));               /* another page shows its own at once */
    ck_assert_str_ne(ht_row(h, 22), was);
}
END_TEST

START_TEST(lists)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>61<Enter>");
    COSTS(h, "<Down>", 15);
    COSTS(h, "<Down>", 15);
    COSTS(h, "<Up>", 15);
    COSTS(h, "<PgDn>", 1500);
    COSTS(h, "<PgDn>", 1500);
    COSTS(h, "", 0);
}
END_TEST

/* Drawn again with the same content, on every kind of page. */
START_TEST(same_again)
{
    static const char *const at[] = { "", "<F10>", "61<Enter>", "<Enter>", "<Esc><Esc><Esc><F3>zjg", "<Enter>", "<F5>" };
    struct ht *h = sit("s_village");
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        keys(h, at[i]);
        keys(h, "");
        COSTS(h, "", 0);
        keys(h, "<Down>");
        keys(h, "<Up>");
        COSTS(h, "", 0);
    }
    keys(h, "<Esc><Esc>");
    COSTS(h, "<Tab><Tab><Tab>", 15);
}
END_TEST

/* A day on: two cells, and what is told of the day. */
START_TEST(calendar)
{
    struct ht *h = sit("s_village");
    COSTS(h, "<F5>", 1500);
    COSTS(h, "", 0);
    COSTS(h, "<Right>", 60);
    COSTS(h, "<Up>", 60);
    COSTS(h, "<PgDn>", 900);
    COSTS(h, "<F5>", 1200);
    COSTS(h, "<Left>", 60);
    COSTS(h, "", 0);
    keys(h, "<Esc><Esc>");
    COSTS(h, "<F6>", 600);
    COSTS(h, "", 0);
}
END_TEST

/* Typed ahead while the program is kept from reading: painted once. */
START_TEST(burst)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>61<Enter>");
    ht_mark(h);
    kill(ht_pid(h), SIGSTOP);
    ht_keys(h, "<Down><Down><Down><Up><Up><Down><Down><Down>");
    kill(ht_pid(h), SIGCONT);
    ck_assert(ht_sync(h));
    ck_assert_msg(ht_written(h) <= 15, "%zu bytes for one step", ht_written(h));
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("bytes");
    TCase *c = screen_case_reading(s, "bytes");
    tcase_add_test(c, typing);
    tcase_add_test(c, fields);
    tcase_add_test(c, words_follow);
    tcase_add_test(c, lists);
    tcase_add_test(c, same_again);
    tcase_add_test(c, calendar);
    tcase_add_test(c, burst);
    return s;
}
