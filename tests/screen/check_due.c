/* SPDX-License-Identifier: Apache-2.0 */
/* The calendar, who is due by whom and the lines behind both; events that become duties; a meeting with its attendance and resolutions; a
 * deputy; somebody who leaves. */
#include "screen.h"
#include "english.h"
#include "harness.h"
#include <string.h>

START_TEST(calendar)
{
    struct ht *h = sit("s_village");
    keys(h, "<F5>");
    see(h, "calendar");
    keys(h, "<Left>");
    see(h, "calendar-late");
    keys(h, "<Enter>");
    see(h, "calendar-day");
    keys(h, "<Esc><Down>");
    keys(h, "<PgUp>");
    see(h, "calendar-before");
    keys(h, "<PgDn><PgDn><PgDn>");
    shows(h, "0 今日 > 日历 > 2027年1月");
    keys(h, "<Home>");
    shows(h, "0 今日 > 日历 > 2026年11月");
    keys(h, "<End><Right>");
    shows(h, "2026-12-01");
    keys(h, "<F1>");
    see(h, "calendar-help");
}
END_TEST

/* Festivals, rest and made-up work of an announced year; the whole area for who has one. */
START_TEST(calendar_of_a_street)
{
    sql("update ref.site set clock_offset = timestamptz '2026-02-12 10:00+08' - clock_timestamp()");
    struct ht *h = sit("s_street");
    keys(h, "<F5>");
    see(h, "calendar-festival");
    keys(h, "<Right><Right>");
    shows(h, "2026-02-14 周六  调休上班");
    shows(h, "所辖合计");
    sql("update ref.site set clock_offset = timestamptz '2026-11-23 10:00+08' - clock_timestamp()");
}
END_TEST

/* A sign a day and a bar a month: what was noted by day, what was missed, the day opened; another year; a narrow window. */
START_TEST(year)
{
    struct ht *h = sit("s_village");
    keys(h, "<F5><F5>");
    see(h, "year");
    keys(h, "<Left><Up>");
    shows(h, "2026-11-15 周日");
    keys(h, "<Home><PgUp>");
    shows(h, "0 今日 > 日历 > 2025年");
    shows(h, "2025-11-23");
    keys(h, "<PgDn><End>");
    shows(h, "2026-12-31");
    keys(h, "<Right>");
    shows(h, "0 今日 > 日历 > 2027年");
    keys(h, "<Home><Up><Enter>");
    see(h, "year-day");
    keys(h, "<Esc><F1>");
    see(h, "year-help");
    rise(h);
    h = sit_as("s_village", (struct seating){ .rows = 12, .cols = 60 });
    keys(h, "<F5><F5>");
    see(h, "year-small");
}
END_TEST

START_TEST(calendar_of_sizes)
{
    struct ht *h = sit_as("s_village", (struct seating){ .rows = 12, .cols = 60 });
    keys(h, "<F5>");
    see(h, "calendar-small");
    rise(h);
    h = sit_as("s_street", (struct seating){ .rows = 40, .cols = 132 });
    keys(h, "<F5>");
    see(h, "calendar-wide");
}
END_TEST

/* The day's lines open what answers them; what was done is no longer there. */
START_TEST(a_day_is_done)
{
    struct ht *h = sit("s_village");
    keys(h, "<F5><Left><Enter>");
    keys(h, "<Enter>");
    shows(h, "66 走访慰问 > 走访记录");
    keys(h, "<F2>");
    shows(h, "没有到期的事");
    keys(h, "<Esc>");
    shows(h, "本机构到期 0 件");
}
END_TEST

