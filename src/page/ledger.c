/* SPDX-License-Identifier: Apache-2.0 */
#include "page/ledger.h"
#include "base/str.h"
#include "base/text.h"
#include "page/frame.h"
#include "page/recall.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "store/draft.h"
#include "store/load.h"
#include "term/tty.h"
#include <stdio.h>
#include <string.h>

struct row *ledger_add(struct page *p, struct record *record, const char *last, bool is_given)
{
    struct ledger *l = page_own(p);
    struct row *r = arena_new_of(p->arena, struct row);
    *r = (struct row){ .page = p, .record = record, .last = last ? last : "", .is_given = is_given };
    vec_push(p->arena, &l->rows, r);
    return r;
}

static struct row *add_blank(struct page *p)
{
    struct ledger *l = page_own(p);
    return ledger_add(p, ledger_copy(p->arena, l->b, l->blank), "", false);
}

/* A grid that begins with nothing has always an empty row at its end. */
static void have_empty_row(struct page *p)
{
    struct ledger *l = page_own(p);
    const struct row *end = l->rows.n ? l->rows.at[l->rows.n - 1] : NULL;
    if (!end || (!l->form->rows && (end->state != ROW_OPEN || row_differs(end)))) add_blank(p);
}

/* ---- opening */
static void begin(struct page *p)
{
    struct ledger *l = page_own(p);
    l->begun = true;
    have_empty_row(p);
    size_t first = 0;                           /* what was begun is gone on with */
    while (first < l->rows.n && !row_differs(l->rows.at[first])) first++;
    bool drafted = first < l->rows.n;
    ledger_enter(p, drafted ? first : 0);
    if (drafted) desk_say(p->desk, FACE_GOOD, "%s", _("接着写草稿，写过的都在"));
}

static void take_drafts(struct page *p);

static void draft_came(void *ctx, size_t lost, const struct err *e)
{
    struct page *p = ctx;
    (void)lost;
    if (page_answered(p)) return;
    struct ledger *l = page_own(p);
    if (e) desk_fail(p->desk, e);
    else record_judge(l->rows.at[l->rows.n - 1]->record);
    take_drafts(p);
}

/* Whose draft it is, is known when it has been read: the row the grid began with for the same goes. */
static void drop_twin(struct page *p)
{
    struct ledger *l = page_own(p);
    size_t end = l->rows.n - 1;
    struct row *drafted = l->rows.at[end];
    for (size_t i = 0; i < end && l->form->given.n; i++) {
        size_t f = field_find(&l->b->fields, l->form->given.at[0]);
        struct row *r = l->rows.at[i];
        const char *mine = drafted->record->values[f].now, *its = r->record->values[f].now;
        if (!r->is_given || row_differs(r) || !mine || !its || strcmp(mine, its)) continue;
        drafted->last = r->last;
        drafted->is_given = true;
        l->rows.at[i] = drafted;
        l->rows.n--;
        return;
    }
}

/* Of a new record of this register: the next by its number, for so the rows were begun; 0: there is none. */
static int64_t next_draft(const struct ledger *l)
{
    int64_t next = 0;
    for (size_t i = 0; i < l->drafts->n; i++) {
        const struct draft *d = &l->drafts->at[i];
        if (!d->record && d->id > l->draft && (!next || d->id < next) && !strcmp(d->form, l->b->form->register_)) next = d->id;
    }
    return next;
}

/* Begun before, here or on the record page: one after the other. */
static void take_drafts(struct page *p)
{
    struct ledger *l = page_own(p);
    if (l->draft && l->rows.n) drop_twin(p);
    l->draft = next_draft(l);
    if (!l->draft) {
        begin(p);
        return;
    }
    struct row *r = add_blank(p);
    page_asks(p);
    draft_load_send(p->desk->pg, r->record, l->draft, draft_came, p);
}

static void drafts_came(void *ctx, struct drafts *d, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct ledger *l = page_own(p);
    if (e) {
        page_turns_back(p, e);
        return;
    }
    l->drafts = d;
    take_drafts(p);
}

