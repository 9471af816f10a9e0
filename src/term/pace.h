/* SPDX-License-Identifier: Apache-2.0 */
/* pace.h - a slow line takes a second for a page: the next picture is painted when the last big one has arrived, so that keys pressed
 * meanwhile cost one picture and not one each. Behind a picture the terminal is asked for its status (CSI 5n, four bytes); the answer
 * means that it has got there. A terminal that does not answer is waited for PACE_MS, once. */
#ifndef LB_TERM_PACE_H
#define LB_TERM_PACE_H
#include <stdbool.h>

#define PACE_MS 3000            /* a page of colours at 9600 bps is there in two seconds     */
#define PACE_LINE_MS 150        /* a terminal that takes longer to answer is far away        */

void pace_use(bool);
/* For draw.c: counts the cells about to change, and asks once they have been sent. */
void pace_before(void);
void pace_after(void);
/* K_ARRIVED came. */
void pace_arrived(void);
/* Is a picture still on its way? Then it is no use to paint. */
bool pace_is_behind(void);
/* ms until it is not waited for any more; -1: nothing is waited for. */
long pace_timeout(void);
#endif
