/* SPDX-License-Identifier: Apache-2.0 */
/* A stack of paper, a line each: the grid of new records (page/ledger.h). */
#include "screen.h"
#include "english.h"
#include "harness.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The contacts of this week. */
static struct ht *at_contacts(const char *login)
{
    struct ht *h = sit(login);
    keys(h, "<F10>67<Enter><C-w>");
    return h;
}

START_TEST(rows_as_they_are_typed)
{
    struct ht *h = at_contacts("s_village");
    see(h, "ledger");
    keys(h, "身体好<Enter>");
    see(h, "ledger-second");
    keys(h, "<S-Tab>2<Enter>想参加培训<Enter>");
    sql_is("select string_agg(concat_ws(' ', person, visited_on, mode, occasion, situation), ';' order by id) from service.visit where id > 1000",
           "1 2026-11-23 1 7 身体好;4 2026-11-23 2 7 想参加培训");
    keys(h, "<Enter><Up><Up>");
    see(h, "ledger-saved");
    sql_is("select count(*) from service.visit where id > 1000", "2");
    sql_is("select count(*) from work.draft", "0");
    keys(h, "<Esc>");
    shows(h, "存了 2 行");
}
END_TEST

/* Somebody is added who is on the list: it is said, and taken if it was meant. */
START_TEST(added_twice)
{
    struct ht *h = at_contacts("s_village");
    keys(h, "<F7>oyxw<Enter>");
    shows(h, "“欧阳修文”第 ");
    keys(h, "<S-Tab>zhaojingguo<Enter>");
    hides(h, "行已经有了");
}
END_TEST

/* An amount taken over is typed over, not added to; noughts before it are none. What was emptied is empty in the draft, too, and rows come back as they
 * were begun. */
START_TEST(taken_over_and_typed_over)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>66<Enter><C-w>");
    keys(h, "oyxw<Enter><Up><Enter><Enter>300<Enter>第一行<Enter>");
    keys(h, "maimaiti<Enter>");
    shows(h, "=         300");
    keys(h, "<C-u><Enter>");
    keys(h, "<Enter>");
    keys(h, "0250<Enter>");
    shows(h, "250");
    hides(h, "300,250");
    keys(h, "<Esc>");
    rise(h);
    h = sit("s_village");
    keys(h, "<F10>66<Enter><C-w>");
    see(h, "ledger-come-back");
}
END_TEST

/* What a narrow window leaves out is named. */
START_TEST(narrow)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>66<Enter><C-w>");
    hides(h, "没有列出");
    ht_resize(h, 24, 60);
    keys(h, "");
    shows(h, "窗口窄，没有列出“家中情况”");
}
END_TEST

/* What names nothing, or several things, stays in its cell and holds nobody up; its row is not saved. */
START_TEST(words_left_standing)
{
    struct ht *h = at_contacts("s_village");
    keys(h, "<S-Tab>飞<Enter>想参加培训<Enter>");
    shows(h, "!飞");
    shows(h, "还没有选定");
    keys(h, "身体好<Enter>");
    sql_is("select string_agg(person || situation, ';') from service.visit where id > 1000", "4身体好");
    keys(h, "<Up><Up><S-Tab>");
    shows(h, "[飞");
    keys(h, "s<Enter>");
    shows(h, "选定");
    keys(h, "<Esc><Enter>");
    shows(h, "!s ");
    keys(h, "<S-Tab>2<F2>");
    sql_is("select string_agg(person || mode, ';' order by id) from service.visit where id > 1000", "41;12");
}
END_TEST

/* A row that cannot be saved says why, and the next ones are; put right it is saved. */
START_TEST(refused_and_put_right)
{
    struct ht *h = at_contacts("s_village");
    keys(h, "<S-Tab><S-Tab>1201<Enter><Enter>还没去<Enter>");
    keys(h, "<S-Tab><S-Tab>1001<Enter><Enter>早就去过<Enter>");
    keys(h, "<S-Tab><S-Tab>t<Enter><Enter>很好<Enter>");
    see(h, "ledger-refused");
    sql_is("select string_agg(person || ' ' || visited_on, ';') from service.visit where id > 1000", "3 2026-11-23");
    keys(h, "<Up><F1>");
    see(h, "ledger-why");
    keys(h, "<Esc><Up>");
    keys(h, "1122<F2>");
    keys(h, "<Down>1121<F2>");
    hides(h, "没有存上");
    sql_is("select string_agg(concat_ws(' ', person, visited_on, situation), ';' order by person) from service.visit where id > 1000",
           "1 2026-11-22 还没去;3 2026-11-23 很好;4 2026-11-21 早就去过");
    sql_is("select count(*) from work.draft", "0");
}
END_TEST

/* An amount that is none is the slip of one sheet. */
START_TEST(a_fault_is_not_carried_on)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>661<Enter><C-w>");
    keys(h, "oyxw<Enter><Enter>4<Enter>abc<Enter>米和油<Enter>");
    keys(h, "sgy<Enter>");
    see(h, "ledger-slip");
}
END_TEST

