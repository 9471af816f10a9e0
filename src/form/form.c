/* SPDX-License-Identifier: Apache-2.0 */
#include "form/form.h"
#include "base/text.h"
#include "conf/cfg.h"
#include "form/calc.h"
#include "form/judge.h"
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>

/* What a file may hold; doc/internals/forms.md tells the meaning. */
static const struct cfg_key field_keys[] = {
    { "name", WANT_NAME, true, NULL, NULL },       { "lines", WANT_INT, false, NULL, NULL },
    { "width", WANT_INT, false, NULL, NULL },      { "required", WANT_BOOL, false, NULL, NULL },
    { "readonly", WANT_BOOL, false, NULL, NULL },  { "when", WANT_TEXT, false, NULL, NULL },
    { "carried", WANT_BOOL, false, NULL, NULL },   { "among", WANT_NAMES, false, NULL, NULL },
    { "carry", WANT_BOOL, false, NULL, NULL },
    { "default", WANT_TEXT, false, NULL, NULL },   { "from", WANT_TEXT, false, NULL, NULL },
    { "on_enter", WANT_TEXT, false, NULL, NULL },  { "on_leave", WANT_TEXT, false, NULL, NULL },
    { "on_change", WANT_TEXT, false, NULL, NULL }, { "validate", WANT_TEXT, false, NULL, NULL },
    { "say", WANT_PAIR, false, NULL, NULL },       { NULL, WANT_ANY, false, NULL, NULL } };
static const struct cfg_key block_keys[] = {
    { "name", WANT_NAME, true, NULL, NULL },       { "relation", WANT_RELATION, true, NULL, NULL },
    { "rows", WANT_ROWS, true, NULL, NULL },       { "labelled", WANT_NAMES, false, NULL, NULL },
    { NULL, WANT_ANY, false, NULL, NULL } };
static const struct cfg_key sum_keys[] = {
    { "title", WANT_PAIR, true, NULL, NULL },      { "is", WANT_TEXT, true, NULL, NULL }, { NULL, WANT_ANY, false, NULL, NULL } };
static const struct cfg_key part_keys[] = {
    { "page", WANT_PAIR, false, NULL, NULL },      { "title", WANT_PAIR, false, NULL, NULL },
    { "rows", WANT_ROWS, false, NULL, NULL },      { "block", WANT_NAME, false, NULL, NULL },
    { "by", WANT_NAME, false, NULL, NULL },        { "sums", WANT_GROUPS, false, sum_keys, NULL },
    { NULL, WANT_ANY, false, NULL, NULL } };
static const struct cfg_key child_keys[] = {
    { "relation", WANT_RELATION, true, NULL, NULL }, { "by", WANT_NAME, true, NULL, NULL },
    { "register", WANT_NAME, false, NULL, NULL },  { "title", WANT_PAIR, false, NULL, NULL },
    { "columns", WANT_NAMES, true, NULL, NULL },   { "rows", WANT_INT, false, NULL, NULL },
    { NULL, WANT_ANY, false, NULL, NULL } };
static const struct cfg_key action_keys[] = {
    { "id", WANT_NAME, true, NULL, NULL },         { "call", WANT_RELATION, false, NULL, NULL },
    { "opens", WANT_NAME, false, NULL, NULL },     { "by", WANT_NAME, false, NULL, NULL },
    { "title", WANT_PAIR, true, NULL, NULL },      { "when", WANT_TEXT, false, NULL, NULL },
    { "asks", WANT_PAIR, false, NULL, NULL },      { "takes", WANT_NAME, false, NULL, NULL },
    { NULL, WANT_ANY, false, NULL, NULL } };
static const struct cfg_key tab_keys[] = {
    { "title", WANT_PAIR, true, NULL, NULL },      { "where", WANT_TEXT, true, NULL, NULL }, { NULL, WANT_ANY, false, NULL, NULL } };
static const struct cfg_key list_keys[] = {
    { "relation", WANT_RELATION, false, NULL, NULL }, { "columns", WANT_NAMES, true, NULL, NULL },
    { "order", WANT_TEXTS, false, NULL, NULL },    { "where", WANT_TEXT, false, NULL, NULL },
    { "call", WANT_RELATION, false, NULL, NULL },  { "asks", WANT_PAIR, false, NULL, NULL },
    { "tabs", WANT_GROUPS, false, tab_keys, NULL }, { NULL, WANT_ANY, false, NULL, NULL } };
