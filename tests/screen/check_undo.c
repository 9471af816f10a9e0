/* SPDX-License-Identifier: Apache-2.0 */
/* What one did in the last 24 hours and takes back; who else is at a record; a long text over the whole screen; figures beside the fields. */
#include "screen.h"
#include "harness.h"

/* Visit 1 (张建国, 11-04) with tea and 200 yuan in place of what was there, saved. */
static struct ht *changed(const char *login)
{
    struct ht *h = at_visit(login);
    keys(h, "<Enter><Enter><Enter><Enter><Enter><C-u>茶叶<Enter><C-u>200<F2>");
    return h;
}

START_TEST(undone_and_again)
{
    struct ht *h = changed("s_village");
    keys(h, "<Esc><Esc><Esc>");
    shows(h, "^Z我做的");
    keys(h, "<C-z>");
    shows(h, "  修改  走访记录  张建国");                  /* the times are the real clock's: no golden */
    shows(h, "慰问品: 米 油 -> 茶叶");
    shows(h, "慰问金: 500.00 -> 200.00");
    keys(h, "<Enter>");
    shows(h, "+- 撤销这一次 -");
    shows(h, ">1 不撤销 ");
    keys(h, "<Enter>");
    sql_is("select concat_ws('|', gift, money) from service.visit where id = 1", "茶叶|200.00");
    keys(h, "<Enter>2");
    shows(h, "  撤销  走访记录  张建国");
    shows(h, "慰问品: 茶叶 -> 米 油");
    shows(h, "  修改  走访记录  张建国  （已撤销）");
    shows(h, "已撤销：走访记录 张建国");
    sql_is("select concat_ws('|', gift, money, version) from service.visit where id = 1", "米 油|500.00|3");
    keys(h, "<End><Enter>2");
    shows(h, "这件事已经撤销了");
    keys(h, "<Home><Enter>2");
    sql_is("select concat_ws('|', gift, money) from service.visit where id = 1", "茶叶|200.00");
    keys(h, "<Esc>");
    shows(h, "0 今日");
}
END_TEST

START_TEST(undone_in_english)
{
    struct ht *h = changed("s_english");
    keys(h, "<Esc><Esc><Esc><C-z>");
    shows(h, "What I did in the last 24 hours");
    shows(h, "  changed  Visit  张建国");
    shows(h, "Gift: 米 油 -> 茶叶");
    keys(h, "<Enter>");
    shows(h, ">1 Leave it ");
    keys(h, "2");
    shows(h, "undone: Visit");
    shows(h, "  changed  Visit  张建国  (undone)");
}
END_TEST

/* From any page that has no other use for the key; of nothing, nothing. */
START_TEST(nothing_to_undo)
{
    struct ht *h = sit("s_other");
    keys(h, "<F10>66<Enter><C-z>");
    see(h, "mine-nothing");
    keys(h, "<F1>");
    see(h, "mine-help");
    keys(h, "<Esc><C-z><Enter><Esc>");
    shows(h, "66 走访慰问 > 走访记录");
    h = sit("s_english");
    keys(h, "<C-z>");
    see(h, "mine-nothing-en");
    keys(h, "<F1>");
    see(h, "mine-help-en");
}
END_TEST

START_TEST(refused_when_changed_since)
{
    struct ht *h = changed("s_village");
    sql("update service.visit set gift = '面' where id = 1");
    keys(h, "<Esc><Esc><Esc><C-z><Enter>2");
    shows(h, "不能撤销：“慰问品”后来又改过，系统");
    keys(h, "<F1>");
    shows(h, "请打开这一条，照现在的改");
    sql_is("select concat_ws('|', gift, money) from service.visit where id = 1", "面|200.00");
}
END_TEST

/* One change among others, from the history of the record, which shows it as it is when one is back. */
START_TEST(undone_from_the_history)
{
    struct ht *h = changed("s_village");
    keys(h, "<C-e><F6>");
    shows(h, "慰问金: 500.00 -> 200.00");
    keys(h, "2");
    shows(h, "  撤销  李华（识字里社区退役军人服务站）");
    shows(h, "慰问品: 茶叶 -> 米 油");
    keys(h, "<Esc>");
    shows(h, "[米 油");
    sql("update service.visit set gift = '面' where id = 1");
    keys(h, "<C-l><C-e><Down><Down><F6>2");
    keys(h, "<Home><F6>2");
    shows(h, "只能撤销自己做的");
}
END_TEST

/* ---- who else is at it */
START_TEST(others_are_told)
{
    struct ht *one = at_visit("s_head"), *two;
    keys(one, "<Enter><Enter><Enter><Enter><Enter>，面<Enter>");
    two = at_visit("s_village");
    shows(two, "周志红 ");
    shows(two, "起在改；您照样可以改，改到同一处时会请您选");
    keys(two, "<Enter><Enter>");
    shows(two, "起在改  可改");
    keys(two, "<Enter><Enter><Enter><Enter><C-u>800<F2>");
    shows(two, "已保存");
    shows(two, "起在改  可改");                 /* it hinders nobody */
    keys(one, "<F2>");
    shows(one, "已保存，并合并了李华");
    keys(two, "<Esc><Enter>");
    hides(two, "起在改");                       /* saved: gone */
}
END_TEST

