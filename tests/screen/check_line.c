/* SPDX-License-Identifier: Apache-2.0 */
/* Lines, signals and terminals: whatever happens to them, what was typed is there afterwards. */
#include "screen.h"
#include "english.h"
#include "harness.h"
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The duty of 张建国, half a sentence typed into the gift. */
static struct ht *half_typed(struct seating s)
{
    struct ht *h = sit_as("s_village", s);
    keys(h, "<Enter>");
    keys(h, "牛奶两");
    return h;
}

static void draft_holds(const char *text)
{
    char query[200];
    snprintf(query, sizeof query, "select count(*) || ':' || bool_or(fields::text like '%%%s%%') from work.draft", text);
    sql_is(query, "1:true");
}

START_TEST(resized_while_typing)
{
    static const struct { int rows, cols; } to[] = { { 30, 100 }, { 12, 60 }, { 5, 20 }, { 1, 1 }, { 60, 200 }, { 100, 400 }, { 24, 80 } };
    struct ht *h = half_typed((struct seating){ 0 });
    for (size_t i = 0; i < sizeof to / sizeof *to; i++) {
        ht_resize(h, to[i].rows, to[i].cols);
        keys(h, "");
        if (to[i].rows >= 12 && to[i].cols >= 60) shows(h, "牛奶两");
    }
    keys(h, "箱");
    see(h, "resized");
    keys(h, "<F2>");
    sql_is("select gift from service.visit where id > 1000", "牛奶两箱");
}
END_TEST

START_TEST(box_resized)
{
    struct ht *h = half_typed((struct seating){ 0 });
    keys(h, "<S-Tab><F5>");
    ht_resize(h, 12, 60);
    keys(h, "");
    ht_resize(h, 24, 80);
    keys(h, "");
    see(h, "pick-staff");
}
END_TEST

static const int signals[] = { SIGHUP, SIGTERM };

START_TEST(told_to_end)
{
    struct ht *h = half_typed((struct seating){ 0 });
    kill(ht_pid(h), signals[_i]);
    ck_assert_int_eq(ht_wait_exit(h), 3);
    draft_holds("牛奶两");
    sql_is("select count(*) from service.visit where id > 1000", "0");
}
END_TEST

/* The line is cut in the middle of a character: the whole ones are there. */
START_TEST(line_cut)
{
    struct ht *h = half_typed((struct seating){ 0 });
    pid_t pid = ht_pid(h);
    ht_bytes(h, "\xe7\xae", 2);
    rise(h);                                /* closes the pty and waits for the end */
    ck_assert_int_ne(kill(pid, 0), 0);
    draft_holds("牛奶两");
    h = sit("s_village");
    keys(h, "<Home><Enter>");
    shows(h, "接着写草稿，写过的都在");
    shows(h, "[牛奶两 ");
    keys(h, "<S-Tab>箱<F2>");
    sql_is("select gift from service.visit where id > 1000", "牛奶两箱");
}
END_TEST

/* Drafts are kept while typing goes on, so that whoever pulls the plug finds what was typed. */
START_TEST(killed_while_typing)
{
    struct ht *h = half_typed((struct seating){ 0 });
    for (int i = 0; i < 1000000 && !strcmp(sql("select count(*) from work.draft"), "0"); i++) keys(h, i % 2 ? "<BS>" : "箱");
    kill(ht_pid(h), SIGKILL);
    ck_assert_int_eq(ht_wait_exit(h), 128 + SIGKILL);
    draft_holds("牛奶两");
    h = sit("s_village");
    keys(h, "<Home><Enter>");
    shows(h, "接着写草稿，写过的都在");
    shows(h, "[牛奶两");
}
END_TEST

/* Its session in the server is ended: connected again by itself, signed on again, nothing lost. */
START_TEST(session_ended)
{
    struct ht *h = half_typed((struct seating){ 0 });
    cut_off("s_village");
    waits(h, "已重新连上，写的内容都在");
    keys(h, "箱<F2>");
    shows(h, "已保存");
    sql_is("select gift from service.visit where id > 1000", "牛奶两箱");
}
END_TEST

static void cluster(const char *verb)
{
    char command[300];
    snprintf(command, sizeof command, "%s/contrib/cluster %s %s >/dev/null 2>&1", getenv("LB_SRC"), verb, getenv("LB_CLUSTER"));
    ck_assert_int_eq(system(command), 0);
}

static pid_t postmaster(void)
{
    char path[300];
    int pid = 0;
    snprintf(path, sizeof path, "%s/pg/postmaster.pid", getenv("LB_CLUSTER"));
    FILE *f = fopen(path, "r");
    ck_assert(f && fscanf(f, "%d", &pid) == 1);
    fclose(f);
    return pid;
}

/* Both stop until the descriptor given back is closed, by us or by our end. */
static int mute(const pid_t pids[2])
{
    int line[2];
    ck_assert_int_eq(pipe2(line, O_CLOEXEC), 0);
    if (fork() == 0) {
        char c;
        setsid();
        close(line[1]);
        if (read(line[0], &c, 1) == 0) kill(pids[0], SIGCONT), kill(pids[1], SIGCONT);
        _exit(0);
    }
    close(line[0]);
    for (int i = 0; i < 2; i++) ck_assert_int_eq(kill(pids[i], SIGSTOP), 0);
    return line[1];
}

