/* SPDX-License-Identifier: Apache-2.0 */
#include "conf/cfg.h"
#include "base/text.h"

static const char *const wants[] = {
    [WANT_TEXT] = N_("引号里的文字"),
    [WANT_NAME] = N_("引号里的小写英文名"),
    [WANT_RELATION] = N_("引号里的 \"模式.表\""),
    [WANT_INT] = N_("整数"),
    [WANT_BOOL] = N_("true 或 false"),
    [WANT_PAIR] = N_("[ \"中文\", \"English\" ]"),
    [WANT_TEXTS] = "[ \"...\", \"...\" ]",
    [WANT_NAMES] = "[ \"name\", \"name\" ]",
    [WANT_ROWS] = "( [ \"name\" ], [ \"name\" ] )",
    [WANT_GROUP] = "{ ... }",
    [WANT_GROUPS] = "( { ... }, { ... } )",
    [WANT_ANY] = "",
};

static bool is_name(const char *s, size_t n)
{
    if (!n || n > 63 || (s[0] >= '0' && s[0] <= '9'))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!((s[i] >= 'a' && s[i] <= 'z') || (s[i] >= '0' && s[i] <= '9') || s[i] == '_'))
            return false;
    return true;
}

static bool is_relation(const char *s)
{
    const char *dot = strchr(s, '.');

    return dot && is_name(s, (size_t)(dot - s)) && is_name(dot + 1, strlen(dot + 1));
}

static bool is_text(const struct cfg_node *v, bool name)
{
    return v->kind == CFG_TEXT && (!name || is_name(v->text, strlen(v->text)));
}

static bool are_texts(const struct cfg_node *v, bool names)
{
    bool ok = v->kind == CFG_ARRAY;

    for (size_t i = 0; ok && i < v->n_child; i++)
        ok = is_text(&v->child[i], names);
    return ok;
}

static bool are_rows(const struct cfg_node *v)
{
    bool ok = v->kind == CFG_LIST;

    for (size_t i = 0; ok && i < v->n_child; i++)
        ok = v->child[i].n_child && are_texts(&v->child[i], true);
    return ok;
}

static bool are_groups(const struct cfg_node *v)
{
    bool ok = v->kind == CFG_LIST;

    for (size_t i = 0; ok && i < v->n_child; i++)
        ok = v->child[i].kind == CFG_GROUP;
    return ok;
}

static bool fits(const struct cfg_node *v, enum cfg_want want)
{
    switch (want) {
    case WANT_TEXT: return is_text(v, false);
    case WANT_NAME: return is_text(v, true);
    case WANT_RELATION: return v->kind == CFG_TEXT && is_relation(v->text);
    case WANT_INT: return v->kind == CFG_INT && v->number >= 0;
    case WANT_BOOL: return v->kind == CFG_BOOL;
    case WANT_PAIR: return are_texts(v, false) && v->n_child == 2;
    case WANT_TEXTS: return are_texts(v, false);
    case WANT_NAMES: return are_texts(v, true);
    case WANT_ROWS: return are_rows(v);
    case WANT_GROUP: return v->kind == CFG_GROUP;
    case WANT_GROUPS: return are_groups(v);
    case WANT_ANY: break;
    }
    return true;
}

/* Is s one of the words of list, which are set apart by single spaces? */
static bool is_one_of(const char *s, const char *list)
{
    size_t n = strlen(s);

    for (const char *p = list; n && (p = strstr(p, s)); p += n)
        if ((p == list || p[-1] == ' ') && (!p[n] || p[n] == ' '))
            return true;
    return false;
}

static void check_choice(const struct cfg_node *v, const char *name, const char *list, struct faults *f)
{
    if (v->kind == CFG_TEXT && !is_one_of(v->text, list))
        fault_add(f, v->file, v->line, _("%s 不能是 \"%s\"，只能是：%s"), name, v->text, list);
    for (size_t i = 0; i < v->n_child; i++)
        check_choice(&v->child[i], name, list, f);
}

static bool check_value(const struct cfg_node *v, const struct cfg_key *k, struct faults *f)
{
    size_t before = f->n;
    bool ok = true;

    if (!fits(v, k->want)) {
        fault_add(f, v->file, v->line, _("%s 要写成%s"), k->name, _(wants[k->want]));
        return false;
    }
    if (k->oneof) {
        check_choice(v, k->name, k->oneof, f);
        ok = f->n == before;
    }
    if (k->want == WANT_GROUP && k->sub)
        ok &= cfg_check(v, k->name, k->sub, f);
    for (size_t i = 0; k->want == WANT_GROUPS && k->sub && i < v->n_child; i++)
        ok &= cfg_check(&v->child[i], k->name, k->sub, f);
    return ok;
}

static const struct cfg_key *key_find(const struct cfg_key *keys, const char *name)
{
    while (keys->name && strcmp(keys->name, name))
        keys++;
    return keys->name ? keys : NULL;
}

bool cfg_check(const struct cfg_node *group, const char *what, const struct cfg_key *keys, struct faults *f)
{
    bool ok = true;

    for (size_t i = 0; i < group->n_child; i++) {
        const struct cfg_node *v = &group->child[i];
        const struct cfg_key *k = key_find(keys, v->name);
        if (k)
            ok &= check_value(v, k, f);
        else
            fault_add(f, v->file, v->line, _("%s 里没有 %s 这个名字"), what, v->name);
    }
    for (const struct cfg_key *k = keys; k->name; k++)
        if (k->required && !cfg_get(group, k->name)) {
            fault_add(f, group->file, group->line, _("%s 里缺少 %s"), what, k->name);
            ok = false;
        }
    return ok;
}
