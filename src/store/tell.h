/* SPDX-License-Identifier: Apache-2.0 */
/* tell.h - others hear of what this session changes. Sent behind every statement that writes, as one of its own:
 * a notification inside it would make all commits of the database wait for each other (see sec.notify_row). */
#ifndef LB_STORE_TELL_H
#define LB_STORE_TELL_H
struct pg;

void tell_send(struct pg *);
#endif
