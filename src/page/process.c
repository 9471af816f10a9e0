/* SPDX-License-Identifier: Apache-2.0 */
/* Where a case stands: the path gone, who must act and by when, what follows, and only what this person may do now, each with what it asks
 * for. The same page for every process; which there are, and every word of them, the database knows (app.process_page). */
#include "page/attach.h"
#include "page/pages.h"
#include "base/cell.h"
#include "base/str.h"
#include "base/text.h"
#include "base/vec.h"
#include "page/frame.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "store/load.h"
#include "store/tell.h"
#include "term/draw.h"
#include "term/tty.h"
#include "widget/table.h"
#include <stdlib.h>
#include <string.h>

/* The form a step is filled in with, and the columns it is given. */
#define STEP_REGISTER "step"

enum { AT_CELLS = 11, LEAST_PATH = 4, LOW = 14, STEP_MAX = 1 << 12 };     /* LOW: lines a page has at least, to be airy */
enum { COL_PART, COL_AT, COL_WHAT, COL_WHO, COL_NOTE, COL_ACTION, COL_ASKS, COL_READY, COL_REGISTER, COL_SEQ };

enum line_kind { GONE, NOW, NEXT };
struct line { enum line_kind kind; const char *at, *what, *who, *note; };
struct act { const char *number, *action, *what, *note; bool asks, ready; };

/* What the server said last. */
struct sheet {
    struct arena *data;
    const char *kind, *called, *number, *register_, *seq;
    struct { struct line *at; size_t n, cap; } path;
    struct { struct act *at; size_t n, cap; } acts;
    struct str *clocks;         /* for F1: each clock a line */
    size_t now;                 /* place of NOW in the path  */
    bool ended, loaded;
};

struct process {
    const char *id;
    struct sheet now, next;     /* shown; on its way                        */
    struct table table;         /* of the steps                             */
    struct table_column columns[3];
    size_t back;                /* path lines scrolled up from the end      */
    size_t path_rows;           /* of the last draw                         */
    const struct act *asked;    /* the step that waits for yes or no        */
};

static const char *cell_of(void *ctx, size_t row, size_t column)
{
    const struct act *a = &((struct process *)ctx)->now.acts.at[row];
    return column == 0 ? a->number : column == 1 ? a->what : a->note;
}

static enum face face_of(void *ctx, size_t row, size_t column)
{
    const struct act *a = &((struct process *)ctx)->now.acts.at[row];
    return a->ready && column < 2 ? FACE_TEXT : FACE_LABEL;
}

static void add_head(struct sheet *s, const struct rows *r, int i)
{
    s->kind = arena_str(s->data, rows_text(r, i, COL_WHAT));
    s->called = arena_str(s->data, rows_text(r, i, COL_WHO));
    s->number = arena_str(s->data, rows_text(r, i, COL_NOTE));
    s->register_ = arena_str(s->data, rows_text(r, i, COL_REGISTER));
    s->seq = arena_str(s->data, rows_text(r, i, COL_SEQ));
}

static void add_line(struct sheet *s, const struct rows *r, int i, enum line_kind kind)
{
    struct line l = { kind, arena_str(s->data, rows_text(r, i, COL_AT)), arena_str(s->data, rows_text(r, i, COL_WHAT)),
                      arena_str(s->data, rows_text(r, i, COL_WHO)), arena_str(s->data, rows_text(r, i, COL_NOTE)) };
    if (kind == NOW) {
        s->now = s->path.n;
        s->ended = rows_bool(r, i, COL_READY);
    }
    vec_push(s->data, &s->path, l);
}

static void add_act(struct sheet *s, const struct rows *r, int i)
{
    struct act a = { arena_printf(s->data, "%zu", s->acts.n + 1), arena_str(s->data, rows_text(r, i, COL_ACTION)), arena_str(s->data, rows_text(r, i, COL_WHAT)),
                     arena_str(s->data, rows_text(r, i, COL_NOTE)), rows_bool(r, i, COL_ASKS), rows_bool(r, i, COL_READY) };
    vec_push(s->data, &s->acts, a);
}

