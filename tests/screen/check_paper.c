/* SPDX-License-Identifier: Apache-2.0 */
/* F8: lists, records, files and books go to the drop folder, to a printer, to the terminal's own; each is on record, and what does not come to an end
 * leaves nothing behind. */
#include "english.h"
#include "folder.h"
#include "harness.h"
#include "screen.h"
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#define LOG "select string_agg(concat_ws(' ', relation, key, split_part(note, ' ', 1), split_part(note, ' ', 2), split_part(note, ' ', 3), nullif(new ->> 'words', '')), ', ' order by seq) from audit.log where kind = 'X'"

static struct ht *at_visits(const char *login)
{
    struct ht *h = sit_here(login);
    keys(h, "<F10>66<Enter>");
    return h;
}

/* What lies in s_village's out/, one behind the other, sorted. */
static const char *out(void)
{
    return shell("ls -A %s/s_village/out | sort | tr '\\n' '|'", folder());
}

static const char *title(const char *zh, const char *en)
{
    return english_on() ? en : zh;
}

/* The terminal has no such program, as the machine may lack libraries. */
static bool can(const char *format)
{
    return *shell("\"$(dirname \"${LAOBING:-$LB_BUILD/laobing}\")\"/laobing-print --formats | grep -x %s", format);
}

START_TEST(a_list_as_csv)
{
    struct ht *h = at_visits("s_village");
    const char *name = title("走访记录", "Visits");
    keys(h, "<F8>");
    see(h, "paper-choices");
    keys(h, "2");
    see(h, "paper-csv");
    ck_assert_str_eq(out(), shell("printf '%s 2026-11-23.csv|'", name));
    ck_assert_str_eq(shell("stat -c %%a '%s/s_village/out/%s 2026-11-23.csv'", folder(), name), "600");
    ck_assert_str_eq(shell("wc -l <'%s/s_village/out/%s 2026-11-23.csv'", folder(), name), sql("select count(*) + 1 from service.visit where office = 430102001001 or with_office = 430102001001"));
    if (!english_on()) ck_assert_str_eq(shell("head -n 2 '%s/s_village/out/%s 2026-11-23.csv' | tail -n 1 | cut -d, -f 1-4", folder(), name), "2026-11-20,欧阳修文,包联走访,上门走访");
    keys(h, "<F8>2");
    ck_assert_str_eq(out(), shell("printf '%s 2026-11-23 (2).csv|%s 2026-11-23.csv|'", name, name));
    sql_is("select count(*) || ' ' || bool_and(split_part(note, ' ', 4) ~ '^[0-9a-f]{64}$') from audit.log where kind = 'X'", "2 true");
}
END_TEST

/* What is filtered, in the order of the screen, the conditions on record. */
START_TEST(a_list_as_it_is_filtered)
{
    struct ht *h = at_visits("s_village");
    sql("insert into service.visit (office, person, visited_on, mode, occasion, staff, situation) select office, person, visited_on, mode, occasion, staff, '=cmd|''x''!A1' from service.visit where id = 1");
    keys(h, "<F3>2026-11-04<F2>");
    keys(h, "<F8>2");
    ck_assert_str_eq(shell("cat %s/s_village/out/*.csv | wc -l", folder()), sql("select count(*) + 1 from service.visit where visited_on = '2026-11-04' and 430102001001 in (office, with_office)"));
    ck_assert_str_ne(shell("grep -F \"\\\"'=cmd\" %s/s_village/out/*.csv", folder()), "");
    sql_is("select new ->> 'words' ~ '2026-11-04' from audit.log where kind = 'X'", "t");
}
END_TEST

static void many_visits(int n)
{
    sql("alter table service.visit disable trigger user");
    sql("insert into service.visit (office, person, visited_on, mode, occasion, staff, situation) select office, person, date '2026-01-05' + (i / 40), mode, occasion, staff, '第' || i || '次' from service.visit, generate_series(1, %d) i where id = 1", n);
    sql("alter table service.visit enable trigger user");
}

