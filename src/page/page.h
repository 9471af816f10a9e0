/* SPDX-License-Identifier: Apache-2.0 */
/* page.h - one kind of screen each, and the desk they lie on: a stack of pages, who sits there, and what they share.
 *
 * A page never waits: it sends and is called back. Invariants: (1) only the top page gets keys and is drawn; (2) a page that was left
 * is freed when the last of its requests has been answered, so a callback begins with `if (page_answered(p)) return;`;
 * (3) what is typed is in the record before the next key is read; (4) nothing is read from the database while drawing. */
#ifndef LB_PAGE_PAGE_H
#define LB_PAGE_PAGE_H
#include "base/arena.h"
#include "base/err.h"
#include "page/action.h"
#include "term/face.h"
#include "term/key.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
struct bound;
struct child;
struct options;
struct pg;
struct rows;
struct recalls;
struct shelf;
struct desk;
struct page;

/* A place on a page that the command line knows by name. */
struct place_name { const char *label, *py; };          /* py: initials; ""                    */

struct page_ops {
    const char *name;                                   /* for scripts and dumps: "home", "list"                      */
    size_t own_size;                                    /* bytes of page_own()                                         */
    void (*open)(struct page *, const void *args);
    bool (*key)(struct page *, uint32_t);     /* true when used; comes before `act`; may be NULL             */
    bool (*act)(struct page *, enum action);            /* true when it meant something here                           */
    void (*draw)(struct page *);
    void (*resume)(struct page *);                      /* on top again, or others changed something: read anew; NULL  */
    void (*rest)(struct page *);                        /* soon after a key, while typing goes on too, and before the end: keep drafts; NULL */
    void (*pause)(struct page *);                       /* the keys have paused, nothing is awaited: what may follow them; NULL */
    const char *(*label)(struct page *, enum action);   /* what this key does here and now, for the bottom row; NULL = nothing */
    bool (*spare)(struct page *, enum action);          /* said in that row last, where there is room; NULL = nothing is */
    bool (*types)(struct page *);                       /* does text go in where the cursor is? then ^V finds a character for it; NULL = no */
    bool (*quiet)(struct page *);                       /* is a field half written? then only a key paints; NULL = no */
    bool (*place)(struct page *, size_t i, struct place_name *);        /* the i-th place of a form; false: there are no more. NULL = none */
    void (*jump)(struct page *, size_t i);              /* the cursor goes to it, what was typed is taken first */
    bool (*busy)(struct page *);                        /* a field is being edited: do not read anew under it; NULL = no */
    bool leaves_be;                                     /* only read: the page below comes back as it was, word and cursor */
    const char *(*address)(struct page *);               /* what it was opened with, for page/place.h, the event's; NULL = no place */
    void (*again)(struct desk *, char *args);           /* opens it with that; cuts args up                            */
    const char *reads;                                  /* N_(): what it asks the database, for who waits: "读登记簿"  */
};

struct page {
    const struct page_ops *ops;
    struct desk *desk;
    struct arena *arena;        /* as long as the page                                              */
    struct page *below;
    const char *where;          /* line 2: "66 走访慰问 > 走访记录"                                  */
    const char *mode;           /* 查看 可改 修改 新增 查询, or ""                                        */
    const char *hint;           /* line 23 when there is no message                                 */
    int waiting;                /* requests not answered yet                                        */
    int running;                /* its own functions that have not returned: one that turns back within them is there until then */
    bool closed;                /* left                                                             */
    bool stale;                 /* others changed something: resume at the next key that allows it  */
};
void *page_own(struct page *);
/* Before each request of a page; the callback then begins with page_answered(). Until then the desk is held: keys typed ahead wait. */
void page_asks(struct page *);
/* The same for what is not the page's usual question: "保存". */
void page_asks_for(struct page *, const char *what);
/* Counts one answer; true when the page has been left: do nothing, it may be gone. */
bool page_answered(struct page *);
/* The same pair for what nothing waits for: drafts, answers to typing. */
void page_asks_aside(struct page *);
bool page_answered_aside(struct page *);

/* There is nothing to do on this page: back to the one below, which says why. The page is gone then, and keys typed ahead were meant
 * for it: they are not taken. (Behind a key that leaves the page, F2 of a new record or Esc, they mean the page below.) */
void page_turns_back(struct page *, const struct err *);

/* Who sits here: the answer of api.sign_on, on the session's arena. */
struct seat {
    const char *login, *staff_name, *office_name, *jobs, *today;
    int64_t staff, office, session;
    int tier, schema;
    bool en, demo;
    bool wants_tour;            /* has not yet seen the page of the first sign-on */
    bool finds, keeps_files;    /* may look for people; opens files and asks other offices for them */
};

struct menu_entry { const char *menu, *register_, *relation; const char *title, *py, *chapter, *digest; bool may_add, may_import, tells, has_history, has_process; const char *pairs, *columns; int place; };  /* tells: api.opened(); has_process: its rows are cases; pairs: its rows are pairs of this relation, "" = none; columns: of its list, this login's own choice; place: in its chapter, from 1, the same for everybody */

struct asking;