static void add_clock(struct sheet *s, const struct rows *r, int i)
{
    str_addf(s->clocks, "\n%s  %s  %s  %s", rows_text(r, i, COL_WHAT), rows_text(r, i, COL_AT), rows_text(r, i, COL_WHO), rows_text(r, i, COL_NOTE));
}

static void add_part(struct sheet *s, const struct rows *r, int i)
{
    const char *part = rows_text(r, i, COL_PART);
    if (!strcmp(part, "head")) add_head(s, r, i);
    else if (!strcmp(part, "gone")) add_line(s, r, i, GONE);
    else if (!strcmp(part, "now")) add_line(s, r, i, NOW);
    else if (!strcmp(part, "next")) add_line(s, r, i, NEXT);
    else if (!strcmp(part, "clock")) add_clock(s, r, i);
    else if (!strcmp(part, "act")) add_act(s, r, i);
}

static void page_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct process *own = page_own(p);
    if (!a->ok) {                               /* hidden, or out of one's area by now */
        page_turns_back(p, &a->err);
        return;
    }
    for (int i = 0; i < a->rows->n; i++) add_part(&own->next, a->rows, i);
    own->next.loaded = true;
    struct sheet was = own->now;
    own->now = own->next;
    own->next = was;
    arena_clear(own->next.data);
    own->back = 0;
    table_rows(&own->table, own->now.acts.n);
    p->where = arena_printf(p->arena, "%s > %s > %s", own->now.kind, own->now.called, _("办理"));
}

static void opened(void *ctx, const struct pg_answer *a)
{
    (void)a;                                    /* not told: then it can still be taken back, no more */
    page_answered_aside(ctx);
}

static struct sheet blank(struct arena *data)
{
    return (struct sheet){ .data = data, .kind = "", .called = "", .number = "", .register_ = "", .seq = "" };
}

static void read_anew(struct page *p)
{
    struct process *own = page_own(p);
    if (p->waiting) return;                     /* the answer under way will do */
    arena_clear(own->next.data);
    own->next = blank(own->next.data);
    own->next.clocks = arena_new_of(own->next.data, struct str);
    str_init(own->next.clocks, own->next.data, STEP_MAX);
    page_asks(p);
    pg_send(p->desk->pg, "select * from app.process_page($1)", 1, &own->id, page_came, p);
}

static void process_open(struct page *p, const void *v)
{
    const struct process_args *args = v;
    struct process *own = page_own(p);
    own->id = arena_printf(p->arena, "%lld", (long long)args->matter);
    own->now = blank(arena_new(p->arena));
    own->next = blank(arena_new(p->arena));
    table_init(&own->table, own->columns, 3, (struct table_source){ cell_of, face_of, own });
    p->where = _("办理");
    p->mode = _("办理");
    p->hint = _("数字或上下键选一步，Enter 办；F5 看内容");
    read_anew(p);
    page_asks_aside(p);
    pg_send(p->desk->pg, "select api.open_matter($1)", 1, &own->id, opened, p);
}

/* ---- a step */
static void taken(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    if (a->ok) desk_say(p->desk, FACE_GOOD, "%s", _("已办"));
    else desk_fail(p->desk, &a->err);
    read_anew(p);                               /* somebody may have been faster */
}

static void confirmed(void *ctx, int choice)
{
    struct page *p = ctx;
    struct process *own = page_own(p);
    if (choice != 1) return;
    struct str json;
    str_init(&json, p->desk->event, STEP_MAX);
    str_add(&json, "{\"new\": {");
    str_add_json_pair(&json, "matter", own->id);
    str_add_json_pair(&json, "seq", own->now.seq);
    str_add_json_pair(&json, "action", own->asked->action);
    str_add(&json, "}}");
    const char *param = json.s;
    page_asks(p);
    pg_send(p->desk->pg, "select answer from api.take_step($1)", 1, &param, taken, p);
    tell_send(p->desk->pg);
}

