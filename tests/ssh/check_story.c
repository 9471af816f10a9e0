/* SPDX-License-Identifier: Apache-2.0 */
/* A working day over SSH: every person here is an ssh client on a pty, signed on to the sshd that tests/part/ssh has set up, as an
 * account of the machine. What the screens say is held against the rows. */
#include "harness.h"
#include "../harness/runner.h"
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { PATIENCE_MS = 20000 };

/* Output of a shell command, without the last line end; lives until the next call but seven. */
static const char *shell(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
static const char *shell(const char *fmt, ...)
{
    static char outs[8][4000];
    static int at;
    char command[2000], *out = outs[at++ % 8];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(command, sizeof command, fmt, ap);
    va_end(ap);
    FILE *f = popen(command, "r");
    ck_assert_ptr_nonnull(f);
    size_t n = fread(out, 1, sizeof outs[0] - 1, f);
    pclose(f);
    while (n > 0 && out[n - 1] == '\n') n--;
    out[n] = 0;
    return out;
}
#define sql(text) shell("psql -XAtq -v ON_ERROR_STOP=1 -v p=\"$LB_SSH_WHO\" <<'END'\n%s\nEND", text)
#define ck_sql(text, want) ck_assert_str_eq(sql(text), want)

/* On the home screen, all answers there. control: of a connection others may share, NULL for none. */
static struct ht *sign_on_by(const char *who, const char *control)
{
    char master[200], *argv[] = { "ssh", "-F", getenv("LB_SSH"), "-tt", master, (char *)who, NULL };
    if (control) snprintf(master, sizeof master, "-MS%s/client/%s", getenv("LB_SSH_DIR"), control);
    else snprintf(master, sizeof master, "-x");
    struct ht *h = ht_open(NULL, argv);
    ck_assert(ht_wait(h, "0 今日") && ht_wait(h, "逾期") && ht_sync(h));
    return h;
}

static struct ht *sign_on(const char *who) { return sign_on_by(who, NULL); }

static void sign_off(struct ht *h)
{
    kill(ht_pid(h), SIGKILL);
    ht_close(h);
}

#define ck_do(h, keys) ck_assert(ht_do(h, keys))
#define ck_wait(h, text) ck_assert(ht_wait(h, text))
static void ck_shown(struct ht *h, const char *text, bool is)
{
    if (ht_find(h, text, NULL, NULL) == is) return;
    ht_dump(h);
    ck_abort_msg("%s: %s", text, is ? "not on the screen" : "on the screen");
}

/* The program of a person's only session. */
static pid_t program_of(const char *who)
{
    return (pid_t)atol(shell("pgrep -n -U ${LB_SSH_WHO}_%s -x laobing", who));
}

static void wait_end(pid_t pid)
{
    int fd = (int)syscall(SYS_pidfd_open, pid, 0);
    struct pollfd p = { .fd = fd, .events = POLLIN };
    ck_assert_msg(fd < 0 || poll(&p, 1, PATIENCE_MS) == 1, "the program goes on");
    close(fd);
}

#define OWN "login = (:'p' || '_village')::name"

/* ---- signing on */

START_TEST(own_role_own_village)
{
    struct ht *h = sign_on("village");
    ck_shown(h, "识字里社区", true);
    ck_shown(h, "李华 经办", true);
    ck_shown(h, "张建国", true);
    ck_sql("select count(*) from sec.session where ended_at is null and " OWN, "1");
    ck_sql("select usename, application_name ~ '^laobing 127.0.0.1 pts/' from pg_stat_activity where usename = :'p' || '_village'",
           shell("echo \"${LB_SSH_WHO}_village|t\""));
    ck_do(h, "<Esc>");
    ht_keys(h, "2");
    ck_assert_int_eq(ht_wait_exit(h), 0);
    ht_close(h);
    ck_sql("select count(*) from sec.session where ended_at is null and " OWN, "0");
}
END_TEST

/* Nothing that is typed. What it may start at all is in src/run/child.c: by its full path, without a shell. */
START_TEST(runs_nothing)
{
    struct ht *h = sign_on("village");
    pid_t pid = program_of("village");
    ck_assert_int_gt(pid, 1);
    ck_do(h, "<F1>");
    ck_do(h, "<Esc><F3>!sh<Enter>");
    ck_do(h, "<Esc><F10>!id<Enter>");
    ck_do(h, "<Esc><F8><C-z>");
    ck_assert_str_eq(shell("cat /proc/%d/task/*/children", pid), "");
    ck_assert_str_eq(shell("readlink /proc/%d/exe", pid), shell("echo $LB_SSH_DIR/libexec/laobing"));
    ck_assert_str_eq(shell("nm -D --undefined-only $LB_SSH_DIR/libexec/laobing | grep -wE 'v?fork|popen|system|exec[lv]p?e?|posix_spawnp'"), "");
    sign_off(h);
}
END_TEST

START_TEST(one_session_a_connection)
{
    struct ht *h = sign_on_by("village", "mux");
    const char *before = shell("ls $LB_SSH_DIR/seen");
    const char *said = shell("timeout 20 ssh -F $LB_SSH -S $LB_SSH_DIR/client/mux -o ProxyCommand=false village id 2>&1 </dev/null; echo status $?");
    ck_assert_ptr_nonnull(strstr(said, "status 255"));
    ck_assert_str_eq(shell("ls $LB_SSH_DIR/seen"), before);
    ck_do(h, "<F1>");                           /* the first one goes on */
    sign_off(h);
}
END_TEST

/* ---- the visit */

/* A new visit of 陈桂英, whom no other story visits, at what was given: whatever stands on the home page that day. */
static void begin_a_visit(struct ht *h)
{
    ck_do(h, "<F3>cgy");
    ck_wait(h, "陈桂英");
    ck_do(h, "<Enter>");
    ck_shown(h, "时间线", true);
    ck_do(h, "<F7><Enter>");
    ck_shown(h, "走访记录", true);
    while (!ht_find(h, "慰问品[", NULL, NULL)) ck_do(h, "<Tab>");
}

START_TEST(a_visit_closes_the_duty)
{
    struct ht *h = sign_on("village"), *township = sign_on("township"), *neighbour = sign_on("neighbour");
    ck_sql("select count(*) from service.visit where created_by = :'p' || '_village'", "0");
    ck_shown(h, "包联走访  张建国", true);
    ck_do(township, "<F3>zjg");
    ck_wait(township, "1958");
    ck_do(township, "<Enter>");
    ck_shown(township, "时间线", true);

    ck_do(h, "<F3>zjg");
    ck_wait(h, "1958");
    ck_do(h, "<Enter>");
    ck_shown(h, "430371********1234", true);
    ck_do(h, "<F7>");
    ck_do(h, "<Enter>");
    ck_shown(h, "走访记录", true);
    ck_shown(h, "新增", true);
    ck_shown(h, "张建国", true);
    while (!ht_find(h, "慰问品[", NULL, NULL)) ck_do(h, "<Tab>");
    ck_do(h, "大米两袋<Tab>200<Tab>第一次走访：身体还好");
    ck_do(h, "<F2>");
    ck_shown(h, "已保存", true);
    ck_sql("select count(*), min(v.gift), min(v.money)::int, min(o.name) ~ '^识字里社区', bool_and(g.last_on = v.visited_on)"
           " from service.visit v join org.office o on o.id = v.office join service.pairing g on g.person = v.person and g.office = v.office and g.ended_on is null where v.created_by = :'p' || '_village'", "1|大米两袋|200|t|t");
    ck_do(h, "<Esc><Esc>");
    ck_shown(h, "包联走访  刘大勇", true);
    ck_shown(h, "包联走访  张建国", false);     /* his other lines hang on the day */

    ck_do(township, "<Down>");                  /* a moment later: at the next key */
    ck_wait(township, "大米两");
    ck_do(neighbour, "<F3>zjg");
    ck_shown(neighbour, "识字里", false);
    ck_do(neighbour, "<Esc><F10>66<Enter>");
    ck_shown(neighbour, "走访日期", true);
    ck_shown(neighbour, "张建国", false);
    sign_off(h);
    sign_off(township);
    sign_off(neighbour);
}
END_TEST

/* ---- the line is cut in the middle of a word */

START_TEST(a_cut_line_loses_nothing)
{
    struct ht *h = sign_on("village");
    pid_t pid = program_of("village");
    ck_do(h, "<Enter>");
    ck_shown(h, "慰问品[", true);
    ck_do(h, "菜油一桶<Tab><Tab>腿脚不便，今天去看");
    ht_bytes(h, "\xe6\x9c", 2);                 /* two bytes of 望 */
    sign_off(h);
    wait_end(pid);
    ck_sql("select count(*) from work.draft where " OWN, "1");
    ck_sql("select count(*) from sec.session where ended_at is null and " OWN, "0");

    h = sign_on("village");
    ck_shown(h, "草稿 1", true);
    ck_do(h, "<Home>");
    ck_shown(h, "写到一半", true);
    ck_do(h, "<Enter>");
    ck_shown(h, "接着写草稿", true);
    ck_shown(h, "菜油一桶", true);
    ck_shown(h, "腿脚不便，今天去看", true);
    ck_do(h, "<F2>");
    ck_shown(h, "已保存", true);
    ck_shown(h, "草稿 0", true);
    ck_sql("select count(*), min(situation) from service.visit where gift = '菜油一桶'", "1|腿脚不便，今天去看");
    ck_sql("select count(*) from work.draft where " OWN, "0");
    ck_do(h, "<F2>");
    ck_sql("select count(*) from service.visit where gift = '菜油一桶'", "1");
    sign_off(h);
}
END_TEST

/* ---- two people, one visit */

/* Opens the newest visit of the village and goes to the gift. */
static void open_newest(struct ht *h)
{
    ck_do(h, "<F10>66<Enter>");
    ck_do(h, "<Enter>");
    ck_shown(h, "服务对象[", true);
    while (!ht_find(h, "慰问品[", NULL, NULL)) ck_do(h, "<Tab>");
}
#define NEWEST "(select v.id from service.visit v join sec.account a on " OWN " join org.staff s on s.id = a.staff and s.office = v.office" \
    " order by v.visited_on desc, v.id desc limit 1)"

START_TEST(two_people_different_fields_merge)
{
    struct ht *h = sign_on("village"), *head = sign_on("head");
    open_newest(h);
    open_newest(head);
    ck_do(head, "<Tab><C-u>321");                    /* money, not saved yet */
    ck_do(h, "<C-u>合并一<F2>");
    ck_shown(h, "已保存", true);
    ck_do(head, "<F2>");
    ck_shown(head, "已保存，并合并了", true);
    ck_shown(head, "李华", true);
    ck_shown(head, "合并一", true);
    ck_sql("select gift ~ '合并一', money::int from service.visit where id = " NEWEST, "t|321");
    sign_off(h);
    sign_off(head);
}
END_TEST

/* Both change the gift of the newest visit, the clerk saves first: the head is asked. */
static void clash(struct ht *h, struct ht *head, const char *hers, const char *his)
{
    open_newest(h);
    open_newest(head);
    ck_do(head, "<C-u>");
    ck_do(head, his);
    ck_do(h, "<C-u>");
    ck_do(h, hers);
    ck_do(h, "<F2>");
    ck_shown(h, "已保存", true);
    ck_do(head, "<F2>");
    ck_shown(head, "两边都改了、不一样的 1 处", true);
    ck_shown(head, hers, true);
    ck_shown(head, his, true);
    ck_shown(head, "李华", true);
}
#define HEADS_DRAFTS "select count(*) from work.draft where login = (:'p' || '_head')::name"

START_TEST(a_clash_settled_with_mine)
{
    struct ht *h = sign_on("village"), *head = sign_on("head");
    clash(h, head, "面条", "食用油");
    ck_do(head, "<F2>");
    ck_shown(head, "已保存", true);
    ck_shown(head, "食用油", true);
    ck_shown(head, "面条", false);
    ck_sql("select gift from service.visit where id = " NEWEST, "食用油");
    ck_sql(HEADS_DRAFTS, "0");
    sign_off(h);
    sign_off(head);
}
END_TEST

START_TEST(a_clash_settled_with_theirs)
{
    struct ht *h = sign_on("village"), *head = sign_on("head");
    clash(h, head, "挂面", "茶油");
    ck_do(head, "<Left><F2>");
    ck_shown(head, "用了别人的", true);
    ck_shown(head, "挂面", true);
    ck_shown(head, "茶油", false);
    ck_sql("select gift from service.visit where id = " NEWEST, "挂面");
    ck_sql(HEADS_DRAFTS, "0");
    sign_off(h);
    sign_off(head);
}
END_TEST

START_TEST(a_clash_put_off_keeps_what_was_written)
{
    struct ht *h = sign_on("village"), *head = sign_on("head");
    clash(h, head, "米粉", "腊肉");
    ck_do(head, "<Esc>");
    ck_shown(head, "慰问品[腊肉", true);
    ck_do(head, "<Esc>");
    ck_shown(head, "已存草稿", true);
    ck_sql("select gift from service.visit where id = " NEWEST, "米粉");
    ck_sql(HEADS_DRAFTS, "1");
    sign_off(h);
    sign_off(head);
}
END_TEST

/* ---- a file goes in by sftp, onto a record, out of it, and away by scp */

START_TEST(a_file_in_and_out)
{
    shell("printf '%%%%PDF-1.4 %%s' 住院证明 >$LB_SSH_DIR/client/paper.pdf && cd $LB_SSH_DIR/client && echo 'put paper.pdf' >put && sftp -F $LB_SSH -P $LB_SSH_FILES -b put village 2>&1");
    struct ht *h = sign_on("village");
    open_newest(h);
    ck_do(h, "<F6>2");
    ck_shown(h, "还没有附件。F7 挂上。", true);
    ck_do(h, "<F7>");
    ck_shown(h, "paper.pdf", true);
    ck_do(h, "<Enter><C-u>住院证明<Enter>");
    ck_shown(h, "已挂上：住院证明", true);
    ck_assert_str_eq(shell("ls -A $LB_SSH_DIR/files/${LB_SSH_WHO}_village/in"), "");
    ck_sql("select relation, name, kind, created_by = (:'p' || '_village')::name, sha256 = encode(sha256(convert_to('%PDF-1.4 住院证明', 'UTF8')), 'hex') from work.attachment",
           "service.visit|住院证明|pdf|t|t");
    ck_do(h, "<F8>家属来取<Enter>");
    ck_shown(h, "已取出：投递夹 out/住院证明.pdf", true);
    ck_assert_str_eq(shell("cd $LB_SSH_DIR/client && scp -F $LB_SSH -P $LB_SSH_FILES 'village:/out/住院证明.pdf' back.pdf 2>&1 && cmp paper.pdf back.pdf && echo same"), "same");
    ck_sql("select note from audit.log where kind = 'P' and relation = 'work.attachment' and login = (:'p' || '_village')::name", "家属来取");
    ck_do(h, "<Esc><Esc><F8>2");        /* the list itself, set by a program of its own under the clerk's account */
    ck_shown(h, "用 sftp 拿走", true);
    ck_assert_str_eq(shell("cd $LB_SSH_DIR/client && scp -F $LB_SSH -P $LB_SSH_FILES 'village:/out/走访记录*.csv' list.csv 2>&1 && head -c 15 list.csv | tail -c 12"), "走访日期");
    ck_sql("select split_part(note, ' ', 1), split_part(note, ' ', 2) from audit.log where kind = 'X' and login = (:'p' || '_village')::name", "csv|file");
    sign_off(h);
}
END_TEST

/* ---- the server goes */

/* Its children see it and end by themselves. The lock files go, since nobody may have reaped the dead one yet. */
static void kill_server(void)
{
    char pids[2000], *rest = pids;
    snprintf(pids, sizeof pids, "%s", shell("head -n 1 $LB_CLUSTER/pg/postmaster.pid; pgrep -P $(head -n 1 $LB_CLUSTER/pg/postmaster.pid)"));
    kill((pid_t)atol(pids), SIGKILL);
    for (char *pid; (pid = strtok_r(rest, "\n", &rest));) wait_end((pid_t)atol(pid));
    shell("rm \"$LB_CLUSTER/pg/postmaster.pid\" \"$PGHOST/.s.PGSQL.$PGPORT.lock\"");
}

/* pg_ctl VERB as the account the server runs under; "done" when it went well. */
static const char *server(const char *verb)
{
    return shell("cd / && setpriv --reuid=$LB_SSH_OWNER --regid=$(id -g $LB_SSH_OWNER) --init-groups /usr/lib/postgresql/15/bin/pg_ctl"
        " -D $LB_CLUSTER/pg -o \"-k '$PGHOST'\" -l $LB_CLUSTER/pg.log -s -w -t 60 %s >/dev/null 2>&1 </dev/null && echo done", verb);
}

static void start_server(void)
{
    ck_assert_str_eq(server("start"), "done");
}

static void wait_for_no_copy(void)
{
    shell("sed -i /synchronous_standby_names/d $LB_CLUSTER/pg/postgresql.auto.conf");
}

/* After the test, in the process that outlives it: if it failed half-way, whoever came next would wait for that copy, too. */
static void server_as_it_was(void)
{
    wait_for_no_copy();
    if (strcmp(server("reload"), "done")) server("start");
}

START_TEST(a_killed_server_loses_nothing)
{
    struct ht *h = sign_on("village");
    ck_do(h, "<Enter>");
    ck_shown(h, "慰问品[", true);
    ck_do(h, "停电以前");
    kill_server();
    ck_wait(h, "与数据库的连接断了");
    ht_keys(h, "停电当中");
    ck_wait(h, "停电以前停电当中");
    start_server();
    ck_wait(h, "已重新连上");
    ck_do(h, "<F2>");
    ck_shown(h, "已保存", true);
    ck_sql("select count(*) from service.visit where gift = '停电以前停电当中'", "1");
    ck_sql("select count(*) from work.draft where " OWN, "0");
    sign_off(h);
}
END_TEST

START_TEST(saved_while_the_server_was_away)
{
    struct ht *h = sign_on("village");
    ck_do(h, "<Enter>");
    ck_shown(h, "慰问品[", true);
    ck_do(h, "没有电也保存");
    kill_server();
    ck_wait(h, "与数据库的连接断了");
    ht_keys(h, "<F2>");
    start_server();
    ck_wait(h, "已保存");
    ck_assert(ht_sync(h));
    ck_sql("select count(*) from service.visit where gift = '没有电也保存'", "1");
    ck_sql("select count(*) from work.draft where " OWN, "0");
    sign_off(h);
}
END_TEST

/* The row is there, but the answer waits for a copy that never comes; then the server goes. Saved again it is one row still. */
START_TEST(an_answer_lost_on_the_way)
{
    sql("delete from work.draft where " OWN);
    struct ht *h = sign_on("village");
    begin_a_visit(h);
    ck_do(h, "只存一次");
    sql("alter system set synchronous_standby_names = 'nobody'");
    sql("select pg_reload_conf()");
    ht_keys(h, "<F2>");
    const char *waits = shell("for i in $(seq 500); do n=$(psql -XAtqc \"select count(*) from pg_stat_activity where wait_event = 'SyncRep'"
        " and usename = '${LB_SSH_WHO}_village'\"); [ \"$n\" != 1 ] || break; done; echo $n");
    ck_assert_str_eq(waits, "1");
    kill_server();
    wait_for_no_copy();
    start_server();
    ck_wait(h, "已重新连上");
    ck_do(h, "<F2>");
    ck_shown(h, "已保存", true);
    ck_sql("select count(*) from service.visit where gift = '只存一次'", "1");
    sign_off(h);
}
END_TEST
/* ---- somebody leaves */

START_TEST(a_disabled_person_is_shown_out)
{
    struct ht *h = sign_on("leaver");
    shell("laobingctl account disable ${LB_SSH_WHO}_leaver 2>&1");
    ck_wait(h, "已停用或已到期");
    ck_wait(h, "按 Enter 结束");                 /* or a window that closes with the program would take the sentence with it */
    ck_shown(h, "张建国", false);
    ht_keys(h, "<Enter>");
    ck_assert_int_eq(ht_wait_exit(h), 1);
    ht_close(h);
    ck_sql("select count(*) from pg_stat_activity where usename = :'p' || '_leaver'", "0");
    shell("laobingctl account add ${LB_SSH_WHO}_leaver 2>&1");
}
END_TEST

START_TEST(others_do_not_notice)
{
    struct ht *h = sign_on("village");
    begin_a_visit(h);
    shell("laobingctl account disable ${LB_SSH_WHO}_leaver 2>&1");
    ck_do(h, "别人走了");
    ck_shown(h, "连接断了", false);
    ck_do(h, "<Esc>");
    ck_shown(h, "已存草稿", true);
    shell("laobingctl account add ${LB_SSH_WHO}_leaver 2>&1");
    sign_off(h);
}
END_TEST

Suite *suite(void)
{
    if (!getenv("LB_SSH")) return NULL;
    setenv("HT_MS", "20000", 0);
    Suite *s = suite_create("story");
    TCase *t = tcase_create("ssh"), *lost = tcase_create("an answer lost");
    tcase_set_timeout(t, 120);
    tcase_set_timeout(lost, 120);
    tcase_add_unchecked_fixture(lost, NULL, server_as_it_was);
    tcase_add_test(t, own_role_own_village);
    tcase_add_test(t, runs_nothing);
    tcase_add_test(t, one_session_a_connection);
    tcase_add_test(t, a_visit_closes_the_duty);
    tcase_add_test(t, a_cut_line_loses_nothing);
    tcase_add_test(t, two_people_different_fields_merge);
    tcase_add_test(t, a_clash_settled_with_mine);
    tcase_add_test(t, a_clash_settled_with_theirs);
    tcase_add_test(t, a_clash_put_off_keeps_what_was_written);
    tcase_add_test(t, a_file_in_and_out);
    tcase_add_test(t, a_killed_server_loses_nothing);
    tcase_add_test(t, saved_while_the_server_was_away);
    tcase_add_test(lost, an_answer_lost_on_the_way);
    tcase_add_test(t, a_disabled_person_is_shown_out);
    tcase_add_test(t, others_do_not_notice);
    suite_add_tcase(s, t);
    suite_add_tcase(s, lost);
    return s;
}
