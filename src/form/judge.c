/* SPDX-License-Identifier: Apache-2.0 */
#include "form/judge.h"
#include "base/text.h"
#include "conf/fault.h"
#include "form/form.h"
#include <ctype.h>
#include <limits.h>

enum { MOST_IN_ROW = 4, MOST_IN_GRID = 8, MOST_LINES = 20, MOST_WIDTH = 120, MOST_ORDER = 4, MOST_ACTIONS = 9 };

struct judge {
    const struct form *form;
    struct faults *faults;
    const char *file;           /* the part at hand may come from an include */
};

#define BAD(j, line, ...) fault_add((j)->faults, (j)->file, (line), __VA_ARGS__)

static bool holds(const struct names *list, size_t upto, const char *name)
{
    for (size_t i = 0; i < upto; i++)
        if (!strcmp(list->at[i], name)) return true;
    return false;
}

static void no_twins(struct judge *j, const struct names *list, const char *what)
{
    for (size_t i = 0; i < list->n; i++)
        if (holds(list, i, list->at[i])) BAD(j, list->line, _("%s 里 %s 写了两次"), what, list->at[i]);
}

/* The end of a quoted piece, or NULL when it is not closed. */
static const char *past_quote(const char *p)
{
    char q = *p++;
    while (*p && *p != q) p++;
    return *p ? p + 1 : NULL;
}

const char *judge_expression(const char *sql)
{
    int open = 0;
    const char *p = sql + strspn(sql, " \t\r\n");
    if (!*p) return _("表达式是空的");
    while (*p) {
        if (*p == '\'' || *p == '"') {
            if (!(p = past_quote(p))) return _("表达式里的引号没有配对");
            continue;
        }
        if (*p == ';' || *p == '$' || !strncmp(p, "--", 2) || !strncmp(p, "/*", 2)) return _("表达式里不能有分号、注释和 $");
        open += *p == '(' ? 1 : *p == ')' ? -1 : 0;
        if (open < 0) break;
        p++;
    }
    return open ? _("表达式里的括号没有配对") : NULL;
}

static void expression(struct judge *j, int line, const char *key, const char *sql)
{
    const char *fault = sql ? judge_expression(sql) : NULL;
    if (fault) BAD(j, line, "%s: %s", key, fault);
}

static bool is_clause(const char *s)
{
    while (isdigit((unsigned char)*s)) {
        while (isdigit((unsigned char)*s)) s++;
        if (!*s || (*s == ' ' && s[1] >= 'a' && s[1] <= 'z' && !s[2])) return true;
        if (*s++ != '.') return false;
    }
    return false;
}

/* "forms/visit.form" and register = "visit" belong together. */
static bool bears_name(const char *path, const char *name)
{
    const char *base = strrchr(path, '/');
    size_t n = strlen(name);
    base = base ? base + 1 : path;
    return !strncmp(base, name, n) && !strcmp(base + n, ".form");
}

static void judge_head(struct judge *j)
{
    const struct form *f = j->form;
    if (!bears_name(f->file, f->register_)) BAD(j, 1, _("register 是 %s，与文件名不同"), f->register_);
    for (size_t i = 0; i < f->clause.n; i++)
        if (!is_clause(f->clause.at[i])) BAD(j, f->clause.line, _("条款号 %s 写得不对，应如 6.6.2 或 4.3 b"), f->clause.at[i]);
    if (f->menu[strspn(f->menu, "0123456789")] || strlen(f->menu) > 2)          /* none: it is opened from elsewhere */
        BAD(j, 1, _("menu 应是一两位数字，如 66，现在是 %s"), f->menu);
    expression(j, 1, "locked", f->locked);
}

