/* SPDX-License-Identifier: Apache-2.0 */
#include "tools/lint.h"
#include "base/str.h"
#include "base/text.h"
#include "conf/file.h"
#include "conf/paths.h"
#include "pg/rows.h"
#include "store/bind.h"
#include "store/probe.h"
#include <stdio.h>

struct lint {
    struct ctl *ctl;
    const char *dir;
    struct faults *faults;
    struct err *e;
    struct { struct form **at; size_t n, cap; } good;
};

/* Each statement by itself: the server stops at the first fault of one. Clauses and chapters say by division by zero that they are unknown. */
static bool ask_probes(struct lint *l, const struct form *f, const struct bound *b)
{
    struct probes probes = { 0 };
    struct err e;
    probe_form(l->ctl->a, b, &probes);
    for (size_t i = 0; i < probes.n; i++) {
        const struct probe *p = &probes.at[i];
        if (ctl_run(l->ctl, &e, p->sql)) continue;
        if (!*e.sqlstate) { *l->e = e; return false; }
        if (!strcmp(e.sqlstate, "22012")) fault_add(l->faults, f->file, p->line, p->is_menu ? _("目录里没有第 %s 章：有哪些，看 std.chapter") : _("标准里没有条款 %s"), p->what);
        else fault_add(l->faults, f->file, p->line, "%s: %s", p->what, *e.detail ? e.detail : e.text);
    }
    return true;
}

/* The register an action opens has the field it fills. */
static void find_begun(struct lint *l, const struct form *f, const struct form_action *x)
{
    struct faults own;                          /* the file's faults are told when it is its turn */
    faults_init(&own, l->ctl->a);
    const struct form *there = form_read(l->ctl->a, file_join(l->ctl->a, l->dir, arena_printf(l->ctl->a, "%s.form", x->opens)), &own);
    bool has = own.n > 0;
    for (size_t i = 0; there && i < there->record.n; i++)
        for (size_t r = 0; r < there->record.at[i].rows.n; r++)
            for (size_t k = 0; k < there->record.at[i].rows.at[r].n; k++) has |= !strcmp(there->record.at[i].rows.at[r].at[k], x->by);
    if (!has) fault_add(l->faults, f->file, x->line, _("登记簿 %s 里没有字段 %s"), x->opens, x->by);
}

static void find_opened(struct lint *l, const struct form *f)
{
    for (size_t i = 0; i < f->actions.n; i++)
        if (f->actions.at[i].opens) find_begun(l, f, &f->actions.at[i]);
    for (size_t i = 0; i < f->children.n; i++) {
        const char *name = f->children.at[i].opens;
        FILE *there = name ? fopen(file_join(l->ctl->a, l->dir, arena_printf(l->ctl->a, "%s.form", name)), "r") : NULL;
        if (name && !there) fault_add(l->faults, f->file, f->children.at[i].line, _("没有登记簿 %s"), name);
        if (there) fclose(there);
    }
}

/* What a reference means is found by what is typed: of three million people nobody chooses from a list. */
static void find_finders(struct lint *l, const char *file, const struct fieldset *set, const struct names *placed, int line)
{
    for (size_t i = 0; i < placed->n; i++) {
        size_t at = field_find(set, placed->at[i]);
        const struct field *f = at == NO_FIELD ? NULL : &set->at[at];
        if (f && f->type == FIELD_REF && !f->ref_finder && !(f->more && f->more->carried)) fault_add(l->faults, file, placed->line ? placed->line : line, _("%s 指向 %s，字典里没有说用哪个函数 (text, int) 找它（finder）"), f->name, f->ref);
    }
}

static void find_references(struct lint *l, const struct form *f, const struct bound *b)
{
    for (size_t i = 0; i < f->record.n; i++) {
        const struct form_part *p = &f->record.at[i];
        for (size_t r = 0; p->kind == PART_ROWS && r < p->rows.n; r++)
            find_finders(l, p->block ? p->block->file : f->file, &b->fields, &p->rows.at[r], p->line);
    }
    for (size_t i = 0; i < b->children.n; i++) find_finders(l, f->file, &b->children.at[i].fields, &f->children.at[i].columns, f->children.at[i].line);
}

/* The grid a list opens may be of another register's records. */
static bool find_ledger(struct lint *l, const struct form *f, const struct bound *b)
{
    const struct form_ledger *x = f->ledger;
    struct faults own;                          /* the file's faults are told when it is its turn */
    if (!x) return true;
    if (!strcmp(x->register_, f->register_)) {
        bind_ledger(b, x, f->file, l->faults);
        return true;
    }
    faults_init(&own, l->ctl->a);
    const struct form *there = form_read(l->ctl->a, file_join(l->ctl->a, l->dir, arena_printf(l->ctl->a, "%s.form", x->register_)), &own);
    if (!there) {
        fault_add(l->faults, f->file, x->line, _("没有登记簿 %s"), x->register_);
        return true;
    }
    const char *param = bind_param(l->ctl->a, there);
    struct rows *rows = ctl_rows(l->ctl, l->e, bind_sql(), 1, &param);
    const struct bound *other = rows ? bind_rows(l->ctl->a, there, rows, false, &own) : NULL;
    if (other) bind_ledger(other, x, f->file, l->faults);
    return rows != NULL;
}