static void codes_came(void *ctx, struct ledger_codes *codes, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct ledger *l = page_own(p);
    (void)e;                                    /* then each is looked up */
    l->codes = codes;
    page_asks(p);
    draft_list_send(p->desk->pg, p->arena, drafts_came, p);
}

static void rows_came(void *ctx, struct ledger_lines *lines, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct ledger *l = page_own(p);
    if (e) {
        page_turns_back(p, e);
        return;
    }
    l->blank = lines->blank;
    for (size_t i = 0; i < lines->n; i++) ledger_add(p, lines->at[i].record, lines->at[i].last, true);
    page_asks(p);
    ledger_codes_send(p->desk->pg, p->arena, l->b, l->form, codes_came, p);
}

/* One who may not add to the register goes back with who may. */
static void told_who_adds(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct err why = { .code = ERR_RULE };
    if (a->ok) snprintf(why.text, sizeof why.text, "%s", rows_text(a->rows, 0, 0));
    page_turns_back(p, a->ok ? &why : &a->err);
}

static void find_columns(struct page *p)
{
    struct ledger *l = page_own(p);
    l->fields = arena_array(p->arena, size_t, l->form->columns.n);
    l->cells = arena_array(p->arena, int, l->form->columns.n);
    for (size_t i = 0; i < l->form->columns.n; i++) {
        size_t f = field_find(&l->b->fields, l->form->columns.at[i]);
        if (f != NO_FIELD) l->fields[l->n_columns++] = f;
    }
    ledger_lay(p);
}

static void rows_bound(void *ctx, const struct bound *b, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct ledger *l = page_own(p);
    if (e) {
        page_turns_back(p, e);
        return;
    }
    l->b = b;
    find_columns(p);
    const char *title = pair_text(*l->form->title.zh ? l->form->title : b->form->title, p->desk->seat.en);
    p->where = l->entry && *l->entry->menu ? arena_printf(p->arena, "%s %s > %s", l->entry->menu, l->entry->chapter, title) : title;
    page_asks(p);
    if (b->may_add) ledger_send(p->desk->pg, p->arena, b, l->form, rows_came, p);
    else pg_send(p->desk->pg, "select app.who_adds($1)", 1, &b->form->register_, told_who_adds, p);
}

static void opener_bound(void *ctx, const struct bound *b, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct ledger *l = page_own(p);
    if (e) {
        page_turns_back(p, e);
        return;
    }
    l->form = b->form->ledger;
    page_asks(p);
    desk_bound(p->desk, l->form->register_, rows_bound, p);
}

static void ledger_open(struct page *p, const void *v)
{
    const struct ledger_args *args = v;
    struct ledger *l = page_own(p);
    l->opener = arena_str(p->arena, args->register_);
    l->entry = desk_register(p->desk, l->opener);
    l->lay = arena_new(p->arena);
    p->where = l->entry ? l->entry->title : l->opener;
    p->mode = _("登记");
    page_asks(p);
    desk_bound(p->desk, l->opener, opener_bound, p);
}

/* ---- moving */
static size_t along(const struct ledger *l, long column, int way)
{
    for (long i = column; i >= 0 && i < (long)l->n_columns; i += way)
        if (l->cells[i] && ledger_is_editable(l, ledger_row(l), (size_t)i)) return (size_t)i;
    return l->n_columns;
}

/* To another row, with what was typed in this one on its way. */
static void to_row(struct page *p, size_t row, bool anew)
{
    struct ledger *l = page_own(p);
    size_t column = l->column;
    row_left(ledger_row(l));
    have_empty_row(p);
    if (row >= l->rows.n) row = l->rows.n - 1;
    ledger_enter(p, row);
    if (!anew) ledger_focus(p, row, column);
}

