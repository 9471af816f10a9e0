/* SPDX-License-Identifier: Apache-2.0 */
/* What an action costs on the line, lean profile (terminal.md: typed han 3, field 12, list step 12 to 15, page 1,500, the same again 0):
 * counted is the answer to the key; the words of lines 23 and 24 follow when the keys pause. */
#include "screen.h"
#include "harness.h"
#include "base/utf8.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

/* Over the whole screen too: the count of characters follows when the keys pause. */
START_TEST(typing_over_the_screen)
{
    struct ht *h = at_visit("s_village");
    keys(h, "<Enter><Enter><Enter><Enter><Enter><Enter><Enter><F5>");
    keys(h, "米");
    COSTS(h, "油", 3);
    COSTS(h, "面", 3);
    ck_assert(ht_pause(h));
    shows(h, "15/400 字");
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

/* The way to each kind of page and back: what it may cost, whole, over the page before. */
static const struct { const char *keys, *shows; size_t most; } kinds[] = {
    { "<F10>", "登记簿目录", 900 }, { "66<Enter>", "走访记录", 850 }, { "<End><Enter>", "走访日期", 1100 }, { "<PgDn>", "走访日期", 60 },
    { "<C-e>", "修改历史", 900 }, { "<Esc>", "走访日期", 1100 }, { "<F6>", "办理", 250 }, { "2", "附件", 350 }, { "<Esc>", "走访日期", 900 }, { "<F1>", "服务对象 1/3", 1000 },
    { "<Esc>", "走访日期", 800 }, { "<Esc>", "走访记录", 900 }, { "<F3>", "查询", 800 }, { "<Esc>", "走访记录", 800 }, { "<F7>", "新增", 850 },
    { "zjg<Enter>", "张建国", 850 }, { "<Esc>", "走访记录", 800 }, { "<Esc><Esc><Esc>", "0 今日", 1100 }, { "<F5>", "日历", 1000 }, { "<Enter>", "日历", 350 },
    { "<Esc><Esc>", "0 今日", 750 }, { "<F6>", "谁到期", 350 }, { "<Enter>", "谁到期", 400 }, { "<Esc><Esc>", "0 今日", 450 },
    { "<F3>zjg", "同名 2 人", 1100 }, { "<Enter>", "时间线", 900 }, { "<F5>", "430371", 1500 }, { "<Esc><Esc><Esc>", "0 今日", 1500 },
    { "<Esc>", "要退出吗", 500 }, { "<Esc>", "0 今日", 500 },
};

START_TEST(each_kind)
{
    struct ht *h = sit("s_village");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t n = cost(h, kinds[i].keys);
        if (getenv("BYTES_SHOW")) fprintf(stderr, "%-12s %-12s %zu\n", kinds[i].keys, kinds[i].shows, n);
        ck_assert_msg(n <= kinds[i].most, "%s, %s: %zu bytes, at most %zu", kinds[i].keys, kinds[i].shows, n, kinds[i].most);
        shows(h, kinds[i].shows);
    }
}
END_TEST

