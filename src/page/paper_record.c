/* SPDX-License-Identifier: Apache-2.0 */
/* A record goes as its form has it: the lines of the screen, the lists below them, the files that hang on it by name, and what lies in its file in
 * time, which makes a person's record his dossier. */
#include "page/paper.h"
#include "base/str.h"
#include "base/text.h"
#include "form/calc.h"
#include "form/record.h"
#include "pg/pg.h"
#include "pg/rows.h"
#include "store/load.h"
#include "store/rules.h"
#include <stdio.h>
#include <string.h>

enum { EVENTS_MOST = 5000, ROW_FIELDS = 4 };

struct filler {
    struct page *page;
    struct paper *paper;
    const char *register_;      /* where it is still to be loaded */
    int64_t id;
    const struct bound *b;
    struct loaded *l;
    const char *section;        /* a heading below which nothing stands yet; NULL */
};

static bool speaks_english(const struct filler *f) { return f->page->desk->seat.en; }

static void fail(struct filler *f, const struct err *e)
{
    paper_fail(f->paper, e);
}

/* ---- the record as it stands */
struct line { const char *cells[2 * ROW_FIELDS]; size_t n; };

static const char *show(struct filler *f, const struct record *r, size_t at)
{
    const struct value *v = &r->values[at];
    return paper_show(f->paper, f->page->desk->event, &r->set->at[at], record_show(r, at), v->now, v->soon);
}

static void put_line(struct filler *f, struct line *line)
{
    if (line->n && f->section) {
        paper_add_one(f->paper, GALLEY_SECTION, f->section);
        f->section = NULL;
    }
    if (line->n) paper_add(f->paper, GALLEY_FIELDS, line->n, line->cells);
    line->n = 0;
}

static bool is_left_out(const struct record *r, size_t i)
{
    return i == NO_FIELD || r->values[i].hidden || (r->set->at[i].more && r->set->at[i].more->carried);
}

/* A line of the form is a line of the paper; what takes several lines of the screen stands alone there too. */
static void put_rows(struct filler *f, const struct form_rows *rows, const struct record *r)
{
    for (size_t i = 0; i < rows->n; i++) {
        struct line line = { .n = 0 };
        for (size_t k = 0; k < rows->at[i].n; k++) {
            size_t at = field_find(r->set, rows->at[i].at[k]);
            if (is_left_out(r, at)) continue;
            if (line.n == 2 * ROW_FIELDS) put_line(f, &line);
            line.cells[line.n++] = pair_text(r->set->at[at].label, speaks_english(f));
            line.cells[line.n++] = show(f, r, at);
        }
        put_line(f, &line);
    }
}

static void put_sums(struct filler *f, const struct form_part *part)
{
    struct line line = { .n = 0 };
    for (size_t i = 0; i < part->sums.n; i++) {
        const char *value = calc_show(f->page->desk->event, &part->sums.at[i].is, f->l->record, f->page->desk->seat.today);
        if (!*value) continue;
        if (line.n == 2 * ROW_FIELDS) put_line(f, &line);
        line.cells[line.n++] = pair_text(part->sums.at[i].title, speaks_english(f));
        line.cells[line.n++] = value;
    }
    put_line(f, &line);
}

static void put_parts(struct filler *f)
{
    size_t header = 0;
    for (size_t i = 0; i < f->b->form->record.n; i++) {
        const struct form_part *part = &f->b->form->record.at[i];
        const char *title = pair_text(part->title, speaks_english(f));
        if (*title) f->section = title;
        if (part->kind == PART_HEADER) put_rows(f, &part->rows, f->l->headers[header++]);
        else if (part->kind == PART_SUMS) put_sums(f, part);
        else if (part->kind == PART_ROWS) put_rows(f, &part->rows, f->l->record);
    }
}

static void put_child(struct filler *f, const struct bound_child *c, const struct record_rows *rows)
{
    const struct names *columns = &c->child->columns;
    const char **cells = arena_array(f->page->desk->event, const char *, columns->n), *title = pair_text(c->child->title, speaks_english(f));
    if (!rows->n) return;
    paper_add_one(f->paper, GALLEY_TABLE, *title ? title : pair_text(c->fields.name, speaks_english(f)));
    for (size_t k = 0; k < columns->n; k++) paper_column(f->paper, &c->fields.at[field_find(&c->fields, columns->at[k])]);
    for (size_t i = 0; i < rows->n; i++) {
        if (record_is_blank(rows->at[i])) continue;
        for (size_t k = 0; k < columns->n; k++) cells[k] = show(f, rows->at[i], field_find(&c->fields, columns->at[k]));
        paper_add(f->paper, GALLEY_ROW, columns->n, cells);
    }
}

/* ---- what hangs on it and what lies in its file */
static void put_column(struct filler *f, const char *kind, const char *width, const char *title)
{
    const char *cells[] = { kind, width, title };
    paper_add(f->paper, GALLEY_COLUMN, 3, cells);
}

static void put_row(struct filler *f, const struct rows *r, int row, size_t n, const char *const *columns)
{
    const char *cells[8];
    for (size_t i = 0; i < n; i++) cells[i] = rows_get(r, row, columns[i]);
    paper_add(f->paper, GALLEY_ROW, n, cells);
}

