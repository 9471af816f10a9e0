/* SPDX-License-Identifier: Apache-2.0 */
/* The galley is written to a place in memory, set by laobing-print from there, and told to the log before it leaves. The paper lives on an arena below
 * the page's: what is half done (a file begun, a program that runs) goes with it. */
#include "page/paper.h"
#include "base/str.h"
#include "base/text.h"
#include "conf/options.h"
#include "drop/drop.h"
#include "drop/name.h"
#include "form/field.h"
#include "page/attach.h"
#include "page/due.h"
#include "page/paper_out.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "term/tty.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { FLUSH = 64 << 10, LINE_MOST = 8 << 20, SAID_MOST = 3000 };

static const struct paper_way ways[] = {
    { TO_FOLDER, "xlsx", N_("Excel 表格（XLSX），到投递夹"), true },
    { TO_FOLDER, "csv", N_("CSV，到投递夹"), true },
    { TO_FOLDER, "pdf", N_("PDF，到投递夹"), false },
    { TO_QUEUE, "pdf", N_("打印机"), false },
    { TO_TERMINAL, "text", N_("本机的打印机，逐页"), false },
};
enum { N_WAYS = sizeof ways / sizeof *ways };

struct arena *paper_arena(struct paper *x) { return x->arena; }
void *paper_own(struct paper *x) { return x->own; }

static void end(struct paper *x)
{
    arena_free(x->arena);
}

void paper_fail(struct paper *x, const struct err *e)
{
    desk_fail(x->page->desk, e);
    end(x);
}

/* ---- writing the galley */
static void flush(struct paper *x)
{
    for (size_t at = 0; at < x->lines.n && !x->failed.code;) {
        ssize_t n = write(x->galley, x->lines.s + at, x->lines.n - at);
        if (n < 0 && errno != EINTR)
            err_set(&x->failed, ERR_VALUE, _("打印"), strerror(errno));
        at += n > 0 ? (size_t)n : 0;
    }
    x->written += x->lines.n;
    if (x->lines.full || x->written > GALLEY_BYTES)
        err_set(&x->failed, ERR_TOO_LONG, (size_t)GALLEY_BYTES);
    str_reset(&x->lines);
}

void paper_add(struct paper *x, enum galley_word word, size_t n, const char *const *cells)
{
    galley_add(&x->lines, word, n, cells);
    if (x->lines.n > FLUSH)
        flush(x);
}

void paper_add_one(struct paper *x, enum galley_word word, const char *cell)
{
    paper_add(x, word, 1, &cell);
}

/* A row's number is no amount. */
void paper_column(struct paper *x, const struct field *f)
{
    char width[16];
    const char *cells[] = { field_is_number(f) ? "number" : f->type == FIELD_DATE ? "date" : "text", width, pair_text(f->label, x->page->desk->seat.en) };

    snprintf(width, sizeof width, "%d", x->way->needs_table ? f->width : field_cells(f));
    paper_add(x, GALLEY_COLUMN, 3, cells);
}

const char *paper_show(struct paper *x, struct arena *a, const struct field *f, const char *shown, const char *due, const char *soon)
{
    enum face face;
    const char *mark = f->due && !x->way->needs_table ? due_mark(x->page->desk, due, soon, &face) : "";

    return *mark ? arena_printf(a, "%s %s", shown, mark) : shown;
}

void paper_said(struct paper *x, long rows)
{
    time_t now = time(NULL);

    if (x->said == now)
        return;
    x->said = now;
    desk_say(x->page->desk, FACE_TEXT, _("已读 %s 条，^C 取消"), paper_number(x->page->desk->event, rows));
}

static void head_came(void *ctx, const struct pg_answer *a)
{
    struct paper *x = ctx;
    struct page *p = x->page;
    if (page_answered(p)) return;
    const struct seat *seat = &p->desk->seat;

    if (!a->ok) {
        paper_fail(x, &a->err);
        return;
    }
    const char *printed[] = { seat->staff_name, rows_text(a->rows, 0, 0) };
    galley_begin(&x->lines);
    paper_add_one(x, GALLEY_LANGUAGE, seat->en ? "en" : "zh");
    paper_add_one(x, GALLEY_TITLE, x->title);
    paper_add_one(x, GALLEY_OFFICE, seat->office_name);
    paper_add(x, GALLEY_PRINTED, 2, printed);
    if (*x->words)
        paper_add_one(x, GALLEY_NOTE, arena_printf(p->desk->event, "%s%s", _("条件："), x->words));
    if (*x->about)
        paper_add_one(x, GALLEY_NOTE, x->about);
    x->fill(p, x);
}

/* ---- setting and leaving */
static void logged(void *ctx, const struct pg_answer *a)
{
    struct paper *x = ctx;
    if (page_answered(x->page)) return;

    if (a->ok)
        paper_out(x);
    else
        paper_fail(x, &a->err);
}

