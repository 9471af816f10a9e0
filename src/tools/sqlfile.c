/* SPDX-License-Identifier: Apache-2.0 */
#include "tools/sqlfile.h"
#include "base/text.h"
#include "base/vec.h"
#include "conf/file.h"
#include "conf/paths.h"
#include "tools/sqlscan.h"
#include <stdio.h>
#include <stdlib.h>

enum { MOST_BYTES = 64 << 20 };

bool sqlfile_read(struct ctl *c, struct sqlfile *f, const char *folder, const char *name, struct err *e)
{
    f->name = name;
    f->path = file_join(c->a, paths_data(c->a, folder), name);
    f->number = *name >= '0' && *name <= '9' ? atoi(name) : -1;
    f->text = file_read(c->a, f->path, MOST_BYTES, NULL, e);
    if (!f->text)
        return false;
    f->sha256 = ctl_cell(c, e, "select encode(sha256(convert_to($1, 'UTF8')), 'hex')", 1, &f->text);
    return *f->sha256 || err_wrap(e, f->path);
}

struct sqlfile *sqlfile_list(struct ctl *c, const char *folder, size_t *n, struct err *e)
{
    VEC(struct sqlfile) files = { 0 };
    const char **names = file_list(c->a, paths_data(c->a, folder), ".sql", e);
    struct sqlfile f;

    if (!names)
        return NULL;
    for (; *names; names++) {
        if (!sqlfile_read(c, &f, folder, *names, e))
            return NULL;
        vec_push(c->a, &files, f);
    }
    *n = files.n;
    vec_push(c->a, &files, (struct sqlfile){ .name = NULL });
    return files.at;
}

bool sqlfile_run(struct ctl *c, const struct sqlfile *f, struct err *e)
{
    bool inside = pg_in_transaction(c->pg);
    int line = sqlscan_transaction(f->text);

    if (line)
        return err_set(e, ERR_VALUE, arena_printf(c->a, "%s:%d", f->path, line), _("文件里不能有 begin、commit：整个文件是一个事务，要么全装，要么不装"));
    if (pg_run_script(c->pg, f->text, &line, e))
        return !inside || pg_in_transaction(c->pg) ||
               err_set(e, ERR_VALUE, f->path, _("它自己结束了事务，里面的语句已经生效，却没有记为装过；请去掉结束事务的语句，再查看数据库"));
    return err_wrap(e, line ? arena_printf(c->a, "%s:%d", f->path, line) : f->path);
}

bool sqlfile_begin(struct ctl *c, struct err *e)
{
    return pg_run_script(c->pg, "begin; set local role lb_owner", NULL, e);
}

bool sqlfile_end(struct ctl *c, bool ok, struct err *e)
{
    if (ok)
        return pg_run_script(c->pg, "commit", NULL, e);
    pg_run_script(c->pg, "rollback", NULL, NULL);
    return false;
}

bool sqlfile_run_all(struct ctl *c, const char *folder, struct err *e)
{
    size_t n;
    struct sqlfile *files = sqlfile_list(c, folder, &n, e);

    for (size_t i = 0; files && i < n; i++) {
        ctl_say("  %s/%s", folder, files[i].name);
        if (!sqlfile_begin(c, e) || !sqlfile_end(c, sqlfile_run(c, &files[i], e), e))
            return false;
    }
    return files;
}