/* The server is killed and started while a form is open. */
START_TEST(server_away)
{
    struct ht *h = half_typed((struct seating){ 0 });
    cluster("stop");
    waits(h, "与数据库的连接断了，正在重连；您写的内容都在");
    sends(h, "箱");
    ck_assert(ht_wait(h, "牛奶两箱"));          /* typing goes on meanwhile */
    cluster("start");
    waits(h, "已重新连上，写的内容都在");
    world_again();
    keys(h, "<F2>");
    shows(h, "已保存");
    sql_is("select gift from service.visit where id > 1000", "牛奶两箱");
}
END_TEST

/* Nobody waits for a server that is away: ^C gives the key up, what was typed stays, what was typed ahead is not taken. */
START_TEST(let_go_while_the_server_is_away)
{
    struct ht *h = half_typed((struct seating){ 0 });
    cluster("stop");
    waits(h, "与数据库的连接断了，正在重连；您写的内容都在");
    sends(h, "<F2>");
    waits(h, "存记录");
    sends(h, "乱打");
    sends(h, "<C-c>");
    waits(h, "已经取消，您写的内容都在");
    shows(h, "先打的 2 个键没有收；已经取消");
    sends(h, "箱");                          /* no keys(): while a draft waits for the server the program is not at rest */
    ck_assert(ht_wait(h, "牛奶两箱"));
    hides(h, "乱打");
    cluster("start");
    waits(h, "已重新连上，写的内容都在");
    keys(h, "<F2>");
    shows(h, "已保存");
    world_again();
    sql_is("select string_agg(gift, ',') from service.visit where id > 1000", "牛奶两箱");
}
END_TEST

/* The server lives and says nothing: neither the statement nor its cancelling is answered. A guard lets it go on should the test end. */
START_TEST(let_go_of_a_mute_server)
{
    struct ht *h = half_typed((struct seating){ 0 });
    keys(h, "<Esc><Home><Enter>");           /* its draft is on file: nothing else is under way */
    pid_t pids[2] = { postmaster(), (pid_t)atoi(sql("select pid from pg_stat_activity where usename = 's_village'")) };
    int guard = mute(pids);
    sends(h, "<F2>");
    waits(h, "存记录");
    sends(h, "<C-c>");
    waits(h, "正在取消；再按一次 ^C 就不等了");
    sends(h, "<C-c>");
    waits(h, "数据库没有回答，可能已经办了，请看一眼再办");
    sends(h, "<S-Tab>箱");
    ck_assert(ht_wait(h, "牛奶两箱"));
    close(guard);
    waits(h, "已重新连上，写的内容都在");
    keys(h, "<F2>");
    shows(h, "已保存");
    sql_is("select count(*) from service.visit where id > 1000 and gift like '牛奶两%'", "1");
}
END_TEST

/* What takes long says so, and can be stopped in the server. */
START_TEST(long_query_cancelled)
{
    struct ht *h = sit("s_village");
    sql("begin");
    sql("lock table service.visit in access exclusive mode");
    sends(h, "<F10>66<Enter>");
    waits(h, "读登记簿");
    waits(h, "^C取消");
    sends(h, "<C-c>");
    waits(h, "已经取消，您写的内容都在");
    keys(h, "");
    hides(h, "^C取消");
    sql_is("select count(*) from pg_stat_activity where usename = 's_village' and state = 'active'", "0");
    sql("rollback");
    keys(h, "<C-l>");
    shows(h, "2026-11-20");
    keys(h, "<C-c>");
    shows(h, "现在没有在等的");
}
END_TEST

/* Whatever is awaited is told by its name after a third of a second, and ^C lets go of it. */
static const struct { const char *locked, *before, *keys, *what; } awaited[] = {
    { "work.pairing_missed, work.duty, service.pairing", "", "<C-l>", "读今天要办的事" },
    { "service.visit", "<F10>66<Enter>", "<Enter>", "读记录" },
    { "service.visit", "<F10>66<Enter>", "<C-a>", "读登记簿" },
    { "service.visit", "<F3>zjg", "<Enter>", "读时间线" },
    { "service.person", "", "<F3>zjg<Enter>", "找这个人" },
    { "service.pairing, work.duty", "", "<F5>", "读日历" },
    { "service.pairing, work.duty", "", "<F6>", "数谁有到期的事" },
    { "service.visit", "<Enter>米", "<F2>", "存记录" },
    { "audit.log", "<F10>66<Enter><Enter>", "<C-e>", "读修改历史" },
};

START_TEST(awaited_by_name)
{
    struct ht *h = sit("s_village");
    keys(h, awaited[_i].before);
    sql("begin");
    sql("lock table %s in access exclusive mode", awaited[_i].locked);
    sends(h, awaited[_i].keys);
    waits(h, awaited[_i].what);
    sends(h, "<C-c>");
    waits(h, "已经取消，您写的内容都在");
    sql("rollback");
    keys(h, "");
    hides(h, awaited[_i].what);
}
END_TEST

