/* SPDX-License-Identifier: Apache-2.0 */
#include "conf/options.h"
#include "conf/cfg.h"
#include "base/text.h"
#include <limits.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#define WANT_OF_INT WANT_INT
#define WANT_OF_TEXT WANT_TEXT

static const struct cfg_key keys[] = {
#define OPTION(name, kind, fallback, unit, choices, text) { #name, WANT_OF_##kind, false, NULL, NULL },
#include "conf/options.def"
#undef OPTION
    { NULL, WANT_ANY, false, NULL, NULL }
};

static const struct option_row rows[] = {
#define OPTION(name, kind, fallback, unit, choices, text) { #name, #kind, #fallback, unit, choices, text },
#include "conf/options.def"
#undef OPTION
    { NULL, NULL, NULL, NULL, NULL, NULL }
};

const struct option_row *options_table(void) { return rows; }

void options_default(struct options *o)
{
    *o = (struct options){
#define OPTION(name, kind, fallback, unit, choices, text) .name = fallback,
#include "conf/options.def"
#undef OPTION
    };
}

/* Is the value among the choices? Numbers are compared as they are written. */
static bool allowed(const struct cfg_node *v, const char *choices)
{
    char number[24], list[128];
    const char *text = v->kind == CFG_TEXT ? v->text : number;

    snprintf(number, sizeof number, "%lld", v->number);
    if (!*choices)
        return true;
    snprintf(list, sizeof list, "%s", choices);
    for (char *rest = list, *word; (word = strtok_r(rest, " ", &rest));)
        if (!strcmp(word, text))
            return true;
    return false;
}

static void take_INT(int *to, const struct cfg_node *v) { *to = v->number > INT_MAX ? INT_MAX : (int)v->number; }
static void take_TEXT(const char **to, const struct cfg_node *v) { *to = v->text; }

static bool has_kind(const struct cfg_node *v, const char *kind)
{
    return v->kind == (!strcmp(kind, "INT") ? CFG_INT : CFG_TEXT) && v->number >= 0;
}

static void take(struct options *o, const struct cfg_node *v, struct faults *f)
{
    const struct option_row *row = rows;

    while (row->name && strcmp(row->name, v->name))
        row++;
    if (!row->name || !has_kind(v, row->kind))
        return;                         /* cfg_check() has said so */
    if (!allowed(v, row->choices)) {
        fault_add(f, v->file, v->line, _("%s 只能是：%s"), v->name, row->choices);
        return;
    }
#define OPTION(id, kind, fallback, unit, choices, text) \
    if (!strcmp(v->name, #id)) take_##kind(&o->id, v);
#include "conf/options.def"
#undef OPTION
}

void options_read(struct arena *a, struct options *o, const char *path, struct faults *f)
{
    const struct cfg_node *root;

    options_default(o);
    if (!path)
        path = getenv("LAOBING_CONF");
    if (!path || !*path) {
        path = SYSCONFDIR "/laobing/laobing.conf";
        if (access(path, F_OK))
            return;
    }
    root = cfg_read(a, a, path, NULL, f);
    if (!root)
        return;
    cfg_check(root, _("设置文件"), keys, f);
    for (size_t i = 0; i < root->n_child; i++)
        take(o, &root->child[i], f);
}

const char *options_conninfo(const struct options *o)
{
    if (*o->database)
        return o->database;
    return getenv("PGDATABASE") || getenv("PGSERVICE") ? "" : "dbname=laobing";
}
