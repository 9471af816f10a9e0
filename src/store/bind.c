/* SPDX-License-Identifier: Apache-2.0 */
#include "store/bind.h"
#include "form/calc.h"
#include "base/str.h"
#include "base/text.h"
#include "conf/fault.h"
#include "store/ask.h"
#include <stdlib.h>
#include <string.h>

/* Relations of a form in the order they are asked for: its own, the list's, one a header, one a child list. */
enum { AT_OWN = 0, AT_LIST = 1, AT_REST = 2 };

const char *bind_sql(void)
{
    return "select r.n, r.relation, d.zh as row_zh, d.en as row_en, d.label as row_label,\n"
           "       case when to_regprocedure(d.finder || '(text, int)') is not null then d.finder end as row_finder, d.orders as row_orders, d.strips, d.near, d.beside, c.*\n"
           "  from (select x.relation, x.n from unnest($1::text[]) with ordinality x(relation, n) where to_regclass(x.relation) is not null) r\n"
           "  cross join lateral app.catalog(r.relation) with ordinality c\n"
           "  left join app.relation d on d.relation = r.relation\n"
           " order by r.n, c.ordinality";
}

static bool lists_itself(const struct form *f)
{
    return !strcmp(f->list.relation, f->relation);
}

const char *bind_param(struct arena *a, const struct form *f)
{
    struct str s;
    str_init(&s, a, 1 << 14);
    str_addf(&s, "{%s,%s", f->relation, lists_itself(f) ? "null" : f->list.relation);
    for (size_t i = 0; i < f->record.n; i++)
        if (f->record.at[i].kind == PART_HEADER && f->record.at[i].block) str_addf(&s, ",%s", f->record.at[i].block->relation);
    for (size_t i = 0; i < f->children.n; i++) str_addf(&s, ",%s", f->children.at[i].relation);
    str_add(&s, "}");
    return s.s;
}

/* ---- rows of the catalogue become fieldsets */
struct sets {
    struct arena *arena;
    const struct form *form;
    const struct rows *rows;
    struct faults *faults;
    struct bound *b;
};

/* The rows go, what the bound keeps of them is its own. */
static const char *text_or_null(const struct sets *s, int row, const char *name)
{
    int c = rows_column(s->rows, name);
    return rows_is_null(s->rows, row, c) ? NULL : arena_str(s->arena, rows_text(s->rows, row, c));
}

static const char *text(const struct sets *s, int row, const char *name)
{
    const char *text = rows_get(s->rows, row, name);
    return *text ? arena_str(s->arena, text) : "";
}

static bool truth(const struct rows *r, int row, const char *name) { return *rows_get(r, row, name) == 't'; }

static int cells_of(const struct field *f)
{
    static const int cells[] = { [FIELD_TEXT] = 40, [FIELD_INT] = 10, [FIELD_MONEY] = 14, [FIELD_DATE] = 10, [FIELD_BOOL] = 4,
                                 [FIELD_TIME] = 16, [FIELD_REF] = 20, [FIELD_CODE] = 16 };
    if (f->type != FIELD_TEXT || !f->max_chars || f->max_chars > 20) return cells[f->type];
    return f->max_chars < 2 ? 4 : 2 * f->max_chars;
}

static enum field_total total_of(const char *word) { return !strcmp(word, "sum") ? TOTAL_SUM : !strcmp(word, "each") ? TOTAL_EACH : TOTAL_NONE; }

