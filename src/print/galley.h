/* SPDX-License-Identifier: Apache-2.0 */
/* galley.h - what is to be printed, as lines of text: the client writes them, laobing-print reads and sets them (man laobing-print).
 *
 * A line is a word and its cells, each behind a tabulator; in a cell \t, \n and \\ stand for what would end it. The first line is
 * "laobing-print 1", the last one "end": what lacks it was cut off and is refused whole.
 * Invariants of what galley_next() gives: (1) cells are valid UTF-8 without controls but '\n'; (2) a word has as many cells as it may have;
 * (3) a row has a cell for each column of its table, of which there are at most GALLEY_COLUMNS. */
#ifndef LB_PRINT_GALLEY_H
#define LB_PRINT_GALLEY_H
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>
struct arena;
struct str;

enum { GALLEY_COLUMNS = 60, GALLEY_BYTES = 512 << 20 };       /* of a table; of a whole galley */

enum galley_word {
#define WORD(id, name, least, most, means) GALLEY_##id,
#include "print/galley.def"
#undef WORD
    N_GALLEY_WORDS
};

/* ---- writing */
void galley_begin(struct str *);
/* A line: the word, then n cells (NULL is empty). Controls become blanks. */
void galley_add(struct str *, enum galley_word, size_t n, const char *const *cells);
void galley_add_one(struct str *, enum galley_word, const char *cell);

/* ---- reading */
struct galley_line { enum galley_word word; size_t n; const char **cells; };
struct galley {
    const char *bytes;
    size_t n, at;
    int line;                   /* the one last read, from 1 */
    size_t columns;             /* of the table at hand     */
    bool rows;                  /* it has rows already      */
    bool ended;
};
void galley_read(struct galley *, const char *bytes, size_t n);
/* The next line, on the arena; false at the end, and with e filled (e->code) when the galley is wrong or cut off. */
bool galley_next(struct galley *, struct arena *, struct galley_line *, struct err *e);
#endif
