/* SPDX-License-Identifier: Apache-2.0 */
/* lint.h - every .form file against the database at hand, and for migrate the menu made from them (decision 22); and the processes defined there. */
#ifndef LB_TOOLS_LINT_H
#define LB_TOOLS_LINT_H
#include "conf/fault.h"
#include "tools/ctl.h"

/* All faults of all forms in dir (NULL: the installed ones). Where there are none and `put` is set, app.form becomes what dir holds:
 * digests, titles, menu. False: the server or the directory failed or there is no form in it, e says how; faults are no failure. */
bool lint_forms(struct ctl *, const char *dir, bool put, struct faults *, struct err *e);
/* All faults of the processes the database defines, in the language of the session: file is the process and its state, line 0. */
bool lint_flows(struct ctl *, struct faults *, struct err *e);
/* The same of the dictionary, the rules of duties and the sentences of refusals: file is what each is about. */
bool lint_words(struct ctl *, struct faults *, struct err *e);
#endif