/* Keys, saves and drafts of twenty contacts: two of them refused, and the line drops while they are typed. */
START_TEST(twenty_contacts)
{
    sql("insert into service.pairing (office, person, staff, started_on) select 430102001001, p, 1, '2026-11-02' from generate_series(101, 117) p");
    struct ht *h = at_contacts("s_village");
    keys(h, "上门，都好<Enter>");
    for (int i = 2; i <= 20; i++) {
        char line[120];
        snprintf(line, sizeof line, "%s第%d张<Enter>", i == 5 ? "<S-Tab><S-Tab>1201<Enter><Enter>" : i == 9 ? "<S-Tab><S-Tab>1001<Enter><Enter>" : i == 6 || i == 10 ? "<S-Tab><S-Tab>t<Enter><Enter>" : "", i);
        sends(h, line);
        if (i == 12) cut_off("s_village");
    }
    waits(h, "已重新连上，写的内容都在");
    keys(h, "");
    see(h, "ledger-twenty");
    sql_is("select count(*) || ':' || count(distinct person) from service.visit where id > 1000", "18:18");
    sql_is("select count(*) from work.draft", "2");
    keys(h, "<Esc>");
    shows(h, "存了 18 行；没有存的 2 行是草稿");
    keys(h, "<C-w>");                           /* what was not saved stands in its row again */
    see(h, "ledger-drafts");
    keys(h, "t<F2><Down>t<F2><Esc>");
    sql_is("select count(*) || ':' || count(distinct person) from service.visit where id > 1000", "20:20");
    sql_is("select count(*) from work.draft", "0");
}
END_TEST

/* Killed in the middle of a row: it is a draft. */
START_TEST(nothing_lost)
{
    struct ht *h = at_contacts("s_village");
    keys(h, "<S-Tab>2<Enter>电话里说");
    rise(h);
    h = at_contacts("s_village");
    shows(h, "接着写草稿，写过的都在");
    shows(h, "电话里说");
    keys(h, "<Down><Esc>");
    sql_is("select mode || situation from service.visit where id > 1000", "2电话里说");
}
END_TEST

/* Somebody was faster, and one's own row is changed under one's hands. */
START_TEST(settled)
{
    struct ht *h = at_contacts("s_village");
    sql("insert into service.visit (office, person, visited_on, mode, occasion, staff) values (430102001001, 1, '2026-11-23', '1', '7', 2)");
    keys(h, "身体好<Enter>");
    shows(h, "；F6 决定还存不存");
    keys(h, "<Up><F6>1");
    keys(h, "<Down><Enter>");
    hides(h, "没有存上");
    sql_is("select count(*) from service.visit where person = 1 and visited_on = '2026-11-23'", "2");
    sql("update service.visit set situation = '站长改的' where situation = '身体好'");
    keys(h, "<C-u>我改的<Enter>");
    shows(h, "F6 看两边各是什么");
    keys(h, "<Up><F6>");
    shows(h, "站长改的");
    keys(h, "<F2>");
    sql_is("select situation from service.visit where person = 1 order by id desc limit 1", "我改的");
    keys(h, "<F6>");
    shows(h, "走访记录 > ");
    keys(h, "<Esc><Esc>");
}
END_TEST

/* A grid that begins with nothing: names by initials, what is above, the last person, totals. */
START_TEST(blank_rows)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>661<Enter><C-w>");
    see(h, "ledger-blank");
    keys(h, "oyxw<Enter><Enter>4<Enter>500<Enter>米和油<Enter>");
    keys(h, "maimaiti<Enter><Enter><Enter><F4>面粉<Enter>");
    keys(h, "sgy<Enter><Enter><Enter><C-u>-5<Enter>写错了<Enter>");
    see(h, "ledger-totals");
    sql_is("select string_agg(concat_ws(' ', person, occasion, money, situation), ';' order by id) from service.visit where id > 1000", "3 4 500.00 米和油;4 4 500.00 面粉");
    keys(h, "<C-y>");
    shows(h, "单桂英");
    keys(h, "<F6>1");
    keys(h, "<Up><F6>1<Esc>");
    shows(h, "存了 2 行");
    sql_is("select count(*) from work.draft", "0");
}
END_TEST

/* Who may add no records is not offered the grid. */
START_TEST(for_whom)
{
    struct ht *h = sit("s_supervisor");
    keys(h, "<F10>67<Enter><C-w>");
    hides(h, "登记");
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("ledger");
    TCase *c = screen_case(s, "ledger");
    tcase_add_test(c, rows_as_they_are_typed);
    tcase_add_test(c, added_twice);
    tcase_add_test(c, taken_over_and_typed_over);
    tcase_add_test(c, narrow);
    tcase_add_test(c, words_left_standing);
    tcase_add_test(c, refused_and_put_right);
    tcase_add_test(c, a_fault_is_not_carried_on);
    tcase_add_test(c, twenty_contacts);
    tcase_add_test(c, nothing_lost);
    tcase_add_test(c, settled);
    tcase_add_test(c, blank_rows);
    tcase_add_test(c, for_whom);
    return s;
}