/* More than one part of it, read on by key: each row once. */
START_TEST(a_long_list)
{
    many_visits(1300);
    struct ht *h = at_visits("s_village");
    keys(h, "<F8>2");
    ck_assert_str_eq(shell("grep -o '第[0-9]*次' %s/s_village/out/*.csv | sort -u | wc -l", folder()), "1300");
    ck_assert_str_eq(shell("grep -c '第[0-9]*次' %s/s_village/out/*.csv", folder()), "1300");
    keys(h, "<F8>1");
    if (can("xlsx")) ck_assert_str_eq(shell("ls %s/s_village/out | grep -c xlsx", folder()), "1");
}
END_TEST

START_TEST(an_empty_list)
{
    struct ht *h = at_visits("s_village");
    keys(h, "<F3>1999-01-01<F2>");
    hides(h, "F8导出");
    keys(h, "<F8>");
    shows(h, "这里没有记录，没有可导出的");
    ck_assert_str_eq(out(), "");
}
END_TEST

START_TEST(no_place_to_go)
{
    struct ht *h = at_visits("s_village");
    shell("mv %s/s_village/out %s/s_village/gone", folder(), folder());
    keys(h, "<F8>2");
    if (!english_on()) shows(h, "投递夹：还没有建好，请系统管理员运行 laobingctl account sync --os");
    shell("ln -s /tmp %s/s_village/out", folder());
    keys(h, "<F8>2");
    if (!english_on()) shows(h, "投递夹：");
    ck_assert_str_eq(shell("ls -A /tmp/.part-%d 2>/dev/null", (int)ht_pid(h)), "");
    rise(h);
    shell("echo 'drop_folder = \"\"; lp = \"\";' >%s/conf", folder());
    h = at_visits("s_village");
    keys(h, "<F8>");
    shows(h, "这台机器没有设投递夹，请找系统管理员");
    sql_is("select count(*) from audit.log where kind = 'X'", "0");
}
END_TEST

/* The file may not grow, as on a disk that is full or behind a quota. */
START_TEST(no_room)
{
    if (!can("pdf")) return;
    struct ht *h = at_visits("s_village");
    prlimit(ht_pid(h), RLIMIT_FSIZE, &(struct rlimit){ 20000, 20000 }, NULL);
    keys(h, "<F8>3");
    if (!english_on()) shows(h, "没有导出：没有写成：放不下了，请先拿走或删掉一些");
    ck_assert_str_eq(out(), "");
    sql_is("select count(*) from audit.log where kind = 'X'", "0");
    keys(h, "<F8>2");           /* a small one still goes */
    ck_assert_str_ne(out(), "");
}
END_TEST

START_TEST(cancelled)
{
    struct ht *h = at_visits("s_village");
    sql("begin");
    sql("lock table service.visit in access exclusive mode");
    sends(h, "<F8>2");
    waits(h, "读要导出的");
    ck_assert_str_ne(out(), "");                /* begun */
    sends(h, "<C-c>");
    waits(h, "已经取消，您写的内容都在");
    ck_assert_str_eq(out(), "");
    sql("rollback");
    sql_is("select count(*) from audit.log where kind = 'X'", "0");
    keys(h, "<F8>2");
    ck_assert_str_ne(out(), "");
}
END_TEST

/* The program that sets it is stopped, too. */
START_TEST(cancelled_while_it_is_set)
{
    struct ht *h = at_visits("s_village");
    shell("mkfifo %s/hold; printf '#!/bin/sh\\nread x <%s/hold\\n' >%s/lpstat; cp %s/lpstat %s/lp; chmod 755 %s/lp %s/lpstat; echo 'drop_folder = \"%s/%%u\"; lp = \"%s/lp\";' >%s/conf",
          folder(), folder(), folder(), folder(), folder(), folder(), folder(), folder(), folder(), folder());
    rise(h);
    h = at_visits("s_village");
    sends(h, "<F8>4");
    waits(h, "排版");
    sends(h, "<C-c>");
    waits(h, "已经取消，您写的内容都在");
    keys(h, "<F8>2");
    ck_assert_str_ne(out(), "");
}
END_TEST

