/* SPDX-License-Identifier: Apache-2.0 */
/* One sign-on a session, and another after each reconnect. */
#include "app/app.h"
#include "base/log.h"
#include "base/text.h"
#include "base/vec.h"
#include "config.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "term/tty.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SIGN_OFF_MS = 1000 };

#define SEAT "select s.*, (select string_agg(case when s.language = 'en' then j.en else j.zh end, ' ' order by j.job)" \
    " from org.job j where j.job = any (s.jobs)) as job_names from "
#define SIGN_ON SEAT "api.sign_on($1, $2) s"
#define COME_BACK SEAT "api.came_back($1) s"
#define MENU "select m.menu, m.register, m.relation, m.zh, m.en, c.zh, c.en, m.may_add, m.digest, m.tells, m.has_history, has_function_privilege('app.find(text,int)', 'execute'), sec.may_keep_files(), m.has_process, m.py, m.pairs, m.may_add and sec.may_import(m.relation), coalesce(k.columns, ''), m.place from app.menu() m" \
    " left join std.chapter c on c.menu = m.menu left join work.list_columns k on k.register = m.register and k.login = session_user"

/* "203.0.113.7 pts/3" */
static const char *terminal_name(struct arena *a)
{
    char tty[80];                               /* ttyname() would keep a page for it */
    const char *client = getenv("SSH_CLIENT");
    bool known = ttyname_r(STDIN_FILENO, tty, sizeof tty) == 0;
    size_t n = client ? strcspn(client, " ") : 0;
    return arena_printf(a, "%.*s%s%s", (int)n, client ? client : "", n ? " " : "", known && !strncmp(tty, "/dev/", 5) ? tty + 5 : "");
}

/* Where one sits: the account's terminals are told apart by what TERM calls them and by the machine they are on. */
static void terminal_place(struct arena *a, const char *place[2])
{
    const char *term = getenv("TERM"), *client = getenv("SSH_CLIENT");
    place[0] = arena_printf(a, "%.60s", term ? term : "");
    place[1] = arena_printf(a, "%.*s", client ? (int)strcspn(client, " ") : 0, client ? client : "");
}

static void explain(struct app *app, struct err *e)
{
    if (e->code == ERR_LOST) {                  /* before the first screen there is nothing to be kept and nobody to wait */
        err_set(e, ERR_CONNECT, _("登录时连接断了，请再试一次"));
        return;
    }
    const char *missing[] = { "3F000", "42883", "42P01", "42501" };
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++)
        if (!strcmp(e->sqlstate, missing[i])) {
            err_set(e, ERR_NOT_LAOBING, pg_database(app->desk.pg));
            return;
        }
}

/* The database speaks it too, in this connection and in those after a break. */
static void ask_language(const struct app *app)
{
    const char *options = getenv("PGOPTIONS");
    if (app->language) setenv("PGOPTIONS", arena_printf(app->arena, "%s -c laobing.language=%s", options ? options : "", app->language), 1);
}

static bool takes_english(const struct app *app, const char *account)
{
    return !strcmp(app->language ? app->language : account, "en");
}

static void seat_from(struct app *app, const struct rows *r)
{
    struct seat *s = &app->desk.seat;
    struct arena *a = app->arena;
    s->login = arena_str(a, rows_get(r, 0, "login"));
    s->staff_name = arena_str(a, rows_get(r, 0, "staff_name"));
    s->office_name = arena_str(a, rows_get(r, 0, "office_name"));
    s->jobs = arena_str(a, rows_get(r, 0, "job_names"));
    s->today = arena_str(a, rows_get(r, 0, "today"));
    s->staff = strtoll(rows_get(r, 0, "staff"), NULL, 10);
    s->office = strtoll(rows_get(r, 0, "office"), NULL, 10);
    s->session = strtoll(rows_get(r, 0, "session"), NULL, 10);
    s->tier = atoi(rows_get(r, 0, "tier"));
    s->schema = atoi(rows_get(r, 0, "schema_version"));
    s->demo = !strcmp(rows_get(r, 0, "demo"), "t");
    app->charset = arena_str(a, rows_get(r, 0, "charset"));
    app->ambiguous = atoi(rows_get(r, 0, "ambiguous"));
    s->wants_tour = !strcmp(rows_get(r, 0, "wants_tour"), "t");
    s->en = takes_english(app, rows_get(r, 0, "language"));
}

