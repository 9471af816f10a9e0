/* SPDX-License-Identifier: Apache-2.0 */
/* stage.h - a small full-screen program made of term/ and widget/ only, for tests that need a real terminal: three editors
 * (rows 3, 5 and 7-9), a list of a thousand rows (from row 11), a box (F4) and a pick list (F5). A test program becomes the
 * stage when its first argument is "stage". Options: "lean", "mono", "ask" (line 2 then says what was found), "ambiguous2". */
#ifndef LB_TESTS_STAGE_H
#define LB_TESTS_STAGE_H

int stage_main(int argc, char **argv);
#endif
