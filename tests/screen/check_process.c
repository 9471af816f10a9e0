/* SPDX-License-Identifier: Apache-2.0 */
/* A petition from the village up to the county: the page of a case, the form of a step, what is asked, what is refused, who was faster. */
#include "screen.h"
#include "harness.h"
#include <stdio.h>
#include <string.h>

/* Steps are stamped by the minute: made still for the goldens. */
static void still(void)
{
    sql("do $$ begin alter table work.step disable trigger z_audit; update work.step set at = timestamptz '2026-11-23 10:00+08' + seq * interval '1 minute';"
        " update work.matter set opened_at = '2026-11-23 10:30+08' where opened_at is not null; alter table work.step enable trigger z_audit; end $$");
}

static void enter_petition(struct ht *h)
{
    keys(h, "<F10>672<Enter><F7>");
    keys(h, "lx<Enter>周大勇<Enter><Enter><Enter><Enter>");
    keys(h, "fxbz<Enter><Enter><Enter><Enter><Enter>");
    keys(h, "落实伤残待遇<Enter>按规定补发抚恤金<F2>");
}

START_TEST(from_the_village_to_the_county)
{
    struct ht *h = sit("s_village");
    enter_petition(h);
    sql_is("select petitioner || ' ' || title from service.petition", "周大勇 落实伤残待遇");
    still();
    see(h, "petition-list");
    keys(h, "<Enter>");
    shows(h, "430102001001-2026-0001");
    keys(h, "<F6>");
    shows(h, "走到哪了，办下一步");
    keys(h, "<Enter>");
    see(h, "process-registered");
    keys(h, "<F1>");
    see(h, "process-clocks");
    keys(h, "<Esc>1<Enter>");
    see(h, "process-step-elsewhere");
    keys(h, "<F5>");
    see(h, "process-step-offices");
    keys(h, "<Esc><Esc>2<Enter>");
    see(h, "process-step");
    keys(h, "本社区不能解决<F2>");
    shows(h, "已保存");
    still();
    keys(h, "<C-l>");
    see(h, "process-gone-up");
    keys(h, "<F8>");
    see(h, "case-book");
    keys(h, "<Enter>");
    see(h, "case-book-paper");
    keys(h, "<Esc><Esc>");
    keys(h, "<Esc><Esc><Esc><Esc>");
    shows(h, "等别人 1");
    see(h, "process-home-waiting");
    rise(h);
    h = sit("s_street");
    shows(h, "待化解或上报");
    keys(h, "<F10>672<Enter><Enter><F6><Enter>");
    see(h, "process-at-the-street");
}
END_TEST

/* From the command line: by the last part of its number, the year with it, the whole; a register by the initials of its title. */
START_TEST(by_number)
{
    static const char *const numbers[] = { "1", "2026-0001", "430102001001-2026-0001" };
    struct ht *h = sit("s_village");
    enter_petition(h);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        keys(h, "<F10>");
        keys(h, numbers[i]);
        if (i == 1) shows(h, "Enter 当作办件编号、部系统编号找");
        keys(h, "<Enter>");
        shows(h, "430102001001-2026-0001");
        shows(h, "我现在可以");
        keys(h, "<Esc>");
    }
    keys(h, "<C-u>8888<Enter>");
    shows(h, "没有编号是“8888”的办件");
    keys(h, "<C-u>xfj<Enter>");
    shows(h, "信访件");
    shows(h, "周大勇");
    rise(h);
    h = sit("s_other");                         /* another office's are not there for it */
    keys(h, "<F10>430102001001-2026-0001<Enter>");
    shows(h, "没有编号是“430102001001-2026-0001”的办件");
}
END_TEST

/* What is handed over can be taken back until it is opened: by the street's first look it is too late. */
START_TEST(taken_back)
{
    struct ht *h = sit("s_village");
    enter_petition(h);
    keys(h, "<Enter><F6><Enter>2<Enter><F2>");
    shows(h, "撤回");
    keys(h, "<Enter><F2>");
    shows(h, "待化解或上报");
    sql_is("select state from work.matter", "registered");
    keys(h, "2<Enter><F2>");
    struct ht *street = sit("s_street");
    keys(street, "<F10>672<Enter><Enter><F6><Enter>");
    shows(street, "待化解或上报");
    keys(h, "<Enter><F2>");
    shows(h, "不能撤回");
    sql_is("select state from work.matter", "forwarded");
}
END_TEST

