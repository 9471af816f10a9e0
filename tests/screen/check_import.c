/* SPDX-License-Identifier: Apache-2.0 */
/* Import in the terminal: a sheet of the drop folder is read, its headings matched, tried, written and what was not taken given back; stopped, left and
 * gone on with; and what cannot be imported is a sentence. */
#include "english.h"
#include "harness.h"
#include "screen.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[200], conf[300];

static void make_folders(void)
{
    char path[300];
    snprintf(folder, sizeof folder, "/tmp/lbdrop.XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    for (const char *const *part = (const char *const[]){ "", "/in", "/out", NULL }; *part; part++) {
        snprintf(path, sizeof path, "%s/s_village%s", folder, *part);
        ck_assert_int_eq(mkdir(path, 0700), 0);
    }
    snprintf(path, sizeof path, "%s/conf", folder);
    FILE *f = fopen(path, "w");
    fprintf(f, "drop_folder = \"%s/%%u\";\n", folder);
    fclose(f);
    snprintf(conf, sizeof conf, "LAOBING_CONF=%s/conf", folder);
}

static void remove_folders(void)
{
    char command[300];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    ck_assert_int_eq(system(command), 0);
}

/* A file of the drop folder, as of a known day. */
static void put(const char *name, const char *text)
{
    char path[700];
    snprintf(path, sizeof path, "%s/s_village/in/%s", folder, name);
    FILE *f = fopen(path, "w");
    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    fclose(f);
    struct timespec day[2] = { { 1795397400, 0 }, { 1795397400, 0 } };      /* 2026-11-23 09:30 in Shanghai */
    utimensat(AT_FDCWD, path, day, 0);
    english_typed(name);
    english_typed(text);
}

/* A roster of so many, one of whom lies in the midst of the second step: MIDST. Longer than a step, or nothing could be stopped between. */
enum { MANY = 1300, MIDST = 1200 };
static void put_many(void)
{
    char path[700];
    put("many.csv", "姓名,性别,类别\nn0,男,退役军人\n");
    snprintf(path, sizeof path, "%s/s_village/in/many.csv", folder);
    FILE *f = fopen(path, "a");
    ck_assert_ptr_nonnull(f);
    for (int i = 1; i < MANY; i++) fprintf(f, "n%d,男,退役军人\n", i);
    fclose(f);
    sql("create sequence work.midsts");
    sql("grant usage on sequence work.midsts to lb_staff");
    sql("create function work.midst() returns trigger language plpgsql as $$ begin if new.name = 'n%d' and nextval('work.midsts') in (2, 3) then perform pg_sleep(600); end if; return new; end $$", MIDST);
    sql("create trigger a_midst before insert on service.person for each row execute function work.midst()");
}

/* Until that row was come to for the n-th time. */
static void in_the_midst(const char *nth)
{
    while (strcmp(sql("select last_value from work.midsts where is_called"), nth))
        ;
}

static const char *given_back(const char *name)
{
    static char text[4000];
    char path[700];
    snprintf(path, sizeof path, "%s/s_village/out/%s", folder, name);
    FILE *f = fopen(path, "r");
    if (!f) return "";
    text[fread(text, 1, sizeof text - 1, f)] = 0;
    fclose(f);
    return text;
}

static struct ht *at_folder(const char *register_)
{
    struct ht *h = sit_as("s_village", (struct seating){ .env = { conf } });
    char typed[100];
    snprintf(typed, sizeof typed, "<F10>%s<Enter><F6>", register_);
    keys(h, typed);
    return h;
}

static const char roster[] =
    "识字里花名册,,,,,\n"
    "姓名,身份证号码,性别,类别,入伍时间,备注\n"
    "钱新来,430371196805170015,男,退役军人,1986.10.3,x\n"
    "孙没有,4.30121E+17,,退役军人,,\n"
    "李不对,,男,退役军人,1986-13-1,\n"
    "周后来,,女,退役军人,1988年10月1日,\n";

START_TEST(a_roster_comes_in)
{
    put("名册.csv", roster);
    struct ht *h = at_folder("61");
    see(h, "import-folder");
    keys(h, "<Enter>");
    see(h, "import-headings");
    keys(h, "<F2>");
    see(h, "import-tried");
    sql_is("select count(*) from service.person where name in ('钱新来', '周后来')", "0");
    keys(h, "<Tab><Tab><Tab><Tab><Tab><Enter>");
    see(h, "import-rejected");
    keys(h, "<Esc><F2>");
    see(h, "import-how");
    keys(h, "1");
    shows(h, "写完了：4 行都办过了");
    sql_is("select count(*) from service.person where name in ('钱新来', '周后来') and created_by = 's_village'", "2");
    keys(h, "<F8>");
    see(h, "import-done");
    ck_assert_ptr_nonnull(strstr(given_back(english_on() ? "名册-not-taken.csv" : "名册-没有收的.csv"), "\"孙没有\",\"4.30121E+17\""));
    keys(h, "<Esc>");
    hides(h, "没办完");
}
END_TEST

START_TEST(a_heading_is_matched_by_hand_and_remembered)
{
    put("a.csv", "大名,性别,类别\n钱新来,男,退役军人\n");
    struct ht *h = at_folder("61");
    keys(h, "<Enter>");
    shows(h, "（不认得）");
    keys(h, "<Enter>");
    shows(h, "“大名”是哪一项？");
    see(h, "import-columns");
    keys(h, "<Esc>");
    shows(h, "没有一列认作：姓名");
    keys(h, "<F2>");
    see(h, "import-lacks");
    keys(h, "1");
    sql_is("select verdict from work.import_row", "");
    keys(h, "<F2>2");
    sql_is("select zh from work.import_row", "“姓名”必须填写");
    keys(h, "<F5>");
    shows(h, "（不认得）");
    keys(h, "<F5>");
    hides(h, "（不认得）");
    keys(h, "<F5><Enter>1<F2>");
    sql_is("select verdict from work.import_row", "new");
    keys(h, "<F6>2");
    shows(h, "这次导入扔掉了");
    sql_is("select count(*) from work.import", "0");
    keys(h, "<Enter><F2>");
    sql_is("select verdict from work.import_row", "new");                    /* it knows now */
}
END_TEST