static void next(struct page *p)
{
    struct ledger *l = page_own(p);
    size_t to = along(l, (long)l->column + 1, 1), was = l->row;
    if (to < l->n_columns) {
        ledger_focus(p, l->row, to);
        return;
    }
    bool typed = row_differs(ledger_row(l));
    to_row(p, l->row + 1, true);
    if (!typed && !p->desk->message[0] && l->rows.at[was]->state == ROW_OPEN) desk_say(p->desk, FACE_TEXT, "%s", l->row == was ? _("到底了；F7 加一行，F2 全部存") : _("上一行什么也没填，没有存"));
    else if (l->row == was && !p->desk->message[0]) desk_say(p->desk, FACE_TEXT, "%s", _("到底了；F7 加一行，F2 全部存"));
}

static void previous(struct page *p)
{
    struct ledger *l = page_own(p);
    size_t to = along(l, (long)l->column - 1, -1);
    if (to < l->n_columns) {
        ledger_focus(p, l->row, to);
    } else if (l->row) {
        to_row(p, l->row - 1, true);
        to = along(l, (long)l->n_columns - 1, -1);
        if (to < l->n_columns) ledger_focus(p, l->row, to);
    }
}

static size_t page_of_rows(void) { return (size_t)(frame_bottom() - FRAME_TOP - 5); }

void ledger_moved(struct page *p, enum then then)
{
    struct ledger *l = page_own(p);
    size_t far = page_of_rows();
    ledger_focus(p, l->row, l->column);
    have_empty_row(p);
    switch (then) {
    case THEN_NEXT: next(p); break;
    case THEN_PREV: previous(p); break;
    case THEN_UP: if (l->row) to_row(p, l->row - 1, false); break;
    case THEN_DOWN: to_row(p, l->row + 1, false); break;
    case THEN_PAGE_UP: to_row(p, l->row > far ? l->row - far : 0, false); break;
    case THEN_PAGE_DOWN: to_row(p, l->row + far, false); break;
    case THEN_ADD: row_left(ledger_row(l)); add_blank(p); ledger_enter(p, l->rows.n - 1); break;
    case THEN_SAVE: ledger_save_all(p); break;
    case THEN_ACT: ledger_settle(p); break;
    case THEN_JUMP: ledger_focus(p, l->row, l->jump); break;
    default: break;
    }
}

/* ---- keys */
/* An arrow at the edge of a cell goes to the one beside it. */
static bool beside(struct page *p, uint32_t k)
{
    struct ledger *l = page_own(p);
    int way = k == K_LEFT ? -1 : k == K_RIGHT ? 1 : 0;
    if (!way) return false;
    if (along(l, (long)l->column + way, way) < l->n_columns) ledger_go(p, way < 0 ? THEN_PREV : THEN_NEXT);
    return true;
}

static bool ledger_key(struct page *p, uint32_t k)
{
    struct ledger *l = page_own(p);
    if (!l->begun || k == K_CTRL('Z')) return false;
    if (!ledger_is_editable(l, ledger_row(l), l->column)) {
        if (key_is_text(k)) desk_say(p->desk, FACE_TEXT, "%s", _("这一项由系统填写，不能改"));
        return key_is_text(k);
    }
    bool anew = l->fresh && key_is_text(k) && field_is_retyped(ledger_field(l));
    l->edit.is_dirty = false;
    if (anew) edit_renew(&l->edit);
    if (!edit_key(&l->edit, k)) return beside(p, k);
    const char *why = edit_why(&l->edit, p->desk->event);
    if (*why) desk_say(p->desk, FACE_REFUSED, "%s", why);
    if (*why && anew) edit_undo(&l->edit);
    else l->fresh = false;
    ledger_row(l)->unkept |= l->edit.is_dirty;
    return true;
}

