/* SPDX-License-Identifier: Apache-2.0 */
#include "tools/counts.h"
#include "base/str.h"
#include "base/text.h"
#include "base/vec.h"

static const char tables[] =
    "select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace"
    " where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'"
    "   and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e') order by 1";

const char *counts_text(struct ctl *c, struct err *e)
{
    struct rows *r = ctl_run(c, e, tables), *one;
    struct str s;

    str_init(&s, c->a, 1 << 20);
    for (int i = 0; r && i < r->n; i++) {
        one = ctl_run(c, e, arena_printf(c->a, "select count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) from %s t",
                                         rows_text(r, i, 0)));
        if (!one)
            return NULL;
        str_addf(&s, "%s\t%s\t%s\n", rows_text(r, i, 0), rows_text(one, 0, 0), rows_text(one, 0, 1));
    }
    return r ? s.s : NULL;
}

struct count { const char *table, *rows, *digest; };
struct counts { struct count *at; size_t n, cap; };

static struct counts parse(struct arena *a, const char *text)
{
    struct counts all = { 0 };
    char *rest = arena_str(a, text), *line;

    while ((line = strsep(&rest, "\n"))) {
        struct count one = { strsep(&line, "\t"), line ? strsep(&line, "\t") : NULL, line ? line : "" };
        if (*one.table && one.rows)
            vec_push(a, &all, one);
    }
    return all;
}

static const struct count *find(const struct counts *all, const char *table)
{
    for (size_t i = 0; i < all->n; i++)
        if (!strcmp(all->at[i].table, table))
            return &all->at[i];
    return NULL;
}

/* Says in what a table differs from what it was; now is NULL when it is gone. */
static bool differs(const struct count *was, const struct count *now)
{
    if (!now)
        ctl_say(_("  %s\t备份时有 %s 行，现在没有这个表"), was->table, was->rows);
    else if (strcmp(was->rows, now->rows) != 0)
        ctl_say(_("  %s\t备份时有 %s 行，现在有 %s 行"), was->table, was->rows, now->rows);
    else if (strcmp(was->digest, now->digest) != 0)
        ctl_say(_("  %s\t还是 %s 行，内容不一样"), was->table, was->rows);
    else
        return false;
    return true;
}

int counts_compare(struct ctl *c, const char *saved, const char *now, int *n)
{
    struct counts was = parse(c->a, saved), is = parse(c->a, now);
    int differ = 0;

    for (size_t i = 0; i < was.n; i++)
        differ += differs(&was.at[i], find(&is, was.at[i].table));
    for (size_t i = 0; i < is.n; i++) {
        if (find(&was, is.at[i].table))
            continue;
        ctl_say(_("  %s\t备份时没有这个表，现在有 %s 行"), is.at[i].table, is.at[i].rows);
        differ++;
    }
    *n = (int)was.n;
    return differ;
}
