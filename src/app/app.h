/* SPDX-License-Identifier: Apache-2.0 */
/* app.h - the running program: what main() sets up, what the loop drives. There is one, in main.c. */
#ifndef LB_APP_APP_H
#define LB_APP_APP_H
#include "base/err.h"
#include "page/page.h"
#include <stdbool.h>
#include <stdint.h>

struct app {
    struct arena *arena;
    struct desk desk;           /* its arenas are younger than its pg, so they go before it */
    struct { uint32_t *at; size_t n, cap; } keys;       /* typed, not yet handled: they wait while the desk is held */
    size_t n_handled;
    int signals;                /* signalfd                                           */
    int wants_sync;             /* tests: answers owed                                */
    bool dirty;                 /* a key, the size, the waiting or the line itself: something may look different */
    bool told;                  /* the server or the time: the same, but never while a field is written in (desk_is_quiet()) */
    bool resized;               /* painted for the new size, a page may want more rows */
    bool was_lost;              /* the database was away: say so when it is back      */
    bool hung_up;               /* the line is gone: keep drafts, paint nothing       */
    bool idled;                 /* nobody has pressed a key for so long that it ends  */
    long last_key;              /* ms, monotonic                                      */
    bool paused;                /* the keys have paused, and desk_pause() was called    */
    bool is_let_go;             /* nobody has heard what others change since the line was let go */
    bool comes_back;            /* and the server has not heard that the sitting goes on         */
    bool rested;                /* desk_rest() has been called since the last key     */
    long first_key;             /* ms; the first key after desk_rest(), while !rested */
    long held_since;            /* ms; 0 = the desk is free                           */
    long idle_ms, detach_ms;    /* without a key: leave, let the database go; 0 = never */
    const char *left, *left_at; /* where the last session broke off: page/place.h; ""   */
    const char *profile;        /* the account's: colour mono lean; "" as the machine's settings say */
    const char *language;       /* "zh" or "en", as whoever sits at the machine itself has LANGUAGE; NULL: the account's */
    const char *known;          /* of this terminal, from another sign-on (tty_found()); ""  */
    const char *charset;        /* of this person's terminal, as the account says; "": as the terminal itself says */
    int ambiguous;              /* the same: columns of · — …, 0: as the terminal says         */
    struct err farewell;        /* why the database will not have this person any more; code 0: it will */
};

/* session.c: connect, sign on, menu; waits, for there is no screen yet. The sentence in e is for a plain terminal. */
bool session_begin(struct app *, const char *conninfo, struct err *e);
void session_end(struct app *);
/* What was found out of the terminal, where that is new, for its next sign-on. */
void session_keep_terminal(struct app *);
/* After the line was let go and is back: tells the server, behind what the first key has asked. */
void session_goes_on(struct app *);

/* loop.c: until the user leaves or the line drops. The program's exit status: 0 left, 3 the line dropped. */
int loop_run(struct app *);
/* Serves the database until it owes nothing, at most so many ms; false when it still does. */
bool loop_drain(struct app *, long ms);
/* Handles the keys queued and all that follows from them, then paints; for scripts. False when the line to the database is down. */
bool loop_settle(struct app *);

/* script.c: keys from a file, the screen to stdout, no terminal. Lines: text with key names in <>, "<<" is "<"; "= name" dumps the
 * screen under that name; "# ..." is a remark. Also a bug report and a test. */
bool script_run(struct app *, const char *path, struct err *e);
#endif