static struct field field_of(const struct sets *s, int row)
{
    const struct rows *r = s->rows;
    struct field f = {
        .name = text(s, row, "column_name"), .max_chars = atoi(rows_get(r, row, "max_chars")), .required = truth(r, row, "required"),
        .private_ = truth(r, row, "private"), .owned = truth(r, row, "owned"), .only_open = truth(r, row, "only_open"), .may_insert = truth(r, row, "may_insert"),
        .may_select = truth(r, row, "may_select"), .may_update = truth(r, row, "may_update"), .ref = text_or_null(s, row, "ref"), .ref_label = text_or_null(s, row, "ref_label"),
        .ref_short = text_or_null(s, row, "ref_short"), .ref_hint = text_or_null(s, row, "ref_hint"), .ref_finder = text_or_null(s, row, "ref_finder"),
        .ref_orders = text_or_null(s, row, "ref_orders"), .ref_below = text_or_null(s, row, "ref_below"), .ref_at = text_or_null(s, row, "ref_at"), .total = total_of(rows_get(r, row, "total")),
        .chooser = text_or_null(s, row, "chooser"),
        .label = { text(s, row, "zh"), text(s, row, "en") }, .help = { text(s, row, "help_zh"), text(s, row, "help_en") },
        .py = text(s, row, "py"), .once = truth(r, row, "once"), .due = text_or_null(s, row, "due"), .preset = text_or_null(s, row, "default_value"), .mask = text_or_null(s, row, "mask"), .width = atoi(rows_get(r, row, "width")), .lines = 1 };
    if (!field_type_of(rows_get(r, row, "type"), &f.type)) f.type = FIELD_TEXT;
    if (f.type == FIELD_REF && (!f.ref_label || !strcmp(f.name, "id"))) f.type = FIELD_INT;     /* an office's id is its region */
    if (f.type != FIELD_DATE) f.due = NULL;
    if (!f.width) f.width = cells_of(&f);
    if (f.type == FIELD_TEXT && !strcmp(rows_get(r, row, "row_label"), arena_printf(s->arena, "t.%s", f.name))) {
        f.ref_finder = text_or_null(s, row, "row_finder");
        f.ref_orders = text_or_null(s, row, "row_orders");
    }
    return f;
}

static bool rows_place(const struct form_rows *rows, const char *name)
{
    for (size_t r = 0; r < rows->n; r++)
        for (size_t i = 0; i < rows->at[r].n; i++)
            if (!strcmp(rows->at[r].at[i], name)) return true;
    return false;
}

/* The field goes to place *to, unless it stands before it already. */
static void move_up(struct fieldset *set, const char *name, size_t *to)
{
    size_t i = field_find(set, name);
    if (i == NO_FIELD || i < *to) return;
    struct field f = set->at[i];
    memmove(&set->at[*to + 1], &set->at[*to], (i - *to) * sizeof f);
    set->at[(*to)++] = f;
}

/* As the cursor walks: the first field at fault is then the one a person meets first. What the form does not place comes after. */
static void order_fields(const struct form *f, struct fieldset *set)
{
    size_t to = 0;
    for (size_t p = 0; p < f->record.n; p++) {
        const struct form_rows *rows = &f->record.at[p].rows;
        for (size_t r = 0; f->record.at[p].kind == PART_ROWS && r < rows->n; r++)
            for (size_t i = 0; i < rows->at[r].n; i++) move_up(set, rows->at[r].at[i], &to);
    }
}

static void order_columns(const struct names *columns, struct fieldset *set)
{
    size_t to = 0;
    for (size_t i = 0; i < columns->n; i++) move_up(set, columns->at[i], &to);
}

/* Relation n of those asked for; of a header only what is shown, and the id. */
static struct fieldset set_of(const struct sets *s, int n, const char *relation, const struct form_rows *shown)
{
    struct fieldset set = { .relation = relation, .name = { relation, relation } };
    int first = 0, end;
    while (first < s->rows->n && atoi(rows_get(s->rows, first, "n")) != n + 1) first++;
    for (end = first; end < s->rows->n && atoi(rows_get(s->rows, end, "n")) == n + 1; ) end++;
    if (first == end) return set;
    if (*rows_get(s->rows, first, "row_zh")) set.name = (struct pair){ text(s, first, "row_zh"), text(s, first, "row_en") };
    if (!shown) {
        set.cap = (size_t)(end - first);
        set.at = arena_array(s->arena, struct field, set.cap);
    }
    for (int i = first; i < end; i++) {
        const char *name = rows_get(s->rows, i, "column_name");
        if (!shown || !strcmp(name, "id") || rows_place(shown, name)) vec_push(s->arena, &set, field_of(s, i));
    }
    return set;
}

/* What the dictionary says of relation n as a whole; NULL where it says nothing. */
static const char *said_of(const struct sets *s, int n, const char *what)
{
    for (int i = 0; i < s->rows->n; i++)
        if (atoi(rows_get(s->rows, i, "n")) == n + 1) return text_or_null(s, i, what);
    return NULL;
}