/* Drawn again with the same content, on every kind of page. */
START_TEST(same_again)
{
    static const char *const at[] = { "", "<F10>", "61<Enter>", "<Enter>", "<Esc><Esc><F10>67<Enter><C-w>", "<Esc><Esc><Esc><F3>zjg", "<Enter>", "<F5>" };
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

/* A grid of new records: cells as on the record page; a row on shows what it would be. */
START_TEST(ledger)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>67<Enter>");
    COSTS(h, "<C-w>", 700);
    COSTS(h, "", 0);
    keys(h, "好");
    COSTS(h, "的", 3);
    keys(h, "<C-u>");
    COSTS(h, "<S-Tab>", 30);                /* the brackets move along */
    COSTS(h, "<Down>", 120);
    COSTS(h, "<Up>", 120);
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

/* On a wide terminal the record comes when the keys pause, once, and turning pages costs what it costs without it. */
START_TEST(beside)
{
    struct ht *h = sit_as("s_village", (struct seating){ .rows = 24, .cols = 132 });
    keys(h, "<F10>61<Enter>");
    ck_assert(ht_pause(h));
    shows(h, "姓名拼音");
    ht_mark(h);
    kill(ht_pid(h), SIGSTOP);
    ht_keys(h, "<Down><Down><Down><Up><Up><Down><Down><Down>");
    kill(ht_pid(h), SIGCONT);
    ck_assert(ht_sync(h));
    hides(h, "姓名拼音");
    ck_assert_msg(ht_written(h) <= 300, "%zu bytes for one step", ht_written(h));
    ck_assert(ht_pause(h));
    shows(h, "姓名拼音");
    COSTS(h, "<PgDn>", 1800);
    ck_assert(ht_pause(h));
    COSTS(h, "", 0);
}
END_TEST

/* ---- a village's line: 9600 bps, 300 ms there and back. Time is reckoned, not spent. */
static const struct ht_line village = { 9600, 300 };
enum { PAGE = 1500, PAGE_MS = 1700 };           /* a page of a list: its bytes; until it is all there */
static const char *const five[] = { "<PgDn>", "<PgDn>", "<PgDn>", "<PgDn>", "<PgDn>", NULL };

static const char *conf(const char *settings)
{
    static char name[80];
    char path[] = "/tmp/lbline.XXXXXX";
    FILE *f = fdopen(mkstemp(path), "w");
    fputs(settings, f);
    fclose(f);
    snprintf(name, sizeof name, "LAOBING_CONF=%s", path);
    return name;
}

/* Whoever sits at the end of that line, before a list of many pages. */
static struct ht *far_away(const char *settings)
{
    const char *set = conf(settings);
    sql("insert into service.visit (office, person, visited_on, mode, occasion, staff, situation, gift) select v.office, p.id, date '2026-10-31' - n - mod(p.id::int, 7) * 9, v.mode, v.occasion, v.staff, v.situation, md5(n || '-' || p.id) from service.visit v, service.person p, generate_series(1, 30) n where v.id = 1 and p.office = v.office order by n, p.id limit 150");
    struct ht *h = sit_as("s_village", (struct seating){ .env = { set } });
    unlink(strchr(set, '=') + 1);
    keys(h, "<F10>66<Enter>");
    return h;
}

static void takes(struct ht *h, const char *const *k, long every, size_t bytes, long ms)
{
    long took = ht_over_line(h, village, k, every);
    ck_assert_msg(took >= 0 && took <= ms && ht_written(h) <= bytes, "%ld ms and %zu bytes, at most %ld and %zu", took, ht_written(h), ms, bytes);
}

/* What painting the sixth page over the first costs here: the way back, and a quarter. */
static size_t one_page(struct ht *h)
{
    for (int i = 0; i < 5; i++) COSTS(h, "<PgDn>", PAGE);
    return cost(h, "<Home>") * 5 / 4;
}

/* Five pages in one burst cost one; pressed one after the other while the first is on its way, that one and the last. */
START_TEST(five_pages_typed_ahead)
{
    struct ht *h = far_away("line = \"slow\";\n");
    char last[400];
    size_t page = one_page(h);
    takes(h, five, 0, page, PAGE_MS);
    snprintf(last, sizeof last, "%s", ht_row(h, 5));
    keys(h, "<Home>");
    ck_assert_str_ne(ht_row(h, 5), last);
    takes(h, five, 50, 2 * page, 2 * PAGE_MS);
    ck_assert_str_eq(ht_row(h, 5), last);
    keys(h, "<Home>");
    takes(h, five, 3000, 5 * page, 5 * 3000);   /* one at a time each is shown */
    ck_assert_uint_gt(ht_written(h), 3 * page / 2);
    ck_assert_str_eq(ht_row(h, 5), last);
}
END_TEST

/* On a line that is not slow nothing is asked and nothing held back. */
START_TEST(five_pages_nearby)
{
    struct ht *h = far_away("line = \"fast\";\n");
    size_t page = one_page(h);
    takes(h, five, 0, page, PAGE_MS);
    keys(h, "<Home>");
    ck_assert_int_ge(ht_over_line(h, village, five, 50), 0);
    ck_assert_uint_gt(ht_written(h), 3 * page / 2);
    ck_assert(!ht_saw(h, "\033[5n", 4));
}
END_TEST

/* The way into a record and out again as experts type it, and letters: nothing in between is painted. */
START_TEST(typed_ahead)
{
    static const char *const in_and_out[] = { "<Enter>", "<Esc>", "<Down>", "<Enter>", "<Esc>", NULL };
    static const char *const letters[] = { "米", "两", "袋", "，", "油", "一", "桶", NULL };
    struct ht *h = far_away("line = \"slow\";\n");
    takes(h, in_and_out, 0, 100, 500);
    keys(h, "<F7>zjg<Enter>");
    takes(h, letters, 200, 150, 7 * 200 + 300);         /* with the sentence that nothing fits */
    takes(h, letters, 0, 7 * 3 + 20, 400);
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("bytes");
    TCase *c = screen_case_reading(s, "bytes");
    tcase_add_test(c, typing);
    tcase_add_test(c, typing_over_the_screen);
    tcase_add_test(c, fields);
    tcase_add_test(c, words_follow);
    tcase_add_test(c, lists);
    tcase_add_test(c, each_kind);
    tcase_add_test(c, same_again);
    tcase_add_test(c, calendar);
    tcase_add_test(c, ledger);
    tcase_add_test(c, burst);
    tcase_add_test(c, beside);
    c = screen_case(s, "line");
    tcase_add_test(c, five_pages_typed_ahead);
    tcase_add_test(c, five_pages_nearby);
    tcase_add_test(c, typed_ahead);
    return s;
}
