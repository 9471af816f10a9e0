/* SPDX-License-Identifier: Apache-2.0 */
/* Where a galley that is set goes: out/ of the drop folder, a queue of CUPS by lp, or the terminal's own printer by media copy, a page at a time. */
#include "page/paper_out.h"
#include "base/text.h"
#include "conf/options.h"
#include "drop/name.h"
#include "form/field.h"
#include "term/tty.h"
#include <stdio.h>
#include <string.h>

enum { NAMES_MOST = 100, SAID_MOST = 4000, QUEUES_MOST = 9, TEXT_MOST = 64 << 20 };

const char *paper_number(struct arena *a, long n)
{
    struct field f = { .type = FIELD_MONEY };

    return field_show(a, &f, arena_printf(a, "%ld", n), false);
}

static void ran(void *ctx)
{
    struct paper *x = ctx;
    struct desk *d = x->page->desk;
    struct err e;
    int status = child_end(&x->child);

    d->runs.then = NULL;
    if (page_answered(x->page)) return;
    if (!d->runs.stopped) {
        x->then(x, status);
        return;
    }
    err_set(&e, ERR_CANCELLED);
    paper_fail(x, &e);
}

bool paper_run(struct paper *x, const char *const *argv, int in, int out, int err, paper_then_fn *then, struct err *e)
{
    struct desk *d = x->page->desk;

    if (!child_start(x->arena, &x->child, argv, in, out, err, e))
        return false;
    d->runs.child = &x->child;
    x->then = then;
    d->runs.then = ran;
    d->runs.ctx = x;
    d->runs.stopped = false;
    page_asks(x->page);
    return true;
}

const char *paper_complaint(struct paper *x)
{
    char *said = child_said(x->arena, x->errors, SAID_MOST);

    said[strcspn(said, "\n")] = 0;
    return said;
}

static void end(struct paper *x)
{
    arena_free(x->arena);
}

/* What became of it, with what laobing-print warns of behind. */
static void say(struct paper *x, const char *what)
{
    struct desk *d = x->page->desk;
    const char *warning = x->warning;

    desk_say(d, *warning ? FACE_SOON : FACE_GOOD, "%s%s%.*s", what, *warning ? _("；") : "", (int)strcspn(warning, "\n"), warning);
    end(x);
}

/* ---- the drop folder */
static void to_folder(struct paper *x)
{
    struct desk *d = x->page->desk;
    struct err e = { .code = ERR_NONE };
    const char *name = "", *stem = name_of_file(x->arena, arena_printf(x->arena, "%s %s", x->title, d->seat.today));

    for (int n = 1; n <= NAMES_MOST; n++) {
        name = name_for_file(x->arena, stem, x->way->format, n);
        if (drop_finish(&x->out, name, &e)) {
            say(x, x->is_table ? arena_printf(d->event, _("已导出 %s 条：投递夹 out/%s，用 sftp 拿走"), paper_number(d->event, x->rows), name)
                               : arena_printf(d->event, _("已导出：投递夹 out/%s，用 sftp 拿走"), name));
            return;
        }
        if (e.code)
            break;
    }
    if (!e.code)
        err_set(&e, ERR_VALUE, name, _("投递夹里同名的太多，请先拿走或删掉一些"));
    paper_fail(x, &e);
}

/* ---- a queue */
struct queues { struct paper *paper; void (*on)(struct paper *); const char *names[QUEUES_MOST]; int n; };

static const char *lpstat_of(struct paper *x)
{
    const char *lp = x->page->desk->options->lp, *slash = strrchr(lp, '/');

    return arena_printf(x->arena, "%.*slpstat", slash ? (int)(slash - lp) + 1 : 0, lp);
}

static void queue_chosen(void *ctx, int choice)
{
    struct queues *q = ctx;

    if (choice < 0) {
        end(q->paper);
        return;
    }
    q->paper->queue = q->names[choice];
    q->on(q->paper);
}

static void queues_came(struct paper *x, int status)
{
    struct queues *q = x->queues;
    struct str names;
    char *rest = child_said(x->arena, x->result, SAID_MOST), *line;

    str_init(&names, x->page->desk->event, SAID_MOST);
    while (status == 0 && (line = strsep(&rest, "\n")) && q->n < QUEUES_MOST) {
        if (!*line || *line == '-') continue;
        q->names[q->n++] = line;
        str_addf(&names, "%s\n", line);
    }
    if (q->n == 0)
        paper_refuse(x, _("这台机器没有设打印机，请找系统管理员"));
    else if (q->n == 1)
        queue_chosen(q, 0);
    else
        desk_choose(x->page->desk, _("哪台打印机"), "", names.s, queue_chosen, q);
}

void paper_choose_queue(struct paper *x, void (*on)(struct paper *))
{
    struct queues *q = arena_new_of(x->arena, struct queues);
    const char *argv[] = { lpstat_of(x), "-e", NULL };
    struct err e = { .code = ERR_NONE };

    *q = (struct queues){ .paper = x, .on = on };
    x->queues = q;
    x->result = child_memory(x->arena, &e);
    if (x->result < 0 || !paper_run(x, argv, child_nothing(x->arena), x->result, child_nothing(x->arena), queues_came, &e))
        paper_fail(x, &e);
}

static void printed(struct paper *x, int status)
{
    struct err e;

    if (status == 0) {
        say(x, arena_printf(x->page->desk->event, _("已送到打印机 %s"), x->queue));
        return;
    }
    err_set(&e, ERR_VALUE, arena_printf(x->arena, _("打印机 %s 没有收"), x->queue), paper_complaint(x));
    paper_fail(x, &e);
}

static void to_queue(struct paper *x)
{
    const char *argv[] = { x->page->desk->options->lp, "-s", "-d", x->queue, "-t", x->title, "-o", "media=A4", NULL };
    struct err e = { .code = ERR_NONE };

    x->errors = child_memory(x->arena, &e);
    if (x->errors < 0 || !paper_run(x, argv, x->result, child_nothing(x->arena), x->errors, printed, &e))
        paper_fail(x, &e);
}

/* ---- the terminal's own printer */
static void ask_page(struct paper *x);

static void page_due(void *ctx, int choice)
{
    struct paper *x = ctx;
    size_t n = strcspn(x->pages + x->at, "\f");

    if (choice != 0) {
        paper_refuse(x, _("没有打完，后面的页没有送"));
        return;
    }
    tty_print(x->pages + x->at, n + (x->pages[x->at + n] == '\f'));
    x->at += n + (x->pages[x->at + n] == '\f');
    if (x->pages[x->at])
        ask_page(x);
    else
        say(x, _("已送到本机的打印机"));
}

/* There is no flow control: a page, then a key. */
static void ask_page(struct paper *x)
{
    desk_say(x->page->desk, FACE_TEXT, "%s", "");
    desk_choose(x->page->desk, _("本机的打印机"), x->at ? _("上一页打完了，再送下一页") : _("请放好纸，打开打印机"), _("送一页\n不打了"), page_due, x);
}

void paper_out(struct paper *x)
{
    switch (x->way->to) {
    case TO_FOLDER: to_folder(x); break;
    case TO_QUEUE: to_queue(x); break;
    case TO_TERMINAL:
        x->pages = child_said(x->arena, x->result, TEXT_MOST);
        ask_page(x);
        break;
    }
}
