/* SPDX-License-Identifier: Apache-2.0 */
#include "screen.h"
#include "english.h"
#include "harness.h"
#include "base/arena.h"
#include "base/err.h"
#include "pg/pg.h"
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEATS = 8, CASE_SECONDS = 30 };

static struct { struct arena *arena; struct pg *pg; struct ht *seats[SEATS]; const char *database; } w;

static struct pg *owner(const char *database)
{
    char conninfo[200];
    snprintf(conninfo, sizeof conninfo, "dbname=%s user=lbadmin", database);
    return pg_new(w.arena, conninfo, "test");
}

static const char *ask(struct pg *pg, const char *query)
{
    struct err e = { 0 };
    struct rows *r = pg_run(pg, w.arena, query, 0, NULL, &e);
    if (!r) ck_abort_msg("%s\n%s %s %s", query, e.text, e.detail, e.sqlstate);
    return rows_text(r, 0, 0);
}

const char *sql_try(const char *query)
{
    struct err e = { 0 };
    struct rows *r = pg_run(w.pg, w.arena, query, 0, NULL, &e);
    return r ? rows_text(r, 0, 0) : NULL;
}

static void run(struct pg *pg, const char *script)
{
    struct err e = { 0 };
    if (!pg_run_script(pg, script, NULL, &e)) ck_abort_msg("%s\n%s %s", script, e.text, e.detail);
}

static void make_world(struct pg *pg, const char *name)
{
    char make[200];
    snprintf(make, sizeof make, "create database %s template %s strategy file_copy", name, getenv("LB_WORLD"));
    run(pg, make);
    snprintf(make, sizeof make, "grant connect on database %s to lb_staff", name);
    run(pg, make);
}

static void world_begin(void)
{
    w.arena = arena_new(NULL);
    w.database = "lb_case";
    struct pg *pg = owner("postgres");
    run(pg, "set client_min_messages = warning");
    run(pg, "drop database if exists lb_case with (force)");
    make_world(pg, w.database);
    world_again();
}

/* Making a world takes a second: those that only read share one. A hang-up leaves drafts and a place. */
static void world_begin_reading(void)
{
    w.arena = arena_new(NULL);
    w.database = "lb_read";
    struct pg *pg = owner("postgres");
    if (!*ask(pg, "select datname from pg_database where datname = 'lb_read'")) make_world(pg, w.database);
    world_again();
    sql("delete from work.draft");
    sql("delete from work.place");
}

void cut_off(const char *login)
{
    char end[200];
    snprintf(end, sizeof end, "select pg_terminate_backend(pid) from pg_stat_activity where usename = '%s'", login);
    run(owner("postgres"), end);
}

void world_again(void)
{
    w.pg = owner(w.database);
    run(w.pg, "set role lb_owner");
}

static void world_end(void)
{
    for (int i = 0; i < SEATS; i++)
        if (w.seats[i]) rise(w.seats[i]);
    arena_free(w.arena);
    w.arena = NULL;
}

static TCase *new_case(Suite *s, const char *name, SFun begin)
{
    TCase *c = tcase_create(name);
    tcase_add_checked_fixture(c, begin, world_end);
    tcase_set_timeout(c, CASE_SECONDS);
    suite_add_tcase(s, c);
    return c;
}

TCase *screen_case(Suite *s, const char *name) { return new_case(s, name, world_begin); }
TCase *screen_case_reading(Suite *s, const char *name) { return new_case(s, name, world_begin_reading); }

Suite *suite(void)
{
    return getenv("LB_WORLD") ? screen_suite() : NULL;
}

struct ht *sit_as(const char *login, struct seating s)
{
    char user[80], database[80], profile[80];
    snprintf(user, sizeof user, "PGUSER=%s", login);
    snprintf(database, sizeof database, "PGDATABASE=%s", w.database ? w.database : "laobing");
    snprintf(profile, sizeof profile, "--profile=%s", s.profile ? s.profile : "lean");
    const char *env[10] = { user, database, "LANGUAGE=", "SSH_CONNECTION=" };
    for (int i = 0; i < 4 && s.env[i]; i++) env[4 + i] = s.env[i];
    struct ht_setup setup = { .rows = s.rows, .cols = s.cols, .term = s.term, .locale = s.locale, .charset = s.charset, .env = env };
    const char *program = getenv("LAOBING");
    char *argv[] = { (char *)(program ? program : "laobing"), s.profile && !*s.profile ? NULL : profile, NULL };
    struct ht *h = ht_open(&setup, argv);
    int i = 0;
    while (i < SEATS - 1 && w.seats[i]) i++;
    w.seats[i] = h;
    if (s.no_wait) return h;
    if (!ht_sync(h)) ck_abort_msg("%s could not sit down", login);
    if (english_on()) english_look(h, "sitting down");
    return h;
}

struct ht *sit(const char *login)
{
    return sit_as(login, (struct seating){ 0 });
}

void rise(struct ht *h)
{
    for (int i = 0; i < SEATS; i++)
        if (w.seats[i] == h) w.seats[i] = NULL;
    ht_close(h);
}

void keys(struct ht *h, const char *k)
{
    sends(h, k);
    if (!ht_pause(h)) ck_abort_msg("no answer to %s", k);
    if (english_on()) english_look(h, k);
}

void sends(struct ht *h, const char *k)
{
    if (english_on()) english_typed(k);
    ht_keys(h, k);
}

void see(struct ht *h, const char *name)
{
    if (english_on()) english_look(h, name);
    else if (!ht_golden(h, name)) ck_abort_msg("not golden: %s", name);
}

/* What to look for: in English only what the catalogue has as a whole. */
static const char *words(const char *text)
{
    return english_on() ? english_of(text) : text;
}

void shows(struct ht *h, const char *text)
{
    const char *want = words(text);
    if (!want || ht_find(h, want, NULL, NULL)) return;
    ht_dump(h);
    ck_abort_msg("not on the screen: %s", want);
}

struct ht *at_visit(const char *login)
{
    struct ht *h = sit(login);
    keys(h, "<F10>66<Enter>");
    keys(h, "<End><Enter>");
    shows(h, "2026-11-04");
    return h;
}

void hides(struct ht *h, const char *text)
{
    const char *want = words(text);
    if (!want || !ht_find(h, want, NULL, NULL)) return;
    ht_dump(h);
    ck_abort_msg("on the screen: %s", want);
}

void waits(struct ht *h, const char *text)
{
    const char *want = words(text);
    if (want && !ht_wait(h, want)) ck_abort_msg("never on the screen: %s", want);
    if (english_on()) english_look(h, text);
}

const char *sql(const char *fmt, ...)
{
    static char query[200000];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(query, sizeof query, fmt, ap);
    va_end(ap);
    return ask(w.pg, query);
}

void sql_is(const char *query, const char *answer)
{
    const char *got = ask(w.pg, query);
    ck_assert_msg(!strcmp(got, answer), "%s\nwant: %s\n got: %s", query, answer, got);
}