/* What it asks for is filled in as a record is; what asks for nothing is only confirmed. */
static void take(struct page *p)
{
    struct process *own = page_own(p);
    if (own->table.row >= own->now.acts.n) return;
    const struct act *a = &own->now.acts.at[own->table.row];
    if (!a->ready) {
        desk_say(p->desk, FACE_REFUSED, _("%s（F5 打开内容）"), a->note);
        return;
    }
    own->asked = a;
    if (!a->asks) {
        desk_choose(p->desk, a->what, arena_printf(p->desk->event, "%s  %s", own->now.called, own->now.number), _("不办\n办"), confirmed, p);
        return;
    }
    struct given given[] = { { "matter", own->id }, { "seq", own->now.seq }, { "action", a->action } };
    struct record_args args = { .register_ = STEP_REGISTER, .given = given, .n_given = sizeof given / sizeof *given,
                                .title = arena_printf(p->desk->event, "%s > %s", own->now.kind, a->what) };
    desk_open(p->desk, &record_ops, &args);
}

static void open_record(struct page *p)
{
    const struct process *own = page_own(p);
    struct record_args args = { .register_ = own->now.register_, .id = strtoll(own->id, NULL, 10) };
    if (own->now.loaded) desk_open(p->desk, &record_ops, &args);
}

static void open_book(struct page *p)
{
    const struct process *own = page_own(p);
    struct book_args args = { .matter = strtoll(own->id, NULL, 10), .where = p->where };
    if (own->now.loaded) desk_open(p->desk, &book_ops, &args);
}

static void open_attachments(struct page *p)
{
    const struct process *own = page_own(p);
    const struct menu_entry *m = own->now.loaded ? desk_register(p->desk, own->now.register_) : NULL;
    if (!m) return;
    struct attach_args args = { m->relation, strtoll(own->id, NULL, 10), p->where };
    desk_open(p->desk, &attach_ops, &args);
}

/* ---- keys */
static void scroll(struct process *own, int way)
{
    size_t most = own->now.path.n > own->path_rows ? own->now.path.n - own->path_rows : 0;
    size_t by = own->path_rows > 1 ? own->path_rows - 1 : 1;
    own->back = way > 0 ? (own->back > by ? own->back - by : 0) : own->back + by < most ? own->back + by : most;
}

static bool process_key(struct page *p, uint32_t k)
{
    struct process *own = page_own(p);
    if (k >= '1' && k <= '9') {
        if (k - '1' < own->now.acts.n) own->table.row = k - '1';
        return true;
    }
    if (k == K_PGUP || k == K_PGDN) {
        scroll(own, k == K_PGDN ? 1 : -1);
        return true;
    }
    return table_step(&own->table, k);
}

static void process_help(struct page *p)
{
    struct process *own = page_own(p);
    help_open(p->desk, arena_printf(p->desk->event, "%s%s", _("上面是走过的路，“>”是现在等谁、什么时候前；下面只列您现在可以办的。"), own->now.clocks ? own->now.clocks->s : ""), "");
}

static bool process_act(struct page *p, enum action a)
{
    switch (a) {
    case ACTION_ENTER: case ACTION_ACT: take(p); return true;
    case ACTION_CHOOSE: open_record(p); return true;
    case ACTION_PRINT: open_book(p); return true;
    case ACTION_NEW: open_attachments(p); return true;
    case ACTION_REPAINT: read_anew(p); return true;
    case ACTION_HELP: process_help(p); return true;
    default: return false;
    }
}

static const char *process_label(struct page *p, enum action a)
{
    const struct process *own = page_own(p);
    switch (a) {
    case ACTION_HELP: return _("期限和依据");
    case ACTION_ENTER: return own->now.acts.n ? _("办") : NULL;
    case ACTION_CHOOSE: return _("看内容");
    case ACTION_PRINT: return own->now.loaded ? _("案卷") : NULL;
    case ACTION_NEW: return own->now.loaded ? _("附件") : NULL;
    case ACTION_PGDN: return own->now.path.n > own->path_rows ? action_label(a) : NULL;
    default: return NULL;
    }
}