static bool read_menu(struct app *app, struct err *e)
{
    struct desk *d = &app->desk;
    struct rows *r = pg_run(d->pg, app->arena, MENU, 0, NULL, e);
    if (!r) return false;
    for (int i = 0; i < r->n; i++) {
        struct menu_entry m = { .menu = rows_text(r, i, 0), .register_ = rows_text(r, i, 1), .relation = rows_text(r, i, 2),
                                .title = rows_text(r, i, d->seat.en ? 4 : 3), .chapter = rows_text(r, i, d->seat.en ? 6 : 5),
                                .may_add = rows_bool(r, i, 7), .digest = rows_text(r, i, 8), .tells = rows_bool(r, i, 9),
                                .has_history = rows_bool(r, i, 10), .has_process = rows_bool(r, i, 13), .py = rows_text(r, i, 14),
                                .pairs = rows_text(r, i, 15), .may_import = rows_bool(r, i, 16), .columns = rows_text(r, i, 17), .place = (int)rows_int(r, i, 18) };
        d->n_menu += *m.menu != 0;
        d->seat.finds = rows_bool(r, i, 11);
        d->seat.keeps_files = rows_bool(r, i, 12);
        vec_push(app->arena, &d->menu, m);
    }
    return true;
}

static void read_known(struct app *app)
{
    const char *place[2];
    struct err e = { 0 };
    terminal_place(app->arena, place);
    struct rows *r = pg_run(app->desk.pg, app->arena, "select t.found from work.terminal t where t.login = session_user and t.term = $1 and t.client = $2", 2, place, &e);
    app->known = r && r->n ? rows_text(r, 0, 0) : "";
}

void session_keep_terminal(struct app *app)
{
    const char *place[2], *found = tty_found();
    if (!*found || !strcmp(found, app->known)) return;
    terminal_place(app->desk.event, place);
    const char *params[] = { place[0], place[1], found };
    app->known = arena_str(app->arena, found);
    pg_send(app->desk.pg, "select app.terminal_put($1, $2, $3)", 3, params, NULL, NULL);
}

/* Who may not (any more) sign on is answered in the row, so that the refusal stays in the log. */
static bool is_welcome(const struct rows *r, struct err *e)
{
    const char *refused = rows_get(r, 0, strcmp(text_language_now(), "en") ? "refused_zh" : "refused_en");
    if (!*refused) return true;
    err_set(e, ERR_NO_ACCOUNT, rows_get(r, 0, "login"));
    snprintf(e->text, sizeof e->text, "%s", refused);
    return false;
}

/* While the line was down the office, the jobs or the program's database may have changed: then one signs on from the start. */
static bool is_same_seat(const struct seat *s, const struct rows *r)
{
    return strtoll(rows_get(r, 0, "office"), NULL, 10) == s->office && atoi(rows_get(r, 0, "schema_version")) == s->schema &&
           !strcmp(rows_get(r, 0, "job_names"), s->jobs);
}

/* Disabled or expired meanwhile: no use in trying again, and nothing may stay on the screen. */
static void turn_away(struct app *app, const struct err *e)
{
    app->farewell = *e;
    app->desk.leave = true;
}

static const char *session_number(const struct app *app)
{
    return arena_printf(app->desk.event, "%lld", (long long)app->desk.seat.session);
}

static void state_changed(void *ctx, enum pg_state state)
{
    struct app *app = ctx;
    struct err e;
    if (state == PG_LOST && pg_error(app->desk.pg)->code == ERR_NO_ACCOUNT) {
        turn_away(app, pg_error(app->desk.pg));
    } else if (state == PG_LOST) {
        app->was_lost = true;
        err_set(&e, ERR_LOST);
        desk_say(&app->desk, FACE_REFUSED, "%s", e.text);
    }
    if (app->was_lost) app->dirty = true;
    else app->told = true;                      /* let go, and back: nothing is said of it */
}

/* May he go on where he sat? Then the day is today's. */
static bool sits_again(struct app *app, const struct rows *r)
{
    struct seat *s = &app->desk.seat;
    struct err e = { 0 };
    if (is_welcome(r, &e)) {
        if (is_same_seat(s, r)) {
            if (strcmp(s->today, rows_get(r, 0, "today"))) s->today = arena_str(app->desk.arena, rows_get(r, 0, "today"));
            return true;
        }
        err_set(&e, ERR_SEAT_CHANGED);
    }
    turn_away(app, &e);
    return false;
}

