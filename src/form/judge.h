/* SPDX-License-Identifier: Apache-2.0 */
/* judge.h - what is wrong with a form whose every value has the right kind: names twice, things that contradict each other. */
#ifndef LB_FORM_JUDGE_H
#define LB_FORM_JUDGE_H
struct form;
struct faults;

void judge_form(const struct form *, struct faults *);
/* A text that may stand in an expression's parentheses: brackets and quotes closed, no comment, no semicolon. */
const char *judge_expression(const char *sql);          /* the sentence, NULL when good */
#endif
