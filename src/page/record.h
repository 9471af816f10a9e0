/* SPDX-License-Identifier: Apache-2.0 */
/* record.h - inside of the record page: one record shown or edited, its headers above, its lists below.
 * record.c opens, keys and moves; record_read.c reads; record_lay.c places; record_draw.c paints; record_edit.c takes what is typed;
 * record_keep.c keeps drafts; record_save.c saves; record_acts.c is F6. Nobody else includes this. */
#ifndef LB_PAGE_RECORD_H
#define LB_PAGE_RECORD_H
#include "base/vec.h"
#include "form/record.h"
#include "page/pages.h"
#include "page/then.h"
#include "store/bind.h"
#include "store/load.h"
#include "store/rules.h"
#include "store/save.h"
#include "widget/edit.h"

/* A place the cursor can be: a field of the record, or a cell of a list's row. */
struct spot {
    struct record_at at;        /* row == rows.n: the empty line below the list                                   */
    const char *label;
    int label_x, label_cells;   /* 0: no label                                                                    */
    int y, x, cells, lines;     /* y from the top of the content                                                  */
};

struct item { int y, x, cells; enum face face; const char *text; bool rule; };

struct rec {
    const char *register_, *title;      /* title: in line 2; NULL: the register's */
    const char *since;          /* what has happened since the draft was begun; NULL */
    bool is_past;               /* it is there to be read and thrown away    */
    int64_t id, draft;
    struct given *given;
    size_t n_given;
    const struct menu_entry *entry;
    const struct bound *b;
    struct loaded *l;           /* NULL until it has come                     */
    struct arena *data;         /* of l                                       */
    struct arena *lay;          /* of spots and items                         */
    struct { struct spot *at; size_t n, cap; } spots;
    struct { struct item *at; size_t n, cap; } items;
    bool tight;                 /* no blank line before a list: so the record fits the window */
    bool laid;                  /* false while the record is read anew: items and spots speak of the old one */
    int form_page, n_form_pages, wide, tall;
    int height, scroll;         /* content lines; first one shown             */
    size_t focus;
    struct edit edit;           /* of the spot in focus                       */
    const char *others;         /* who else is at this record; NULL: nobody */
    bool may_write;             /* the office of the record is ours or one we serve, and our job keeps such records */
    bool lost;                  /* the record is voided, or there no more and this is what the draft held */
    bool fresh;                 /* no key has gone into the edit yet          */
    bool unkept;                /* something changed since the last draft     */
    bool keeping;               /* a draft is on its way                      */
    bool first;                 /* which is the first of this record */
    bool keep_again;            /* and another is to follow it                */
    bool discarded;             /* the user threw the draft away: nothing is kept any more */
    bool saving;                /* a save waits for the draft's number      */
    bool sending;               /* a save is on its way: no draft behind it */
    bool begun;                 /* shown before: read again, the cursor stays */
    bool opening;               /* for the first time, and the rules are not back yet */
    enum then then;
    size_t jump;                /* the field THEN_JUMP goes to                */
    const char *field;          /* it was opened for; NULL                  */
    bool jumps;                 /* as soon as the record has been read anew   */
    enum rules_event event;     /* what the other fields are asked after      */
    struct { struct offer *at; size_t n, cap; } offers;    /* of F6           */
    const struct form_action *asked;    /* the action whose question is open  */
    const char *taken;          /* the value it takes, given before the question; NULL */
    const char *typed;          /* that value as typed; NULL: it was picked, or not yet given */
    const char *answer;         /* what the question was answered with; NULL: not yet */
};

/* record_lay.c */
void rec_lay(struct page *);
bool rec_is_editable(struct page *, const struct spot *);
bool rec_is_hidden(const struct rec *, const struct spot *);        /* private, on file, not opened: not to be written over unseen */
#define NO_SPOT ((size_t)-1)
size_t rec_spot_of(const struct rec *, struct record_at);              /* NO_SPOT when it is not on this page of the form */
/* The record a spot writes to; NULL for the empty line until something is typed there. */
struct record *rec_of(const struct rec *, const struct spot *);
const struct field *rec_field(const struct rec *, const struct spot *);
const char *rec_shown(const struct rec *, const struct spot *);

/* record_draw.c */
void rec_draw(struct page *);

/* record_edit.c */
void rec_focus(struct page *, size_t spot);             /* the cursor goes there, the edit is filled     */
void rec_lay_anew(struct page *);                       /* places anew, what is being typed stays        */
void rec_go(struct page *, enum then);                  /* takes the field at hand, then moves or saves  */
void rec_choose(struct page *);                         /* F5                                            */
bool rec_can_zoom(struct page *);                       /* F5 shows the text at hand over the whole screen */
void rec_take(void *page, const char *value, const char *label);     /* as if chosen from the list; what is no choice is typed */
void rec_same(struct page *);                           /* F4: as the last record saved had it           */
void rec_last(struct page *);                           /* ^Y: whom or what one worked on last          */
void rec_copy(struct page *);                           /* ^V: all of it as the last record saved       */
bool rec_may_copy(const struct page *);
void rec_undo(struct page *);
const char *rec_wants(struct page *, const struct spot *);   /* what can be typed there, or why nothing */
bool rec_typed(const struct rec *);                     /* does the field at hand hold something else than the record */
bool rec_busy(struct page *);                           /* is anything not saved                         */
bool rec_is_his_job(const struct rec *);                /* does who sits here write such records, wherever they are */
void rec_show_mode(struct page *);
/* The cursor goes to a value, on whatever page of the form it stands; false when it has no place there. */
bool rec_goto(struct page *, struct record_at);
void rec_moved(struct page *, enum then);               /* after the field was taken                     */
void rec_leave(struct page *);                          /* with the draft kept                           */

/* record_read.c */
void rec_read(struct page *);                           /* (again) from the database                     */
void rec_read_saved(struct page *);                     /* the same, but for what other windows have begun */

/* record_others.c */
void rec_ask_others(struct page *);                     /* who else is at it, aside                      */

/* record_keep.c */
void rec_keep(struct page *);                           /* the draft, when something is unkept           */
/* Would a draft hold anything? Half a word counts, of a choice too. */
bool rec_worth_keeping(struct page *);

/* record_save.c */
void rec_save(struct page *);
void rec_past(struct page *);                           /* says why a draft can only be read             */

/* record_acts.c */
bool rec_has_acts(struct page *);
void rec_act(struct page *);                            /* F6                                            */
#endif
