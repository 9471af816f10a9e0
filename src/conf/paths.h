/* SPDX-License-Identifier: Apache-2.0 */
/* paths.h - where the program's own files are. */
#ifndef LB_CONF_PATHS_H
#define LB_CONF_PATHS_H
struct arena;

/* name ("forms", "sql/data") below $LAOBING_DATA when that is set, else below the installed data directory. */
char *paths_data(struct arena *, const char *name);
#endif
