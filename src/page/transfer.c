/* SPDX-License-Identifier: Apache-2.0 */
#include "page/transfer.h"
#include "page/pages.h"
#include "base/fold.h"
#include "base/text.h"
#include "form/idcard.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "store/load.h"
#include "store/tell.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct transfer { struct desk *desk; struct arena *arena; const char *number, *register_, *field; bool looked; };

static void end(struct transfer *t)
{
    arena_free(t->arena);
}

static void ask(struct transfer *t, const char *sql, int n, const char *const *params, pg_done_fn *done)
{
    desk_holds(t->desk, _("问别的机构"));
    pg_send(t->desk->pg, sql, n, params, done, t);
}

static void asked(void *ctx, const struct pg_answer *a)
{
    struct transfer *t = ctx;
    t->desk->hold--;
    if (a->ok) desk_say(t->desk, FACE_GOOD, "%s", _("已申请转入，等对方机构答复"));
    else if (desk_line_refused(t->desk, &a->err)) return;       /* reason_given() comes again */
    end(t);
}

static void reason_given(void *ctx, const char *why)
{
    struct transfer *t = ctx;
    if (!why) {
        end(t);
        return;
    }
    struct pg *pg = t->desk->pg;
    const char *params[] = { t->number, why };
    ask(t, "select api.ask_transfer($1, $2)", 2, params, asked);
    tell_send(pg);
}

static void on_file_came(void *ctx, const struct pg_answer *a);

/* The first call only puts the look on record, the second answers (api.on_file). */
static void look(struct transfer *t)
{
    ask(t, "select * from api.on_file($1)", 1, &t->number, on_file_came);
}

static void opens_new(void *ctx, int choice)
{
    struct transfer *t = ctx;
    struct given given = { t->field, t->number };
    struct record_args args = { .register_ = t->register_, .given = &given, .n_given = 1 };
    if (choice == 1) desk_open(t->desk, &record_ops, &args);
    end(t);
}

/* Nobody has this number: the file may be opened here, with the number in it. */
static void new_file_came(void *ctx, const struct pg_answer *a)
{
    struct transfer *t = ctx;
    struct desk *d = t->desk;
    d->hold--;
    if (a->ok && a->rows->n) {
        t->register_ = arena_str(t->arena, rows_text(a->rows, 0, 0));
        t->field = arena_str(t->arena, rows_text(a->rows, 0, 1));
        desk_choose(d, _("建档"), _("这个身份证号还没有建档，现在建档吗？"), _("不建\n建档"), opens_new, t);
        return;
    }
    if (!a->ok) desk_fail(d, &a->err);
    else desk_say(d, FACE_TEXT, "%s", _("这个身份证号还没有建档"));
    end(t);
}

static void on_file_came(void *ctx, const struct pg_answer *a)
{
    struct transfer *t = ctx;
    struct desk *d = t->desk;
    d->hold--;
    if (!a->ok) {
        desk_fail(d, &a->err);
    } else if (!t->looked) {
        t->looked = true;
        look(t);
        return;
    } else if (!a->rows->n) {
        ask(t, "select * from app.new_file()", 0, NULL, new_file_came);
        return;
    } else if (rows_bool(a->rows, 0, 0)) {
        desk_say(d, FACE_TEXT, _("%s 就在本辖区建档：%s"), rows_text(a->rows, 0, 3), rows_text(a->rows, 0, 2));
    } else {
        desk_line(d, arena_printf(d->event, _("%s 在 %s 建档；申请转入的理由"), rows_text(a->rows, 0, 3), rows_text(a->rows, 0, 2)), reason_given, t);
        return;
    }
    end(t);
}

static void counted(void *ctx, const struct pg_answer *a)
{
    struct transfer *t = ctx;
    t->desk->hold--;
    if (!a->ok) desk_fail(t->desk, &a->err);
    else if (!strcmp(rows_text(a->rows, 0, 0), "0")) desk_say(t->desk, FACE_TEXT, "%s", _("别处也没有同名的人"));
    else desk_say(t->desk, FACE_TEXT, _("别处有 %s 人同名，不在本辖区；写完整的身份证号再按 F6，可以申请转入"), rows_text(a->rows, 0, 0));
    end(t);
}

void transfer_open(struct desk *d, const char *typed)
{
    struct arena *a = arena_new(d->arena);
    struct transfer *t = arena_new_of(a, struct transfer);
    struct idcard card;
    *t = (struct transfer){ .desk = d, .arena = a, .number = fold_text(a, typed) };
    enum idcard_fault fault = idcard_read(t->number, &card);
    if (fault == IDCARD_GOOD) {
        look(t);
    } else if (isdigit((unsigned char)t->number[0])) {         /* no name begins so */
        desk_say(d, FACE_REFUSED, "%s", idcard_text(fault));
        end(t);
    } else {
        ask(t, "select api.find_elsewhere($1)", 1, &t->number, counted);
    }
}