/* ---- what does not fit */
#define MISFIT(s, line, ...) fault_add((s)->faults, (s)->form->file, (line), __VA_ARGS__)

static bool exists(struct sets *s, const struct fieldset *set, int line)
{
    if (set->n) return true;
    MISFIT(s, line, _("数据库里没有表 %s"), set->relation);
    return false;
}

/* The column, or NULL and a fault. */
static const struct field *column_of(struct sets *s, const struct fieldset *set, const char *name, int line)
{
    size_t i = field_find(set, name);
    if (i != NO_FIELD) return &set->at[i];
    if (set->n) MISFIT(s, line, _("%s 没有列 %s"), set->relation, name);
    return NULL;
}

static void open_columns(struct sets *s, const struct fieldset *set, const struct names *names, int line)
{
    for (size_t i = 0; i < names->n; i++) {
        const struct field *f = column_of(s, set, names->at[i], names->line ? names->line : line);
        if (f && f->private_) MISFIT(s, names->line ? names->line : line, _("%s 是私密列，不能放在列表里"), names->at[i]);
    }
}

static void fit_list(struct sets *s)
{
    const struct form *f = s->form;
    if (!exists(s, &s->b->list, f->list.line)) return;
    open_columns(s, &s->b->list, &f->list.columns, f->list.line);
    if (field_find(&s->b->list, "id") == NO_FIELD) MISFIT(s, f->list.line, _("%s 没有 id 列，不能做列表"), f->list.relation);
    for (size_t i = 0; i < f->list.order.n; i++) {
        const char *name = f->list.order.at[i];
        const struct field *x = column_of(s, &s->b->list, name + (*name == '-'), f->list.order.line);
        if (x && (x->private_ || x->type == FIELD_REF)) MISFIT(s, f->list.order.line, _("不能按 %s 排序：它是私密列或指向别的表"), x->name);
    }
}

static void fit_part(struct sets *s, const struct form_part *p)
{
    const char *file = p->block ? p->block->file : s->form->file;
    for (size_t r = 0; p->kind == PART_ROWS && r < p->rows.n; r++)
        for (size_t i = 0; i < p->rows.at[r].n; i++)
            if (field_find(&s->b->fields, p->rows.at[r].at[i]) == NO_FIELD)
                fault_add(s->faults, file, p->rows.at[r].line, _("%s 没有列 %s"), s->form->relation, p->rows.at[r].at[i]);
}

static void fit_sums(struct sets *s, const struct form_part *p)
{
    for (size_t i = 0; i < p->sums.n; i++) {
        const struct fieldset *child = NULL;
        for (size_t k = 0; p->sums.at[i].is.relation && k < s->b->children.n; k++)
            if (!strcmp(s->b->children.at[k].child->relation, p->sums.at[i].is.relation)) child = &s->b->children.at[k].fields;
        const char *why = calc_fits(s->arena, &p->sums.at[i].is, &s->b->fields, child);
        if (why) MISFIT(s, p->sums.at[i].line, "%s", why);
    }
}

static void fit_header(struct sets *s, struct bound_header *h)
{
    const struct form_part *p = h->part;
    const struct field *by = !strcmp(p->by, "id") ? NULL : column_of(s, &s->b->fields, p->by, p->line);
    if (by && (!by->ref || strcmp(by->ref, p->block->relation)))
        MISFIT(s, p->line, _("%s 不指向 %s，block %s 用不了"), p->by, p->block->relation, p->block->name);
    h->by = by ? field_find(&s->b->fields, p->by) : NO_FIELD;
    if (!h->fields.n) {
        fault_add(s->faults, p->block->file, p->block->line, _("数据库里没有表 %s"), p->block->relation);
        return;
    }
    for (size_t r = 0; r < p->rows.n; r++)
        for (size_t i = 0; i < p->rows.at[r].n; i++) {
            size_t f = field_find(&h->fields, p->rows.at[r].at[i]);
            if (f == NO_FIELD) fault_add(s->faults, p->block->file, p->rows.at[r].line, _("%s 没有列 %s"), p->block->relation, p->rows.at[r].at[i]);
            else if (h->fields.at[f].private_) fault_add(s->faults, p->block->file, p->rows.at[r].line, _("%s 是私密列，不能放在抬头里"), h->fields.at[f].name);
        }
}

