/* SPDX-License-Identifier: Apache-2.0 */
/* What a list can do with its columns and rows: choose and order columns, total and count, mark and act on the marked, a record beside it. */
#include "screen.h"
#include "english.h"
#include "folder.h"
#include "harness.h"
#include <stdio.h>
#include <string.h>

START_TEST(columns_are_chosen)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>66<Enter><F5>");
    see(h, "list-columns");
    keys(h, "<Down><Down><Down><Enter>-<Down><Down><Down><Down><Down> <Down> ");
    see(h, "list-columns-changed");
    keys(h, "<F2>");
    see(h, "list-chosen");
    sql_is("select login || ' ' || register || ' ' || columns from work.list_columns", "s_village visit visited_on,person,occasion,money,staff,situation,gift");
    rise(h);
    h = sit("s_village");                       /* for good, and for this login */
    keys(h, "<F10>66<Enter>");
    see(h, "list-chosen-again");
}
END_TEST

/* Who has read a notice has opened it: its text is no column, and does not stand beside the list. */
START_TEST(what_is_opened_is_no_column)
{
    struct ht *h = sit_as("s_street", (struct seating){ .cols = 130, .rows = 24 });
    sql("insert into work.notice (office, title, kind, body, reach) values (430102001000, '清明祭扫', '1', '各社区三月底以前报方案', '1')");
    keys(h, "<F10>notice<Enter>");
    shows(h, "标题 清明祭扫");
    hides(h, "报方案");
    keys(h, "<F5>");
    shows(h, "发布日期");
    hides(h, "正文");
}
END_TEST

START_TEST(totals_and_shares)
{
    struct ht *h = sit("s_street");
    keys(h, "<F10>66<Enter><C-a>");
    see(h, "list-totals");
    keys(h, "<Right><Right><Right><F4>");       /* the filter is followed */
    see(h, "list-totals-filtered");
    keys(h, "<F4><C-a><C-r>4");
    see(h, "list-shares-code");
    keys(h, "<Enter>");
    see(h, "list-shares-only");
    keys(h, "<F4><Left><Left><Left><C-r>4");
    see(h, "list-shares-month");
    keys(h, "<Tab>");
    see(h, "list-shares-year");
}
END_TEST

/* The street's visit to somebody of the village is in its list, and in the sums: it is said. */
START_TEST(totals_say_whose)
{
    struct ht *h = sit("s_village"), *street = sit("s_street");
    keys(h, "<F10>66<Enter><C-a>");
    shows(h, "其中 1 条是别的机构的");
    see(h, "list-totals-others");
    keys(h, "<Down><F4><F4>");
    keys(street, "<F10>66<Enter><C-a>");        /* it oversees whose the others are */
    hides(street, "别的机构");
    keys(h, "<F3><Tab><Tab><Tab>300<F2>");
    hides(h, "别的机构");
}
END_TEST

START_TEST(shares_of_offices)
{
    struct ht *h = sit("s_county");
    keys(h, "<F10>66<Enter><Right><Right><C-r>5");
    see(h, "list-shares-office");
    keys(h, "<Enter>");
    see(h, "list-below-office");
}
END_TEST

/* In a column offices that all end alike are said by what tells them apart; the filter, and what goes on paper, have the whole name. */
START_TEST(offices_are_told_apart)
{
    struct ht *h = sit_here("s_street");
    keys(h, "<F10>66<Enter><Right><Right><F4>");
    see(h, "list-office");
    keys(h, "<F8>2");
    ck_assert_str_eq(shell("tail -n 1 %s/s_street/out/*.csv | cut -d, -f 2,3", folder()), "张建国,识字里社区退役军人服务站");
}
END_TEST

START_TEST(marked)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>66<Enter><F9> ");
    see(h, "list-marked");
    keys(h, "<F6>");
    see(h, "list-many-acts");
    keys(h, "1");
    see(h, "list-many-why");
    keys(h, "重复录入了<Enter>2");               /* the 2 was typed ahead of the question */
    see(h, "list-many-sure");
    keys(h, "2");
    see(h, "list-many-done");
}
END_TEST

/* Over pages and filters; all of a filter at once, and none. */
START_TEST(marks_stay)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>61<Enter> <PgDn><F9>");
    shows(h, "标记 2");
    keys(h, "<F3>张*<F2>*");
    shows(h, "标记 4");
    keys(h, "<F3><C-u><F2>");
    shows(h, "标记 4");
    keys(h, "<Home> ");
    shows(h, "标记 3");
    keys(h, "-");
    hides(h, "标记 3");
}
END_TEST

/* An action of the form: one is refused and stays marked, the other is done; each is in the log by itself. */
START_TEST(marked_and_disabled)
{
    struct ht *h = sit("s_secadmin");
    keys(h, "<F10>9<Enter>*");
    shows(h, "标记 14");
    keys(h, "-");
    hides(h, "标记 14");
    keys(h, "<F3>s_other|s_secadmin<F2>");
    keys(h, "*<F6>");
    see(h, "list-many-form");
    keys(h, "1调离岗位<Enter>2");               /* the 2 is typed ahead of the question */
    see(h, "list-many-form-sure");
    keys(h, "2");
    see(h, "list-many-form-done");
    keys(h, "<F1>");
    see(h, "list-many-form-reason");
    keys(h, "<Esc><Esc>");
    shows(h, "标记 1");
    sql_is("select string_agg(login || ' ' || active, ', ' order by login) from sec.account where login in ('s_other', 's_secadmin')", "s_other false, s_secadmin true");
}
END_TEST