/* Keys for a page that could not be opened are not taken by the one below it. */
START_TEST(typed_ahead_of_a_page_that_closed)
{
    sql("update app.form set digest = 'other' where register = 'umbrella'");
    struct ht *h = sit("s_village");
    static const char typed[] = "\033[21~umbrella\r66\r";        /* in one go, as a terminal sends what was typed ahead */
    ht_bytes(h, typed, sizeof typed - 1);
    keys(h, "");
    shows(h, "登记簿目录");
    shows(h, "登记簿文件 umbrella.form 与数据库登记的不一致");
    shows(h, "先打的 3 个键没有收");
}
END_TEST

START_TEST(idle)
{
    char conf[] = "/tmp/lbidle.XXXXXX", name[60];
    FILE *f = fdopen(mkstemp(conf), "w");
    fputs("idle_minutes = 1;\n", f);
    fclose(f);
    snprintf(name, sizeof name, "LAOBING_CONF=%s", conf);
    struct ht *h = half_typed((struct seating){ .env = { name, "LAOBING_MINUTE_MS=300" } });
    ck_assert_int_eq(ht_wait_exit(h), 0);
    draft_holds("牛奶两");
    sql_is("select kind::text from audit.log where login = 's_village' order by seq desc limit 1", "E");
    unlink(conf);
}
END_TEST

/* What a terminal calls itself; an unknown name is taken for a plain one. */
static const char *const types[] = { "linux", "vt100", "putty", "xterm", "screen", "no-such-terminal" };

START_TEST(terminal_types)
{
    struct ht *h = sit_as("s_village", (struct seating){ .term = types[_i] });
    see(h, "home");
    ht_bytes(h, "\x06", 1);                 /* Ctrl-F finds, whatever the F keys send */
    keys(h, "zjg");
    see(h, "find-initials");
    keys(h, "\r");
    shows(h, "时间线");
}
END_TEST

/* The named keys of both kinds of keyboard, whatever TERM says; an Esc by itself goes back. */
START_TEST(keys_under_any_name)
{
    static const char *const ends[] = { "\033[F", "\033OF", "\033[4~", "\033[8~" }, *const homes[] = { "\033[H", "\033OH", "\033[1~", "\033[7~" };
    static const char *const helps[] = { "\033OP", "\033[11~", "\033[[A" };
    int y, x;
    struct ht *h = sit_as("s_village", (struct seating){ .term = types[_i] });
    for (size_t i = 0; i < 4; i++) {
        keys(h, ends[i]);
        ht_cursor(h, &y, &x);
        ck_assert_int_eq(y, 6);
        keys(h, homes[i]);
        ht_cursor(h, &y, &x);
        ck_assert_int_eq(y, 4);
    }
    for (size_t i = 0; i < 3; i++) {
        keys(h, helps[i]);
        shows(h, "说明");
        keys(h, "<Esc>");
        ck_assert(!ht_find(h, "+-", NULL, NULL));
    }
}
END_TEST

START_TEST(no_utf8_locale)
{
    see(sit_as("s_village", (struct seating){ .locale = "C" }), "home");
}
END_TEST

START_TEST(not_a_terminal)
{
    char command[300];
    snprintf(command, sizeof command, "PGUSER=s_village PGDATABASE=lb_read %s </dev/null 2>&1 | grep -q '%s'", getenv("LAOBING") ? getenv("LAOBING") : "laobing",
             english_on() ? english_of("不是终端") : "不是终端");
    ck_assert_int_eq(system(command), 0);
}
END_TEST

START_TEST(account_disabled_meanwhile)
{
    struct ht *h = half_typed((struct seating){ 0 });
    sql("update sec.account set active = false where login = 's_village'");
    keys(h, "<F2>");                        /* before account sync comes round */
    shows(h, "您的账号刚被停用");
    cut_off("s_village");
    ck_assert_int_gt(ht_wait_exit(h), 0);
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("line");
    TCase *c = screen_case(s, "line");
    tcase_add_test(c, resized_while_typing);
    tcase_add_test(c, box_resized);
    tcase_add_loop_test(c, told_to_end, 0, 2);
    tcase_add_test(c, line_cut);
    tcase_add_test(c, killed_while_typing);
    tcase_add_test(c, session_ended);
    tcase_add_test(c, server_away);
    tcase_add_test(c, let_go_while_the_server_is_away);
    tcase_add_test(c, let_go_of_a_mute_server);
    tcase_add_test(c, long_query_cancelled);
    tcase_add_loop_test(c, awaited_by_name, 0, sizeof awaited / sizeof *awaited);
    tcase_add_test(c, typed_ahead_of_a_page_that_closed);
    tcase_add_test(c, idle);
    tcase_add_test(c, account_disabled_meanwhile);
    c = screen_case_reading(s, "terminals");
    tcase_add_loop_test(c, terminal_types, 0, 6);
    tcase_add_loop_test(c, keys_under_any_name, 0, 6);
    tcase_add_test(c, no_utf8_locale);
    tcase_add_test(c, not_a_terminal);
    return s;
}