/* ---- drawing */
/* "  11-23 09:41 提交          识字里社区 李华          到 文艺路街道" */
static void draw_line(const struct page *p, const struct line *l, int y, int wide)
{
    struct arena *a = p->desk->event;
    enum face face = l->kind == NOW ? FACE_CURRENT : l->kind == NEXT ? FACE_LABEL : FACE_TEXT;
    int what = 16, who = wide < 80 ? 18 : 24, x = 2;
    draw_text(y, 0, 2, FACE_CURRENT, l->kind == NOW ? ">" : "");
    draw_text(y, x, AT_CELLS, face, l->at);
    x += AT_CELLS + 1;
    draw_text(y, x, what, face, cell_fit(a, l->what, what));
    if (l->kind == NEXT) {                      /* all of the line */
        int n = cell_text(l->what) + 2;
        draw_text(y, x + n, wide - x - n, face, cell_fit(a, l->note, wide - x - n));
        return;
    }
    x += what + 1;
    draw_text(y, x, who, face, cell_fit(a, l->who, who));
    x += who + 1;
    if (x < wide) draw_text(y, x, wide - x, face, cell_fit(a, l->note, wide - x));
}

static void draw_path(struct page *p, int top, int rows, int wide)
{
    struct process *own = page_own(p);
    const struct sheet *s = &own->now;
    own->path_rows = (size_t)rows;
    size_t from = s->path.n > own->path_rows + own->back ? s->path.n - own->path_rows - own->back : 0;
    for (size_t i = from; i < s->path.n && i < from + own->path_rows; i++) draw_line(p, &s->path.at[i], top + (int)(i - from), wide);
}

static const char *nothing_to_do(const struct page *p)
{
    const struct sheet *s = &((struct process *)page_own((struct page *)p))->now;
    return !s->loaded ? "" : s->ended ? _("已经办结，没有下一步。") : arena_printf(p->desk->event, _("现在等%s办，您这里没有可以办的。"), s->path.at[s->now].who);
}

/* In a low window the steps stand right below the path. */
static void draw_acts(struct page *p, int top, int wide, bool is_low)
{
    struct process *own = page_own(p);
    if (!is_low) draw_text(top++, 1, wide - 2, FACE_PLACE, arena_printf(p->desk->event, _("我现在可以（%s %s）"), p->desk->seat.office_name, p->desk->seat.staff_name));
    draw_rule(top++, 0, wide, FACE_RULE);
    own->columns[0].cells = 1;
    own->columns[1].cells = table_widest(&own->table, 1, 8, wide < 80 ? 18 : 26);
    own->columns[2].cells = wide - own->columns[1].cells - 2 - 1 - 4;
    table_draw(&own->table, top, 0, frame_bottom() - top + 1, wide, true);
    if (own->now.acts.n) return;
    draw_text(top, 2, wide - 2, FACE_TEXT, nothing_to_do(p));
    draw_cursor(top, 0);
}

/* The steps take what they need, the path what is left, its end first. */
static void process_draw(struct page *p)
{
    struct process *own = page_own(p);
    int wide = tty_cols(), room = frame_bottom() - FRAME_TOP + 1;
    bool is_low = room < LOW;
    int n = own->now.acts.n ? (int)own->now.acts.n : 1, path = room - 2 - n - (is_low ? 1 : 3);
    if (path < LEAST_PATH) path = is_low ? LEAST_PATH - 1 : LEAST_PATH;
    if ((size_t)path > own->now.path.n) path = (int)own->now.path.n;
    draw_text(FRAME_TOP, 1, wide - 2, FACE_VALUE, cell_fit(p->desk->event, arena_printf(p->desk->event, "%s  %s  %s", own->now.kind, own->now.number, own->now.called), wide - 2));
    if (!is_low) draw_rule(FRAME_TOP + 1, 0, wide, FACE_RULE);
    int top = FRAME_TOP + (is_low ? 1 : 2);
    draw_path(p, top, path, wide);
    draw_acts(p, top + path + !is_low, wide, is_low);
}

const struct page_ops process_ops = {
    .name = "process", .own_size = sizeof(struct process), .open = process_open, .key = process_key, .act = process_act, .draw = process_draw,
    .resume = read_anew, .label = process_label,
};
