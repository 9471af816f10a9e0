/* SPDX-License-Identifier: Apache-2.0 */
/* Chinese to the letter: rare names typed, kept and shown on terminals of either character set, written forms, characters that cannot be
 * typed, homophones, and a field that is left alone while it is written in. */
#include "screen.h"
#include "harness.h"
#include <string.h>

enum { OFTEN = 20000 };

/* A new file, its cursor on the name. */
static struct ht *new_file(struct seating s)
{
    struct ht *h = sit_as("s_village", s);
    keys(h, "<F10>61<Enter><F7>");
    return h;
}

#define THE_REST "<Enter><Enter>男<Enter><Enter><Enter><Enter><Enter><Enter><Enter>100<Enter><F2>"

/* 䶮 has two bytes there, 㛃 𠅤 𬱖 four; in the database it is the same name. */
static const struct { const char *charset; } lines[] = { { NULL }, { "GB18030" } };

START_TEST(rare_names_on_either_line)
{
    struct ht *h = new_file((struct seating){ .charset = lines[_i].charset });
    keys(h, "李䶮㛃𠅤𬱖" THE_REST);
    shows(h, "已保存");
    sql_is("select name from service.person where name ~ '䶮'", "李䶮㛃𠅤𬱖");
    keys(h, "<Esc><Esc><F3>李䶮㛃");
    see(h, "hanzi-rare-name");
    keys(h, "<Enter>");
    shows(h, "李䶮㛃𠅤𬱖");
}
END_TEST

/* Whose terminal answers wrongly has it set. 今日 in GB18030, to one that says it speaks UTF-8. */
START_TEST(the_account_goes_before_the_terminal)
{
    sql("update sec.account set charset = 'GB18030' where login = 's_village'");
    struct ht *h = sit("s_village");
    ck_assert(ht_saw(h, "\xbd\xf1\xc8\xd5", 4));
}
END_TEST

/* What is painted for 𱍐 is never written back. */
/* Another terminal in the same place is noticed behind the first picture. */
START_TEST(the_terminal_is_remembered)
{
    const char *found = "select split_part(found, ' ', 1) || ' ' || split_part(found, ' ', 2) from work.terminal where login = 's_village' and term = 'xterm-256color' and client = ''";
    rise(sit("s_village"));
    sql_is(found, "UTF-8 1");
    struct ht *h = sit_as("s_village", (struct seating){ .charset = "GB18030" });
    keys(h, "<F10>66<Enter>");
    shows(h, "张建国");
    sql_is(found, "GB18030 1");
    rise(h);
    h = sit("s_village");
    keys(h, "<F10>66<Enter>");
    shows(h, "张建国");
    sql_is(found, "UTF-8 1");
}
END_TEST

/* What the terminal speaks is tried before it is kept: who cannot read it any more presses Esc. */
START_TEST(one_says_what_ones_terminal_speaks)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10><F5>4");
    see(h, "terminal-charset");
    keys(h, "3");
    see(h, "terminal-width");
    keys(h, "1");
    ck_assert(!ht_find(h, "号码", NULL, NULL));
    keys(h, "<Esc>");
    see(h, "terminal-back");
    sql_is("select charset || ambiguous from sec.account where login = 's_village'", "auto0");
    keys(h, "<F5>423");
    shows(h, "这样看得清吗？");
    keys(h, "2");
    shows(h, "记下了，这个账号以后都这样");
    sql_is("select charset || ambiguous from sec.account where login = 's_village'", "UTF-82");
}
END_TEST

START_TEST(a_mark_stands_for_what_cannot_be_drawn)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>61<Enter><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Enter>");
    shows(h, "这里的〓是 U+31350");
    see(h, "hanzi-mark");
    keys(h, "<F1>");
    shows(h, "存的是原字");
    keys(h, "<Esc>明<F2>");
    shows(h, "已保存");
    sql_is("select to_hex(ascii(substr(name, 2, 1))) || right(name, 2) from service.person where id = 14", "31350华明");
}
END_TEST

