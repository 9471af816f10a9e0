/* SPDX-License-Identifier: Apache-2.0 */
/* A file goes by COPY into a temporary table with the columns its head line names, in the types of the target; one insert ... on
 * conflict, written by the server from the catalogue, takes it on. */
#include "tools/load.h"
#include "base/str.h"
#include "base/text.h"
#include "conf/file.h"
#include "conf/paths.h"
#include "tools/sqlfile.h"
#include <stdio.h>
#include <stdlib.h>

enum { MOST_BYTES = 256 << 20 };

/* Columns of the head line as a list of quoted names; NULL when it is none. */
static const char *columns_of(struct ctl *c, const char *text)
{
    size_t n = strcspn(text, "\r\n");
    char *rest = arena_copy(c->a, text, n), *name;
    struct str s;

    str_init(&s, c->a, 4000);
    while ((name = strtok_r(rest, ",", &rest))) {
        if (strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(name))
            return NULL;
        str_add(&s, s.n ? ", " : "");
        str_add_ident(&s, name);
    }
    return s.n && !s.full ? s.s : NULL;
}

static const char merge_text[] =
    "with k as (select array_agg(a.attname::text order by a.attnum) as keys from pg_index i join pg_attribute a"
    "             on a.attrelid = i.indrelid and a.attnum = any (i.indkey) where i.indrelid = $1::regclass and i.indisprimary),"
    "     c as (select array_agg(quote_ident(a.attname) order by a.attnum) as every,"
    "                  array_agg(quote_ident(a.attname) order by a.attnum) filter (where a.attname <> all (k.keys)) as plain"
    "             from pg_attribute a, k where a.attrelid = 'pg_temp.stage'::regclass and a.attnum > 0 group by k.keys)"
    " select format('insert into %s as t (%s) select %s from stage on conflict (%s) do ', $1::regclass, array_to_string(every, ', '),"
    "   (select string_agg(case when a.attnotnull and a.atttypid = 'text'::regtype then format('coalesce(%s, '''')', e) else e end, ', ' order by o)"
    "      from unnest(every) with ordinality as u (e, o) join pg_attribute a on a.attrelid = $1::regclass and quote_ident(a.attname) = e),"
    "   (select string_agg(quote_ident(x), ', ') from unnest(keys) x))"
    " || case when plain is null then 'nothing' else"
    "   (select format('update set %s where not (%s) and (%s) is distinct from (%s)', string_agg(format('%s = excluded.%s', p, p), ', '), $2::text,"
    "     string_agg('t.' || p, ', '), string_agg('excluded.' || p, ', ')) from unnest(plain) p) end"
    " from c, k where keys is not null";

bool load_csv(struct ctl *c, const char *relation, const char *path, const char *rest, long *changed, struct err *e)
{
    size_t n;
    const char *text = file_read(c->a, path, MOST_BYTES, &n, e), *columns, *merge, *p[] = { relation, rest };
    struct rows *r;

    if (!text)
        return false;
    columns = columns_of(c, text);
    if (!columns)
        return err_set(e, ERR_VALUE, path, _("第一行要是列名"));
    if (!ctl_run(c, e, "drop table if exists pg_temp.stage") ||
        !ctl_run(c, e, arena_printf(c->a, "create temp table stage as select %s from %s limit 0", columns, relation)) ||
        !pg_copy_in(c->pg, "copy pg_temp.stage from stdin (format csv, header match)", text, n, e))
        return err_wrap(e, path);
    merge = ctl_cell(c, e, merge_text, 2, p);
    if (!*merge)
        return e->code ? err_wrap(e, path) : err_set(e, ERR_VALUE, path, _("目标表没有主键"));
    r = ctl_run(c, e, merge);
    if (!r)
        return err_wrap(e, path);
    *changed = r->changed;
    return ctl_run(c, e, "drop table pg_temp.stage");
}

/* One line of the manifest: relation, file, mode. */
struct entry {
    const char *relation, *file;
    const char *digest;
};

static bool digest_of(struct ctl *c, struct entry *entry, const char *path, struct err *e)
{
    const char *text = file_read(c->a, path, MOST_BYTES, NULL, e);

    entry->digest = text ? ctl_cell(c, e, "select encode(sha256(convert_to($1, 'UTF8')), 'hex')", 1, &text) : "";
    return *entry->digest || err_wrap(e, path);
}

static bool load_entry(struct ctl *c, struct entry *entry, bool anew, struct err *e)
{
    const char *path = file_join(c->a, paths_data(c->a, "sql/data"), entry->file);
    const char *p[2] = { arena_printf(c->a, "data/%s", entry->file), NULL };
    long changed = 0;

    if (!digest_of(c, entry, path, e))
        return false;
    p[1] = entry->digest;
    if (!anew && *ctl_cell(c, e, "select true from app.repeatable where name = $1 and sha256 = $2", 2, p))
        return true;
    if (e->code || !sqlfile_begin(c, e))
        return false;
    if (!sqlfile_end(c, load_csv(c, entry->relation, path, "false", &changed, e) &&
                        ctl_rows(c, e, "insert into app.repeatable (name, sha256) values ($1, $2) on conflict (name) do update"
                                       " set sha256 = excluded.sha256, applied_at = clock_timestamp()", 2, p), e))
        return false;
    if (changed)
        ctl_say(_("  %s：%ld 行"), entry->relation, changed);
    return true;
}

bool load_manifest(struct ctl *c, bool anew, struct err *e)
{
    const char *path = paths_data(c->a, "sql/data/MANIFEST");
    char *rest = file_read(c->a, path, 1 << 20, NULL, e), *line;
    int number = 0;

    if (!rest)
        return false;
    while ((line = strsep(&rest, "\n"))) {
        char *words = line;
        struct entry entry = { strtok_r(words, " \t", &words), strtok_r(NULL, " \t", &words), NULL };
        const char *mode = strtok_r(NULL, " \t", &words);
        number++;
        if (!entry.relation || *entry.relation == '#')
            continue;
        if (!entry.file || (mode && strcmp(mode, "load") != 0))
            return err_set(e, ERR_VALUE, arena_printf(c->a, "%s:%d", path, number), _("要写成：表 文件 [load]"));
        if (!load_entry(c, &entry, anew, e))
            return false;
    }
    return true;
}
