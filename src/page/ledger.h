/* SPDX-License-Identifier: Apache-2.0 */
/* ledger.h - inside of the ledger page: new records of one register as a grid, a row each, for a stack of paper (form.ledger).
 * ledger.c opens, keys and moves; ledger_cell.c takes what is typed; ledger_save.c keeps and saves; ledger_draw.c paints. Nobody else includes this.
 *
 * Nothing waits for a save: a row left is sent, and its answer is written beside it whenever it comes. Invariants: (1) a row is saved only
 * when something was typed in it; (2) a row under way is not typed into: the desk is held until its answer is there; (3) each row that
 * is not saved has its draft, soon after a key and when it is refused; the draft's name goes along with the save, so that a save repeated
 * after a broken line is one save. A row typed at a stretch is one round trip. */
#ifndef LB_PAGE_LEDGER_H
#define LB_PAGE_LEDGER_H
#include "base/vec.h"
#include "page/pages.h"
#include "page/then.h"
#include "store/ledger.h"
#include "store/save.h"
#include "widget/edit.h"

enum row_state {
    ROW_OPEN,                   /* nothing typed yet, or being typed                         */
    ROW_SENT,
    ROW_SAVED,
    ROW_REFUSED                 /* `why` says it                                              */
};

struct row {
    struct page *page;
    struct record *record;
    const char *last;           /* of the function's column; ""                               */
    bool is_given;              /* the grid began with it                                     */
    enum row_state state;
    const char *why, *more;     /* refused: the sentence; all of it, for F1                   */
    struct save_answer *asks;   /* refused with a question: alike, twins, clash; NULL         */
    bool touched;               /* typed into since it was sent                               */
    bool unkept, keeping, keep_again;
};

struct ledger {
    const char *opener;         /* the register whose list opened it                          */
    const struct form_ledger *form;
    const struct bound *b;      /* of the register whose records the rows are                 */
    const struct menu_entry *entry;
    struct record *blank;       /* rows added are copies of it                                */
    const struct ledger_codes *codes;
    VEC(struct row *) rows;
    size_t n_columns;
    size_t *fields;             /* of each column, in b->fields                               */
    int *cells;                 /* of each column; 0: no room                                 */
    size_t row, column, top;
    struct edit edit;           /* of the cell in focus                                       */
    struct arena *lay;          /* of the edit and the hint                                   */
    bool fresh;                 /* no key has gone into the edit yet                          */
    bool begun;                 /* the rows are there                                         */
    enum then then;
    size_t jump;                /* the column THEN_JUMP goes to                               */
    struct row *awaited;        /* the desk is held until this row's answer is there; NULL    */
    bool enters;                /* and then its first cell is looked for                      */
    bool leaving;               /* the desk is held until all answers are there, then it goes */
    struct row *opened;         /* its record is open on top; NULL                            */
    struct drafts *drafts;      /* begun before, to be taken up                               */
    int64_t draft;              /* the one taken up last; 0                                  */
};

/* ledger_cell.c */
const struct field *ledger_field(const struct ledger *);
struct row *ledger_row(const struct ledger *);
bool ledger_is_editable(const struct ledger *, const struct row *, size_t column);
/* Has anybody typed something into it that is not saved? */
bool row_differs(const struct row *);
bool ledger_typed(const struct ledger *);
void ledger_focus(struct page *, size_t row, size_t column);
void ledger_enter(struct page *, size_t row);           /* its first cell to be filled; what is carried is carried */
void ledger_go(struct page *, enum then);               /* takes the cell at hand, then moves or saves */
void ledger_choose(struct page *);                      /* F5 */
void ledger_same(struct page *);                        /* F4: as the row above has it */
void ledger_last(struct page *);                        /* whom one worked on last */
void ledger_undo(struct page *);

/* ledger.c */
struct row *ledger_add(struct page *, struct record *, const char *last, bool is_given);
void ledger_moved(struct page *, enum then);            /* after the cell was taken */

/* ledger_save.c */
void ledger_keep(struct page *);                        /* drafts of what is unkept */
void row_save(struct row *);
void row_left(struct row *);                            /* saved, when something was typed in it */
void ledger_save_all(struct page *);
void ledger_settle(struct page *);                      /* F6 */
bool ledger_has_acts(const struct ledger *);
void ledger_leave(struct page *);
bool row_is_under_way(const struct row *);
size_t ledger_count(const struct ledger *, enum row_state);

/* ledger_draw.c */
void ledger_draw(struct page *);
void ledger_lay(struct page *);                         /* widths for the window at hand */
#endif
