/* SPDX-License-Identifier: Apache-2.0 */
#include "pg/fail.h"
#include "base/text.h"
#include "base/utf8.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct state {
    const char *start;
    enum err_code code;
    const char *text;
};

static const struct state states[] = {
#define STATE(start, code, text) { start, ERR_##code, text },
#include "pg/sqlstate.def"
#undef STATE
};

/* Why a connection was refused, by what libpq or the server says about it; in the order looked for. */
static const struct { const char *says; enum err_code code; const char *text; } refusals[] = {
    { "too many c",                 ERR_CONNECT, N_("连接已满，请过几分钟再试") },
    { "remaining connection slots", ERR_CONNECT, N_("连接已满，请过几分钟再试") },
    { "permission denied for data", ERR_NO_ACCOUNT, NULL },
    { "Peer authentication failed", ERR_NO_ACCOUNT, NULL },
    { "is not permitted to log in", ERR_NO_ACCOUNT, NULL },
    { "password authentication failed", ERR_NO_ACCOUNT, NULL },
    { "no pg_hba.conf entry",       ERR_NO_ACCOUNT, NULL },
    { "role \"",                    ERR_NO_ACCOUNT, NULL },
    { "database \"",                ERR_CONNECT, N_("没有这个库，请系统管理员运行 laobingctl init") },
    { "starting up",                ERR_CONNECT, N_("数据库正在启动，请稍候") },
    { "shutting down",              ERR_CONNECT, N_("数据库正在关闭") },
    { "Is the server running",      ERR_CONNECT, N_("数据库没有开，请系统管理员启动 PostgreSQL") },
    { "timeout expired",            ERR_CONNECT, N_("数据库没有回答") },
};

static const struct state *state_find(const char *sqlstate)
{
    const struct state *best = NULL;

    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        size_t n = strlen(states[i].start);
        if (!strncmp(sqlstate, states[i].start, n) && (!best || n > strlen(best->start)))
            best = &states[i];
    }
    return best;
}

/* Copies as much as fits without cutting a character; s may be NULL. */
static void put(char *to, size_t size, const char *s)
{
    size_t n = s ? strlen(s) : 0;

    if (n >= size)
        n = utf8_floor(s, size - 1);
    if (n)
        memcpy(to, s, n);
    to[n] = 0;
}
#define PUT(field, s) put(field, sizeof(field), s)

static const char *diag(const PGresult *res, int field)
{
    const char *s = PQresultErrorField(res, field);

    return s ? s : "";
}

/* LB + number: the number of err.def when there is such a sentence, else a broken rule. The other language's sentence says nothing more
 * to who reads this one. */
static void fail_own(struct err *e, const PGresult *res)
{
    const char *zh = diag(res, PG_DIAG_MESSAGE_PRIMARY), *en = diag(res, PG_DIAG_MESSAGE_DETAIL);
    int number = atoi(diag(res, PG_DIAG_SQLSTATE) + 2);

    e->code = number >= 100 && *err_text((enum err_code)number) ? (enum err_code)number : ERR_RULE;
    PUT(e->text, *en && !strcmp(text_language_now(), "en") ? en : zh);
}

/* The server's detail of a broken constraint quotes the row, which may hold what nobody may read: it is dropped. */
static void fail_foreign(struct err *e, const PGresult *res)
{
    const char *says = diag(res, PG_DIAG_MESSAGE_PRIMARY), *column = diag(res, PG_DIAG_COLUMN_NAME);
    const struct state *s = state_find(diag(res, PG_DIAG_SQLSTATE));

    if (s && s->code == ERR_REQUIRED && *column)
        err_set(e, ERR_REQUIRED, column);
    else if (s && s->code == ERR_NO_ACCOUNT)
        err_set(e, ERR_NO_ACCOUNT, "");
    else if (s)
        err_set(e, s->code, *s->text ? _(s->text) : "");
    else
        err_set(e, ERR_SERVER, says);
    PUT(e->detail, says);
    if (strncmp(diag(res, PG_DIAG_SQLSTATE), "23", 2) && *diag(res, PG_DIAG_MESSAGE_DETAIL) && strlen(e->detail) + 3 < sizeof e->detail) {
        size_t n = strlen(e->detail);
        memcpy(e->detail + n, ": ", 3);
        put(e->detail + n + 2, sizeof e->detail - n - 2, diag(res, PG_DIAG_MESSAGE_DETAIL));
    }
}

bool fail_result(struct err *e, const PGresult *res)
{
    struct err own;
    const char *sqlstate = diag(res, PG_DIAG_SQLSTATE), *schema = diag(res, PG_DIAG_SCHEMA_NAME);

    err_clear(e ? e : (e = &own));
    if (!*sqlstate)                     /* libpq itself speaks: the line */
        return fail_lost(e, PQresultErrorMessage(res));
    if (!strncmp(sqlstate, "LB", 2)) {
        fail_own(e, res);
        PUT(e->hint, diag(res, PG_DIAG_MESSAGE_HINT));
    } else
        fail_foreign(e, res);           /* PostgreSQL's hints are for who writes SQL */
    PUT(e->sqlstate, sqlstate);
    PUT(e->column, diag(res, PG_DIAG_COLUMN_NAME));
    PUT(e->constraint, diag(res, PG_DIAG_CONSTRAINT_NAME));
    if (*diag(res, PG_DIAG_TABLE_NAME))
        snprintf(e->relation, sizeof e->relation, "%s%s%s", schema, *schema ? "." : "", diag(res, PG_DIAG_TABLE_NAME));
    return false;
}

bool fail_text(struct err *e, const char *says, const char *user)
{
    struct err own;
    char line[sizeof e->detail];

    err_clear(e ? e : (e = &own));
    put(line, sizeof line, says);
    for (size_t n = strlen(line); n && line[n - 1] == '\n'; n--)
        line[n - 1] = 0;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals && !e->code; i++)
        if (strstr(line, refusals[i].says))
            err_set(e, refusals[i].code, refusals[i].text ? _(refusals[i].text) : user);
    if (!e->code)
        err_set(e, ERR_CONNECT, line);
    PUT(e->detail, line);
    return false;
}

bool fail_connect(struct err *e, const PGconn *conn)
{
    const char *user = conn ? PQuser(conn) : NULL;

    return fail_text(e, conn ? PQerrorMessage(conn) : "", user ? user : "");
}

bool fail_lost(struct err *e, const char *why)
{
    err_set(e, ERR_LOST);
    if (e)
        PUT(e->detail, why);
    return false;
}

/* Line of the n-th character (counted from 1). */
static int line_at(const char *sql, long n)
{
    int line = 1;

    for (; *sql && n > 1; sql++) {
        line += *sql == '\n';
        n -= ((unsigned char)sql[1] & 0xC0) != 0x80;
    }
    return line;
}

int fail_line(const PGresult *res, const char *sql)
{
    const char *at = PQresultErrorField(res, PG_DIAG_STATEMENT_POSITION);

    return at ? line_at(sql, atol(at)) : 0;
}