/* In a field, in the find box, and in a line that floats. */
START_TEST(a_character_by_code_point_and_by_parts)
{
    struct ht *h = new_file((struct seating){ 0 });
    keys(h, "李<F9>");
    see(h, "hanzi-asked");
    keys(h, "4dae");
    see(h, "hanzi-code-point");
    keys(h, "<Enter><C-v>yan龙<Enter>x<BS><F9>2cc56<Esc><F9>u+20164<Enter>");
    shows(h, "[李䶮䶮𠅤");
    keys(h, "<C-u><Esc><Esc><F3>李<F9>20164<Enter>");
    shows(h, "找: 李𠅤");
    shows(h, "李𠅤明");
    keys(h, "<F9>");
    keys(h, "<F1>");
    shows(h, "部首和剩下的笔");
    keys(h, "<Esc><Esc>");
    shows(h, "找: 李𠅤");
}
END_TEST

START_TEST(other_forms_are_written_and_found)
{
    sql("insert into service.person_name (office, person, name, kind, on_card) values (430102001001, 4, '買買提·阿不都', 'full', false), (430102001001, 4, 'Memet Abdul', 'latin', true)");
    struct ht *h = sit("s_village");
    keys(h, "<F3>買買提阿不都");
    see(h, "hanzi-other-form");
    keys(h, "<Enter><F5><PgDn><PgDn>");
    see(h, "hanzi-other-forms");
}
END_TEST

START_TEST(who_sounds_alike_is_pointed_out)
{
    struct ht *h = new_file((struct seating){ 0 });
    keys(h, "张健国<Enter>");
    shows(h, "同音 2 人（张建国）");
    keys(h, "<Esc><Esc><F3>");
    sql("insert into service.person (office, name, sex, category, filed_on) values (430102001001, '章建国', '1', '100', '2026-01-01')");
    keys(h, "zjg");
    shows(h, "同名 2 人，同音 1 人");
    keys(h, "<C-u>章建国");
    shows(h, "同音不同字还有 2 人");
}
END_TEST

/* Another saves the very record, the draft is kept, the keys rest: not a byte comes, and the cursor stays behind what was typed. */
START_TEST(nothing_moves_under_who_writes)
{
    struct ht *h = at_visit("s_village"), *other = at_visit("s_head");
    int y, x, now_y, now_x;
    keys(h, "<Down><Down><Down>");
    sends(h, "茶叶");                           /* and no pause is told: it comes by itself */
    ck_assert(ht_sync(h));
    ht_cursor(h, &y, &x);
    ht_mark(h);
    keys(other, "<Down><Down><Down>!<F2>");
    shows(other, "已保存");
    for (int i = 0; i < OFTEN && !strcmp(sql("select count(*) from work.draft where login = 's_village'"), "0"); i++) ck_assert(ht_sync(h));
    sql_is("select count(*) from work.draft where login = 's_village'", "1");
    sql("select pg_notify('lb_430102', '')");
    for (int i = 0; i < 50; i++) ck_assert(ht_sync(h));
    ht_cursor(h, &now_y, &now_x);
    ck_assert_msg(ht_written(h) == 0, "%zu bytes", ht_written(h));
    ck_assert(y == now_y && x == now_x);
    keys(h, "<F2>");                            /* now it is told */
    shows(h, "您改了 1 处；两边都改了");
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("hanzi");
    TCase *c = screen_case(s, "saves"), *r = screen_case_reading(s, "reads");
    tcase_add_loop_test(c, rare_names_on_either_line, 0, 2);
    tcase_add_test(c, the_account_goes_before_the_terminal);
    tcase_add_test(c, the_terminal_is_remembered);
    tcase_add_test(c, one_says_what_ones_terminal_speaks);
    tcase_add_test(c, a_mark_stands_for_what_cannot_be_drawn);
    tcase_add_test(c, other_forms_are_written_and_found);
    tcase_add_test(c, who_sounds_alike_is_pointed_out);
    tcase_add_test(c, nothing_moves_under_who_writes);
    tcase_add_test(r, a_character_by_code_point_and_by_parts);
    return s;
}
