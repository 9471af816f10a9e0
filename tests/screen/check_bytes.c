/* SPDX-License-Identifier: Apache-2.0 */
/* What an action costs on the line, lean profile (terminal.md: typed han 3, field 12, list step 12 to 15, page 1,500, the same again 0):
 * counted is the answer to the key; the words of lines 23 and 24 follow when the keys pause. And the same keys in tmux: another
 * terminal emulator must show the same screen. */
#include "screen.h"
#include "harness.h"
#include "base/utf8.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

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

/* Typed ahead five pages: one is painted. */
START_TEST(burst)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>61<Enter>");
    COSTS(h, "<Down><Down><Down><Up><Up><Down><Down><Down>", 15);
}
END_TEST

/* ---- tmux */

static void tmux(const char *fmt, const char *arg)
{
    char what[1000], command[1200];
    snprintf(what, sizeof what, fmt, arg);
    snprintf(command, sizeof command, "tmux -f /dev/null -L lb%d %s", (int)getpid(), what);
    if (system(command) != 0) ck_abort_msg("%s", command);
}

static const char *capture(void)
{
    static char screen[1 << 16];
    char command[100];
    snprintf(command, sizeof command, "tmux -L lb%d capture-pane -p", (int)getpid());
    FILE *f = popen(command, "r");
    size_t n = fread(screen, 1, sizeof screen - 1, f);
    screen[n] = 0;
    pclose(f);
    return screen;
}

/* Rows, blanks at their ends cut; the cursor's line of ht_screen() left out. */
static void rows_of(const char *screen, char rows[24][512])
{
    for (int y = 0; y < 24; y++) {
        size_t n = strcspn(screen, "\n"), k = n;
        while (k > 0 && screen[k - 1] == ' ') k--;
        snprintf(rows[y], 512, "%.*s", (int)k, screen);
        screen += n + (screen[n] == '\n');
    }
}

/* tmux sees the same in the end; until then it is asked again (it has no sync key). */
static void same_in_tmux(struct ht *h, const char *step)
{
    static char want[24][512], got[24][512];
    int y = 0;
    rows_of(ht_screen(h), want);
    for (int i = 0; i < 200; i++) {
        rows_of(capture(), got);
        for (y = 0; y < 24 && !strcmp(want[y], got[y]); ) y++;
        if (y == 24) return;
        nanosleep(&(struct timespec){ 0, 20000000 }, NULL);
    }
    ck_abort_msg("after %s tmux differs in row %d:\n%s\n%s", step, y, got[y], want[y]);
}

/* keys as tmux calls them | as the harness does */
static const struct { const char *tmux, *ours; } steps[] = {
    { "", "" }, { "F10", "<F10>" }, { "6 6 Enter", "66<Enter>" }, { "End", "<End>" }, { "Enter", "<Enter>" }, { "F1", "<F1>" },
    { "Enter Escape", "<Enter><Esc>" }, { "F3", "<F3>" }, { "Escape Escape", "<Esc><Esc>" },
    { "F10 6 1 Enter", "<F10>61<Enter>" },  /* the rare names: ExtB, ExtE, ExtG, H and I as a substitute, PUA, a combining mark */
    { "Escape Escape F3 z j g", "<Esc><Esc><F3>zjg" }, { "Enter", "<Enter>" }, { "F7", "<F7>" }, { "Escape F5", "<Esc><F5>" },
    { "Escape Escape Escape Enter", "<Esc><Esc><Esc><Enter>" }, { "牛 奶", "牛奶" }, { "BTab F5", "<S-Tab><F5>" },
};

START_TEST(tmux_shows_the_same)
{
    char command[1000];
    struct ht *h = sit("s_village");
    snprintf(command, sizeof command, "new-session -d -x 80 -y 24 -e PGUSER=s_village -e PGDATABASE=lb_read -e LC_ALL=C.UTF-8 '%s --profile=lean'",
             getenv("LAOBING") ? getenv("LAOBING") : "laobing");
    tmux("%s \\; set -g status off \\; set -s escape-time 0", command);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (*steps[i].tmux) tmux("send-keys %s", steps[i].tmux);
        keys(h, steps[i].ours);
        same_in_tmux(h, *steps[i].ours ? steps[i].ours : "the start");
    }
}
END_TEST

static void tmux_end(void)
{
    char command[100];
    snprintf(command, sizeof command, "tmux -L lb%d kill-server 2>/dev/null", (int)getpid());
    if (system(command) != 0) return;
}

Suite *screen_suite(void)
{
    Suite *s = suite_create("bytes");
    TCase *c = screen_case_reading(s, "bytes");
    tcase_add_test(c, typing);
    tcase_add_test(c, fields);
    tcase_add_test(c, words_follow);
    tcase_add_test(c, lists);
    tcase_add_test(c, same_again);
    tcase_add_test(c, burst);
    TCase *t = screen_case_reading(s, "tmux");
    tcase_add_checked_fixture(t, NULL, tmux_end);
    tcase_add_test(t, tmux_shows_the_same);
    return s;
}
