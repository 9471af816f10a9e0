/* SPDX-License-Identifier: Apache-2.0 */
/* Notices from the street to its villages, as those see it who write, publish, read and answer them. */
#include "screen.h"
#include "harness.h"

/* 街道's clerk has written one; answers are wanted by Friday. */
static void written(const char *reply_by)
{
    sql("insert into work.notice (id, office, kind, title, body, reach, reply_by) overriding system value values"
        " (1, 430102001000, '1', '冬季走访', '各站年前把重点对象走访一遍，困难的列出名单。', '1', %s)", reply_by);
    sql("select setval('work.notice_id_seq', 100)");
}

/* The receipts' clock runs on: made still for the goldens. */
static void read_at_ten(void)
{
    sql("update work.notice_read set read_at = '2026-11-23 10:02+08'");
}

static struct ht *published(const char *reply_by)
{
    written(reply_by);
    struct ht *h = sit("s_chief");
    keys(h, "<F10>01<Enter><Enter><F6><Enter><Down><Enter>");
    shows(h, "已发布：2 个机构能看到");
    return h;
}

START_TEST(written_by_the_clerk_published_by_the_head)
{
    struct ht *clerk = sit("s_street"), *head = sit("s_chief");
    keys(clerk, "<F10>");
    see(clerk, "notice-menu");
    keys(clerk, "01<Enter>");
    shows(clerk, "还没有记录。F7 新增。");
    keys(clerk, "<F7>冬季走访<Tab>各站年前把重点对象走访一遍。<Tab><Tab><Tab>1127");
    see(clerk, "notice-writing");
    keys(clerk, "<F2>");
    shows(clerk, "已保存：冬季走访");
    keys(clerk, "<Enter><F6>");
    hides(clerk, "1 发布");                 /* he may not */
    hides(clerk, "撤回");
    keys(clerk, "<Esc><Esc>");
    keys(head, "<F10>01<Enter><Enter><F6>");
    see(head, "notice-to-publish");
    keys(head, "<Enter><Down><Enter>");
    shows(head, "已发布：2 个机构能看到");
    see(head, "notice-published");
    keys(head, "<F6>");
    shows(head, "1 撤回");
    hides(head, "作废");
    keys(head, "<Esc>改");
    shows(head, "这条记录已经定下来，只能看");
    keys(head, "<F2>");
    sql_is("select title from work.notice", "冬季走访");
    keys(clerk, "<C-l>");
    see(clerk, "notice-list-sender");
}
END_TEST

START_TEST(read_answered_counted)
{
    struct ht *head = published("'2026-11-27'"), *village = sit("s_village"), *colleague = sit("s_head");
    see(village, "notice-home");
    keys(village, "<End><Enter>");
    see(village, "notice-unread");
    keys(village, "<Enter>");
    shows(village, "已读 1/1 个机构，1/3 人");         /* the first look counts who looks */
    read_at_ten();
    keys(village, "<C-l>");
    see(village, "notice-read");
    sql_is("select string_agg(s.name, ' ') from work.notice_read r join org.staff s on s.id = r.staff", "李华");
    keys(village, "<Esc><Esc>");
    hides(village, "未读");
    shows(village, "通知办理");
    keys(colleague, "<C-l>");
    shows(colleague, "1 条未读");
    keys(head, "<C-l>");
    shows(head, "已读 1/2 个机构，1/4 人；已答复 0/2 个机构");
    see(head, "notice-progress");
    keys(head, "<Down><Down><Down><Down><Down><Down><Down><Down><Down><Down>");
    see(head, "notice-people");             /* who has not read first */
    keys(village, "<Home><Down><Enter><F6>");
    shows(village, "答复办理情况");
    keys(village, "<Enter>");
    see(village, "notice-answering");
    keys(village, "12 户都走访了，欧阳修文住院，已列名单。<F2>");
    shows(village, "已读 1/1 个机构，1/3 人；已答复 1/1 个机构");
    hides(village, "F6");
    keys(village, "<Esc>");
    hides(village, "通知办理");
    keys(head, "<C-l>");
    shows(head, "1/3 人；已答复 1/1 个机构");
    keys(head, "<Esc><Esc><F10>02<Enter>");
    see(head, "notice-answers");
    keys(colleague, "<F10>02<Enter><F7>");
    keys(colleague, "<F5>");
    shows(colleague, "没有");               /* nothing is owed any more */
}
END_TEST

START_TEST(only_to_be_read)
{
    struct ht *head = published("null"), *village = sit("s_village");
    shows(village, "通知 1 条未读");
    hides(village, "通知办理");
    keys(village, "<F10>01<Enter><Enter>");
    hides(village, "F6");
    keys(head, "<F6><Enter>情况有变化<Enter>");
    shows(head, "已撤回：各机构还看得到");
    keys(village, "<C-l>");
    see(village, "notice-withdrawn");
    keys(village, "<Esc>");
    shows(village, "已撤回");
}
END_TEST

/* Named ones only: the other village has no line, no list, no number to open. */
START_TEST(offices_named)
{
    struct ht *clerk = sit("s_street"), *head = sit("s_chief"), *village = sit("s_village"), *other = sit("s_other");
    keys(clerk, "<F10>01<Enter><F7>试点工作<Tab>请识字里先试。<Tab>3<Tab><Tab><Tab><Tab>szl<Enter>");
    see(clerk, "notice-naming");
    keys(clerk, "<F2>");
    shows(clerk, "已保存：试点工作");
    keys(head, "<F10>01<Enter><Enter><F6><Enter><Down><Enter>");
    shows(head, "已发布：1 个机构能看到");
    keys(village, "<C-l>");
    shows(village, "通知 1 条未读");
    keys(other, "<C-l>");
    hides(other, "未读");
    keys(other, "<F10>01<Enter>");
    shows(other, "还没有记录。");
}
END_TEST

START_TEST(in_english)
{
    struct ht *head = published("'2026-11-27'"), *h = sit("s_english");
    (void)head;
    see(h, "notice-home-en");
    keys(h, "<End><Enter><Enter>");
    shows(h, "read in 1 of 1 offices, by 1 of 3 people");
    read_at_ten();
    keys(h, "<C-l>");
    see(h, "notice-read-en");
    keys(h, "<F6><Enter><F2>");
    see(h, "notice-answering-en");
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("notice");
    TCase *c = screen_case(s, "notice");
    tcase_add_test(c, written_by_the_clerk_published_by_the_head);
    tcase_add_test(c, read_answered_counted);
    tcase_add_test(c, only_to_be_read);
    tcase_add_test(c, offices_named);
    tcase_add_test(c, in_english);
    return s;
}