static void events_came(void *ctx, const struct pg_answer *a)
{
    struct filler *f = ctx;
    if (page_answered(f->page)) return;
    const char *columns[] = { "happened", speaks_english(f) ? "en" : "zh", "summary", "office" };

    if (!a->ok) {
        fail(f, &a->err);
        return;
    }
    if (a->rows->n) {
        paper_add_one(f->paper, GALLEY_TABLE, _("时间线"));
        put_column(f, "date", "10", _("日期"));
        put_column(f, "text", "12", _("事项"));
        put_column(f, "text", "36", _("内容"));
        put_column(f, "text", "16", _("机构"));
    }
    for (int i = 0; i < a->rows->n; i++) put_row(f, a->rows, i, 4, columns);
    if (f->b->form->seal) paper_add(f->paper, GALLEY_SEAL, 0, NULL);
    paper_done(f->paper, 1);
}

static void ask(struct filler *f, const char *sql, int n, pg_done_fn *done)
{
    const char *params[] = { f->b->form->relation, arena_printf(f->page->desk->event, "%lld", (long long)f->l->record->id), arena_printf(f->page->desk->event, "%d", EVENTS_MOST) };
    page_asks_for(f->page, _("读要导出的"));
    pg_put(f->page->desk->pg, &(struct pg_request){ .sql = sql, .n = n, .params = params, .done = done, .ctx = f, .again = true });
}

static void files_came(void *ctx, const struct pg_answer *a)
{
    static const char *const columns[] = { "name", "kind_name", "who", "at" };
    struct filler *f = ctx;
    if (page_answered(f->page)) return;

    if (!a->ok) {
        fail(f, &a->err);
        return;
    }
    if (a->rows->n) {
        paper_add_one(f->paper, GALLEY_TABLE, _("附件"));
        put_column(f, "text", "30", _("名称"));
        put_column(f, "text", "14", _("种类"));
        put_column(f, "text", "16", _("谁挂的"));
        put_column(f, "text", "16", _("时间"));
    }
    for (int i = 0; i < a->rows->n; i++) put_row(f, a->rows, i, 4, columns);
    ask(f, "select * from app.timeline($1, $2, $3)", 3, events_came);
}

static void put_record(struct filler *f)
{
    put_parts(f);
    for (size_t i = 0; i < f->b->children.n; i++) put_child(f, &f->b->children.at[i], &f->l->record->children.at[i]);
    if (f->l->record->changed) paper_add_one(f->paper, GALLEY_TEXT, arena_printf(f->page->desk->event, _("最后修改：%s"), f->l->record->changed));
    if (f->l->attached > 0) ask(f, "select * from app.attachments($1, $2)", 2, files_came);
    else ask(f, "select * from app.timeline($1, $2, $3)", 3, events_came);
}

/* ---- first it may have to be read */
static void rules_came(void *ctx, bool ok, bool changed, const struct err *e)
{
    struct filler *f = ctx;
    if (page_answered(f->page)) return;
    (void)changed;
    if (!ok && e) fail(f, e);
    else put_record(f);
}

static void loaded(void *ctx, struct loaded *l, const struct err *e)
{
    struct filler *f = ctx;
    if (page_answered(f->page)) return;
    if (e) {
        fail(f, e);
        return;
    }
    f->l = l;
    if (!rules_any(f->b, RULES_OPEN, NO_FIELD)) {
        put_record(f);
        return;
    }
    page_asks(f->page);
    rules_send(f->page->desk->pg, paper_arena(f->paper), f->b, l->record, RULES_OPEN, NO_FIELD, rules_came, f);
}

static void bound_came(void *ctx, const struct bound *b, const struct err *e)
{
    struct filler *f = ctx;
    if (page_answered(f->page)) return;
    if (e) {
        fail(f, e);
        return;
    }
    f->b = b;
    page_asks(f->page);
    load_send(f->page->desk->pg, paper_arena(f->paper), b, f->id, loaded, f);
}

static void fill(struct page *p, struct paper *x)
{
    struct filler *f = paper_own(x);
    f->page = p;
    f->paper = x;
    if (f->l) {
        put_record(f);
        return;
    }
    page_asks(p);
    desk_bound(p->desk, f->register_, bound_came, f);
}

static const char *title_of(struct page *p, const char *title, const char *label)
{
    return arena_printf(p->desk->event, "%s%s%s", title, label && *label ? " " : "", label ? label : "");
}

void paper_offer_record(struct page *p, const struct bound *b, struct loaded *l)
{
    struct paper_ask ask = { .title = title_of(p, pair_text(b->form->title, p->desk->seat.en), l->label), .relation = b->form->relation, .id = l->record->id,
                             .about = l->record->opened ? _("没有遮盖：打开时写明了原因") : NULL };
    struct filler *f = paper_offer(p, &ask, fill, sizeof *f);
    if (f) *f = (struct filler){ .b = b, .l = l };
}

void paper_offer_file(struct page *p, const struct menu_entry *m, int64_t id, const char *label)
{
    struct paper_ask ask = { .title = title_of(p, m->title, label), .relation = m->relation, .id = id };
    struct filler *f = paper_offer(p, &ask, fill, sizeof *f);
    if (f) *f = (struct filler){ .register_ = m->register_, .id = id };
}
