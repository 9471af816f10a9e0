/* SPDX-License-Identifier: Apache-2.0 */
/* Two files of one man: found, laid beside each other, merged and un-merged; and two men who only look alike. */
#include "screen.h"
#include "harness.h"

/* 张建国 of 1958 once more, on file in the same community with little in it, and a namesake of 单桂英 next door. */
static void twice_on_file(void)
{
    sql("insert into service.person (id, office, name, sex, birth_year, category, condition, filed_on, situation) overriding system value values"
        " (201, 430102001001, '张建国', '1', 1958, '105', '1', '2024-05-05', '儿子在深圳'), (202, 430102001002, '单桂英', '2', 1953, '100', '1', '2024-05-05', null)");
    sql("insert into service.person_private (id, office, phone, address) values (201, 430102001001, '13812345678', '识字里 14 号')");
    sql("insert into service.visit (office, person, visited_on, mode, occasion, staff, situation) values (430102001001, 201, '2026-11-19', '1', '8', 1, '说在找工作')");
}

static struct ht *listed(const char *login)
{
    twice_on_file();
    struct ht *h = sit(login);
    keys(h, "<F10>");
    keys(h, "614<Enter>");
    return h;
}

START_TEST(found_and_merged)
{
    struct ht *h = listed("s_village");
    see(h, "twins-list");
    keys(h, "<Enter>");
    see(h, "twins-beside");
    keys(h, "<F2>");
    shows(h, "要先看过：按 F4 写明理由");
    keys(h, "<F4>核对是不是同一个人<Enter>");
    see(h, "twins-looked");
    keys(h, "<Right><F2>同一个人，建了两份<Enter>");
    shows(h, "已合并；合并错了，在“合并记录”里撤销");
    sql_is("select count(*) from service.visit where person = 1 and situation = '说在找工作'", "1");
    hides(h, "13812345678");
    keys(h, "<Esc><F10>616<Enter>");
    see(h, "merges");
    keys(h, "<Enter><F6><Enter>并错了，是父子俩<Enter>");
    shows(h, "已撤销：两份档案都恢复了");
    sql_is("select count(*) from service.person where id = 201 and voided_at is null", "1");
}
END_TEST

START_TEST(not_the_same)
{
    struct ht *h = listed("s_village");
    keys(h, "<Down><Enter>");
    see(h, "twins-elsewhere");
    keys(h, "<F2>");
    shows(h, "另一份在别处建档");
    keys(h, "<Enter><F6><Down><Enter>");
    shows(h, "记下了：不是同一个人，以后不再提示");
    hides(h, "单*英");
    keys(h, "<Esc><F10>615<Enter>");
    see(h, "not-twins");
    keys(h, "<Enter><F6><Enter><Down><Enter>");
    shows(h, "已收回，以后还会提示");
}
END_TEST

START_TEST(asked_at_entry)
{
    twice_on_file();
    struct ht *h = sit("s_other");
    keys(h, "<F10>61<Enter>");
    keys(h, "<F7>张建国<Tab><Tab>1<Tab><Tab><Tab><Tab>13812345678<Tab><Tab><Tab>105<F2>");
    see(h, "twins-at-entry");
}
END_TEST

START_TEST(in_english)
{
    struct ht *h = listed("s_english");
    keys(h, "<Enter>");
    see(h, "twins-beside-en");
    keys(h, "<F1>");
    see(h, "twins-help-en");
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("merge");
    TCase *c = screen_case(s, "merge");
    tcase_add_test(c, found_and_merged);
    tcase_add_test(c, not_the_same);
    tcase_add_test(c, asked_at_entry);
    tcase_add_test(c, in_english);
    return s;
}
