/* SPDX-License-Identifier: Apache-2.0 */
/* story.h - changes told: each a line with when and who, its fields below; and undoing one of them. A page's own part of itself. */
#ifndef LB_PAGE_STORY_H
#define LB_PAGE_STORY_H
#include "page/page.h"
#include "widget/table.h"
struct pg_answer;
struct rows;

struct story_line { const char *left, *text; const char *change; bool is_head; };

struct story {
    struct page *page;
    struct { struct story_line *at; size_t n, cap; } lines;     /* on the page's arena */
    struct table_column columns[2];
    struct table table;
    const char *change;         /* the number of the one just being told; NULL = none yet */
};

void story_init(struct story *, struct page *);
void story_clear(struct story *);
/* Is row i the first of another change, of this number? Then its head is to be added. */
bool story_begins(struct story *, const char *change);
void story_head(struct story *, const char *when, const char *text);
/* "慰问金: 500.00 -> 800.00"; only what it is, where it was nothing before. */
void story_field(struct story *, const char *part, const char *name, const char *was, const char *now, bool only);
/* The change the cursor is in: its number and, on the event's arena, its head and fields; NULL when there is none. */
const char *story_at(const struct story *, const char **text);
/* Asks whether the change the cursor is in is to be undone, and undoes it: done() then hears that it is. */
void story_undo(struct story *, void (*done)(struct page *));
void story_draw(struct story *, const char *nothing);
#endif