/* The line falls away in the middle: what was begun is gone with the program. */
START_TEST(hung_up)
{
    struct ht *h = at_visits("s_village");
    sql("begin");
    sql("lock table service.visit in access exclusive mode");
    sends(h, "<F8>2");
    waits(h, "读要导出的");
    ck_assert_str_ne(out(), "");
    rise(h);
    ck_assert_str_eq(out(), "");
    sql("rollback");
}
END_TEST

START_TEST(a_record)
{
    if (!can("pdf")) return;
    struct ht *h = at_visits("s_village");
    keys(h, "<End><Enter>");
    shows(h, "F8导出");
    keys(h, "<F8>");
    see(h, "paper-record");
    keys(h, "1");
    ck_assert_str_ne(shell("ls %s/s_village/out | grep '张建国 2026-11-23.pdf$'", folder()), "");
    sql_is(LOG, "service.visit 1 pdf file 1");
    ck_assert_str_eq(shell("cd %s/s_village/out && qpdf --check *.pdf >/dev/null && echo sound", folder()), "sound");
    ck_assert_str_ne(shell("cd %s/s_village/out && pdftotext *.pdf - | grep 张建国", folder()), "");
    keys(h, english_on() ? "<Down><Down>changed" : "<Down><Down><Down><Down>改了");
    keys(h, "<F8>");
    shows(h, "有没保存的改动：先按 F2 保存，或用 ^Z 撤销，再导出、打印");
    keys(h, "<Esc><F7><F8>");
    shows(h, "还没有保存：先按 F2 保存，再导出、打印");
}
END_TEST

/* A person's file: masked, unless it was opened with a reason, and then the log says so. */
START_TEST(a_dossier)
{
    if (!can("pdf")) return;
    struct ht *h = sit_here("s_village");
    keys(h, "<F3>zjg<Enter><F8>1");
    ck_assert_str_eq(shell("cd %s/s_village/out && pdftotext -layout *.pdf - | grep -c '430102196803055110\\|13800001111'", folder()), "0");
    ck_assert_str_ne(shell("cd %s/s_village/out && pdftotext -layout *.pdf - | grep '2026-11-04'", folder()), "");      /* his visits */
    sql_is(LOG, "service.person 1 pdf file 1");
    shell("rm %s/s_village/out/*", folder());
    keys(h, "<F5><F6>");
    keys(h, "1");
    keys(h, "核对档案<Enter>");
    keys(h, "<F8>1");
    ck_assert_str_ne(shell("cd %s/s_village/out && pdftotext -layout *.pdf - | tr -d ' ' | grep \"$(echo '%s')\"", folder(), sql("select id_no from service.person_private where id = 1")), "");
    sql_is("select new ->> 'words' <> '' from audit.log where kind = 'X' order by seq desc limit 1", "t");
}
END_TEST

/* Who lost sight of a record while it lay open exports nothing. */
START_TEST(out_of_sight)
{
    if (!can("pdf")) return;
    struct ht *h = at_visits("s_village");
    keys(h, "<End><Enter>");
    sql("alter table service.visit disable trigger user");
    sql("update service.visit set office = 430102001002, with_office = 430102001002 where id = 1");
    sql("alter table service.visit enable trigger user");
    keys(h, "<F8>1");
    shows(h, "您看不到的，不能导出");
    ck_assert_str_eq(out(), "");
    sql_is("select count(*) from audit.log where kind = 'X'", "0");
}
END_TEST

