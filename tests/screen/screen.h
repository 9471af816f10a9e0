/* SPDX-License-Identifier: Apache-2.0 */
/* screen.h - the real program on a pty before the small world of fixture.sql, which each test gets afresh. tests/part/screen makes the
 * world and names it in LB_WORLD; without it the programs leave with 77. */
#ifndef LB_TESTS_SCREEN_H
#define LB_TESTS_SCREEN_H
#include "../harness/runner.h"
#include <stdbool.h>
struct ht;

/* The program's own: its cases. screen.c makes it the runner's suite() where there is a world. */
Suite *screen_suite(void);
/* A case with a fresh world (lb_case) before each test, everybody sent home after it, and a time-out; one whose tests change nothing
 * but drafts, and share a world (lb_read). */
TCase *screen_case(Suite *, const char *name);
TCase *screen_case_reading(Suite *, const char *name);

/* Signs on and waits for the first screen; 24 x 80 and the lean profile unless told ("" is none: as the account has it). world_end() closes what is left open. */
struct ht *sit(const char *login);
struct seating { int rows, cols; const char *profile, *term, *locale, *charset; const char *env[4]; bool no_wait; };
struct ht *sit_as(const char *login, struct seating);
/* Visit 1 (张建国, 11-04), opened from the list. */
struct ht *at_visit(const char *login);
/* Signs off (by hanging up) at once. */
void rise(struct ht *);

/* Keys, then all they lead to; fails the test when the program does not answer. */
void keys(struct ht *, const char *);
/* Keys, without waiting. */
void sends(struct ht *, const char *);
/* With LB_ENGLISH these do what english.h says: goldens and sentences the catalogue does not know whole are not looked for. */
/* The whole screen is golden/NAME.txt. */
void see(struct ht *, const char *name);
void shows(struct ht *, const char *text);
void hides(struct ht *, const char *text);
/* Until a sentence of the program shows, without a key. */
void waits(struct ht *, const char *text);

/* As the owner of the database, about it. Text of the first cell, "" for none; fails the test with the server's words. */
const char *sql(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Ends a login's sessions in the server. */
void cut_off(const char *login);
/* After the server was away: sql() connects anew. */
void world_again(void);
/* NULL when there is no answer: the server may be away. */
const char *sql_try(const char *query);
void sql_is(const char *query, const char *answer);
#endif