struct desk {
    struct arena *arena;        /* the session's                                                    */
    struct arena *event;        /* emptied after each burst of keys                                 */
    struct pg *pg;
    const struct options *options;
    const char *forms_dir;
    struct seat seat;
    struct shelf *shelf;
    struct { struct menu_entry *at; size_t n, cap; } menu;
    size_t n_menu;              /* the first so many stand in the menu; the others are opened from elsewhere */
    struct page *top;
    struct asking *answered;    /* the line answered last, for desk_line_refused(); NULL            */
    struct asking *asking;      /* a floating question or note over the top page; NULL              */
    enum face face;             /* of the message                                                   */
    char message[600];          /* what just happened, until the next key; ""                       */
    char detail[1500];          /* more of it, for F1                                               */
    struct recalls *recalls;    /* what was saved last in each field, for F4                        */
    struct { const char *register_; int64_t id; } born;         /* the record just saved for the first time, for the page that comes back; id 0: none */
    struct { const char *pages, *kept; char *rest; const struct page *on; } left;  /* page/place.h: offered, in the database, still to be opened upon `on` */
    bool typing;                /* keys come one after the other; false when they pause             */
    struct { char hint[600], keys[400]; } foot;         /* lines 23 and 24 as painted last; "" not yet on this page */
    struct { const struct child *child; void (*then)(void *ctx); void *ctx; bool stopped; } runs;     /* a program that is waited for; then NULL: none */
    int hold;                   /* > 0: an answer is awaited that the next key depends on             */
    const char *doing;          /* what is awaited, in words; while held                            */
    bool is_slow;               /* held for a while (app/loop.c): line 23 says so                   */
    bool drops_ahead;           /* what was typed ahead is not to be taken, as soon as the desk is free */
    bool leave;                 /* the program is to end                                            */
};

/* The desk: stack and keys. Pages are opened on top; the page below is resumed when the top one is left. The page is NULL when it turned back
 * at once. */
struct page *desk_open(struct desk *, const struct page_ops *, const void *args);
void desk_back(struct desk *);
void desk_home(struct desk *);                          /* back through all pages to the first; what is half written is kept */
void desk_key(struct desk *, uint32_t, enum action);
void desk_draw(struct desk *);
void desk_rest(struct desk *);
void desk_pause(struct desk *);
void desk_changed(struct desk *);                       /* a notification came                      */
void desk_refresh(struct desk *);                       /* before a key: reads anew what others changed; may hold the desk */
bool desk_is_quiet(const struct desk *);                /* a field is half written, and nothing is awaited: only a key may paint */
void desk_cancel(struct desk *);                        /* ^C while held: lets go of what is awaited and of what was typed ahead */
int desk_runs(const struct desk *);                     /* what poll() is to wait on for the program that runs; -1: none does */
void desk_ran(struct desk *);                           /* it has ended                             */
void desk_holds(struct desk *, const char *what);       /* hold++: no key until it is undone; what is awaited */
void desk_close(struct desk *);                         /* all pages, for the end of the session    */

/* Line 23. */
void desk_say(struct desk *, enum face, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void desk_say_first(struct desk *, const char *text);   /* in front of what was said */
void desk_fail(struct desk *, const struct err *);

/* Floats over the page until a key; text lines separated by \n. */
void desk_note(struct desk *, const char *title, const char *text);
/* The note or choice just put up is one of several: F1, and PgDn behind its end, go on to the next; PgUp before its beginning goes back; F9 and F7 are the
 * show-keys and the tour. It is gone when it is told which. */
typedef void desk_turn_fn(void *ctx, enum action);      /* HELP = on, PGUP = back, MARK, NEW */
struct turns { desk_turn_fn *fn; void *ctx; const char *next; bool back; };     /* next: what F1 goes on to, for line 23; NULL: nothing */
void desk_turns(struct desk *, struct turns);
/* Choices separated by \n; answered with its number from 0, or -1 for Esc. */
typedef void desk_choice_fn(void *ctx, int choice);
void desk_choose(struct desk *, const char *title, const char *text, const char *choices, desk_choice_fn *, void *ctx);
/* One line of text; NULL for Esc. */
typedef void desk_line_fn(void *ctx, const char *line);
void desk_line(struct desk *, const char *title, desk_line_fn *, void *ctx);
/* The same, judged first: what is wrong with it (the event's), or NULL. While something is, the float stays open and says it. */
typedef const char *desk_judge_fn(void *ctx, const char *line);
void desk_line_judged(struct desk *, const char *title, desk_judge_fn *, desk_line_fn *, void *ctx);
/* The line answered last did not please the database: broke it a rule, the float comes back as it was left and says so, to be answered
 * once more; any other error is told as by desk_fail(). True when it came back. */
bool desk_line_refused(struct desk *, const struct err *);
/* The line just asked for holds this already, and `wrong` ("" for nothing) is said below it. */
void desk_line_holds(struct desk *, const char *text, const char *wrong);
/* The line just asked for takes so many characters; 0: any number of them. Else 200. */
void desk_line_room(struct desk *, int chars);
/* What F1 says about the line just asked for. */
void desk_line_helps(struct desk *, const char *text);

struct field;
/* What may stand in a code or reference field, with what was typed so far, else from the value that stands there now (NULL: none). The
 * record's values are looked at once (lookup_among()). The answer's value is NULL for Esc, texts are the event's. */
struct record;
typedef void desk_pick_fn(void *ctx, const char *value, const char *label);
void desk_pick(struct desk *, const struct field *, const struct record *, const char *typed, const char *now, desk_pick_fn *, void *ctx);

/* A character that cannot be typed, by code point, reading, components or strokes: it then goes where the cursor was, as if typed. */
void desk_hanzi(struct desk *);

/* The menu entry of a register or of a relation's first register; NULL when this person has none. */
const struct menu_entry *desk_register(const struct desk *, const char *register_);
const struct menu_entry *desk_relation(const struct desk *, const char *relation);

/* A register's form bound to the catalogue, read and bound once a session. b NULL iff e. */
typedef void shelf_fn(void *ctx, const struct bound *b, const struct err *e);
void desk_bound(struct desk *, const char *register_, shelf_fn *, void *ctx);
#endif
