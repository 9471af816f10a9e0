/* SPDX-License-Identifier: Apache-2.0 */
/* F1 in three depths, the show-keys and the tour: what they tell, and that they cost nothing typed. */
#include "screen.h"
#include "english.h"
#include "harness.h"
#include "page/action.h"
#include <string.h>

/* Half a word stands in a field while all of help is read, forth and back, and is still there behind it, with the cursor in it. */
START_TEST(costs_nothing)
{
    struct ht *h = at_visit("s_village");
    keys(h, "<Down><Down><Down><C-u>一二三<Left>");
    keys(h, "<F1>");
    shows(h, "慰问品 1/3");
    keys(h, "<F1>");
    shows(h, "谁能写");
    keys(h, "<PgUp>");
    shows(h, "慰问品 1/3");
    keys(h, "<PgDn><F1>");
    shows(h, "慰问品 3/3");
    keys(h, "<F9>");
    shows(h, "全部键");
    keys(h, "<F1><Esc><Esc>四");
    shows(h, "一二四三");
}
END_TEST

START_TEST(rule_and_values)
{
    struct ht *h = at_visit("s_village");
    keys(h, "<Down><F1><F1>");
    see(h, "help-rule-date");
    keys(h, "<F1>");                        /* days have no list: that was the last */
    shows(h, "走访日期 2/2");
    keys(h, "<Esc><Right><Tab><F1><F1>");
    keys(h, "<F1>");
    see(h, "help-values-code");
    keys(h, "3");
    shows(h, "视频联系");
    shows(h, "修改 *");
    keys(h, "<C-z>");
    hides(h, "修改 *");
}
END_TEST

/* What this office has written before can be taken; what was typed so far can be had back. */
START_TEST(words_in_use)
{
    sql("insert into service.visit (office, person, visited_on, mode, occasion, staff, gift)"
        " select office, person, visited_on + n, mode, occasion, staff, case when n < 3 then '米和油' else '茶' end from service.visit, generate_series(1, 3) n where id = 1");
    english_typed("米和油茶");
    struct ht *h = at_visit("s_village");
    keys(h, "<Home><Down><Down><Down><C-u>水<F1><F1><F1>");
    shows(h, "米和油");
    hides(h, "茶  ");                       /* once is no habit */
    keys(h, "<Enter>");
    shows(h, "[米和油");
    keys(h, "<F2>");
    shows(h, "已保存");
    sql_is("select gift from service.visit where id = 1", "米和油");
}
END_TEST

/* Of what is masked there is no list, and the head of a chapter's rule is told all the same. */
START_TEST(private_has_no_list)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>61<Enter>");
    keys(h, "<Enter><F5>");
    shows(h, "身份证号");
    keys(h, "<Down><Down><Down><F1>");
    shows(h, "联系电话 1/2");
    keys(h, "<F1>");
    shows(h, "谁能写");
    keys(h, "<F1>");
    shows(h, " 2/2");
}
END_TEST

/* A refusal whole, then the field it was about. */
START_TEST(refusal_then_field)
{
    struct ht *h = at_visit("s_village");
    keys(h, "<Down><C-u>1950-01-01<F2>");
    keys(h, "<F1>");
    see(h, "help-refusal");
    keys(h, "<F1>");
    shows(h, "走访日期 1/2");
    keys(h, "<Esc>");
    shows(h, "1950-01-01");
}
END_TEST

/* Of a list the column pointed at, with the whole of the cell; a value of its third depth is the filter. */
START_TEST(column_of_a_list)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>66<Enter><Right><Right><F1>");
    shows(h, "六必访的哪一项");
    keys(h, "<F1><F1>");
    see(h, "help-values-column");
    keys(h, "<Enter>");
    shows(h, "事由 是 包联走访");
    keys(h, "<F3><F1><F1><F1><Enter>");
    shows(h, "[包联走访");
}
END_TEST

/* A line of Today: its own clause. */
START_TEST(line_of_today)
{
    struct ht *h = sit("s_village");
    keys(h, "<F1><F1>");
    see(h, "help-line-clause");
}
END_TEST

START_TEST(own_words_of_the_standard)
{
    sql("insert into std.wording values ('6.7.7', '（这里是原文）')");
    english_typed("（这里是原文）");
    struct ht *h = sit("s_village");
    keys(h, "<F1><F1>");
    shows(h, "（这里是原文）");
}
END_TEST

START_TEST(all_keys)
{
    struct ht *h = at_visit("s_village");
    keys(h, "<F1><F9>");
    see(h, "keys-record");
    keys(h, "<Esc><F10>?<Enter>");
    see(h, "keys-command");
    rise(h);
    h = sit_as("s_village", (struct seating){ .rows = 12, .cols = 60 });
    keys(h, "<F10>?<Enter><PgDn>");
    see(h, "keys-small");
    keys(h, "<F1>");
    see(h, "tour-small");
    keys(h, "<Enter>");
    see(h, "tour-small-2");
    keys(h, "<Enter>");
    see(h, "tour-small-3");
    keys(h, "<PgUp><PgDn><Enter>");             /* the last page: now it is over */
    shows(h, "取消正在查的");
    rise(h);
    h = sit_as("s_english", (struct seating){ 0 });
    keys(h, "<F10>tour<Enter>");
    see(h, "tour-english");
    keys(h, "<F9>");
    see(h, "keys-english");
}
END_TEST

/* Every action has words and a binding; that they are there in English says tests/gate/words. */
START_TEST(every_action_has_words)
{
    for (enum action a = ACTION_NONE + 1; a < N_SHOWN_ACTIONS; a++) {
        char key[8];
        const struct action_info *i = action_info(a);
        ck_assert_msg(i && *i->label && *i->help, "action %d has no words", (int)a);
        ck_assert_msg(*action_key(a, key) && (i->f || i->ctrl || *i->name), "action %d has no key", (int)a);
        if (i->f) ck_assert_msg(i->ctrl && action_of_f(i->f) == a, "F%d has no twin, or is another's", i->f);
        if (i->ctrl) ck_assert_msg(action_of_ctrl(i->ctrl) == a, "^%c is another's", i->ctrl);
    }
}
END_TEST

/* Once, when it was read: a line that breaks before that shows it again. */
START_TEST(tour_of_the_first_sign_on)
{
    sql("update sec.account set wants_tour = true where login = 's_village'");
    struct ht *h = sit("s_village");
    see(h, "tour");
    rise(h);
    h = sit("s_village");
    keys(h, "66<Enter>");                   /* read first: Enter goes on */
    shows(h, "包联走访");
    sql_is("select wants_tour::text from sec.account where login = 's_village'", "false");
    rise(h);
    h = sit("s_village");
    shows(h, "包联走访");
    keys(h, "<F1><F7>");
    shows(h, "六个键");
    keys(h, "<Esc>");
    shows(h, "包联走访");
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("help");
    TCase *reading = screen_case_reading(s, "reading"), *c = screen_case(s, "writing");
    tcase_add_test(reading, rule_and_values);
    tcase_add_test(reading, private_has_no_list);
    tcase_add_test(reading, column_of_a_list);
    tcase_add_test(reading, line_of_today);
    tcase_add_test(reading, all_keys);
    tcase_add_test(reading, every_action_has_words);
    tcase_add_test(c, costs_nothing);
    tcase_add_test(c, refusal_then_field);
    tcase_add_test(c, words_in_use);
    tcase_add_test(c, own_words_of_the_standard);
    tcase_add_test(c, tour_of_the_first_sign_on);
    return s;
}
