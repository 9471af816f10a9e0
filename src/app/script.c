/* SPDX-License-Identifier: Apache-2.0 */
#include "app/app.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "term/dump.h"
#include "term/key.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { LINE_MAX_BYTES = 200000 };

static void push_line(struct app *app, const char *s, size_t n)
{
    for (size_t at = 0; at < n; ) {
        uint32_t cp;
        const char *close = s[at] == '<' ? memchr(s + at, '>', n - at) : NULL;
        if (s[at] == '<' && at + 1 < n && s[at + 1] == '<') {
            cp = '<';
            at += 2;
        } else if (close) {
            cp = key_by_name(s + at + 1, (size_t)(close - s) - at - 1);
            at = (size_t)(close - s) + 1;
        } else {
            at += utf8_get(s + at, n - at, &cp);
        }
        if (cp != K_NONE) vec_push(app->arena, &app->keys, cp);
    }
}

static bool do_line(struct app *app, const char *line, struct err *e)
{
    size_t n = strcspn(line, "\r\n");
    if (line[0] == '#' || !n) return true;
    if (line[0] == '=') {
        printf("==%.*s\n%s", (int)n - 1, line + 1, dump_screen(app->desk.event));
        return true;
    }
    push_line(app, line, n);
    if (!loop_settle(app)) return err_set(e, ERR_LOST);
    return dump_is_whole() || err_set(e, ERR_VALUE, "--script", _("画面上有半个字"));
}

static bool is_file(FILE *f)
{
    struct stat st;
    return fstat(fileno(f), &st) == 0 && !S_ISDIR(st.st_mode);
}

bool script_run(struct app *app, const char *path, struct err *e)
{
    FILE *f = strcmp(path, "-") ? fopen(path, "r") : stdin;
    if (f && !is_file(f)) {
        if (f != stdin) fclose(f);
        return err_set(e, ERR_FILE, path, strerror(EISDIR));
    }
    char *line = arena_get(app->arena, LINE_MAX_BYTES);
    if (!f) return err_set(e, ERR_FILE, path, strerror(errno));
    bool ok = loop_settle(app);
    while (ok && !app->desk.leave && fgets(line, LINE_MAX_BYTES, f)) ok = do_line(app, line, e);
    if (f != stdin) fclose(f);
    desk_rest(&app->desk);
    return ok && loop_settle(app) ? true : e->text[0] ? false : err_set(e, ERR_LOST);
}