/* What lacks is said before the step is taken; the record is one key away, and so is the way back. */
START_TEST(facts_first)
{
    sql("insert into service.petition (office, petitioner, channel, purpose, topic, received_on, title, request) values (430102000000, '彭水生', '2', '3', '17', '2026-11-20', '补发优待证', '请补发')");
    struct ht *h = sit("s_petition");
    keys(h, "<End><Enter>1<Enter><F2>");
    sql_is("select state from work.matter", "handling");
    still();
    keys(h, "<C-l>");
    see(h, "process-handling");
    keys(h, "1<Enter>");
    shows(h, "存好后 Esc 回来办；先填好");
    keys(h, "<F5>");                        /* the cursor is in the first that is lacking */
    shows(h, "- 办理结果 -");
    keys(h, "<Esc><Esc><F5>");
    keys(h, "<PgDn>");
    see(h, "petition-handling");
    keys(h, "某局<F6>1");                   /* a step is taken on what is saved */
    shows(h, "有没保存的改动：先按 F2 保存");
    shows(h, "[某局");
}
END_TEST

/* A day that is none is marked, and not reckoned with: nothing of the server's own words. */
START_TEST(no_day_to_reckon_with)
{
    struct ht *h = sit("s_petition");
    keys(h, "<F10>672<Enter><F7>");
    keys(h, "<S-Tab>20261345<Enter>");
    shows(h, "没有这个日期");
    hides(h, "datestyle");
    keys(h, "<Enter>");
    hides(h, "格式不对");
}
END_TEST

/* Two people act on the same case: one wins, the other reads who and when, and sees how it stands. */
START_TEST(who_was_faster)
{
    sql("insert into service.petition (office, petitioner, channel, purpose, topic, received_on, title, request) values (430102000000, '彭水生', '2', '3', '17', '2026-11-20', '补发优待证', '请补发')");
    struct ht *one = sit("s_petition"), *two = sit("s_petition_two");
    keys(one, "<End><Enter>5<Enter>");
    keys(one, "住址不清");
    keys(two, "<End><Enter>1<Enter><F2>");
    sql_is("select state from work.matter", "handling");
    keys(one, "<F2>");
    shows(one, "刚在");
    keys(one, "<Esc>");
    shows(one, "办理中");
}
END_TEST

/* A draft keeps the time it was written: made still for the goldens. */
static void still_drafts(void)
{
    sql("update work.draft set at = '2026-11-23 10:05+08'");
}

/* What a step asks for may be long: half of it is a draft like any other. It says of which case and which step it is, and lies on the page of
 * the case. */
START_TEST(half_a_step)
{
    struct ht *h = sit("s_village");
    enter_petition(h);
    keys(h, "<Enter><F6><Enter>2<Enter>");
    keys(h, "写到一半的意见<Esc>");
    shows(h, "已存草稿");
    still();
    still_drafts();
    keys(h, "<C-l>");
    see(h, "process-half-written");
    sql("create rule nowhere as on insert to work.place do instead nothing");     /* where one was is offered with a minute, which is the clock's */
    rise(h);
    h = sit("s_village");
    shows(h, "草稿 1");
    see(h, "home-step-draft");
    keys(h, "<End><Enter>");
    shows(h, "写到一半的意见");
    keys(h, "<Esc>");
    see(h, "process-half-written-again");
    keys(h, "2<Enter>");
    shows(h, "写到一半的意见");
    keys(h, "<F2>");
    sql_is("select opinion from work.step where action = 'upward'", "写到一半的意见");
    sql_is("select count(*) from work.draft", "0");
    shows(h, "待化解或上报");
}
END_TEST