static void ledger_help(struct page *p)
{
    struct ledger *l = page_own(p);
    const struct row *r = ledger_row(l);
    bool en = p->desk->seat.en;
    const char *help = pair_text(ledger_field(l)->help, en), *label = pair_text(ledger_field(l)->label, en);
    struct str text;
    str_init(&text, p->desk->event, 8000);
    if (r->state == ROW_REFUSED) str_addf(&text, "%s\n\n", r->more && *r->more ? r->more : r->why);
    str_addf(&text, "%s: %s\n\n%s", label, *help ? help : field_wants(p->desk->event, ledger_field(l)),
             _("登记方式：一张纸一行。Enter 到下一格，一行填完就存，光标到下一行；不用等。F4 与上一行一样，F7 加一个人，F2 把写了的都存上。存不上的行写明原因，改好再存，不耽误别的行。Esc 返回，没存上的都是草稿。"));
    help_open(p->desk, text.s, l->b->form->clause.n ? l->b->form->clause.at[0] : "");
}

static bool ledger_act(struct page *p, enum action a)
{
    struct ledger *l = page_own(p);
    if (!l->begun) return false;
    enum then then = a == ACTION_NEW ? THEN_ADD : then_of(a);
    if (then != THEN_STAY) {
        ledger_go(p, then);
        return true;
    }
    switch (a) {
    case ACTION_CHOOSE: ledger_choose(p); return true;
    case ACTION_SAME: ledger_same(p); return true;
    case ACTION_LAST: ledger_last(p); return true;
    case ACTION_UNDO: ledger_undo(p); return true;
    case ACTION_BACK: ledger_leave(p); return true;
    case ACTION_REPAINT: return true;
    case ACTION_HELP: ledger_help(p); return true;
    default: return false;
    }
}

static const char *ledger_label(struct page *p, enum action a)
{
    struct ledger *l = page_own(p);
    const char *label;
    if (!l->begun) return NULL;
    const struct field *f = ledger_field(l);
    switch (a) {
    case ACTION_SAVE: return _("全部存");
    case ACTION_NEW: return _("加一行");
    case ACTION_SAME: return l->row ? _("同上") : NULL;
    case ACTION_CHOOSE: return field_is_choice(f) || f->type == FIELD_BOOL ? action_label(a) : NULL;
    case ACTION_ACT: return ledger_has_acts(l) ? action_label(a) : NULL;
    case ACTION_LAST: return f->type == FIELD_REF && recall_last(p->desk, f->ref, &label) ? action_label(a) : NULL;
    case ACTION_UNDO: return ledger_typed(l) || record_can_undo(ledger_row(l)->record) ? action_label(a) : NULL;
    case ACTION_HELP: return action_label(a);
    default: return NULL;
    }
}

static bool ledger_place(struct page *p, size_t i, struct place_name *out)
{
    struct ledger *l = page_own(p);
    if (!l->begun || i >= l->n_columns) return false;
    const struct field *f = &l->b->fields.at[l->fields[i]];
    *out = (struct place_name){ pair_text(f->label, p->desk->seat.en), f->py };
    return true;
}

static void ledger_jump(struct page *p, size_t i)
{
    struct ledger *l = page_own(p);
    l->jump = i;
    ledger_go(p, THEN_JUMP);
}

static bool ledger_busy(struct page *p)
{
    struct ledger *l = page_own(p);
    return l->begun;
}

/* ---- back from a row opened as a record */
static void opened_came(void *ctx, struct loaded *loaded, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct ledger *l = page_own(p);
    struct row *r = l->opened;
    l->opened = NULL;
    if (loaded) r->record = loaded->record;
    else {
        r->state = ROW_REFUSED;
        r->why = arena_str(p->arena, e->text);
    }
    ledger_focus(p, l->row, l->column);
}

static void ledger_resume(struct page *p)
{
    struct ledger *l = page_own(p);
    if (!l->opened) return;
    page_asks(p);
    load_send(p->desk->pg, p->arena, l->b, l->opened->record->id, opened_came, p);
}

const struct page_ops ledger_ops = {
    .name = "ledger", .reads = N_("读登记方式"), .own_size = sizeof(struct ledger), .open = ledger_open, .key = ledger_key, .act = ledger_act, .draw = ledger_draw,
    .place = ledger_place, .jump = ledger_jump, .resume = ledger_resume, .rest = ledger_keep, .label = ledger_label, .busy = ledger_busy,
};
