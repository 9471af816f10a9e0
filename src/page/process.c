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

enum { AT_CELLS = 11, LEAST_PATH = 4, NOTE_LINES = 4, LOW = 14, STEP_MAX = 1 << 12, HELP_MAX = 1 << 18 };     /* LOW: lines a page has at least, to be airy */
enum { COL_PART, COL_AT, COL_WHAT, COL_WHO, COL_NOTE, COL_ACTION, COL_ASKS, COL_READY, COL_REGISTER, COL_SEQ, COL_DRAFT };

enum line_kind { GONE, NOW, NEXT };
struct line { enum line_kind kind; const char *at, *what, *who, *note; };
struct act {
    const char *number, *action, *what, *note;
    int64_t draft;              /* one's own, of this step; 0                       */
    const char *since;          /* what has happened since it was begun; NULL       */
    const char *lacks;          /* column of the register to be filled in first; NULL */
    bool asks, ready;
    bool is_past;               /* the draft is all that is left of it              */
};

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
    size_t path_rows, path_all; /* of the last draw: shown, and there       */
    const struct act *asked;    /* the step that waits for yes or no        */
    int64_t draft;              /* to be opened when the page has come; 0   */
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

static void add_act(struct sheet *s, const struct rows *r, int i, bool is_past)
{
    struct act a = { s->acts.n < 9 ? arena_printf(s->data, "%zu", s->acts.n + 1) : "", arena_str(s->data, rows_text(r, i, COL_ACTION)), arena_str(s->data, rows_text(r, i, COL_WHAT)),
                     arena_str(s->data, rows_text(r, i, COL_NOTE)), rows_int(r, i, COL_DRAFT), rows_is_null(r, i, COL_WHO) ? NULL : arena_str(s->data, rows_text(r, i, COL_WHO)),
                     rows_is_null(r, i, COL_REGISTER) ? NULL : arena_str(s->data, rows_text(r, i, COL_REGISTER)), rows_bool(r, i, COL_ASKS), rows_bool(r, i, COL_READY), is_past };
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
    else if (!strcmp(part, "act")) add_act(s, r, i, false);
    else if (!strcmp(part, "draft")) add_act(s, r, i, true);
}

static void take(struct page *p);

/* What it was opened for. */
static void open_draft(struct page *p)
{
    struct process *own = page_own(p);
    int64_t draft = own->draft;
    own->draft = 0;
    for (size_t i = 0; draft && i < own->now.acts.n; i++)
        if (own->now.acts.at[i].draft == draft) {
            own->table.row = i;
            take(p);
            return;
        }
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
    if (strcmp(was.seq, own->next.seq) != 0) own->table.row = 0;            /* other steps now: none has been chosen yet */
    own->now = own->next;
    own->next = was;
    arena_clear(own->next.data);
    own->back = 0;
    table_rows(&own->table, own->now.acts.n);
    p->hint = own->now.acts.n ? _("数字或上下键选一步，Enter 办；F5 看内容") : _("F5 看内容，F8 看案卷");
    p->where = arena_printf(p->arena, "%s > %s > %s", own->now.kind, own->now.called, _("办理"));
    open_draft(p);
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
    own->draft = args->draft;
    own->now = blank(arena_new(p->arena));
    own->next = blank(arena_new(p->arena));
    table_init(&own->table, own->columns, 3, (struct table_source){ cell_of, face_of, own });
    p->where = _("办理");
    p->mode = _("办理");
    p->hint = "";
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
    page_asks_for(p, _("办这一步"));
    pg_send(p->desk->pg, "select answer from api.take_step($1)", 1, &param, taken, p);
    tell_send(p->desk->pg);
}

static void open_record_at(struct page *p, const char *field)
{
    const struct process *own = page_own(p);
    struct record_args args = { .register_ = own->now.register_, .id = strtoll(own->id, NULL, 10), .field = field };
    if (own->now.loaded) desk_open(p->desk, &record_ops, &args);
}