static const struct cfg_key ledger_keys[] = {
    { "register", WANT_NAME, false, NULL, NULL },  { "title", WANT_PAIR, false, NULL, NULL },
    { "columns", WANT_NAMES, true, NULL, NULL },   { "carry", WANT_NAMES, false, NULL, NULL },
    { "rows", WANT_RELATION, false, NULL, NULL },  { "given", WANT_NAMES, false, NULL, NULL },
    { "last", WANT_NAME, false, NULL, NULL },      { "heading", WANT_PAIR, false, NULL, NULL },
    { NULL, WANT_ANY, false, NULL, NULL } };
static const struct cfg_key form_keys[] = {
    { "register", WANT_NAME, true, NULL, NULL },   { "title", WANT_PAIR, true, NULL, NULL },
    { "clause", WANT_TEXTS, true, NULL, NULL },    { "menu", WANT_TEXT, true, NULL, NULL },
    { "seq", WANT_INT, false, NULL, NULL },        { "relation", WANT_RELATION, true, NULL, NULL },
    { "locked", WANT_TEXT, false, NULL, NULL },    { "seal", WANT_BOOL, false, NULL, NULL },
    { "create", WANT_RELATION, false, NULL, NULL }, { "list", WANT_GROUP, true, list_keys, NULL },
    { "ledger", WANT_GROUP, false, ledger_keys, NULL },
    { "record", WANT_GROUPS, true, part_keys, NULL }, { "fields", WANT_GROUPS, false, field_keys, NULL },
    { "children", WANT_GROUPS, false, child_keys, NULL }, { "actions", WANT_GROUPS, false, action_keys, NULL },
    { "blocks", WANT_GROUPS, false, block_keys, NULL }, { NULL, WANT_ANY, false, NULL, NULL } };

static size_t length(const struct cfg_node *list) { return list ? list->n_child : 0; }

static struct pair pair_of(const struct cfg_node *group, const char *name)
{
    const struct cfg_node *n = cfg_get(group, name);
    return n ? (struct pair){ n->child[0].text, n->child[1].text } : (struct pair){ "", "" };
}

static struct names names_of(struct arena *a, const struct cfg_node *array)
{
    struct names list = { .line = array ? array->line : 0 };
    vec_room(a, &list, length(array));
    for (size_t i = 0; i < length(array); i++) vec_push(a, &list, array->child[i].text);
    return list;
}

static struct form_rows rows_of(struct arena *a, const struct cfg_node *list)
{
    struct form_rows rows = { 0 };
    vec_room(a, &rows, length(list));
    for (size_t i = 0; i < length(list); i++) vec_push(a, &rows, names_of(a, &list->child[i]));
    return rows;
}

static void read_fields(struct arena *a, struct form *f, const struct cfg_node *list)
{
    static const char *const hooks[N_HOOKS] = { "on_enter", "on_leave", "on_change", "validate" };
    vec_room(a, &f->fields, length(list));
    for (size_t i = 0; i < length(list); i++) {
        const struct cfg_node *g = &list->child[i];
        struct form_field x = {
            .name = cfg_text(g, "name", ""), .lines = (int)cfg_int(g, "lines", 1), .width = (int)cfg_int(g, "width", 0),
            .required = cfg_bool(g, "required", false), .readonly = cfg_bool(g, "readonly", false), .carried = cfg_bool(g, "carried", false),
            .carry = cfg_bool(g, "carry", false),
            .when = cfg_text(g, "when", NULL), .preset = cfg_text(g, "default", NULL), .from = cfg_text(g, "from", NULL),
            .say = pair_of(g, "say"), .among = names_of(a, cfg_get(g, "among")), .line = g->line };
        for (int h = 0; h < N_HOOKS; h++) x.hook[h] = cfg_text(g, hooks[h], NULL);
        vec_push(a, &f->fields, x);
    }
}

static void read_blocks(struct arena *a, struct form *f, const struct cfg_node *list)
{
    vec_room(a, &f->blocks, length(list));
    for (size_t i = 0; i < length(list); i++) {
        const struct cfg_node *g = &list->child[i];
        struct form_block b = { .name = cfg_text(g, "name", ""), .relation = cfg_text(g, "relation", ""),
            .rows = rows_of(a, cfg_get(g, "rows")), .labelled = names_of(a, cfg_get(g, "labelled")), .file = g->file, .line = g->line };
        vec_push(a, &f->blocks, b);
    }
}

