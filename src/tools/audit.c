/* SPDX-License-Identifier: Apache-2.0 */
/* audit: the sealed log. `export` writes the digest of each block, to be kept where the database's administrators cannot reach;
 * `verify` checks the chain, and with such a file also that it is still the same chain and as long. */
#include "base/text.h"
#include "conf/file.h"
#include "tools/ctl.h"
#include <stdio.h>

/* The last line "block<TAB>hash" of an exported file. */
static bool last_head(struct ctl *c, const char *path, const char *p[2], struct err *e)
{
    char *rest = file_read(c->a, path, 1 << 28, NULL, e), *line;

    if (!rest)
        return false;
    while ((line = strsep(&rest, "\n"))) {
        char *hash = strchr(line, '\t');
        if (!hash || *line < '0' || *line > '9')
            continue;
        *hash = 0;
        p[0] = line;
        p[1] = hash + 1;
    }
    return p[0] || err_set(e, ERR_VALUE, path, _("里面没有封存块的摘要"));
}

static enum ctl_end verify(struct ctl *c, const char *path, struct err *e)
{
    const char *p[2] = { NULL, NULL };
    struct rows *r;

    if (path && !last_head(c, path, p, e))
        return ctl_fail(c, e);
    r = path ? ctl_rows(c, e, "select block, zh, en, seq from audit.verify_against($1::bigint, $2)", 2, p)
             : ctl_run(c, e, "select block, zh, en, seq from audit.verify()");
    if (!r)
        return ctl_fail(c, e);
    if (r->n) {
        ctl_print(r);
        return CTL_FAILED;
    }
    printf(_("封存的 %s 块完好\n"), ctl_cell(c, e, "select count(*) from audit.seal", 0, NULL));
    return CTL_OK;
}

enum ctl_end audit_command(struct ctl *c, int argc, char **argv)
{
    struct err e = { .code = ERR_NONE };
    struct rows *r;

    if (argc < 2 || argc > 3 || (strcmp(argv[1], "verify") && (strcmp(argv[1], "export") || argc > 2)))
        return ctl_usage(c);
    if (!ctl_connect(c, NULL, &e))
        return ctl_fail(c, &e);
    if (!strcmp(argv[1], "verify"))
        return verify(c, argc > 2 ? argv[2] : NULL, &e);
    r = ctl_run(c, &e, "select block, hash from audit.heads() order by block");
    if (!r)
        return ctl_fail(c, &e);
    ctl_print(r);
    return CTL_OK;
}