/* What the register lacks for a step is written there. */
static void fill_in(struct page *p, const struct act *a)
{
    const char *note = arena_str(p->desk->event, a->note);
    open_record_at(p, a->lacks);
    desk_say(p->desk, FACE_SOON, _("存好后 Esc 回来办；%s"), note);
}

/* What it asks for is filled in as a record is; what asks for nothing is only confirmed. */
static void take(struct page *p)
{
    struct process *own = page_own(p);
    if (own->table.row >= own->now.acts.n) return;
    const struct act *a = &own->now.acts.at[own->table.row];
    if (!a->ready && !a->draft) {             /* what is half written can be read all the same */
        if (a->lacks) fill_in(p, a);
        else desk_say(p->desk, FACE_REFUSED, "%s", a->note);
        return;
    }
    own->asked = a;
    if (!a->asks) {
        desk_choose(p->desk, a->what, arena_printf(p->desk->event, "%s  %s", own->now.called, own->now.number), _("不办\n办"), confirmed, p);
        return;
    }
    struct given given[] = { { "matter", own->id }, { "seq", own->now.seq }, { "action", a->action } };
    struct record_args args = { .register_ = STEP_REGISTER, .given = given, .n_given = sizeof given / sizeof *given,
                                .draft = a->draft, .since = a->since, .is_past = a->is_past, .title = arena_printf(p->desk->event, "%s > %s", own->now.kind, a->what) };
    desk_open(p->desk, &record_ops, &args);
}

static void open_book(struct page *p)
{
    const struct process *own = page_own(p);
    struct book_args args = { .matter = strtoll(own->id, NULL, 10), .where = p->where, .label = arena_printf(p->desk->event, "%s %s", own->now.kind, own->now.called) };
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
    size_t most = own->path_all > own->path_rows ? own->path_all - own->path_rows : 0;
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
    return table_key(&own->table, k);
}

static void process_help(struct page *p)
{
    const struct sheet *s = &((struct process *)page_own(p))->now;
    struct str text;
    str_init(&text, p->desk->event, HELP_MAX);
    str_addf(&text, "%s%s", _("上面是走过的路，“>”是现在等谁、什么时候前；下面只列您现在可以办的。"), s->clocks ? s->clocks->s : "");
    for (size_t i = 0; i < s->path.n; i++) {
        const struct line *l = &s->path.at[i];
        if (l->kind == GONE && *l->note) str_addf(&text, "\n%s  %s  %s  %s", l->at, l->what, l->who, l->note);
    }
    help_open(p->desk, text.s, "");
}

static bool process_act(struct page *p, enum action a)
{
    switch (a) {
    case ACTION_ENTER: case ACTION_ACT: take(p); return true;
    case ACTION_CHOOSE: open_record_at(p, NULL); return true;
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
    case ACTION_PGDN: return own->path_all > own->path_rows ? action_label(a) : NULL;
    default: return NULL;
    }
}

/* ---- drawing */
/* The path as it is laid out: columns as wide as what stands in them, a note on as many lines as there is room for. */
struct row { const struct line *line; const char *note; bool goes_on; };
struct laid { int what, who, gap; struct { struct row *at; size_t n, cap; } rows; };

static int widest(const struct sheet *s, bool of_who, int most)
{
    int cells = 8;
    for (size_t i = 0; i < s->path.n; i++) {
        int n = s->path.at[i].kind == NEXT ? 0 : cell_text(of_who ? s->path.at[i].who : s->path.at[i].what);
        if (n > cells) cells = n;
    }
    return cells < most ? cells : most;
}

static void lay_line(struct arena *a, struct laid *laid, const struct line *l, int cells, int most)
{
    const char *rest = l->note;
    for (int i = 0; !i || (*rest && i < most); i++) {
        bool is_last = i + 1 == most || l->kind == NEXT || cells < 1;
        struct row r = { l, is_last ? rest : cell_line(a, &rest, cells), i > 0 };
        vec_push(a, &laid->rows, r);
        if (is_last) return;
    }
}