static const struct form_block *find_block(const struct form *f, const char *name)
{
    for (size_t i = 0; i < f->blocks.n; i++)
        if (!strcmp(f->blocks.at[i].name, name)) return &f->blocks.at[i];
    return NULL;
}

/* Exactly one of page, rows, sums and block says what a part is. */
static bool part_shape(const struct cfg_node *g, struct faults *faults)
{
    size_t before = faults->n;
    int kinds = !!cfg_get(g, "page") + !!cfg_get(g, "rows") + !!cfg_get(g, "sums") + !!cfg_get(g, "block");
    if (kinds != 1) fault_add(faults, g->file, g->line, "%s", _("record 的每一段只能是 page、rows、sums、block 四者之一"));
    if (cfg_get(g, "by") && !cfg_get(g, "block")) fault_add(faults, g->file, g->line, "%s", _("by 只能和 block 一起写"));
    if (cfg_get(g, "title") && !cfg_get(g, "rows")) fault_add(faults, g->file, g->line, "%s", _("title 只能和 rows 一起写"));
    return faults->n == before;
}

static void read_sums(struct arena *a, struct form_part *p, const struct cfg_node *list, struct faults *faults)
{
    vec_room(a, &p->sums, length(list));
    for (size_t i = 0; i < length(list); i++) {
        const struct cfg_node *g = &list->child[i];
        struct form_sum x = { .title = pair_of(g, "title"), .line = g->line };
        const char *why = calc_read(a, cfg_text(g, "is", ""), &x.is);
        if (why) fault_add(faults, g->file, g->line, "%s", why);
        vec_push(a, &p->sums, x);
    }
}

static void read_parts(struct arena *a, struct form *f, const struct cfg_node *list, struct faults *faults)
{
    vec_room(a, &f->record, length(list));
    for (size_t i = 0; i < length(list); i++) {
        const struct cfg_node *g = &list->child[i];
        const char *block = cfg_text(g, "block", NULL);
        struct form_part p = { .title = pair_of(g, cfg_get(g, "page") ? "page" : "title"), .by = cfg_text(g, "by", NULL), .line = g->line };
        if (!part_shape(g, faults)) continue;
        p.kind = cfg_get(g, "page") ? PART_PAGE : cfg_get(g, "sums") ? PART_SUMS : p.by ? PART_HEADER : PART_ROWS;
        read_sums(a, &p, cfg_get(g, "sums"), faults);
        p.rows = rows_of(a, cfg_get(g, "rows"));
        if (block && !(p.block = find_block(f, block)))
            fault_add(faults, g->file, g->line, _("没有名为 %s 的 block"), block);
        if (p.block) p.rows = p.block->rows;
        vec_push(a, &f->record, p);
    }
}

static void read_children(struct arena *a, struct form *f, const struct cfg_node *list)
{
    vec_room(a, &f->children, length(list));
    for (size_t i = 0; i < length(list); i++) {
        const struct cfg_node *g = &list->child[i];
        struct form_child c = { .relation = cfg_text(g, "relation", ""), .by = cfg_text(g, "by", ""), .opens = cfg_text(g, "register", NULL),
            .title = pair_of(g, "title"), .columns = names_of(a, cfg_get(g, "columns")), .rows = (int)cfg_int(g, "rows", 4), .line = g->line };
        vec_push(a, &f->children, c);
    }
}

static void read_actions(struct arena *a, struct form *f, const struct cfg_node *list)
{
    vec_room(a, &f->actions, length(list));
    for (size_t i = 0; i < length(list); i++) {
        const struct cfg_node *g = &list->child[i];
        struct form_action x = { .id = cfg_text(g, "id", ""), .call = cfg_text(g, "call", ""), .title = pair_of(g, "title"), .asks = pair_of(g, "asks"),
            .opens = cfg_text(g, "opens", NULL), .by = cfg_text(g, "by", NULL), .takes = cfg_text(g, "takes", NULL), .when = cfg_text(g, "when", NULL), .line = g->line };
        vec_push(a, &f->actions, x);
    }
}

