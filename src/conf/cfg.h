/* SPDX-License-Identifier: Apache-2.0 */
/* cfg.h - a libconfig file read strictly into a plain tree; nobody else sees libconfig.
 *
 * cfg_read() first looks at the bytes for what libconfig 1.5 takes silently, blames on the wrong line or dies of (not UTF-8, BOM,
 * NUL, full-width marks outside strings, comma before a bracket, whole numbers over 31 bits without L, open strings, comments and
 * @includes, included directories, nesting), then parses, with what was surely meant in place of the simplest. cfg_check() compares a tree with a key table.
 * All faults go to the list, with the file and line they are in, included files too.
 * Invariants: (1) the tree is the arenas' and holds no foreign handle; (2) children keep the order of the file;
 * (3) name is NULL for the root and for elements of lists and arrays; (4) texts are valid UTF-8. */
#ifndef LB_CONF_CFG_H
#define LB_CONF_CFG_H
#include "conf/fault.h"
#include <stdbool.h>
#include <stddef.h>

enum cfg_kind {
    CFG_GROUP,                  /* { name = value; ... }  and the root          */
    CFG_LIST,                   /* ( anything, ... )                            */
    CFG_ARRAY,                  /* [ values of one kind, ... ]                  */
    CFG_TEXT, CFG_INT, CFG_REAL, CFG_BOOL
};

struct cfg_node {
    enum cfg_kind kind;
    const char *name;           /* of a setting in a group, else NULL           */
    const char *file;           /* path as opened                               */
    int line;
    struct cfg_node *child;     /* of GROUP, LIST, ARRAY                        */
    size_t n_child;
    const char *text;           /* TEXT, else NULL                              */
    long long number;           /* INT; BOOL as 0 or 1                          */
    double real;                /* REAL                                         */
};

/* What a value must look like. */
enum cfg_want {
    WANT_TEXT,                  /* "..."                                        */
    WANT_NAME,                  /* "lower_case_name", an SQL name of up to 63   */
    WANT_RELATION,              /* "schema.table"                               */
    WANT_INT,                   /* 0 or more                                    */
    WANT_BOOL,
    WANT_PAIR,                  /* [ "zh", "en" ]                               */
    WANT_TEXTS,                 /* [ "...", ... ], may be empty                 */
    WANT_NAMES,                 /* [ "name", ... ]                              */
    WANT_ROWS,                  /* ( [ "name", ... ], ... )                     */
    WANT_GROUP,                 /* { ... } checked with sub                     */
    WANT_GROUPS,                /* ( { ... }, ... ) each checked with sub       */
    WANT_ANY                    /* the caller looks itself                      */
};

struct cfg_key {
    const char *name;           /* NULL ends a table                            */
    enum cfg_want want;
    bool required;
    const struct cfg_key *sub;  /* for WANT_GROUP(S); a table may name itself   */
    const char *oneof;          /* texts allowed, by spaces; NULL = any         */
};

/* Reads path; @include names are looked up in incdir (NULL: the directory of path). Gives the root, or NULL when there is no tree
 * to look at; faults->n tells whether all is well. Texts and paths are of the first arena; the nodes and their names are of the
 * second, which goes first when a reader keeps only texts; it may be the same one. */
struct cfg_node *cfg_read(struct arena *texts, struct arena *nodes, const char *path, const char *incdir, struct faults *);
/* Unknown key, wrong kind, missing, not one of. True when it may be read all the same: what is there has its kind and nothing is missing,
 * so that what is wrong besides an unknown key is found too. `what` names the group in the sentences. */
bool cfg_check(const struct cfg_node *group, const char *what, const struct cfg_key *keys, struct faults *);

/* Ask: the member of a group, NULL when absent or when group is NULL. */
const struct cfg_node *cfg_get(const struct cfg_node *group, const char *name);
const char *cfg_text(const struct cfg_node *group, const char *name, const char *otherwise);
long long cfg_int(const struct cfg_node *group, const char *name, long long otherwise);
bool cfg_bool(const struct cfg_node *group, const char *name, bool otherwise);
#endif
