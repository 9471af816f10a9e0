/* SPDX-License-Identifier: Apache-2.0 */
/* sheet.h - what is to be printed, as lines of text: the client writes them, laobing-print reads and sets them (man laobing-print).
 *
 * A line is a word and its cells, each behind a tabulator; in a cell \t, \n and \\ stand for what would end it. The first line is
 * "laobing-print 1", the last one "end": what lacks it was cut off and is refused whole.
 * Invariants of what sheet_next() gives: (1) cells are valid UTF-8 without controls but '\n'; (2) a word has as many cells as it may have;
 * (3) a row has a cell for each column of its table, of which there are at most SHEET_COLUMNS. */
#ifndef LB_PRINT_SHEET_H
#define LB_PRINT_SHEET_H
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>
struct arena;
struct str;

enum { SHEET_COLUMNS = 60, SHEET_BYTES = 512 << 20 };       /* of a table; of a whole sheet */

enum sheet_word {
#define WORD(id, name, least, most, means) SHEET_##id,
#include "print/sheet.def"
#undef WORD
    N_SHEET_WORDS
};

/* ---- writing */
void sheet_begin(struct str *);
/* A line: the word, then n cells (NULL is empty). Controls become blanks. */
void sheet_add(struct str *, enum sheet_word, size_t n, const char *const *cells);
void sheet_add_one(struct str *, enum sheet_word, const char *cell);

/* ---- reading */
struct sheet_line { enum sheet_word word; size_t n; const char **cells; };
struct sheet {
    const char *bytes;
    size_t n, at;
    int line;                   /* the one last read, from 1 */
    size_t columns;             /* of the table at hand     */
    bool rows;                  /* it has rows already      */
    bool ended;
};
void sheet_read(struct sheet *, const char *bytes, size_t n);
/* The next line, on the arena; false at the end, and with e filled (e->code) when the sheet is wrong or cut off. */
bool sheet_next(struct sheet *, struct arena *, struct sheet_line *, struct err *e);
#endif