static void read_list(struct arena *a, struct form *f, const struct cfg_node *g)
{
    f->list.relation = cfg_text(g, "relation", f->relation);
    f->list.columns = names_of(a, cfg_get(g, "columns"));
    f->list.order = names_of(a, cfg_get(g, "order"));
    f->list.where = cfg_text(g, "where", NULL);
    f->list.call = cfg_text(g, "call", NULL);
    f->list.asks = pair_of(g, "asks");
    f->list.line = g->line;
    const struct cfg_node *tabs = cfg_get(g, "tabs");
    vec_room(a, &f->list.tabs, length(tabs));
    for (size_t i = 0; i < length(tabs); i++) {
        const struct cfg_node *t = &tabs->child[i];
        struct form_tab x = { .title = pair_of(t, "title"), .where = cfg_text(t, "where", ""), .line = t->line };
        vec_push(a, &f->list.tabs, x);
    }
}

static const struct form_ledger *ledger_of(struct arena *a, const struct form *f, const struct cfg_node *g)
{
    if (!g) return NULL;
    struct form_ledger *x = arena_new_of(a, struct form_ledger);
    *x = (struct form_ledger){ .register_ = cfg_text(g, "register", f->register_), .title = pair_of(g, "title"), .columns = names_of(a, cfg_get(g, "columns")),
        .carry = names_of(a, cfg_get(g, "carry")), .rows = cfg_text(g, "rows", NULL), .given = names_of(a, cfg_get(g, "given")),
        .last = cfg_text(g, "last", NULL), .heading = pair_of(g, "heading"), .line = g->line };
    return x;
}

/* FNV-1a over the tree, not the bytes: a comment more does not make another form. It tells a mixed-up installation, not malice:
 * the files belong to root. */
static uint64_t digest_text(uint64_t h, const char *s)
{
    for (const unsigned char *p = (const unsigned char *)(s ? s : "\001"); ; p++) {
        h = (h ^ *p) * UINT64_C(1099511628211);
        if (!*p) return h;
    }
}

static uint64_t digest_node(uint64_t h, const struct cfg_node *n)
{
    char head[80];
    snprintf(head, sizeof head, "%d %zu %lld %g", (int)n->kind, n->n_child, n->number, n->real);
    h = digest_text(digest_text(digest_text(h, head), n->name), n->text);
    for (size_t i = 0; i < n->n_child; i++) h = digest_node(h, &n->child[i]);
    return h;
}

static struct form *form_of(struct arena *a, const struct cfg_node *root, const char *path, struct faults *faults)
{
    struct form *f = arena_new_of(a, struct form);
    f->file = arena_str(a, path);
    snprintf(f->digest, sizeof f->digest, "%016" PRIx64, digest_node(UINT64_C(14695981039346656037), root));
    f->register_ = cfg_text(root, "register", "");
    f->title = pair_of(root, "title");
    f->clause = names_of(a, cfg_get(root, "clause"));
    f->menu = cfg_text(root, "menu", "");
    f->seq = (int)cfg_int(root, "seq", 0);
    f->relation = cfg_text(root, "relation", "");
    f->locked = cfg_text(root, "locked", NULL);
    f->seal = cfg_bool(root, "seal", false);
    f->create = cfg_text(root, "create", NULL);
    read_list(a, f, cfg_get(root, "list"));
    f->ledger = ledger_of(a, f, cfg_get(root, "ledger"));
    read_blocks(a, f, cfg_get(root, "blocks"));
    read_parts(a, f, cfg_get(root, "record"), faults);
    read_fields(a, f, cfg_get(root, "fields"));
    read_children(a, f, cfg_get(root, "children"));
    read_actions(a, f, cfg_get(root, "actions"));
    return f;
}

struct form *form_read(struct arena *a, const char *path, struct faults *faults)
{
    size_t before = faults->n;
    struct arena *nodes = arena_new(a);         /* a form keeps texts of the tree, no node: those were half of it */
    struct form *f = NULL;
    struct cfg_node *root = cfg_read(a, nodes, path, NULL, faults);
    if (root && cfg_check(root, _("登记簿"), form_keys, faults)) {
        f = form_of(a, root, path, faults);
        judge_form(f, faults);
    }
    arena_free(nodes);
    return faults->n == before ? f : NULL;
}

const struct form_field *form_field(const struct form *f, const char *name)
{
    for (size_t i = 0; i < f->fields.n; i++)
        if (!strcmp(f->fields.at[i].name, name)) return &f->fields.at[i];
    return NULL;
}