/* Steps that want an opinion at most, by the function of a single step; what has moved on since the look is refused alone. */
START_TEST(marked_cases)
{
    static const char *const names[] = { "周大勇", "覃大福" };
    struct ht *h = sit("s_village");
    for (int i = 0; i < 2; i++) {
        char typed[100];
        snprintf(typed, sizeof typed, "lx<Enter>%s<Enter><Enter><Enter><Enter>", names[i]);
        keys(h, "<F10>672<Enter><F7>");
        keys(h, typed);
        keys(h, "fxbz<Enter><Enter><Enter><Enter><Enter>");
        keys(h, "落实伤残待遇<Enter>按规定补发抚恤金<F2>");
        keys(h, "<Esc>");
    }
    keys(h, "<F10>672<Enter>*<F6>");
    see(h, "list-many-steps");
    sql("update work.matter set seq = seq + 1 where whom = '周大勇'");
    keys(h, "1本社区不能解决<Enter>2");
    shows(h, "2 条一起办");
    keys(h, "2");
    shows(h, "办成 1 条；1 条没办，原因在右边，标记还在");
    shows(h, "刚在 11-23");                     /* the minute is the clock's */
    sql_is("select string_agg(m.whom || ' ' || s.opinion, ', ') from work.step s join work.matter m on m.id = s.matter where s.opinion is not null", "覃大福 本社区不能解决");
}
END_TEST

/* ^C stops at the next one; what was done is done, and is told. */
START_TEST(marked_and_stopped)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>66<Enter>*<F6>1");
    keys(h, "重复录入了<Enter>");
    sql("begin");
    sql("lock table service.visit in exclusive mode");
    sends(h, "2");
    waits(h, "正在办标记的，^C 不等了");
    sends(h, "<C-c>");
    waits(h, "没有办：停下了");
    sql("rollback");
    keys(h, "");
    see(h, "list-many-stopped");
    keys(h, "<Esc>");
    shows(h, "标记 4");
}
END_TEST

START_TEST(marked_are_exported)
{
    struct ht *h = sit_here("s_village");
    keys(h, "<F10>66<Enter><Down><F9><Down><F9><F5><Down><Down> <F2><F8>2");
    ck_assert_str_eq(shell("tail -n 2 %s/s_village/out/*.csv | cut -d, -f 1,2 | tr '\\r\\n' ' |'", folder()), "2026-11-12,张建国|2026-11-04,张建国|");
    hides(h, "没有导出");
    sql_is("select new ->> 'words' from audit.log where kind = 'X'", english_on() ? "the 2 marked" : "标记的 2 条");
}
END_TEST

/* What was saved is where the cursor stands, however far down: Enter opens no other. */
START_TEST(a_new_row_far_down)
{
    sql("insert into service.household (office, name) select 430102001001, '安' || i from generate_series(1, 60) i");
    struct ht *h = sit("s_village");
    keys(h, "<F10>612<Enter><F7>钟家<F2>");
    see(h, "list-born");
    keys(h, "<PgUp>");
    shows(h, "安5");
    keys(h, "<Home><F7>安315<F2>");
    shows(h, "> 安315");
}
END_TEST

/* English needs more room than there is: what is wanted most is in the bottom row, the rest on the page of all keys. */
START_TEST(keys_that_have_no_room)
{
    struct ht *h = sit("s_english");
    sql("insert into service.visit (office, person, visited_on, mode, occasion, staff) select office, person, visited_on, mode, occasion, staff from service.visit, generate_series(1, 30) where id = (select min(id) from service.visit where office = 430102001001)");
    keys(h, "<F10>66<Enter>");
    see(h, "list-keys-english");
    keys(h, "<F1><F9>");
    shows(h, "papers: one line each");
    h = sit("s_village");
    keys(h, "<F10>66<Enter>");
    see(h, "list-keys");
}
END_TEST

START_TEST(beside)
{
    struct ht *h = sit_as("s_village", (struct seating){ .cols = 130, .rows = 30 });
    keys(h, "<F10>66<Enter>");
    see(h, "list-beside");
    keys(h, "<Down>");
    see(h, "list-beside-next");
    ht_resize(h, 24, 80);
    keys(h, "");
    see(h, "list-beside-narrow");
    ht_resize(h, 30, 130);
    keys(h, "");
    see(h, "list-beside-next");
    keys(h, "<Enter>");                         /* and the record is opened as ever */
    shows(h, "走访日期");
    keys(h, "<Esc>");
    see(h, "list-beside-next");
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("list");
    TCase *c = screen_case(s, "list");
    tcase_add_test(c, columns_are_chosen);
    tcase_add_test(c, what_is_opened_is_no_column);
    tcase_add_test(c, totals_and_shares);
    tcase_add_test(c, totals_say_whose);
    tcase_add_test(c, shares_of_offices);
    tcase_add_test(c, marked);
    tcase_add_test(c, marks_stay);
    tcase_add_test(c, marked_and_disabled);
    tcase_add_test(c, marked_cases);
    tcase_add_test(c, marked_and_stopped);
    tcase_add_test(c, a_new_row_far_down);
    tcase_add_test(c, keys_that_have_no_room);
    tcase_add_test(c, beside);
    c = screen_case(s, "folder");
    tcase_add_test(c, offices_are_told_apart);
    tcase_add_checked_fixture(c, make_folders, remove_folders);
    tcase_add_test(c, marked_are_exported);
    return s;
}