START_TEST(who)
{
    struct ht *h = sit("s_village");
    sql("update service.pairing set staff = 3 where id = 2");
    sql("update service.pairing set staff = null where id = 3");
    keys(h, "<F6>");
    see(h, "who");
    keys(h, "<Enter>");
    see(h, "who-lines");
    keys(h, "<Esc><Down><Enter>");
    shows(h, "没有指定人");
    keys(h, "<Esc><F1>");
    see(h, "who-help");
    rise(h);
    h = sit("s_street");
    keys(h, "<F6>");
    see(h, "who-street");
    keys(h, "<Tab><End><Enter>");
    see(h, "who-village");
    keys(h, "<Enter><Enter>");
    shows(h, "61 信息采集 > 服务对象");         /* another's line is looked at */
    rise(h);
    h = sit_as("s_county", (struct seating){ .rows = 12, .cols = 60 });
    keys(h, "<F6>");
    see(h, "who-small");
    rise(h);
    h = sit("s_other");                         /* nothing at all */
    keys(h, "<F6>");
    shows(h, "一个月内没有到期的事");
    keys(h, "<Esc><F5><Enter>");
    shows(h, "没有到期的事");
}
END_TEST

/* Who has no duties has neither. */
START_TEST(no_duties_no_calendar)
{
    struct ht *h = sit("s_auditor");
    hides(h, "F5日历");
    keys(h, "<F5><F6>");
    shows(h, "0 今日");
    hides(h, "谁到期");
}
END_TEST

START_TEST(event)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>662<Enter><F7>");
    keys(h, "单桂英<Enter>遇到困难<Enter>1120<Enter>房子漏雨");
    see(h, "event");
    keys(h, "<F2>");
    shows(h, "已保存");
    keys(h, "<Esc><Esc><Esc>");
    see(h, "home-event");
    sql_is("select string_agg(concat_ws(' ', rule, due_on), ',') from work.duty where office = 430102001001", "43 2026-11-27");
    rise(h);
    h = sit("s_village");
    keys(h, "<Down><Down><Enter>");
    sql_is("select count(*) from work.duty where outcome = 'd'", "0");
}
END_TEST

/* The line of an event begins a visit with its occasion; saved, both it and the pairing are done. */
START_TEST(event_answered)
{
    sql("insert into service.event (office, person, kind, happened_on, what) values (430102001001, 5, '2', '2026-11-16', '三等功')");
    english_typed("三等功");
    struct ht *h = sit("s_village");
    keys(h, "<Enter>");
    shows(h, "张建国");
    keys(h, "<Esc><Down><Enter>");
    see(h, "event-visit");
    keys(h, "<F2>");
    sql_is("select outcome::text from work.duty where rule = 41", "d");
    keys(h, "<Esc>");
    hides(h, "立功受奖走访");
}
END_TEST

START_TEST(meeting)
{
    struct ht *h = sit("s_street");
    see(h, "home-meeting");
    keys(h, "<F10>51<Enter><F7>");
    keys(h, "二楼会议室<Enter>年底走访<Enter>罗卫国<Enter><Enter>讲了三件事");
    keys(h, "<F2>");
    shows(h, "已保存");
    keys(h, "<Enter>");
    see(h, "meeting");
    keys(h, "<F6>");
    shows(h, "其余的都到会");
    keys(h, "<Enter>");
    keys(h, "<Down><Enter>");
    shows(h, "又记了 2 家到会");
    see(h, "meeting-present");
    sql("insert into work.resolution (office, meeting, what, charged, due_on) select office, id, '春节前走访完', 430102001001, '2026-11-30' from work.meeting");
    english_typed("春节前走访完");
    keys(h, "<Esc>");
    see(h, "meeting-list");
    keys(h, "<Esc><Esc>");
    see(h, "home-met");
    rise(h);
    h = sit("s_village");                       /* who is charged */
    shows(h, "春节前走访完");
    keys(h, "<F10>512<Enter><Enter>");
    see(h, "resolution");
    keys(h, "<F6><Enter>1123<Enter>都走访完了<Enter>");
    shows(h, "已办结");
    see(h, "resolution-done");
    keys(h, "<Esc><Esc><F10>51<Enter><Enter>");
    see(h, "meeting-named");                    /* the meeting, with its own line */
    rise(h);
    h = sit("s_street");
    hides(h, "春节前走访完");
}
END_TEST

START_TEST(deputy)
{
    struct ht *h = sit("s_head");
    keys(h, "<F10>422<Enter><F7>");
    keys(h, "周志红<Enter>夏雨晴<Enter>负责人<Enter>1123<Enter>1127<Enter>病假");
    see(h, "deputy");
    keys(h, "<F2>");
    shows(h, "已保存");
    keys(h, "<Esc>");
    see(h, "deputy-list");
    rise(h);
    h = sit("s_english");
    see(h, "home-deputy-english");
    rise(h);
    h = sit("s_village");
    keys(h, "<F10>422<Enter><F7>");
    shows(h, "您的岗位不能新增代理");
}
END_TEST