/* Who was there first hears of it with his own first change; who goes away is there no more. */
START_TEST(others_are_told_when_one_begins)
{
    struct ht *one = at_visit("s_village"), *two = at_visit("s_english");
    hides(one, "起在改");
    keys(two, "<Enter><Enter><Enter><Enter><Enter>, tea<Enter>");
    hides(two, "at it since");
    keys(one, "<Enter><Enter><Enter><Enter><Enter>，面<Enter>");
    shows(one, "夏雨晴 ");
    rise(two);
    cut_off("s_english");
    keys(one, "<C-z><C-z><Esc><Enter>");
    hides(one, "起在改");
}
END_TEST

START_TEST(others_in_english)
{
    struct ht *one = at_visit("s_village"), *two;
    keys(one, "<Enter><Enter><Enter><Enter><Enter>，面<Enter>");
    two = at_visit("s_english");
    shows(two, "李华 at it since ");
}
END_TEST

/* ---- a long text */
static struct ht *at_situation(const char *login)
{
    struct ht *h = at_visit(login);
    keys(h, "<Enter><Enter><Enter><Enter><Enter><Enter><Enter>");
    return h;
}

START_TEST(long_text_over_the_screen)
{
    struct ht *h = at_situation("s_village");
    shows(h, "F5放大");
    keys(h, "<F5>");
    see(h, "zoom");
    keys(h, "。<Enter>他说：“楼道里的灯坏了三个月，没人修，晚上不敢出门。”已经报给社区，答应这一周修好（不收费）。《退役军人保障法》的宣传单也留了一份，下次来再看看灯修好没有，问问他女儿过年回不回来。");
    see(h, "zoom-typed");
    keys(h, "<F1>");
    shows(h, "身体、生活、情绪、诉求");
    keys(h, "<Esc><Esc>");
    see(h, "zoom-back");
    keys(h, "<Tab>");
    sql_is("select count(*) from work.draft where fields::text like '%不敢出门%'", "1");
    keys(h, "<F2>");
    shows(h, "已保存");
    sql_is("select position(E'外地。\\n他说' in situation) > 0 from service.visit where id = 1", "t");
}
END_TEST

/* Saved from there; what is too much is refused there. */
START_TEST(long_text_is_saved_from_there)
{
    struct ht *h = at_situation("s_village");
    keys(h, "<F5>，都好<F2>");
    shows(h, "已保存");
    sql_is("select situation from service.visit where id = 1", "老伴住院一月，女儿在外地，都好");
    sql("update service.visit set situation = repeat('好', 399) where id = 1");
    keys(h, "<C-l><F5>一二");
    shows(h, "写满了，最多 400 个字");
    shows(h, "400/400 字");
    keys(h, "<C-z>");
    shows(h, "399/400 字");
}
END_TEST

/* What one may not write is read there, page by page; a line of a list too. */
START_TEST(long_text_is_read)
{
    sql("update service.visit set situation = (select string_agg('第' || n || '段：一切都好，没有新的诉求。', E'\\n' order by n) from generate_series(1, 22) n) where id = 1");
    struct ht *h = at_visit("s_street");
    keys(h, "<Down><Down><Down><Down>");
    shows(h, "F5全文");
    keys(h, "<F5>");
    see(h, "zoom-read");
    keys(h, "<PgDn>x");
    shows(h, "第22段");
    hides(h, "第1段");
    keys(h, "<PgUp><Esc>");
    shows(h, "66 走访慰问 > 走访记录 > 张建国  ");
}
END_TEST

START_TEST(long_text_of_a_line)
{
    struct ht *h = at_visit("s_village");
    keys(h, "<Enter><Enter><Enter><Enter><Enter><Enter><Enter><Enter><Enter>");
    keys(h, "<F5>，儿子周末来修<Enter>");
    shows(h, "洗澡不便，儿子周末来修");
    keys(h, "<F2>");
    sql_is("select detail from service.need where id = 1", "洗澡不便，儿子周末来修");
}
END_TEST

START_TEST(long_text_in_english)
{
    struct ht *h = at_situation("s_english");
    keys(h, "<F5>, and well");
    see(h, "zoom-en");
}
END_TEST

/* ---- figures beside the fields: at once when a field was left, and nothing where something is lacking */
START_TEST(figures)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>61<Enter><Enter><PgDn>");
    hides(h, "服役年数");
    keys(h, "<Enter><Enter>1990-12-01<Enter>2001-11-30<Enter>");
    shows(h, "服役年数 10");
    keys(h, "<Up><Tab><C-u>2001-12-01<Enter>");
    shows(h, "服役年数 11");
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("undo");
    TCase *t = screen_case(s, "undo");
    tcase_add_test(t, undone_and_again);
    tcase_add_test(t, undone_in_english);
    tcase_add_test(t, refused_when_changed_since);
    tcase_add_test(t, undone_from_the_history);
    tcase_add_test(t, others_are_told);
    tcase_add_test(t, long_text_over_the_screen);
    tcase_add_test(t, long_text_is_saved_from_there);
    tcase_add_test(t, long_text_is_read);
    tcase_add_test(t, long_text_of_a_line);
    TCase *r = screen_case_reading(s, "undo, reading");
    tcase_add_test(r, nothing_to_undo);
    tcase_add_test(r, others_are_told_when_one_begins);
    tcase_add_test(r, others_in_english);
    tcase_add_test(r, long_text_in_english);
    tcase_add_test(r, figures);
    return s;
}