static void signed_on_again(void *ctx, const struct pg_answer *a)
{
    struct app *app = ctx;
    if (!a->ok) {
        desk_fail(&app->desk, &a->err);
    } else if (sits_again(app, a->rows)) {
        app->desk.seat.session = strtoll(rows_get(a->rows, 0, "session"), NULL, 10);
        desk_say(&app->desk, FACE_GOOD, "%s", _("已重新连上，写的内容都在"));
        desk_changed(&app->desk);
    }
    app->dirty = true;
}

/* Nothing is said of it: to whoever sits there the line was never gone. */
static void sat_down_again(void *ctx, const struct pg_answer *a)
{
    struct app *app = ctx;
    if (!a->ok) desk_fail(&app->desk, &a->err);
    else sits_again(app, a->rows);
    app->told = true;
}

static void notified(void *ctx, const char *channel, const char *payload)
{
    (void)channel;
    (void)payload;
    desk_changed(&((struct app *)ctx)->desk);
}

/* Below the city one hears of every change in the county; see sec.notify_row(). */
static void listen(struct app *app)
{
    const struct seat *s = &app->desk.seat;
    if (s->tier < 2) return;
    pg_send(app->desk.pg, arena_printf(app->desk.event, "listen lb_%lld", (long long)(s->office / 1000000)), 0, NULL, NULL, NULL);
}

/* After a break one signs on again; after an idle line was let go the sitting goes on. Both are on record, and one listens again. */
static void came_back(void *ctx, bool again)
{
    struct app *app = ctx;
    if (!again) return;
    listen(app);
    app->comes_back = !app->was_lost;
    if (!app->was_lost) return;
    app->was_lost = false;
    const char *params[] = { PACKAGE_VERSION, terminal_name(app->desk.event) };
    pg_send(app->desk.pg, SIGN_ON, 2, params, signed_on_again, app);
    desk_changed(&app->desk);
}

void session_goes_on(struct app *app)
{
    if (!app->comes_back || pg_state(app->desk.pg) != PG_READY) return;
    app->comes_back = false;
    const char *params[] = { session_number(app) };
    pg_send(app->desk.pg, COME_BACK, 1, params, sat_down_again, app);
}

bool session_begin(struct app *app, const char *conninfo, struct err *e)
{
    struct desk *d = &app->desk;
    const char *where = terminal_name(app->arena);
    ask_language(app);
    d->pg = pg_new(app->arena, conninfo, arena_printf(app->arena, "laobing %s", where));
    d->arena = arena_new(app->arena);
    d->event = arena_new(app->arena);
    const char *params[] = { PACKAGE_VERSION, where };
    struct rows *r = pg_run(d->pg, app->arena, SIGN_ON, 2, params, e);
    if (!r) {
        explain(app, e);
        return false;
    }
    if (takes_english(app, rows_get(r, 0, "language"))) text_language("en");
    if (!is_welcome(r, e)) return false;
    seat_from(app, r);
    app->profile = arena_str(app->arena, rows_get(r, 0, "profile"));
    app->left = arena_str(app->arena, rows_get(r, 0, "left_pages"));
    app->left_at = arena_str(app->arena, rows_get(r, 0, "left_at"));
    text_language(d->seat.en ? "en" : "zh");
    if (d->seat.schema < LB_SCHEMA) return err_set(e, ERR_SCHEMA_OLD, d->seat.schema, LB_SCHEMA);
    if (d->seat.schema > LB_SCHEMA) return err_set(e, ERR_SCHEMA_NEW, d->seat.schema, LB_SCHEMA);
    if (!read_menu(app, e)) return false;
    read_known(app);
    pg_on_state(d->pg, state_changed, app);
    pg_on_ready(d->pg, came_back, app);
    pg_on_notify(d->pg, notified, app);
    listen(app);
    return true;
}

void session_end(struct app *app)
{
    struct pg *pg = app->desk.pg;
    bool let_go = pg && pg_state(pg) == PG_DOWN && app->desk.seat.session && !pg_error(pg)->code && !app->farewell.code;
    if (!pg || (pg_state(pg) != PG_READY && !let_go)) return;
    const char *params[] = { session_number(app) };
    if (let_go) pg_on_ready(pg, NULL, NULL);    /* the end goes on record without coming back first */
    if (!pg_is_idle(pg)) pg_cancel(pg);         /* a statement that hangs must not keep the program */
    pg_send(pg, "select api.sign_off($1)", 1, params, NULL, NULL);
    loop_drain(app, SIGN_OFF_MS);
}
