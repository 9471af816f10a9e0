/* SPDX-License-Identifier: Apache-2.0 */
/* The connection against a real server, found by PGHOST and the like; without one all is skipped (77). src/pg/net.c is compiled in
 * with LB_FAULTS, so the line can be broken under any call. */
#include "base/text.h"
#include "pg/net.h"
#include "pg/pg.h"
#include "base/arena.h"
#include "../harness/runner.h"
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct arena *a;
static struct pg *pg;
static struct err e;
static char log_text[400];      /* what the callbacks heard, in order */

static void setup(void)
{
    unsetenv("LAOBING_FAULT");
    a = arena_new(NULL);
    pg = pg_new(a, "", "check_pg");
    *log_text = 0;
}

static void teardown(void) { arena_free(a); }

static void turn(struct pg *p)
{
    struct pollfd fd = { .fd = pg_fd(p), .events = pg_events(p) };

    poll(&fd, 1, pg_timeout(p));
    pg_io(p);
}

static void note(const char *s) { strncat(log_text, s, sizeof log_text - strlen(log_text) - 1); }

/* Writes "ctx=value;" or "ctx!code?;" (? when unknown). */
static void hear(void *ctx, const struct pg_answer *got)
{
    char s[80];

    if (got->ok)
        snprintf(s, sizeof s, "%s=%s;", (const char *)ctx, rows_text(got->rows, 0, 0));
    else
        snprintf(s, sizeof s, "%s!%d%s;", (const char *)ctx, got->err.code, got->unknown ? "?" : "");
    note(s);
}

static void settle(struct pg *p)
{
    for (int i = 0; i < 2000 && !pg_is_idle(p); i++)
        turn(p);
    ck_assert(pg_is_idle(p));
}

static void ask(const char *sql, const char *name) { pg_send(pg, sql, 0, NULL, hear, (void *)name); }

static void must(const char *sql)
{
    ck_assert_msg(pg_run_script(pg, sql, NULL, &e), "%s: %s %s", sql, e.text, e.detail);
}

static void refuses(const char *sql, enum err_code code, const char *says)
{
    ck_assert_ptr_null(pg_run(pg, a, sql, 0, NULL, &e));
    ck_assert_msg(e.code == code, "%s: code %d, %s", sql, e.code, e.text);
    ck_assert_msg(strstr(e.text, says) != NULL, "%s: %s", sql, e.text);
}

/* What another session says of a backend. */
static struct rows *by_another(struct pg *other, const char *sql, int pid)
{
    char n[16];
    const char *p[] = { n };

    snprintf(n, sizeof n, "%d", pid);
    struct rows *r = pg_run(other, a, sql, 1, p, &e);
    ck_assert_ptr_nonnull(r);
    return r;
}

/* Another session ends ours, as an administrator would. */
static void kill_backend(int pid) { by_another(pg_new(a, "", "check_pg killer"), "select pg_terminate_backend($1::int)", pid); }

static bool is_asleep(struct pg *other, int pid)
{
    return rows_bool(by_another(other, "select exists (select from pg_stat_activity where pid = $1::int and wait_event = 'PgSleep')", pid), 0, 0);
}

START_TEST(answers_rows)
{
    const char *p[] = { "芙蓉区", NULL, "7" };
    struct rows *r = pg_run(pg, a, "select $1::text as name, $2::text as nothing, $3::int + i as n, i = 1 as first"
                            " from generate_series(1, 2) i", 3, p, &e);

    ck_assert_ptr_nonnull(r);
    ck_assert_int_eq(r->n, 2);
    ck_assert_int_eq(r->n_columns, 4);
    ck_assert_str_eq(rows_get(r, 1, "name"), "芙蓉区");
    ck_assert(rows_is_null(r, 0, 1) && !rows_is_null(r, 0, 0));
    ck_assert_str_eq(rows_text(r, 0, 1), "");
    ck_assert_int_eq(rows_int(r, 1, rows_column(r, "n")), 9);
    ck_assert(rows_bool(r, 0, 3) && !rows_bool(r, 1, 3));
    ck_assert_int_eq(rows_column(r, "nobody"), -1);
    ck_assert_str_eq(rows_text(r, 2, 0), "");
    ck_assert_str_eq(rows_get(pg_run(pg, a, "show client_encoding", 0, NULL, &e), 0, "client_encoding"), "UTF8");
    ck_assert_str_eq(rows_text(pg_run(pg, a, "show application_name", 0, NULL, &e), 0, 0), "check_pg");
    must("create temp table t (i int)");
    ck_assert_int_eq(pg_run(pg, a, "insert into t select generate_series(1, 5)", 0, NULL, &e)->changed, 5);
}
END_TEST

