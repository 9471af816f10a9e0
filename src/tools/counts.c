/* SPDX-License-Identifier: Apache-2.0 */
#include "tools/counts.h"
#include "base/str.h"

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