static void tell_log(struct paper *x)
{
    static const char *const places[] = { [TO_FOLDER] = "file", [TO_QUEUE] = "printer", [TO_TERMINAL] = "terminal" };
    struct arena *a = x->arena;
    const char *params[] = { x->relation, x->id ? arena_printf(a, "%lld", (long long)x->id) : NULL, x->way->format, places[x->way->to],
                             arena_printf(a, "%ld", x->rows), arena_printf(a, "%s%s", x->words, x->about), x->digest };

    page_asks_for(x->page, _("记下导出"));
    pg_send(x->page->desk->pg, "select api.exported($1, $2, $3, $4, $5, $6, $7)", 7, params, logged, x);
}

/* "digest HEX", then warnings. */
static void take_said(struct paper *x)
{
    char *said = child_said(x->arena, x->errors, SAID_MOST), *line = strsep(&said, "\n");

    x->digest = line && !strncmp(line, "digest ", 7) ? line + 7 : "";
    x->warning = said ? said : "";
}

static void set_was(struct paper *x, int status)
{
    struct err e;

    if (status == 0) {
        take_said(x);
        tell_log(x);
        return;
    }
    err_set(&e, ERR_VALUE, _("没有导出"), status > 0 ? paper_complaint(x) : "laobing-print");
    paper_fail(x, &e);
}

void paper_done(struct paper *x, long rows)
{
    struct err e = { .code = ERR_NONE };
    const char *argv[] = { child_beside(x->arena, "laobing-print"), x->format, NULL };

    x->rows = rows;
    paper_add(x, GALLEY_END, 0, NULL);
    flush(x);
    e = x->failed;
    if (!e.code && x->way->to != TO_FOLDER)
        x->result = child_memory(x->arena, &e);
    if (!e.code)
        x->errors = child_memory(x->arena, &e);
    if (!e.code && paper_run(x, argv, x->galley, x->way->to == TO_FOLDER ? x->out.fd : x->result, x->errors, set_was, &e))
        return;
    paper_fail(x, &e);
}

/* ---- what shall it be */
static void begin(struct paper *x)
{
    struct err e = { .code = ERR_NONE };

    str_init(&x->lines, x->arena, LINE_MOST);
    x->galley = child_memory(x->arena, &e);
    if (x->galley < 0 || (x->way->to == TO_FOLDER && !drop_create(x->arena, attach_folder(x->page->desk), &x->out, &e))) {
        paper_fail(x, &e);
        return;
    }
    page_asks_for(x->page, _("准备导出"));
    pg_put(x->page->desk->pg, &(struct pg_request){ .sql = "select to_char(ref.now() at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI')", .done = head_came, .ctx = x, .again = true });
}

static void way_chosen(void *ctx, int choice)
{
    struct paper *x = ctx;

    if (choice < 0) {
        end(x);
        return;
    }
    x->way = x->offered[choice];
    x->format = x->way->to == TO_TERMINAL && !strcmp(x->page->desk->options->print_vt, "gb18030") ? "gb18030" : x->way->format;
    if (x->way->to == TO_QUEUE)
        paper_choose_queue(x, begin);
    else if (x->way->to == TO_TERMINAL && tty_is_inside())
        paper_refuse(x, _("在 tmux 或 screen 里，本机的打印机收不到；请直接登录再打印"));
    else
        begin(x);
}

static bool is_offered(struct paper *x, const struct paper_way *w)
{
    struct desk *d = x->page->desk;

    if (w->needs_table && !x->is_table)
        return false;
    switch (w->to) {
    case TO_FOLDER: return attach_folder(d) != NULL;
    case TO_QUEUE: return *d->options->lp && !access(d->options->lp, X_OK);
    default: return strcmp(d->options->print_vt, "no") != 0;
    }
}

void paper_refuse(struct paper *x, const char *why)
{
    desk_say(x->page->desk, FACE_REFUSED, "%s", why);
    end(x);
}

void *paper_offer(struct page *p, const struct paper_ask *ask, paper_fill_fn *fill, size_t own)
{
    struct arena *a = arena_new(p->arena);
    struct paper *x = arena_new_of(a, struct paper);
    struct str names;

    *x = (struct paper){ .page = p, .arena = a, .fill = fill, .title = arena_str(a, ask->title), .relation = arena_str(a, ask->relation), .id = ask->id,
                         .words = arena_str(a, ask->words ? ask->words : ""), .about = arena_str(a, ask->about ? ask->about : ""), .is_table = ask->is_table, .out = { .folder = -1, .fd = -1 },
                         .offered = arena_array(a, const struct paper_way *, N_WAYS) };
    str_init(&names, p->desk->event, 1000);
    for (size_t i = 0; i < N_WAYS; i++) {
        if (!is_offered(x, &ways[i])) continue;
        x->offered[x->n_offered++] = &ways[i];
        str_addf(&names, "%s\n", _(ways[i].label));
    }
    if (!x->n_offered) {
        paper_refuse(x, _("这台机器没有设投递夹，请找系统管理员"));
        return NULL;
    }
    x->own = arena_get(a, own);
    desk_choose(p->desk, _("导出"), x->title, names.s, way_chosen, x);
    return x->own;
}