static void fit_child(struct sets *s, const struct bound_child *c)
{
    if (!exists(s, &c->fields, c->child->line)) return;
    const struct field *by = column_of(s, &c->fields, c->child->by, c->child->line);
    if (by && (!by->ref || strcmp(by->ref, s->form->relation)))
        MISFIT(s, c->child->line, _("%s.%s 不指向 %s"), c->child->relation, c->child->by, s->form->relation);
    size_t i = field_find(&c->fields, c->child->by);
    if (i != NO_FIELD) c->fields.at[i].required = false;            /* saving fills it in */
    open_columns(s, &c->fields, &c->child->columns, c->child->line);
}

/* The form's wishes, put on the fields. */
static void fit_fields(struct sets *s)
{
    for (size_t i = 0; i < s->form->fields.n; i++) {
        const struct form_field *x = &s->form->fields.at[i];
        size_t n = field_find(&s->b->fields, x->name);
        if (n == NO_FIELD) continue;                /* said where it is placed */
        struct field *f = &s->b->fields.at[n];
        f->more = x;
        f->lines = x->lines;
        f->required = f->required || x->required;
        if (x->width) f->width = x->width;
        if (x->lines > 1 && f->type != FIELD_TEXT) MISFIT(s, x->line, _("%s 不是文字，不能占多行"), x->name);
        if (f->owned && (x->preset || x->required || (x->from && (f->may_insert || f->may_update)))) MISFIT(s, x->line, _("%s 由数据库填，不能再有 default、from、required"), x->name);
        if (x->among.n && !f->chooser) MISFIT(s, x->among.line, _("%s 的字典里没有 finder，among 没有用"), x->name);
        for (size_t k = 0; k < x->among.n; k++) column_of(s, &s->b->fields, x->among.at[k], x->among.line);
        if (f->private_ && (x->from || x->when)) MISFIT(s, x->line, _("%s 是私密列，不能有 from、when"), x->name);
    }
}

static bool is_placed(const struct form *f, const char *name)
{
    for (size_t p = 0; p < f->record.n; p++)
        if (f->record.at[p].kind == PART_ROWS && rows_place(&f->record.at[p].rows, name)) return true;
    return false;
}

static void fit_actions(struct sets *s)
{
    for (size_t i = 0; i < s->form->actions.n; i++)
        if (s->form->actions.at[i].takes) column_of(s, &s->b->fields, s->form->actions.at[i].takes, s->form->actions.at[i].line);
}

/* A column of the grid is one a person can fill, or one the grid's function gives. */
void bind_ledger(const struct bound *b, const struct form_ledger *x, const char *file, struct faults *faults)
{
    const struct names *const lists[] = { &x->columns, &x->given };
    if (b->form->create) fault_add(faults, file, x->line, _("%s 的记录由 create 建立，不能用 ledger"), b->form->register_);      /* it knows no repeated request */
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < lists[k]->n; i++) {
            size_t at = field_find(&b->fields, lists[k]->at[i]);
            if (at == NO_FIELD || b->fields.at[at].owned) fault_add(faults, file, lists[k]->line, _("%s 没有列 %s"), b->fields.relation, lists[k]->at[i]);
            else if (b->fields.at[at].private_ && k == 1) fault_add(faults, file, lists[k]->line, _("%s 是私密列，不能放在列表里"), lists[k]->at[i]);
        }
}

/* Without it no row could be born from this form. */
static void nothing_missing(struct sets *s)
{
    for (size_t i = 0; i < s->b->fields.n && !s->form->create; i++) {
        const struct field *f = &s->b->fields.at[i];
        if (f->required && !f->owned && !f->private_ && f->may_insert && !f->preset && !is_placed(s->form, f->name))
            MISFIT(s, 1, _("%s.%s 必须填写，却没有摆在 record 里"), s->form->relation, f->name);
    }
}

/* Some column of a row that is there, or of a new one. */
static bool may_write(const struct fieldset *set, bool there)
{
    for (size_t i = 0; i < set->n; i++)
        if (!set->at[i].owned && (there ? set->at[i].may_update : set->at[i].may_insert)) return true;
    return false;
}