static bool one_form(struct lint *l, const char *path)
{
    struct form *f = form_read(l->ctl->a, path, l->faults);
    size_t before = l->faults->n;
    if (!f) return true;
    const char *param = bind_param(l->ctl->a, f);
    struct rows *rows = ctl_rows(l->ctl, l->e, bind_sql(), 1, &param);
    if (!rows && !*l->e->sqlstate) return false;
    if (!rows) {                                /* a default of the dictionary that cannot be reckoned, say */
        fault_add(l->faults, f->file, 1, "%s: %s", f->relation, *l->e->detail ? l->e->detail : l->e->text);
        err_clear(l->e);
        return true;
    }
    struct bound *b = bind_look(l->ctl->a, f, rows, false, l->faults);
    find_opened(l, f);
    if (b) find_references(l, f, b);
    if (b && !find_ledger(l, f, b)) return false;
    if (b && !ask_probes(l, f, b)) return false;
    if (l->faults->n == before) vec_push(l->ctl->a, &l->good, f);
    return true;
}

/* ---- app.form */
static const char *as_json(struct arena *a, const struct form *f)
{
    struct str s;
    str_init(&s, a, 1 << 14);
    const struct { const char *key, *value; } pairs[] = { { "register", f->register_ }, { "menu", f->menu }, { "title_zh", f->title.zh },
        { "title_en", f->title.en }, { "relation", f->relation }, { "digest", f->digest } };
    str_addf(&s, "{\"seq\": %d", f->seq);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        str_addf(&s, ", \"%s\": ", pairs[i].key);
        str_add_json(&s, pairs[i].value);
    }
    str_add(&s, ", \"clause\": [");
    for (size_t i = 0; i < f->clause.n; i++) {
        if (i) str_add(&s, ", ");
        str_add_json(&s, f->clause.at[i]);
    }
    str_add(&s, "]}");
    return s.s;
}

/* One statement: the menu changes as a whole. Registers whose file is gone leave it. */
static bool put_forms(struct lint *l)
{
    struct str all;
    str_init(&all, l->ctl->a, 1 << 20);
    str_add(&all, "[");
    for (size_t i = 0; i < l->good.n; i++) str_addf(&all, "%s%s", i ? ", " : "", as_json(l->ctl->a, l->good.at[i]));
    str_add(&all, "]");
    const char *param = all.s;
    return ctl_rows(l->ctl, l->e,
        "with f as materialized (select f from jsonb_array_elements($1::jsonb) f),\n"
        "     gone as (delete from app.form x where x.register not in (select f ->> 'register' from f))\n"
        "select app.form_put(f) from f", 1, &param);
}

bool lint_forms(struct ctl *c, const char *dir, bool put, struct faults *faults, struct err *e)
{
    struct lint l = { .ctl = c, .dir = dir ? dir : paths_data(c->a, "forms"), .faults = faults, .e = e };
    const char **names = file_list(c->a, l.dir, ".form", e);
    if (!names) return false;
    if (!names[0]) return err_set(e, ERR_VALUE, l.dir, _("这个目录里没有登记簿文件（*.form）"));
    for (size_t i = 0; names[i]; i++)
        if (!one_form(&l, file_join(c->a, l.dir, names[i]))) return false;
    return faults->n || !put || put_forms(&l);
}

/* What the definitions of processes lack, told by the database (flow.lint), as if each process were a file and each of its states a part of it. */
bool lint_flows(struct ctl *c, struct faults *faults, struct err *e)
{
    const char *language = text_language_now();
    struct rows *r = ctl_rows(c, e, "select concat_ws('/', process, state), code, case $1 when 'en' then en else zh end from flow.lint order by 1, 2, 3", 1, &language);
    for (int i = 0; r && i < r->n; i++) fault_add(faults, rows_text(r, i, 0), 0, "%s (%s)", rows_text(r, i, 2), rows_text(r, i, 1));
    return r;
}

/* The same of the dictionary and the rules around it (app.lint). */
bool lint_words(struct ctl *c, struct faults *faults, struct err *e)
{
    const char *language = text_language_now();
    struct rows *r = ctl_rows(c, e, "select place, code, case $1 when 'en' then en else zh end from app.lint() order by 1, 2, 3", 1, &language);
    for (int i = 0; r && i < r->n; i++) fault_add(faults, rows_text(r, i, 0), 0, "%s (%s)", rows_text(r, i, 2), rows_text(r, i, 1));
    return r;
}

/* Only migrate writes the menu. The server holds lint to that, whatever a probe says. */
static bool connect_to_read(struct ctl *c, struct err *e)
{
    return ctl_connect(c, NULL, e) && ctl_run(c, e, "set default_transaction_read_only = on");
}

enum ctl_end lint_command(struct ctl *c, int argc, char **argv)
{
    struct err e = { .code = ERR_NONE };
    struct faults faults;
    int at = argc > 1 && !strcmp(argv[1], "--dry-run") ? 2 : 1;     /* it always is one; the word may be said */
    if (argc > at + 1 || (argc > at && argv[at][0] == '-')) return ctl_usage(c);
    faults_init(&faults, c->a);
    if (!connect_to_read(c, &e) || !lint_flows(c, &faults, &e) || !lint_words(c, &faults, &e) || !lint_forms(c, argc > at ? argv[at] : NULL, false, &faults, &e)) return ctl_fail(c, &e);
    faults_sort(&faults);
    faults_print(&faults, stderr);
    if (!faults.n) return CTL_OK;
    ctl_say(_("登记簿、字典和流程共有 %zu 处错"), faults.n);
    return CTL_FAILED;
}
