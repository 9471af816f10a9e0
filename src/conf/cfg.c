/* SPDX-License-Identifier: Apache-2.0 */
/* The only file that knows libconfig. It keeps to what version 1.5 has, and lets go of it before returning. */
#include "conf/cfg.h"
#include "conf/file.h"
#include "conf/scan.h"
#include "base/text.h"
#include "base/utf8.h"
#include <libconfig.h>

struct copy {
    struct arena *texts, *nodes;
    const char *path, *incdir;
    struct faults *faults;
};

/* libconfig names included files as written, without the directory. */
static const char *opened_as(const struct copy *c, const char *file)
{
    if (!file || !strcmp(file, c->path))
        return c->path;
    return *c->incdir && !strncmp(file, c->incdir, strlen(c->incdir)) ? arena_str(c->texts, file)
                                                                     : file_join(c->texts, c->incdir, file);
}

static void copy_value(const struct copy *c, struct cfg_node *to, const config_setting_t *from)
{
    switch (config_setting_type(from)) {
    case CONFIG_TYPE_STRING:
        to->kind = CFG_TEXT;
        to->text = arena_str(c->texts, config_setting_get_string(from));
        if (!to->text)
            to->text = "";
        if (!utf8_is_valid(to->text, strlen(to->text))) {
            fault_add(c->faults, to->file, to->line, _("引号里的 \\x 写出了不是 UTF-8 的字节"));
            to->text = "";
        }
        break;
    case CONFIG_TYPE_INT: case CONFIG_TYPE_INT64:
        to->kind = CFG_INT;
        to->number = config_setting_get_int64(from);
        break;
    case CONFIG_TYPE_FLOAT:
        to->kind = CFG_REAL;
        to->real = config_setting_get_float(from);
        break;
    default:
        to->kind = CFG_BOOL;
        to->number = config_setting_get_bool(from) != 0;
    }
}

/* Recursion is bounded by SCAN_NESTING. */
static void copy_node(const struct copy *c, struct cfg_node *to, const config_setting_t *from)
{
    unsigned line = config_setting_source_line(from);

    to->name = arena_str(c->nodes, config_setting_name(from));
    to->file = opened_as(c, config_setting_source_file(from));
    to->line = line ? (int)line : 1;
    if (!config_setting_is_aggregate(from)) {
        copy_value(c, to, from);
        return;
    }
    to->kind = config_setting_is_group(from) ? CFG_GROUP : config_setting_is_list(from) ? CFG_LIST : CFG_ARRAY;
    to->n_child = (size_t)config_setting_length(from);
    to->child = arena_array(c->nodes, struct cfg_node, to->n_child + 1);
    for (size_t i = 0; i < to->n_child; i++)
        copy_node(c, &to->child[i], config_setting_get_elem(from, (unsigned)i));
}

static const char *reason(const char *says)
{
    if (!says || !strcmp(says, "syntax error"))
        return _("写法不对，请看这一行和上一行：是否少了分号、逗号、引号或括号");
    if (strstr(says, "duplicate"))
        return _("同一个名字写了两次");
    if (strstr(says, "mismatched"))
        return _("[ ] 里的值必须是同一种");
    return says;
}

struct cfg_node *cfg_read(struct arena *texts, struct arena *nodes, const char *path, const char *incdir, struct faults *faults)
{
    struct copy c = { texts, nodes, arena_str(texts, path), incdir ? incdir : file_dir(nodes, path), faults };
    struct cfg_node *root = NULL;
    const char *text;
    config_t config;

    if (!scan_file(nodes, c.path, c.incdir, faults, &text))
        return NULL;
    config_init(&config);
    config_set_include_dir(&config, c.incdir);
    if (text ? config_read_string(&config, text) : config_read_file(&config, c.path)) {
        root = arena_new_of(nodes, struct cfg_node);
        copy_node(&c, root, config_root_setting(&config));
    } else {
        fault_add(faults, opened_as(&c, config_error_file(&config)), config_error_line(&config), "%s",
                  reason(config_error_text(&config)));
    }
    config_destroy(&config);
    return root;
}

const struct cfg_node *cfg_get(const struct cfg_node *group, const char *name)
{
    for (size_t i = 0; group && group->kind == CFG_GROUP && i < group->n_child; i++)
        if (!strcmp(group->child[i].name, name))
            return &group->child[i];
    return NULL;
}

const char *cfg_text(const struct cfg_node *group, const char *name, const char *otherwise)
{
    const struct cfg_node *n = cfg_get(group, name);

    return n && n->kind == CFG_TEXT ? n->text : otherwise;
}

long long cfg_int(const struct cfg_node *group, const char *name, long long otherwise)
{
    const struct cfg_node *n = cfg_get(group, name);

    return n && n->kind == CFG_INT ? n->number : otherwise;
}

bool cfg_bool(const struct cfg_node *group, const char *name, bool otherwise)
{
    const struct cfg_node *n = cfg_get(group, name);

    return n && n->kind == CFG_BOOL ? n->number : otherwise;
}