START_TEST(what_was_not_finished_goes_on)
{
    put("a.csv", "姓名,性别,类别\n钱新来,男,退役军人\n");
    struct ht *h = at_folder("61");
    keys(h, "<Enter><F2>");
    shows(h, "新增 1");
    rise(h);
    h = at_folder("61");
    shows(h, "没办完：a.csv");
    keys(h, "<F6>1");
    shows(h, "新增 1");
    sql("update work.import set state = 'running', mode = 'append'");       /* the client was killed between two steps */
    rise(h);
    h = at_folder("61");
    keys(h, "<Enter>");
    shows(h, "接着写");
    keys(h, "<F2>");
    shows(h, "写完了");
    sql_is("select count(*) from service.person where name = '钱新来'", "1");
}
END_TEST

/* ^C, and a line that breaks, in the midst of the second step: that step is undone, the first stands, and it goes on from there. */
START_TEST(stopped_it_goes_on_from_there)
{
    put_many();
    struct ht *h = at_folder("61");
    keys(h, "<Enter><F2>");
    shows(h, "新增 1300");
    keys(h, "<End><Down>");                 /* the lines behind the 500th, and back */
    shows(h, "n500 ");
    hides(h, "n499 ");
    keys(h, "<End><Down><End>");
    shows(h, "n1299 ");
    keys(h, "<Down>");
    shows(h, "没有更多了");
    keys(h, "<Home><Up><Up>");
    shows(h, "n0 ");
    sends(h, "<F2>1");
    in_the_midst("2");
    keys(h, "<C-c>");
    waits(h, "停在 1000 / 1300 行；F2 从这里接着办");
    shows(h, "（写了 1000）");
    sql_is("select count(*) || ' ' || count(distinct name) from service.person where name ~ '^n[0-9]'", "1000 1000");
    sends(h, "<F2>");
    in_the_midst("3");
    cut_off("s_village");
    waits(h, "断");
    sql_is("select count(*) from service.person where name ~ '^n[0-9]'", "1000");
    keys(h, "<F2>");
    waits(h, "写完了：1300 行都办过了");
    sql_is("select count(*) || ' ' || count(distinct name) from service.person where name ~ '^n[0-9]'", "1300 1300");
}
END_TEST

START_TEST(a_trial_is_stopped_too)
{
    put_many();
    sql("select nextval('work.midsts')");
    struct ht *h = at_folder("61");
    keys(h, "<Enter>");
    sends(h, "<F2>");
    in_the_midst("2");
    keys(h, "<C-c>");
    waits(h, "停在 1000 / 1300 行；F2 从这里接着办");
    sql_is("select n_judged from work.import", "1000");
    sql("drop trigger a_midst on service.person");
    keys(h, "<F2>");
    waits(h, "试算完了，什么也没有写：1300 行");
    sql_is("select count(*) from service.person where name ~ '^n[0-9]'", "0");
}
END_TEST

/* Somebody who may be on file elsewhere: the office and the masked name, as at entry, and written only when it is said. */
START_TEST(who_could_be_on_file_elsewhere)
{
    sql("with p as (insert into service.person (office, name, sex, category, filed_on) values (430102001002, '钱新来', '1', '100', '2026-01-05') returning id)"
        " insert into service.person_private (id, office, phone) select id, 430102001002, '13800001111' from p");
    put("a.csv", "姓名,手机,性别,类别\n钱新来,13800001111,男,退役军人\n周后来,13800002222,男,退役军人\n");
    struct ht *h = at_folder("61");
    keys(h, "<Enter><F2>");
    see(h, "import-elsewhere");
    shows(h, "钱*来");
    keys(h, "<F2>1");
    sql_is("select string_agg(name, ' ') from service.person where created_by = 's_village' and name in ('钱新来', '周后来')", "周后来");
}
END_TEST

START_TEST(what_cannot_be_imported)
{
    put("a.csv", "姓名,性别\n\"没有关上\n");
    struct ht *h = at_folder("61");
    keys(h, "<Enter>");
    shows(h, "第 2 行：引号没有关上");
    put("a.csv", "只有一列\n1\n");
    keys(h, "<Enter>");
    shows(h, "没有表头");
}
END_TEST

START_TEST(no_drop_folder)
{
    char command[300];
    snprintf(command, sizeof command, "rm -r %s/s_village/in", folder);
    ck_assert_int_eq(system(command), 0);
    struct ht *h = at_folder("61");
    shows(h, "投递夹：");
    keys(h, "<Enter>");
    shows(h, "服务对象");
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("import");
    TCase *c = screen_case(s, "import");
    tcase_add_checked_fixture(c, make_folders, remove_folders);
    tcase_set_timeout(c, 60);
    tcase_add_test(c, a_roster_comes_in);
    tcase_add_test(c, a_heading_is_matched_by_hand_and_remembered);
    tcase_add_test(c, what_was_not_finished_goes_on);
    tcase_add_test(c, who_could_be_on_file_elsewhere);
    tcase_add_test(c, stopped_it_goes_on_from_there);
    tcase_add_test(c, a_trial_is_stopped_too);
    tcase_add_test(c, what_cannot_be_imported);
    tcase_add_test(c, no_drop_folder);
    return s;
}
