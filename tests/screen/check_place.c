/* SPDX-License-Identifier: Apache-2.0 */
/* Whoever went away comes back to where he was: after a dropped line at the next sign-on, after a long pause with the next key. */
#include "screen.h"
#include "english.h"
#include "harness.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const int ends[] = { 0, SIGHUP, SIGTERM };       /* 0: the pty is closed */

static void drop(struct ht *h, int how)
{
    if (how) {
        kill(ht_pid(h), how);
        ck_assert_int_eq(ht_wait_exit(h), 3);
    }
    rise(h);
}

/* The first screen stays what is due; one key goes back, Esc goes down through the same pages. */
START_TEST(goes_back)
{
    struct ht *h = at_visit("s_village");
    drop(h, ends[_i]);
    sql_is("select login || ':' || pages from work.place", "s_village:list\tvisit\t0\t\nrecord\tvisit\t1\t0");
    sql_is("select count(*) from work.draft", "0");
    h = sit("s_village");
    shows(h, "0 今日");
    shows(h, "停在“走访记录”，F4 回去");
    shows(h, "F4回上次");
    keys(h, "<Down>");
    hides(h, "停在“走访记录”");
    shows(h, "F4回上次");
    keys(h, "<F4>");
    shows(h, "2026-11-04");
    shows(h, "张建国");
    keys(h, "<Esc>");
    shows(h, "查看");
    shows(h, "2026-11-20");
    keys(h, "<Esc>");
    shows(h, "0 今日");
    hides(h, "F4回上次");
    keys(h, "<F4>");
    shows(h, "0 今日");
}
END_TEST

/* Left on purpose there is nothing to go back to, whatever was offered. */
START_TEST(left_on_purpose)
{
    struct ht *h = at_visit("s_village");
    rise(h);
    h = sit("s_village");
    shows(h, "F4回上次");
    sends(h, "<Esc><Down><Enter>");
    ck_assert_int_eq(ht_wait_exit(h), 0);
    sql_is("select pages from work.place", "");
    rise(h);
    h = sit("s_village");
    hides(h, "F4回上次");
    rise(sit("s_head"));
    hides(sit("s_head"), "F4回上次");
}
END_TEST

/* The conditions and the group of a list, a new record by its draft, a person's file by whose it is. */
START_TEST(as_it_was)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>66<Enter>");
    keys(h, "<Right><Right><F4>");
    char filter[400];
    snprintf(filter, sizeof filter, "%s", ht_row(h, 2));
    keys(h, "<F7>zjg<Enter>");
    keys(h, "<Tab>米两袋");
    rise(h);
    sql_is("select count(*) from work.draft", "1");
    sql_is("select pages ~ ('^list\tvisit\t0\t[a-z_]+\x1f[^\t\n]+\nrecord\tvisit\t0\t' || (select id from work.draft) || '$') from work.place", "t");
    h = sit("s_village");
    keys(h, "<F4>");
    shows(h, "接着写草稿，写过的都在");
    keys(h, "<Esc>");
    ck_assert_str_eq(ht_row(h, 2), filter);
    keys(h, "<Esc><F3>zjg");
    keys(h, "<Enter>");
    shows(h, "时间线");
    rise(h);
    h = sit("s_village");
    shows(h, "停在“找人 > 时间线”，F4 回去");
    keys(h, "<F4>");
    shows(h, "时间线");
    shows(h, "张建国");
}
END_TEST

/* What may not be seen any more says why, and what was typed ahead is not taken by the page below. */
START_TEST(gone_meanwhile)
{
    struct ht *h = at_visit("s_village");
    rise(h);
    sql("update work.place set pages = replace(pages, E'visit\t1\t0', E'visit\t999999\t0')");
    h = sit("s_village");
    static const char typed[] = "\033[14~\r\r";
    ht_bytes(h, typed, sizeof typed - 1);
    keys(h, "");
    shows(h, "先打的 2 个键没有收");
    shows(h, "2026-11-20");
    hides(h, "F4回上次");
    rise(h);
    sql("update work.place set pages = E'list\tno_such\t0\t\nnonsense\nrecord\tvisit\tx\ty\nlist\nrecord'");
    h = sit("s_village");
    keys(h, "<F4>");
    shows(h, "0 今日");
    rise(h);
    sql("update work.place set office = 430102000000");
    hides(sit("s_village"), "F4回上次");
}
END_TEST

/* ---- a long pause: a minute is two seconds here, so that the line is let go after one and a half */
static struct ht *sit_letting_go(const char *login)
{
    return sit_as(login, (struct seating){ .env = { "LAOBING_MINUTE_MS=2000" } });
}

static void let_go(const char *login)
{
    char query[200];
    snprintf(query, sizeof query, "select count(*) from pg_stat_activity where usename = '%s'", login);
    for (int i = 0; i < 100000 && strcmp(sql("%s", query), "0"); i++) continue;
    sql_is(query, "0");
}

START_TEST(lets_go_and_wakes)
{
    struct ht *h = sit_letting_go("s_village");
    keys(h, "<F10>66<Enter>");
    let_go("s_village");
    sql_is("select pages from work.place", "list\tvisit\t0\t");
    sql("update service.visit set money = 777 where id = 1");
    keys(h, "<Down>");                      /* and behind its answer all is read anew */
    shows(h, "777.00");
    keys(h, "<End><Enter>");
    shows(h, "777.00");
    sql_is("select back || ':' || (pid in (select a.pid from pg_stat_activity a))::text from sec.session where login = 's_village'", "1:true");
    sql_is("select count(*) from audit.log where login = 's_village' and kind = 'S'", "1");
    let_go("s_village");
    rise(h);
    sql_is("select string_agg(kind::text, '' order by seq) from audit.log where login = 's_village' and kind in ('S', 'E')", "SE");
    sql_is("select pages from work.place", "list\tvisit\t0\t\nrecord\tvisit\t1\t0");
}
END_TEST

/* A record half written: nothing is read under it, what was typed is kept, and what others do is heard again. */
START_TEST(half_typed_over_a_pause)
{
    struct ht *h = sit_letting_go("s_village");
    keys(h, "<Enter>");
    keys(h, "牛奶两");
    let_go("s_village");
    sql_is("select count(*) || ':' || bool_or(fields::text like '%牛奶两%') from work.draft", "1:true");
    keys(h, "箱<F2>");
    shows(h, "已保存");
    sql_is("select gift from service.visit where id > 1000", "牛奶两箱");
    sql_is("select count(*) from pg_stat_activity where usename = 's_village' and query ~ 'listen'", "0");
}
END_TEST

/* Disabled while nobody was there: the first key is the last. */
START_TEST(disabled_over_a_pause)
{
    struct ht *h = sit_letting_go("s_village");
    let_go("s_village");
    sql("update sec.account set active = false where login = 's_village'");
    sends(h, "<Down>");
    ck_assert_int_gt(ht_wait_exit(h), 0);
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("place");
    TCase *c = screen_case(s, "place");
    tcase_add_loop_test(c, goes_back, 0, 3);
    tcase_add_test(c, left_on_purpose);
    tcase_add_test(c, as_it_was);
    tcase_add_test(c, gone_meanwhile);
    tcase_add_test(c, lets_go_and_wakes);
    tcase_add_test(c, half_typed_over_a_pause);
    tcase_add_test(c, disabled_over_a_pause);
    return s;
}