START_TEST(answers_in_order_and_later)
{
    ask("select 'x', pg_sleep(0.05)", "a");
    ask("select 1 / 0", "b");
    ask("select 'z'", "c");
    ck_assert_str_eq(log_text, "");             /* never from inside pg_send() */
    settle(pg);
    ck_assert_str_eq(log_text, "a=x;b!203;c=z;");
}
END_TEST

static void ask_more(void *ctx, const struct pg_answer *got)
{
    hear(ctx, got);
    ask("select 'again'", "inner");
}

START_TEST(owner_may_ask_from_within)
{
    pg_send(pg, "select 'first'", 0, NULL, ask_more, "outer");
    settle(pg);
    ck_assert_str_eq(log_text, "outer=first;inner=again;");
}
END_TEST

START_TEST(forgets)
{
    char mine[] = "mine", other[] = "other";

    ask("select pg_sleep(0.05)", mine);
    ask("select 1", other);
    ask("select 2", mine);
    while (pg_state(pg) != PG_READY)
        turn(pg);
    pg_forget(pg, mine);
    settle(pg);
    ck_assert_str_eq(log_text, "other=1;");
}
END_TEST

START_TEST(refusals_have_sentence_and_place)
{
    must("create temp table house (id int primary key, plate text not null check (plate <> ''), up int references house);"
         "insert into house values (1, '光荣之家')");
    refuses("insert into house values (1, 'x')", ERR_RULE, "同样");
    ck_assert_str_eq(e.constraint, "house_pkey");
    ck_assert_str_eq(e.sqlstate, "23505");
    ck_assert_ptr_nonnull(strstr(e.relation, ".house"));
    ck_assert_ptr_null(strstr(e.detail, "Key"));            /* no values in what may be logged */
    refuses("insert into house values (2, null)", ERR_REQUIRED, "plate");
    ck_assert_str_eq(e.column, "plate");
    refuses("insert into house values (2, '')", ERR_RULE, "不合规定");
    refuses("insert into house values (2, 'x', 9)", ERR_RULE, "不存在");
    refuses("select 'x'::int", ERR_RULE, "格式");
    refuses("select '2026-02-30'::date", ERR_RULE, "没有这个日期");
    refuses("select '昨天吧'::date", ERR_RULE, "日期");
    refuses("select nonsense", ERR_SERVER, "nonsense");
    must("set role pg_read_all_stats");
    refuses("select * from pg_authid", ERR_DENIED, "没有权限");
}
END_TEST

START_TEST(own_refusals_in_both_languages)
{
    const char *sql = "do $$ begin raise exception using errcode = 'LB001', message = '入伍早于出生',"
                      " detail = 'Enlisted before birth', hint = '请核对', column = 'enlisted_on'; end $$";

    refuses(sql, ERR_RULE, "入伍早于出生");
    ck_assert_str_eq(e.detail, "");                         /* nor the other language */
    ck_assert_str_eq(e.hint, "请核对");
    ck_assert_str_eq(e.column, "enlisted_on");
    refuses("do $$ begin raise exception using errcode = 'LB301', message = '不归您管'; end $$", ERR_DENIED, "不归您管");
    text_language("en");
    refuses(sql, ERR_RULE, "Enlisted before birth");
    ck_assert_str_eq(e.detail, "");
}
END_TEST

START_TEST(cancels)
{
    ask("select pg_sleep(30)", "long");
    while (pg_state(pg) != PG_READY)
        turn(pg);
    poll(NULL, 0, 50);
    pg_cancel(pg);
    settle(pg);
    ck_assert_str_eq(log_text, "long!204;");
}
END_TEST