static void make_sets(struct sets *s)
{
    const struct form *f = s->form;
    struct bound *b = s->b;
    int n = AT_REST;
    b->fields = set_of(s, AT_OWN, f->relation, NULL);
    order_fields(f, &b->fields);
    b->list = set_of(s, lists_itself(f) ? AT_OWN : AT_LIST, f->list.relation, NULL);
    for (size_t i = 0; i < b->list.n; i++) b->list.at[i].chooser = NULL;        /* a condition asks for what stands there */
    b->label = said_of(s, AT_OWN, "row_label");
    if (!b->label) b->label = "t.id::text";
    const int at_list = lists_itself(f) ? AT_OWN : AT_LIST;
    b->strips = said_of(s, at_list, "strips");
    b->near = said_of(s, at_list, "near");
    b->beside = said_of(s, at_list, "beside");
    for (size_t i = 0; i < f->record.n; i++) {
        struct bound_header h = { .part = &f->record.at[i], .by = NO_FIELD };
        if (h.part->kind != PART_HEADER) continue;
        h.fields = set_of(s, n++, h.part->block->relation, &h.part->rows);
        vec_push(s->arena, &b->headers, h);
    }
    vec_room(s->arena, &b->children, f->children.n);
    for (size_t i = 0; i < f->children.n; i++) {
        struct bound_child c = { .child = &f->children.at[i], .fields = set_of(s, n++, f->children.at[i].relation, NULL) };
        order_columns(&c.child->columns, &c.fields);
        vec_push(s->arena, &b->children, c);
    }
    b->may_add = may_write(&b->fields, false);
    b->may_change = may_write(&b->fields, true);
    for (size_t i = 0; i < b->children.n; i++) b->may_change = b->may_change || may_write(&b->children.at[i].fields, false) || may_write(&b->children.at[i].fields, true);
}

struct bound *bind_look(struct arena *a, const struct form *f, const struct rows *rows, bool en, struct faults *faults)
{
    struct sets s = { a, f, rows, faults, arena_new_of(a, struct bound) };
    s.b->form = f;
    s.b->en = en;
    make_sets(&s);
    if (!exists(&s, &s.b->fields, 1)) return NULL;
    fit_list(&s);
    fit_fields(&s);
    for (size_t i = 0; i < f->record.n; i++) {
        fit_part(&s, &f->record.at[i]);
        fit_sums(&s, &f->record.at[i]);
    }
    for (size_t i = 0; i < s.b->headers.n; i++) fit_header(&s, &s.b->headers.at[i]);
    for (size_t i = 0; i < s.b->children.n; i++) fit_child(&s, &s.b->children.at[i]);
    fit_actions(&s);
    nothing_missing(&s);
    return s.b;
}

struct bound *bind_rows(struct arena *a, const struct form *f, const struct rows *rows, bool en, struct faults *faults)
{
    size_t before = faults->n;
    struct bound *b = bind_look(a, f, rows, en, faults);
    return faults->n == before ? b : NULL;
}

/* ---- asking */
struct bind_call {
    struct arena *arena, *scratch;      /* of the bound; of the rows */
    const struct form *form;
    bool en;
    bind_done_fn *done;
    void *ctx;
};

static void got_catalogue(void *p, const struct rows *rows, const struct err *e)
{
    struct bind_call c = *(struct bind_call *)p;
    struct faults faults;
    faults_init(&faults, c.arena);
    struct bound *b = rows ? bind_rows(c.arena, c.form, rows, c.en, &faults) : NULL;
    arena_free(c.scratch);
    c.done(c.ctx, b, &faults, e);
}

void bind_send(struct pg *pg, struct arena *a, const struct form *f, bool en, bind_done_fn *done, void *ctx)
{
    struct arena *scratch = arena_new(a);
    struct bind_call *c = arena_new_of(scratch, struct bind_call);
    const char *param = bind_param(scratch, f);
    *c = (struct bind_call){ a, scratch, f, en, done, ctx };
    ask_send(pg, scratch, true, bind_sql(), 1, &param, got_catalogue, c);
}