START_TEST(leaver)
{
    struct ht *h = sit("s_head");
    keys(h, "<F10>42<Enter><F3>李华<F2>");
    keys(h, "<Enter>");
    keys(h, "<F6><Enter>1123<Enter>调到街道了<Enter>");
    shows(h, "3 户包联要另定包联人");
    keys(h, "<Esc><Esc><Esc>");
    see(h, "home-leaver");
    keys(h, "<F10>0<Enter>");
}
END_TEST

START_TEST(ledgers)
{
    sql("update ref.site set clock_offset = timestamptz '2027-01-20 10:00+08' - clock_timestamp()");
    sql("select work.tick()");
    struct ht *h = sit("s_street");
    keys(h, "<F10>duty<Enter>");
    see(h, "duty-list");
    keys(h, "<Esc><F10>missed<Enter>");
    see(h, "missed-list");
    sql("update ref.site set clock_offset = timestamptz '2026-11-23 10:00+08' - clock_timestamp()");
}
END_TEST

/* Without colour an overdue row is told from the others by the mark behind its due date; whoever has answered is not late. */
START_TEST(due_dates_are_marked)
{
    sql("insert into service.petition (office, petitioner, channel, purpose, topic, received_on, title, request) values"
        " (430102001001, '彭水生', '2', '3', '17', '2026-09-01', '补发优待证', '请补发'), (430102001001, '覃开明', '2', '3', '17', '2026-11-20', '咨询医保', '请告知'),"
        " (430102001001, '周大勇', '2', '3', '17', '2026-11-21', '落实待遇', '请落实'), (430102001001, '石铁军', '2', '3', '17', '2026-09-02', '已办的事', '请办')");
    sql("update work.matter m set due_on = v.due, amber_on = v.due - 3 from (values ('彭水生', date '2026-11-20'), ('覃开明', '2026-11-25'), ('周大勇', '2026-12-20')) v(whom, due) where v.whom = m.whom");
    sql("update work.matter set ended_on = '2026-11-23', due_on = null, amber_on = null, next_office = null, next_job = null, next_staff = null, sender = null where whom = '石铁军'");
    english_typed("补发优待证咨询医保落实待遇已办的事彭水生覃开明周大勇石铁军请补发请告知请落实请办");
    struct ht *h = sit("s_village"), *wide = sit_as("s_village", (struct seating){ .cols = 150, .rows = 24 }), *english = sit("s_english");
    keys(h, "<F10>672<Enter><Tab><Tab><Tab><Tab>");
    see(h, "due-petitions");
    keys(h, "<End><Enter>");                /* its record, under the lines of the case */
    see(h, "due-petition");
    keys(english, "<F10>672<Enter><Tab><Tab><Tab><Tab>");
    see(english, "due-petitions-english");
    keys(wide, "<F10>672<Enter><Tab><Tab><Tab><Tab><End>");
    see(wide, "due-petitions-wide");
    keys(h, "<F10>pairing<Enter>");
    see(h, "due-pairings");
    keys(english, "<F10>pairing<Enter>");
    see(english, "due-pairings-english");
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("due");
    TCase *c = screen_case_reading(s, "looking");
    tcase_add_test(c, calendar);
    tcase_add_test(c, year);
    tcase_add_test(c, calendar_of_sizes);
    tcase_add_test(c, no_duties_no_calendar);
    c = screen_case(s, "doing");
    tcase_add_test(c, calendar_of_a_street);
    tcase_add_test(c, a_day_is_done);
    tcase_add_test(c, who);
    tcase_add_test(c, event);
    tcase_add_test(c, event_answered);
    tcase_add_test(c, meeting);
    tcase_add_test(c, deputy);
    tcase_add_test(c, leaver);
    tcase_add_test(c, ledgers);
    tcase_add_test(c, due_dates_are_marked);
    return s;
}