/* Every note in full where all of the path has room, else each on fewer lines. */
static struct laid lay_path(const struct page *p, int room, int wide)
{
    const struct sheet *s = &((struct process *)page_own((struct page *)p))->now;
    struct laid laid = { .what = widest(s, false, wide < 80 ? 16 : 22), .who = widest(s, true, wide < 80 ? 18 : 24), .gap = wide < 80 ? 1 : 2 };
    int cells = wide - 2 - AT_CELLS - 1 - laid.what - laid.gap - laid.who - laid.gap;
    for (int most = NOTE_LINES; most >= 1; most--) {
        laid.rows.n = 0;
        for (size_t i = 0; i < s->path.n; i++) lay_line(p->desk->event, &laid, &s->path.at[i], cells, most);
        if ((int)laid.rows.n <= room) break;
    }
    return laid;
}

/* "  11-23 09:41 提交          识字里社区 李华          到 文艺路街道" */
static void draw_line(const struct page *p, const struct laid *laid, const struct row *r, int y, int wide)
{
    struct arena *a = p->desk->event;
    const struct line *l = r->line;
    enum face face = l->kind == NOW ? FACE_CURRENT : l->kind == NEXT ? FACE_LABEL : FACE_TEXT;
    int x = 2 + AT_CELLS + 1, note = x + laid->what + laid->gap + laid->who + laid->gap;
    if (l->kind == NEXT) {                      /* all of the line */
        draw_text(y, x, wide - x, face, l->what);
        note = x + cell_text(l->what) + 2;
    } else if (!r->goes_on) {
        draw_text(y, 0, 2, FACE_CURRENT, l->kind == NOW ? ">" : "");
        draw_text(y, 2, AT_CELLS, face, l->at);
        draw_text(y, x, laid->what, face, cell_fit(a, l->what, laid->what));
        draw_text(y, x + laid->what + laid->gap, laid->who, face, cell_fit(a, l->who, laid->who));
    }
    if (note < wide) draw_text(y, note, wide - note, face, cell_fit(a, r->note, wide - note));
}

static void draw_path(struct page *p, const struct laid *laid, int top, int rows, int wide)
{
    struct process *own = page_own(p);
    own->path_rows = (size_t)rows;
    own->path_all = laid->rows.n;
    size_t from = own->path_all > own->path_rows + own->back ? own->path_all - own->path_rows - own->back : 0;
    for (size_t i = from; i < own->path_all && i < from + own->path_rows; i++) draw_line(p, laid, &laid->rows.at[i], top + (int)(i - from), wide);
}

static const char *nothing_to_do(const struct page *p)
{
    const struct sheet *s = &((struct process *)page_own((struct page *)p))->now;
    return !s->loaded ? "" : s->ended ? _("已经办结，没有下一步。") : arena_printf(p->desk->event, _("现在等%s，您这里没有可以办的。"), s->path.at[s->now].who);
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
    struct laid laid = lay_path(p, path, wide);
    if ((size_t)path > laid.rows.n) path = (int)laid.rows.n;
    draw_text(FRAME_TOP, 1, wide - 2, FACE_VALUE, cell_fit(p->desk->event, arena_printf(p->desk->event, "%s  %s  %s", own->now.kind, own->now.number, own->now.called), wide - 2));
    if (!is_low) draw_rule(FRAME_TOP + 1, 0, wide, FACE_RULE);
    int top = FRAME_TOP + (is_low ? 1 : 2);
    draw_path(p, &laid, top, path, wide);
    draw_acts(p, top + path + !is_low, wide, is_low);
}

static const char *process_address(struct page *p)
{
    return ((struct process *)page_own(p))->id;
}

static void process_again(struct desk *d, char *args)
{
    struct process_args process = { .matter = strtoll(args, NULL, 10) };
    desk_open(d, &process_ops, &process);
}

const struct page_ops process_ops = {
    .name = "process", .reads = N_("读这件事"), .own_size = sizeof(struct process), .open = process_open, .key = process_key, .act = process_act, .draw = process_draw,
    .resume = read_anew, .label = process_label, .address = process_address, .again = process_again,
};