/* What waits is answered too, and may ask anew from within; a read is not repeated. */
static void ask_again(void *ctx, const struct pg_answer *got)
{
    hear(ctx, got);
    ask("select 'late'", "later");
}

START_TEST(cancels_all)
{
    pg_put(pg, &(struct pg_request){ .sql = "select pg_sleep(30)", .done = hear, .ctx = "long", .again = true });
    pg_send(pg, "select 1", 0, NULL, ask_again, "waiting");
    ask("select 2", "last");
    while (pg_state(pg) != PG_READY)
        turn(pg);
    pg_cancel_all(pg);
    settle(pg);
    ck_assert_msg(!strcmp(log_text, "waiting!204;last!204;long!204;later=late;") || !strcmp(log_text, "waiting!204;last!204;long!204?;later=late;"), "%s", log_text);
}
END_TEST

/* Asked twice there is no more patience: the line goes, and whether it was done nobody knows. */
START_TEST(cancels_without_the_server)
{
    pg_put(pg, &(struct pg_request){ .sql = "do 'begin loop begin perform pg_sleep(30); exception when query_canceled then null; end; end loop; end'",
                                     .done = hear, .ctx = "deaf", .again = true });
    ask("select 'kept'", "next");
    while (pg_state(pg) != PG_READY)
        turn(pg);
    int deaf = pg_backend(pg);
    struct pg *other = pg_new(a, "", "check_pg looks");
    while (!is_asleep(other, deaf)) continue;   /* before, it would hear */
    pg_cancel(pg);
    pg_cancel(pg);
    settle(pg);
    ck_assert_str_eq(log_text, "deaf!204?;next=kept;");
    kill_backend(deaf);
}
END_TEST

static void hear_ready(void *ctx, bool again)
{
    (void)ctx;
    note(again ? "(again)" : "(ready)");
    ask("select 1", "sign");
}

static void hear_state(void *ctx, enum pg_state s)
{
    (void)ctx;
    note((const char *[]){ "D", "C", "R", "L" }[s]);
}

START_TEST(broken_line_is_a_state)
{
    pg_on_ready(pg, hear_ready, NULL);
    ask("select 'warm'", "warm");
    settle(pg);
    ck_assert_str_eq(log_text, "(ready)sign=1;warm=warm;");
    *log_text = 0;
    pg_on_state(pg, hear_state, NULL);
    ask("select pg_sleep(30)", "save");
    ask("select 'kept'", "next");
    turn(pg);
    kill_backend(pg_backend(pg));
    settle(pg);
    ck_assert_str_eq(log_text, "Lsave!202?;CR(again)sign=1;next=kept;");
    ck_assert_int_eq(pg_error(pg)->code, ERR_NONE);
}
END_TEST

START_TEST(reads_are_repeated)
{
    ck_assert_ptr_nonnull(pg_run(pg, a, "select 1", 0, NULL, &e));
    pg_put(pg, &(struct pg_request){ .sql = "select 'read', pg_sleep(0.2)", .done = hear, .ctx = "r", .again = true });
    turn(pg);
    kill_backend(pg_backend(pg));
    settle(pg);
    ck_assert_str_eq(log_text, "r=read;");
}
END_TEST

START_TEST(idle_break_is_noticed)
{
    ck_assert_ptr_nonnull(pg_run(pg, a, "select 1", 0, NULL, &e));
    kill_backend(pg_backend(pg));
    while (pg_state(pg) == PG_READY)
        turn(pg);
    ck_assert_int_eq(pg_state(pg), PG_LOST);
    ck_assert_int_eq(pg_error(pg)->code, ERR_LOST);
    ck_assert_int_gt(pg_timeout(pg), 0);
    ask("select 'back'", "x");
    settle(pg);
    ck_assert_str_eq(log_text, "x=back;");
}
END_TEST

