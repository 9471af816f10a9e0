/* SPDX-License-Identifier: Apache-2.0 */
/* sqlfile.h - SQL files: read, told apart by their digest, run with the file and line of a fault. */
#ifndef LB_TOOLS_SQLFILE_H
#define LB_TOOLS_SQLFILE_H
#include "tools/ctl.h"

struct sqlfile {
    const char *name;           /* "020_service.sql"                     */
    const char *path;
    const char *text;
    const char *sha256;         /* 64 hex digits                         */
    int number;                 /* its leading digits, -1 without        */
};

/* All *.sql of a folder below the data directory, by name; n gets their number. */
struct sqlfile *sqlfile_list(struct ctl *, const char *folder, size_t *n, struct err *);
bool sqlfile_read(struct ctl *, struct sqlfile *, const char *folder, const char *name, struct err *);
/* Runs its statements in the transaction at hand, which they must not end; the sentence of a fault begins with path:line. */
bool sqlfile_run(struct ctl *, const struct sqlfile *, struct err *);
/* Each file of a folder in a transaction of its own, as lb_owner. */
bool sqlfile_run_all(struct ctl *, const char *folder, struct err *);

/* begin as lb_owner; commit, or roll back and false when ok is false (e stays). */
bool sqlfile_begin(struct ctl *, struct err *);
bool sqlfile_end(struct ctl *, bool ok, struct err *);
#endif