static void judge_list(struct judge *j)
{
    const struct form *f = j->form;
    struct names bare = { .line = f->list.order.line };
    if (!f->list.columns.n) BAD(j, f->list.line, "%s", _("list.columns 是空的"));
    no_twins(j, &f->list.columns, "list.columns");
    if (f->list.order.n > MOST_ORDER) BAD(j, f->list.order.line, _("list.order 最多 %d 列"), MOST_ORDER);
    for (size_t i = 0; i < f->list.order.n; i++) {
        const char *name = f->list.order.at[i] + (*f->list.order.at[i] == '-');
        if (!*name || name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")])
            BAD(j, bare.line, _("list.order 里的 %s 不是列名"), f->list.order.at[i]);
        vec_push(j->faults->arena, &bare, name);
    }
    no_twins(j, &bare, "list.order");
    expression(j, f->list.line, "where", f->list.where);
    for (size_t i = 0; i < f->list.tabs.n; i++) expression(j, f->list.tabs.at[i].line, "where", f->list.tabs.at[i].where);
    if (!f->list.call && *f->list.asks.zh) BAD(j, f->list.line, "%s", _("list 有 asks 就要有 call"));
}

static void judge_ledger(struct judge *j, const struct form_ledger *x)
{
    if (!x) return;
    if (!x->columns.n) BAD(j, x->line, "%s", _("ledger.columns 是空的"));
    if (x->columns.n > MOST_IN_GRID) BAD(j, x->columns.line, _("ledger.columns 最多 %d 列"), MOST_IN_GRID);
    no_twins(j, &x->columns, "ledger.columns");
    no_twins(j, &x->carry, "ledger.carry");
    no_twins(j, &x->given, "ledger.given");
    for (size_t i = 0; i < x->carry.n; i++)
        if (!holds(&x->columns, x->columns.n, x->carry.at[i])) BAD(j, x->carry.line, _("ledger.carry 里的 %s 不在 columns 里"), x->carry.at[i]);
    if (!x->rows != !x->given.n) BAD(j, x->line, "%s", _("ledger 的 rows 和 given 要一起写"));
    if (x->last && !x->rows) BAD(j, x->line, "%s", _("ledger 有 last 就要有 rows"));
    if (!x->last != !*x->heading.zh) BAD(j, x->line, "%s", _("ledger 的 last 和 heading 要一起写"));
}

/* Every name of the record's own rows, each once. */
static void judge_rows(struct judge *j, const struct form_part *p, struct names *placed)
{
    for (size_t r = 0; r < p->rows.n; r++) {
        const struct names *row = &p->rows.at[r];
        if (!row->n) BAD(j, row->line, "%s", _("这一行没有字段"));
        if (row->n > MOST_IN_ROW && p->kind == PART_ROWS) BAD(j, row->line, _("一行最多 %d 个字段"), MOST_IN_ROW);
        for (size_t i = 0; i < row->n && p->kind == PART_ROWS; i++) {
            const struct form_field *x = form_field(j->form, row->at[i]);
            if (holds(placed, placed->n, row->at[i])) BAD(j, row->line, _("字段 %s 摆了两次"), row->at[i]);
            if (x && x->lines > 1 && row->n > 1) BAD(j, row->line, _("%s 占多行，要独占一行"), row->at[i]);
            vec_push(j->faults->arena, placed, row->at[i]);
        }
    }
}

static void judge_block(struct judge *j, const struct form_part *p)
{
    const struct form_block *b = p->block;
    if (p->kind == PART_ROWS && strcmp(b->relation, j->form->relation))
        BAD(j, p->line, _("block %s 属于 %s，要写 by 指出是哪一行"), b->name, b->relation);
}

static void judge_record(struct judge *j, struct names *placed)
{
    const struct form *f = j->form;
    if (!f->record.n) BAD(j, 1, "%s", _("record 是空的"));
    for (size_t i = 0; i < f->record.n; i++) {
        const struct form_part *p = &f->record.at[i];
        bool last = i + 1 == f->record.n;
        if (p->kind == PART_PAGE && (last ? !f->children.n : f->record.at[i + 1].kind == PART_PAGE))
            BAD(j, p->line, _("%s 这一页是空的"), p->title.zh);
        if (p->block) { judge_block(j, p); j->file = p->block->file; }
        judge_rows(j, p, placed);
        j->file = f->file;
    }
    for (size_t i = 0; i < f->blocks.n; i++)
        for (size_t k = 0; k < i; k++)
            if (!strcmp(f->blocks.at[i].name, f->blocks.at[k].name))
                fault_add(j->faults, f->blocks.at[i].file, f->blocks.at[i].line, _("block %s 定义了两次"), f->blocks.at[i].name);
}

static void judge_fields(struct judge *j, const struct names *placed)
{
    static const char *const hooks[N_HOOKS] = { "on_enter", "on_leave", "on_change", "validate" };
    const struct form *f = j->form;
    for (size_t i = 0; i < f->fields.n; i++) {
        const struct form_field *x = &f->fields.at[i];
        if (form_field(f, x->name) != x) BAD(j, x->line, _("fields 里 %s 写了两次"), x->name);
        if (!holds(placed, placed->n, x->name)) BAD(j, x->line, _("字段 %s 没有摆在 record 里"), x->name);
        if (x->lines < 1 || x->lines > MOST_LINES) BAD(j, x->line, _("%s 的 lines 应在 1 到 %d 之间"), x->name, MOST_LINES);
        if (x->width > MOST_WIDTH) BAD(j, x->line, _("%s 的 width 最多 %d"), x->name, MOST_WIDTH);
        if (x->carry && (x->carried || x->from || x->readonly)) BAD(j, x->line, _("%s 有 carry，就不能再有 carried、from、readonly"), x->name);
        if (x->from && (x->preset || x->required || x->readonly))
            BAD(j, x->line, _("%s 由 from 算出，不能再有 default、required、readonly"), x->name);
        if (!x->hook[HOOK_VALIDATE] != !*x->say.zh) BAD(j, x->line, _("%s 的 validate 和 say 要一起写"), x->name);
        no_twins(j, &x->among, "among");
        expression(j, x->line, "when", x->when);
        expression(j, x->line, "default", x->preset);
        expression(j, x->line, "from", x->from);
        for (int h = 0; h < N_HOOKS; h++) expression(j, x->line, hooks[h], x->hook[h]);
    }
}

static void judge_rest(struct judge *j)
{
    const struct form *f = j->form;
    for (size_t i = 0; i < f->children.n; i++) {
        const struct form_child *c = &f->children.at[i];
        if (!c->columns.n) BAD(j, c->line, _("明细 %s 没有列"), c->relation);
        if (c->rows < 1 || c->rows > MOST_LINES) BAD(j, c->line, _("明细 %s 的 rows 应在 1 到 %d 之间"), c->relation, MOST_LINES);
        if (holds(&c->columns, c->columns.n, c->by)) BAD(j, c->line, _("明细 %s 的 by 列由系统填，不要列出"), c->relation);
        no_twins(j, &c->columns, c->relation);
        for (size_t k = 0; k < i; k++)
            if (!strcmp(f->children.at[k].relation, c->relation)) BAD(j, c->line, _("明细 %s 写了两次"), c->relation);
    }
    if (f->actions.n > MOST_ACTIONS) BAD(j, f->actions.at[MOST_ACTIONS].line, _("动作最多 %d 个"), MOST_ACTIONS);
    for (size_t i = 0; i < f->actions.n; i++) {
        const struct form_action *x = &f->actions.at[i];
        if (!*x->call == !x->opens || !x->opens != !x->by || (x->opens && (x->takes || *x->asks.zh)))
            BAD(j, x->line, _("动作 %s 要么写 call，要么写 opens 和 by"), x->id);
        expression(j, f->actions.at[i].line, "when", f->actions.at[i].when);
        for (size_t k = 0; k < i; k++)
            if (!strcmp(f->actions.at[k].id, f->actions.at[i].id)) BAD(j, f->actions.at[i].line, _("动作 %s 写了两次"), f->actions.at[i].id);
    }
}

void judge_form(const struct form *f, struct faults *faults)
{
    struct judge j = { f, faults, f->file };
    struct names placed = { 0 };
    judge_head(&j);
    judge_list(&j);
    judge_ledger(&j, f->ledger);
    judge_record(&j, &placed);
    judge_fields(&j, &placed);
    judge_rest(&j);
}