START_TEST(no_new_line_within_a_transaction)
{
    must("drop table if exists check_pg_tx; create table check_pg_tx (i int)");
    must("begin");
    ck_assert_ptr_nonnull(pg_run(pg, a, "insert into check_pg_tx values (1)", 0, NULL, &e));
    if (_i)
        setenv("LAOBING_FAULT", arena_printf(a, "%ld", net_calls() + _i), 1);
    else
        kill_backend(pg_backend(pg));
    poll(NULL, 0, 100);
    ck_assert_ptr_null(pg_run(pg, a, "insert into check_pg_tx values (2)", 0, NULL, &e));
    ck_assert_int_eq(e.code, ERR_LOST);
    ck_assert_int_eq(rows_int(pg_run(pg, a, "select count(*) from check_pg_tx", 0, NULL, &e), 0, 0), 0);
    must("drop table check_pg_tx");
}
END_TEST

START_TEST(detaches_and_comes_back)
{
    int first;

    pg_on_ready(pg, hear_ready, NULL);
    ask("select 1", "a");
    ck_assert(!pg_detach(pg));
    settle(pg);
    first = pg_backend(pg);
    must("begin");
    ck_assert(!pg_detach(pg));
    must("commit");
    ck_assert(pg_detach(pg));
    ck_assert_int_eq(pg_fd(pg), -1);
    ck_assert_int_eq(pg_timeout(pg), -1);
    ask("select 2", "b");
    settle(pg);
    ck_assert_str_eq(log_text, "(ready)sign=1;a=1;(again)sign=1;b=2;");
    ck_assert_int_ne(first, pg_backend(pg));
}
END_TEST

static void hear_notice(void *ctx, const char *severity, const char *text)
{
    (void)ctx;
    note(severity);
    note(":");
    note(text);
}

static void hear_notify(void *ctx, const char *channel, const char *payload)
{
    (void)ctx;
    note(channel);
    note(payload);
}

START_TEST(passes_notices_and_notifications)
{
    pg_on_notice(pg, hear_notice, NULL);
    pg_on_notify(pg, hear_notify, NULL);
    must("do $$ begin raise warning '注意'; end $$");
    ck_assert_str_eq(log_text, "WARNING:注意");
    *log_text = 0;
    must("listen duty");
    must("notify duty");
    ask("select 1", "x");
    settle(pg);
    ck_assert_msg(!strstr(log_text, "duty"), "one's own is no news");
    ck_assert_ptr_nonnull(pg_run(pg_new(a, "", "other"), a, "notify duty", 0, NULL, &e));
    ask("select 1", "x");
    settle(pg);
    ck_assert_ptr_nonnull(strstr(log_text, "duty"));
}
END_TEST

START_TEST(scripts_tell_the_line)
{
    int line = -1;

    ck_assert(!pg_run_script(pg, "select 1;\n-- 汉字汉字\nselect '老兵',\n  nothing_here;\nselect 2;", &line, &e));
    ck_assert_int_eq(line, 4);
    ck_assert(!pg_run_script(pg, "copy pg_class from stdin", &line, &e));
    ck_assert(pg_run_script(pg, "copy (select 1) to stdout", &line, &e));
    must("create temp table s (i int); insert into s values (1)");
    ck_assert_int_eq(rows_int(pg_run(pg, a, "select i from s", 0, NULL, &e), 0, 0), 1);
    refuses("copy s from stdin", ERR_CANCELLED, "");
    ck_assert_int_eq(rows_int(pg_run(pg, a, "select 5", 0, NULL, &e), 0, 0), 5);
}
END_TEST

START_TEST(copies_in)
{
    const char *csv = "code,name\n1,\"张,三\"\n2,李四\n";

    must("create temp table c (code text, name text)");
    ck_assert(pg_copy_in(pg, "copy c from stdin (format csv, header)", csv, strlen(csv), &e));
    ck_assert_str_eq(rows_text(pg_run(pg, a, "select string_agg(name, '/' order by code) from c", 0, NULL, &e), 0, 0), "张,三/李四");
    ck_assert(!pg_copy_in(pg, "copy c from stdin (format csv)", "1,2,3\n", 6, &e));
    ck_assert(!pg_copy_in(pg, "copy nowhere from stdin", "", 0, &e));
    ck_assert_int_eq(rows_int(pg_run(pg, a, "select count(*) from c", 0, NULL, &e), 0, 0), 2);
}
END_TEST

