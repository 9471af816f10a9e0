/* SPDX-License-Identifier: Apache-2.0 */
/* record.h - one row being edited: what was read, what the user changed, what must still be asked.
 *
 * It lives on the arena given to record_new() and holds nothing of pg or the screen.
 * Invariants: (1) n values == set->n; (2) old never changes but by record_read(); (3) dirty iff old != now: what a save sends;
 * (4) NULL is empty, "" never occurs; (5) a private value that was never opened is not known: old is NULL, and it is sent only if typed;
 * (6) a row of a list that was never saved and holds nothing is no row: not shown, not checked, not sent;
 * (7) a choice with words (typed) has no value, its show is the words, and it is not saved: record_check() says so. */
#ifndef LB_FORM_RECORD_H
#define LB_FORM_RECORD_H
#include "form/field.h"
struct str;

struct value {
    const char *old, *now;      /* PostgreSQL's input form                                     */
    const char *begun;          /* what it was when the editing began: defaults are nobody's doing */
    const char *show;           /* what a person reads; never NULL                             */
    const char *typed;          /* of a choice: words that name nothing yet; it has no value until they do; NULL */
    const char *soon;           /* of a due date on file: the day from which it is marked; NULL: nobody waits for it */
    bool carried;               /* taken over from another record, and nobody has looked at it yet */
    bool hidden;                /* its `when` is false: not asked for, kept as it was          */
    const char *fault;          /* what is wrong with it, NULL when nothing (R5: the cursor may leave) */
};

/* A value's place: in the record itself, or in a row of one of its lists. */
#define NO_CHILD ((size_t)-1)
struct record_at { size_t child, row, field; };

struct record_rows {            /* one child list                                              */
    const struct fieldset *set;
    const struct form_child *child;
    struct record **at;         /* VEC                                                         */
    size_t n, cap;
    struct record_past *past;   /* the record's                                                */
};

struct record {
    struct arena *arena;
    const struct fieldset *set;
    int64_t id;                 /* 0 = not born yet                                            */
    int version;
    int64_t office;             /* that did it; 0 = the session's own                          */
    int64_t draft;              /* 0 = none                                                    */
    char client[37];            /* what its draft is known by before it has a number; "" yet   */
    bool opened;                /* private values were read, on record                         */
    bool sure;                  /* another of its look is there, and this one is wanted too    */
    bool locked;                /* the form's `locked` holds: nothing in it is typed any more */
    unsigned withheld;          /* bit i: the form's action i is not offered now               */
    const char *changed;        /* "王芳（文艺路街道） 2026-11-23 10:02", NULL when born now     */
    const char *said;           /* what a hook had to say; whoever shows the record says it, once */
    struct value *values;
    struct { struct record_rows *at; size_t n, cap; } children;
    struct record_past *past;   /* for undo; of the record and its rows together               */
};

/* Make: an unborn, empty record. */
struct record *record_new(struct arena *, const struct fieldset *);
struct record_rows *record_add_children(struct record *, const struct form_child *, const struct fieldset *);
struct record *record_add_row(struct record_rows *, struct arena *);

/* Ask */
const char *record_get(const struct record *, const char *name);        /* now; NULL when empty or unknown */
bool record_value_dirty(const struct record *, size_t i);
bool record_value_typed(const struct record *, size_t i);               /* is it another than it began with */
bool record_dirty(const struct record *);                               /* rows too             */
bool record_differs(const struct record *);     /* rows too: has anybody typed what was not there; derived values follow by themselves */
bool record_is_blank(const struct record *);                            /* invariant 6          */
bool record_can_undo(const struct record *);
bool record_editable(const struct record *, size_t i);
/* What stands on the screen for it: private and not opened shows "******" when born. */
const char *record_show(const struct record *, size_t i);

/* Change. Texts are copied; show NULL = made from the text by field_show(). */
void record_read(struct record *, size_t i, const char *text, const char *show);    /* what the server said */
bool record_set(struct record *, size_t i, const char *text, const char *show);     /* true when it changed */
/* A choice for which words stand that name nothing, or several things: the cursor leaves them, undo takes them back. */
void record_words(struct record *, size_t i, const char *typed);
/* The same for what follows from the last record_set(): one undo takes both back. */
bool record_follow(struct record *, size_t i, const char *text, const char *show);
/* What another record had, as if it had stood there from the beginning: nobody's doing, and marked. */
void record_carry(struct record *, size_t i, const char *text, const char *show);
/* What stands there is meant, as if it had been typed. */
void record_mean(struct record *, size_t i);
void record_clear(struct record *);                                     /* every value of a row; one undo brings them back */
bool record_undo(struct record *, struct record_at *);                  /* false: nothing to take back */
void record_forget(struct record *);                                    /* undo has no past any more */
void record_begin(struct record *);                                     /* what is there now is where the editing begins; no undo before it */
/* Checks every field that is asked for, and the rows; fills `fault`s. False: *bad is the first one, e says it and names the row. */
bool record_check(struct record *, struct record_at *bad, struct err *);
/* Fills the `fault`s of what is dirty: of a draft taken up again. */
void record_judge(struct record *);
/* What the value was when the draft was begun: others may have changed it since, and the save shall see that. */
void record_based_on(struct record *, size_t i, const char *old);
/* After a save: now becomes old. */
void record_saved(struct record *, int64_t id, int version);
/* A clash was settled: others' value becomes old, `keep` says whether mine stays. */
void record_rebase(struct record *, size_t i, const char *theirs, bool keep);

/* What is half typed in a field, lent to the record while a draft is written down: a value where it can be one, the words of a choice. */
struct record_loan { struct record *record; size_t field; struct value was; };
struct record_loan record_lend(struct record *, size_t i, const char *typed, const char *today);
void record_give_back(const struct record_loan *);
/* What a new one is called, saved or a draft: whom it is about, or its first text. */
const char *record_called(const struct record *);

/* What is dirty, as JSON for a draft: {"v": {"field": ["text", "show", "old"(, "typed")]}, "p": {private ones alike},
 * "c": [{"relation": "work.need", "n": 0, "id": 5, "version": 1, "v": {...}}]}, n the row's place. store/draft.h reads it back. */
void record_to_draft(const struct record *, struct str *);
#endif