/* One is just registered; the list of petitions. */
static struct ht *with_a_petition(const char *login)
{
    struct ht *h = sit_here(login);
    keys(h, "<F10>672<Enter><F7>");
    keys(h, "lx<Enter>周大勇<Enter><Enter><Enter><Enter>");
    keys(h, "fxbz<Enter><Enter><Enter><Enter><Enter>");
    keys(h, "落实伤残待遇<Enter>按规定补发抚恤金<F2>");
    return h;
}

START_TEST(the_book_of_a_case)
{
    if (!can("pdf")) return;
    struct ht *h = with_a_petition("s_village");
    keys(h, "<Enter><F6><Enter><F8>");
    shows(h, "F8导出");
    keys(h, "<F8>1");
    shows(h, "用 sftp 拿走");
    sql_is("select relation || ' ' || (key = (select id from work.matter)) from audit.log where kind = 'X'", "work.matter true");
    ck_assert_str_ne(shell("cd %s/s_village/out && pdftotext -layout *.pdf - | grep '按规定补发抚恤金'", folder()), "");
    ck_assert_str_ne(shell("cd %s/s_village/out && pdftotext -layout *.pdf - | grep '%s'", folder(), title("盖章处", "seal")), "");
}
END_TEST

/* A due date has its mark where a page is read, and none where a spreadsheet reckons with it. */
START_TEST(a_date_that_is_past)
{
    if (!can("pdf")) return;
    struct ht *h = with_a_petition("s_village");
    sql("update work.matter set due_on = '2026-11-20', amber_on = '2026-11-18'");
    keys(h, "<F10>672<Enter>");
    keys(h, "<F8>3");
    ck_assert_str_ne(shell("cd %s/s_village/out && pdftotext -layout *.pdf - | grep '2026-11-20 !!'", folder()), "");
    keys(h, "<F8>2");
    ck_assert_str_ne(shell("cd %s/s_village/out && grep -F '2026-11-20' *.csv", folder()), "");
    ck_assert_str_eq(shell("cd %s/s_village/out && grep -F '!!' *.csv", folder()), "");
}
END_TEST

/* ---- printers */
/* lpstat knows these; lp writes down what it was told, and what it got. */
static void make_printers(const char *queues, int status)
{
    shell("cd %s && { echo '#!/bin/sh'; echo '[ \"$*\" = -e ] && printf \"%s\"'; } >lpstat && { echo '#!/bin/sh'; echo 'echo \"$*\" >>%s/told; cat >%s/printed; echo 队列停了 >&2; exit %d'; } >lp"
          " && chmod 755 lp lpstat && echo 'drop_folder = \"%s/%%u\"; lp = \"%s/lp\"; print_vt = \"utf-8\";' >conf", folder(), queues, folder(), folder(), status, folder(), folder());
}

START_TEST(to_a_printer)
{
    if (!can("pdf")) return;
    make_printers("hp1\\nhp2\\n", 0);
    struct ht *h = at_visits("s_village");
    keys(h, "<F8>4");
    see(h, "paper-queues");
    keys(h, "2");
    shows(h, "已送到打印机 hp2");
    ck_assert_str_ne(shell("grep -- '-d hp2 -t .* -o media=A4$' %s/told", folder()), "");
    ck_assert_str_eq(shell("head -c 5 %s/printed", folder()), "%PDF-");
    sql_is(LOG, sql("select 'service.visit pdf printer ' || count(*) from service.visit where 430102001001 in (office, with_office)"));
    rise(h);
    make_printers("only\\n", 1);
    english_typed("队列停了");
    h = at_visits("s_village");
    keys(h, "<F8>4");
    if (!english_on()) shows(h, "打印机 only 没有收：队列停了");
    rise(h);
    make_printers("", 0);
    h = at_visits("s_village");
    keys(h, "<F8>4");
    shows(h, "这台机器没有设打印机，请找系统管理员");
}
END_TEST

