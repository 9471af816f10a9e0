/* SPDX-License-Identifier: Apache-2.0 */
#include "folder.h"
#include "screen.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static char place[200], conf[300];

const char *shell(const char *fmt, ...)
{
    static char said[2000];
    char command[4000];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(command, sizeof command, fmt, ap);
    va_end(ap);
    FILE *f = popen(command, "r");
    size_t n = fread(said, 1, sizeof said - 1, f);
    pclose(f);
    while (n && said[n - 1] == '\n') n--;
    said[n] = 0;
    return said;
}

void make_folders(void)
{
    snprintf(place, sizeof place, "/tmp/lbdrop.XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(place));
    shell("cd %s && for who in s_village s_head s_street s_supervisor s_english s_auditor; do mkdir -p $who/in $who/out; done; echo 'drop_folder = \"%s/%%u\"; lp = \"\";' >conf", place, place);
    snprintf(conf, sizeof conf, "LAOBING_CONF=%s/conf", place);
}

void remove_folders(void)
{
    shell("rm -rf %s", place);
}

const char *folder(void)
{
    return place;
}

struct ht *sit_here(const char *login)
{
    return sit_here_with(login, NULL);
}

struct ht *sit_here_with(const char *login, const char *env)
{
    return sit_as(login, (struct seating){ .env = { conf, env } });
}
