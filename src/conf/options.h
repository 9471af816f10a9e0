/* SPDX-License-Identifier: Apache-2.0 */
/* options.h - the settings of one machine: options.def is the only list of them, conf/laobing.conf the example. */
#ifndef LB_CONF_OPTIONS_H
#define LB_CONF_OPTIONS_H
#include "conf/fault.h"

#define OPTION_TYPE_INT int
#define OPTION_TYPE_TEXT const char *
struct options {
#define OPTION(name, kind, fallback, unit, choices, text) OPTION_TYPE_##kind name;
#include "conf/options.def"
#undef OPTION
};

/* One row of the table, for help, manual and tests. */
struct option_row {
    const char *name, *kind, *fallback, *unit, *choices, *text;     /* unit and text are msgids */
};
/* The rows, ended by a NULL name. */
const struct option_row *options_table(void);

void options_default(struct options *);
/* Defaults, then path; NULL: $LAOBING_CONF, else SYSCONFDIR/laobing/laobing.conf, which may be missing. What is wrong goes to faults and
 * keeps its default. Texts are the arena's. */
void options_read(struct arena *, struct options *, const char *path, struct faults *);
/* What pg_new() wants: the option, else "" (the environment) when it names a database, else dbname=laobing. */
const char *options_conninfo(const struct options *);
#endif