static const struct { const char *conninfo; enum err_code code; const char *says; } refused[] = {
    { "dbname=no_such_database", ERR_CONNECT, "laobingctl init" },
    { "user=no_such_person", ERR_NO_ACCOUNT, "no_such_person" },
    { "host=/nowhere", ERR_CONNECT, "没有开" },
    { "host=127.0.0.1 port=1", ERR_CONNECT, "没有开" },
    { "nonsense=1", ERR_CONNECT, "nonsense" },
};

START_TEST(refused_connections_have_a_sentence)
{
    struct pg *p = pg_new(a, refused[_i].conninfo, "check_pg");

    setlocale(LC_ALL, "C.UTF-8");               /* libpq's own words must not change what we understand */
    setenv("LANGUAGE", "zh_CN", 1);

    pg_send(p, "select 1", 0, NULL, hear, "x");
    ck_assert_str_eq(log_text, "");
    ck_assert(!pg_wait(p, &e));
    ck_assert_int_eq(pg_state(p), PG_DOWN);
    ck_assert_msg(e.code == refused[_i].code && strstr(e.text, refused[_i].says), "%s / %s", e.text, e.detail);
    ck_assert_ptr_nonnull(strchr(log_text, '!'));
    ck_assert_ptr_null(pg_run(p, a, "select 1", 0, NULL, &e));
}
END_TEST

/* One session, the line broken under call n: every request is answered once, and with the next line all goes on. */
START_TEST(broken_under_any_call)
{
    char n[16];
    int heard;

    snprintf(n, sizeof n, "%d", _i + 1);
    setenv("LAOBING_FAULT", n, 1);
    ask("select 'one'", "1");
    ask("select repeat('x', 70), pg_sleep(0.01)", "2");
    pg_put(pg, &(struct pg_request){ .sql = "select 'three'", .done = hear, .ctx = "3", .again = true });
    settle(pg);
    heard = 0;
    for (const char *s = log_text; *s; s++)
        heard += *s == ';';
    ck_assert_msg(heard == 3, "call %d of %ld: %s", _i + 1, net_calls(), log_text);
    unsetenv("LAOBING_FAULT");
    pg_run(pg, a, "select 4", 0, NULL, &e);         /* may be the one that meets the broken line */
    ck_assert_int_eq(rows_int(pg_run(pg, a, "select 4", 0, NULL, &e), 0, 0), 4);
}
END_TEST

Suite *suite(void)
{
    if (!getenv("PGHOST")) {
        fprintf(stderr, "check_pg: no PGHOST, skipped\n");
        return NULL;
    }
    Suite *s = suite_create("pg");
    TCase *t = tcase_create("pg");

    setenv("PGDATABASE", "postgres", 1);        /* the only one that is sure to be there */
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 30);
    tcase_add_test(t, answers_rows);
    tcase_add_test(t, answers_in_order_and_later);
    tcase_add_test(t, owner_may_ask_from_within);
    tcase_add_test(t, forgets);
    tcase_add_test(t, refusals_have_sentence_and_place);
    tcase_add_test(t, own_refusals_in_both_languages);
    tcase_add_test(t, cancels);
    tcase_add_test(t, cancels_all);
    tcase_add_test(t, cancels_without_the_server);
    tcase_add_test(t, broken_line_is_a_state);
    tcase_add_test(t, reads_are_repeated);
    tcase_add_test(t, idle_break_is_noticed);
    tcase_add_loop_test(t, no_new_line_within_a_transaction, 0, 4);
    tcase_add_test(t, detaches_and_comes_back);
    tcase_add_test(t, passes_notices_and_notifications);
    tcase_add_test(t, scripts_tell_the_line);
    tcase_add_test(t, copies_in);
    tcase_add_loop_test(t, refused_connections_have_a_sentence, 0, sizeof refused / sizeof *refused);
    tcase_add_loop_test(t, broken_under_any_call, 0, 30);
    suite_add_tcase(s, t);
    return s;
}