START_TEST(to_the_terminals_own)
{
    many_visits(60);
    make_printers("", 0);
    struct ht *h = sit_here_with("s_village", "TMUX=");
    keys(h, "<F10>66<Enter><F8>5");
    see(h, "paper-terminal");
    ht_mark(h);
    keys(h, "1");
    ck_assert(ht_saw(h, "\033[5i", 4) && ht_saw(h, "\033[4i", 4) && ht_saw(h, "张建国", 9));
    shows(h, "上一页打完了，再送下一页");
    keys(h, "2");
    shows(h, "没有打完，后面的页没有送");
    keys(h, "<F8>5111");
    shows(h, "已送到本机的打印机");
    sql_is("select count(*) || min(split_part(note, ' ', 2)) from audit.log where kind = 'X'", "2terminal");
    rise(h);
    shell("sed -i 's/utf-8/gb18030/' %s/conf", folder());
    h = sit_here_with("s_village", "TMUX=");
    keys(h, "<F10>66<Enter><F8>5");
    ht_mark(h);
    keys(h, "1");
    ck_assert(ht_saw(h, "\xd5\xc5\xbd\xa8\xb9\xfa", 6));          /* 张建国 */
    rise(h);
    h = sit_here_with("s_village", "TMUX=/tmp/x,1,0");
    keys(h, "<F10>66<Enter><F8>5");
    shows(h, "在 tmux 或 screen 里，本机的打印机收不到；请直接登录再打印");
}
END_TEST

/* Pages that are no register's: who is due, and what. */
START_TEST(what_is_due)
{
    struct ht *h = sit_here("s_village");
    keys(h, "<F6><F8>2");
    keys(h, "<Enter><F8>2");
    ck_assert_str_eq(shell("cat %s/s_village/out/*.csv | wc -l", folder()), "6");
    if (!english_on()) ck_assert_str_eq(shell("tr -d '\\r' <'%s/s_village/out/谁到期 2026-11-23.csv' | grep 李华", folder()), "李华,服务专干,!! 1,2,");
    sql_is("select string_agg(relation || ' ' || split_part(note, ' ', 3), ', ' order by seq) from audit.log where kind = 'X'", "work.duty_list 1, work.duty_list 3");
    keys(h, "<Esc><Esc><F5><F5><Right><Enter><F8>");
    shows(h, "这里没有记录，没有可导出的");
}
END_TEST

/* Who may see the log exports it, and that is in it. */
START_TEST(the_auditors)
{
    struct ht *h = at_visits("s_village");
    keys(h, "<F8>2");
    rise(h);
    h = sit_here("s_auditor");
    keys(h, "<F10>9<Enter>");
    keys(h, "查导出的事<Enter>");
    keys(h, "<F8>2");
    ck_assert_str_ne(shell("grep 'CSV 4 %s' %s/s_auditor/out/*.csv", title("条 到投递夹 摘要", "row(s) to the drop folder SHA-256"), folder()), "");
    sql_is("select relation from audit.log where kind = 'X' order by seq desc limit 1", "sec.audit_entry");
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("paper");
    TCase *c = screen_case(s, "paper");
    tcase_add_checked_fixture(c, make_folders, remove_folders);
    tcase_set_timeout(c, 60);
    tcase_add_test(c, a_list_as_csv);
    tcase_add_test(c, a_list_as_it_is_filtered);
    tcase_add_test(c, a_long_list);
    tcase_add_test(c, an_empty_list);
    tcase_add_test(c, no_place_to_go);
    tcase_add_test(c, no_room);
    tcase_add_test(c, cancelled);
    tcase_add_test(c, cancelled_while_it_is_set);
    tcase_add_test(c, hung_up);
    tcase_add_test(c, a_record);
    tcase_add_test(c, a_dossier);
    tcase_add_test(c, out_of_sight);
    tcase_add_test(c, the_book_of_a_case);
    tcase_add_test(c, a_date_that_is_past);
    tcase_add_test(c, to_a_printer);
    tcase_add_test(c, to_the_terminals_own);
    tcase_add_test(c, what_is_due);
    tcase_add_test(c, the_auditors);
    return s;
}
