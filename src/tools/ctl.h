/* SPDX-License-Identifier: Apache-2.0 */
/* ctl.h - what all commands of laobingctl share. A command gets its own arguments (argv[0] is its name), prints results on stdout and
 * progress and errors on stderr. */
#ifndef LB_TOOLS_CTL_H
#define LB_TOOLS_CTL_H
#include "base/arena.h"
#include "base/err.h"
#include "conf/options.h"
#include "pg/pg.h"
#include <stdbool.h>

enum ctl_end { CTL_OK = 0, CTL_FAILED = 1, CTL_USAGE = 64 };     /* exit statuses */

/* How far the database must have come for a command. */
enum ctl_needs {
    CTL_SERVER,                 /* the server is enough: init, restore      */
    CTL_INIT,                   /* init has made the database               */
    CTL_TABLES,                 /* migrate has run, of whatever version     */
    CTL_SCHEMA                  /* migrate of this very version has run     */
};

struct ctl {
    struct arena *a;
    struct options options;
    const char *conninfo;
    const char *command;        /* the name, for messages                     */
    struct pg *pg;              /* ctl_connect() made it                      */
};

typedef enum ctl_end ctl_command_fn(struct ctl *, int argc, char **argv);
#define COMMAND(id, name, needs, arguments, text) ctl_command_fn id##_command;
#include "tools/commands.def"
#undef COMMAND

/* Connects to the database of the settings, which must be what the command needs, or to `database` when that is not NULL. */
bool ctl_connect(struct ctl *, const char *database, struct err *);
/* Has the database come as far? */
bool ctl_check(struct ctl *, enum ctl_needs, struct err *);
/* Runs one statement; NULL when it failed. */
struct rows *ctl_rows(struct ctl *, struct err *, const char *sql, int n, const char *const *params);
#define ctl_run(c, e, sql) ctl_rows(c, e, sql, 0, NULL)
/* The first cell of the answer, "" for null and when it failed (then e is filled). */
const char *ctl_cell(struct ctl *, struct err *, const char *sql, int n, const char *const *params);
/* Prints the sentence, the detail and what to do now; CTL_FAILED, for a wrong option CTL_USAGE. */
enum ctl_end ctl_fail(const struct ctl *, const struct err *);
/* Says how the command is called; CTL_USAGE. */
enum ctl_end ctl_usage(const struct ctl *);
/* A line of progress. */
void ctl_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Prints rows as lines, cells apart by tabs, a head line first. */
void ctl_print(const struct rows *);
#endif