/* The case moved on while a step was half written: what happened is said, what was typed is there to be read, and can be thrown away. */
START_TEST(half_a_step_too_late)
{
    sql("insert into service.petition (office, petitioner, channel, purpose, topic, received_on, title, request) values (430102000000, '彭水生', '2', '3', '17', '2026-11-20', '补发优待证', '请补发')");
    struct ht *one = sit("s_petition"), *two = sit("s_petition_two");
    keys(one, "<End><Enter>5<Enter>");
    keys(one, "住址不清，请写到门牌<Esc><Esc>");
    keys(two, "<End><Enter>1<Enter><F2>");
    sql_is("select state from work.matter", "handling");
    still();
    still_drafts();
    keys(one, "<C-l><End><Enter>");
    see(one, "step-draft-too-late");
    keys(one, "<Enter>");
    see(one, "step-draft-read");
    keys(one, "甲");
    shows(one, "您写的只能看");
    keys(one, "<Esc>");
    see(one, "process-draft-too-late");
    sql_is("select count(*) from work.draft", "1");
    keys(one, "<Enter>");
    keys(one, "<Enter><F6>");
    shows(one, "丢掉没保存的改动");
    keys(one, "12");
    sql_is("select count(*) from work.draft", "0");
    hides(one, "写到一半");
}
END_TEST

/* The same in English: the page, the line of a draft, what became of it. */
START_TEST(half_a_step_in_english)
{
    sql("insert into service.petition (office, petitioner, channel, purpose, topic, received_on, title, request) values (430102000000, '彭水生', '2', '3', '17', '2026-11-20', '补发优待证', '请补发')");
    still();
    struct ht *one = sit_as("s_petition", (struct seating){ .env = { "SSH_CONNECTION", "LANGUAGE=en" } }), *two = sit("s_petition_two");
    keys(one, "<End><Enter>");
    see(one, "process-registered-en");
    keys(one, "5<Enter>");
    keys(one, "the address is not clear<Esc><Esc>");
    still_drafts();
    keys(one, "<C-l>");
    see(one, "home-step-draft-en");
    keys(two, "<End><Enter>1<Enter><F2>");
    still();
    keys(one, "<C-l><End><Enter>");
    see(one, "step-draft-too-late-en");
    keys(one, "<Enter><Esc>");
    see(one, "process-draft-too-late-en");
}
END_TEST

/* A long way, and what was said on it: in full where there is room, else on fewer lines; F1 has it all. */
START_TEST(a_long_way)
{
    sql("insert into service.petition (office, petitioner, channel, purpose, topic, received_on, title, request) values (430102000000, '彭水生', '2', '3', '17', '2026-11-20', '补发优待证', '请补发')");
    struct ht *h = sit("s_petition");
    keys(h, "<End><Enter>1<Enter><F2>");
    keys(h, "4<Enter>");
    keys(h, "<Enter>省退役军人事务厅<Enter>请查明该同志优待证制卡批次，补发前先核对照片和服役档案；本人已经来过三次，路远，请尽量一次办好并电话告知<F2>");
    sql_is("select state from work.matter", "outside");
    still();
    keys(h, "<C-l>");
    see(h, "process-long-note");
    keys(h, "<F1><PgDn>");
    see(h, "process-long-note-help");
    keys(h, "<Esc>");
    sql("do $$ declare m work.matter; t flow.step; begin for i in 1 .. 12 loop select x.* into m from work.matter x; select x.* into t from flow.step x where x.process = m.process and x.from_state = m.state"
        " and x.action = case m.state when 'outside' then 'call_back' else 'send_out' end; perform flow.move_on(m, t, jsonb_populate_record(null::work.step, jsonb_build_object('happened_on', ref.today(), 'body', '省厅', 'ground', '再办一次')), null);"
        " end loop; end $$");
    still();
    keys(h, "<C-l>");
    see(h, "process-long-way");
    keys(h, "<PgUp>");
    see(h, "process-long-way-up");
}
END_TEST

/* Moved on, but the step is one of those there are now: who goes on with it has been told. */
START_TEST(half_a_step_still_there)
{
    sql("insert into service.petition (office, petitioner, channel, purpose, topic, received_on, title, request) values (430102000000, '彭水生', '2', '3', '17', '2026-11-20', '补发优待证', '请补发')");
    struct ht *one = sit("s_petition"), *two = sit("s_petition_two");
    keys(one, "<End><Enter>8<Enter>");
    keys(one, "本人写信撤回<Esc><Esc>");
    sql_is("select fields -> 'v' -> 'action' ->> 0 from work.draft", "withdraw");
    keys(two, "<End><Enter>1<Enter><F2>");
    still();
    still_drafts();
    keys(one, "<C-l><End><Enter>");
    see(one, "step-draft-moved-on");
    keys(one, "<F2>");
    sql_is("select state from work.matter", "withdrawn");
    sql_is("select count(*) from work.draft", "0");
}
END_TEST

