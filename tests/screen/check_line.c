/* SPDX-License-Identifier: Apache-2.0 */
/* Lines, signals and terminals: whatever happens to them, what was typed is there afterwards. */
#include "screen.h"
#include "harness.h"
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
    keys(h, "<End><Enter>");
    shows(h, "接着写草稿，写过的都在");
    shows(h, "[牛奶两 ");
    keys(h, "<S-Tab>箱<F2>");
    sql_is("select gift from service.visit where id > 1000", "牛奶两箱");
}
END_TEST

/* Its session in the server is ended: connected again by itself, signed on again, nothing lost. */
START_TEST(session_ended)
{
    struct ht *h = half_typed((struct seating){ 0 });
    cut_off("s_village");
    ck_assert(ht_wait(h, "已重新连上，写的内容都在"));
    keys(h, "箱<F2>");
    shows(h, "已保存");
    sql_is("select gift from service.visit where id > 1000", "牛奶两箱");
}
END_TEST

/* The server is killed and started while a form is open. */
START_TEST(server_away)
{
    char command[300];
    const char *cluster = getenv("LB_CLUSTER"), *src = getenv("LB_SRC");
    struct ht *h = half_typed((struct seating){ 0 });
    snprintf(command, sizeof command, "%s/contrib/cluster stop %s >/dev/null 2>&1", src, cluster);
    ck_assert_int_eq(system(command), 0);
    ck_assert(ht_wait(h, "与数据库的连接断了，正在重连"));
    ht_keys(h, "箱");
    ck_assert(ht_wait(h, "牛奶两箱"));          /* typing goes on meanwhile */
    snprintf(command, sizeof command, "%s/contrib/cluster start %s >/dev/null 2>&1", src, cluster);
    ck_assert_int_eq(system(command), 0);
    ck_assert(ht_wait(h, "已重新连上，写的内容都在"));
    keys(h, "<F2>");
    shows(h, "已保存");
    world_again();
    sql_is("select gift from service.visit where id > 1000", "牛奶两箱");
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

START_TEST(no_utf8_locale)
{
    see(sit_as("s_village", (struct seating){ .locale = "C" }), "home");
}
END_TEST

START_TEST(not_a_terminal)
{
    char command[300];
    snprintf(command, sizeof command, "PGUSER=s_village PGDATABASE=lb_read %s </dev/null 2>&1 | grep -q 不是终端", getenv("LAOBING") ? getenv("LAOBING") : "laobing");
    ck_assert_int_eq(system(command), 0);
}
END_TEST

START_TEST(account_disabled_meanwhile)
{
    struct ht *h = half_typed((struct seating){ 0 });
    sql("update sec.account set active = false where login = 's_village'");
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
    tcase_add_test(c, session_ended);
    tcase_add_test(c, server_away);
    tcase_add_test(c, idle);
    tcase_add_test(c, account_disabled_meanwhile);
    c = screen_case_reading(s, "terminals");
    tcase_add_loop_test(c, terminal_types, 0, 6);
    tcase_add_test(c, no_utf8_locale);
    tcase_add_test(c, not_a_terminal);
    return s;
}