/* Of a case that is not for him to know any more, who wrote it reads what he wrote, and no more. */
START_TEST(half_a_step_hidden)
{
    struct ht *h = sit("s_petition");
    sql("insert into service.petition (office, petitioner, channel, purpose, topic, received_on, title, request) values (430102000000, '彭水生', '2', '3', '17', '2026-11-20', '补发优待证', '请补发')");
    keys(h, "<C-l><End><Enter>5<Enter>");
    keys(h, "住址不清，请写到门牌<Esc><Esc>");
    sql("update work.matter set restricted = true");
    still_drafts();
    keys(h, "<C-l>");
    see(h, "home-step-draft-hidden");
    keys(h, "<End><Enter>");
    see(h, "step-draft-hidden");
    keys(h, "<Enter>");
    shows(h, "住址不清，请写到门牌");
    hides(h, "彭水生");
}
END_TEST

/* An accusation is seen by who registered it, and by nobody else. */
START_TEST(an_accusation)
{
    struct ht *h = sit("s_petition"), *other = sit("s_petition_two");
    keys(h, "<F10>672<Enter><F7>");
    keys(h, "lx<Enter>匿名<Enter><Enter><Enter>jjkg<Enter>");
    keys(h, "gzzf<Enter><Enter><Enter><Enter><Enter>反映作风问题<Enter>请查<F2>");
    sql_is("select restricted from service.petition", "t");
    shows(h, "匿名");
    keys(other, "<F10>672<Enter>");
    hides(other, "匿名");
    keys(other, "<Tab><Tab><Tab>");
    hides(other, "匿名");
}
END_TEST

START_TEST(narrow_and_wide)
{
    sql("insert into service.petition (office, petitioner, channel, purpose, topic, received_on, title, request) values (430102001001, '彭水生', '2', '3', '17', '2026-11-20', '补发优待证', '请补发')");
    still();
    struct ht *h = sit_as("s_village", (struct seating){ .rows = 12, .cols = 60 });
    keys(h, "<F10>672<Enter><Enter><F6><Enter>");
    see(h, "process-12x60");
    rise(h);
    h = sit_as("s_village", (struct seating){ .rows = 40, .cols = 132 });
    keys(h, "<F10>672<Enter><Enter><F6><Enter>");
    see(h, "process-40x132");
}
END_TEST

/* Enter does what is one's own, and shows what is for another to do: whose it is stands below. */
START_TEST(whose_it_is)
{
    sql("insert into service.petition (office, petitioner, channel, purpose, topic, received_on, title, request) values (430102000000, '彭水生', '2', '3', '17', '2026-11-20', '补发优待证', '请补发')");
    struct ht *h = sit("s_petition");
    keys(h, "<End>");
    shows(h, "Enter 办这件事");
    h = sit("s_county");
    keys(h, "<End>");
    see(h, "home-for-another");
    keys(h, "<Enter>");
    shows(h, "信访件 > 彭水生");
    h = sit_as("s_county", (struct seating){ .env = { "SSH_CONNECTION", "LANGUAGE=en" } });
    keys(h, "<End>");
    shows(h, "Enter shows it; ");
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("process");
    TCase *c = screen_case(s, "process");
    tcase_add_test(c, from_the_village_to_the_county);
    tcase_add_test(c, by_number);
    tcase_add_test(c, taken_back);
    tcase_add_test(c, facts_first);
    tcase_add_test(c, no_day_to_reckon_with);
    tcase_add_test(c, who_was_faster);
    tcase_add_test(c, half_a_step);
    tcase_add_test(c, half_a_step_too_late);
    tcase_add_test(c, half_a_step_in_english);
    tcase_add_test(c, a_long_way);
    tcase_add_test(c, half_a_step_still_there);
    tcase_add_test(c, half_a_step_hidden);
    tcase_add_test(c, an_accusation);
    tcase_add_test(c, narrow_and_wide);
    tcase_add_test(c, whose_it_is);
    return s;
}
