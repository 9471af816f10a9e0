/* SPDX-License-Identifier: Apache-2.0 */
/* One loop: wait on the terminal, the database and signals; take all keys that have come, apply them, paint once.
 * Nothing blocks but poll(). Keys typed while the desk is held (a lookup or a save is under way) wait in the queue, so that
 * what an expert types ahead means the same as what is typed slowly. */
#include "app/app.h"
#include "app/keymap.h"
#include "base/text.h"
#include "base/vec.h"
#include "page/place.h"
#include "pg/pg.h"
#include "term/key.h"
#include "term/pace.h"
#include "term/tty.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

/* Drafts are kept so soon after a key, also while typing goes on, that with the way to the server and its write-behind (0.6 s at most,
 * three times wal_writer_delay) no more than two seconds can be lost (decision 24). */
enum { PAUSE_MS = 500, REST_MS = 1200, SLOW_MS = 300, LAST_WORD_MS = 2000 };

static long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int open_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGHUP);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGWINCH);
    sigprocmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);                   /* a file too big is an error of who writes it (limits.conf) */
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* A page may have room for more now: it is told again when the keys have paused. */
static void resized(struct app *app)
{
    app->resized |= tty_resize();
    app->paused = false;
}

static void take_signals(struct app *app)
{
    struct signalfd_siginfo s;
    while (read(app->signals, &s, sizeof s) == (ssize_t)sizeof s) {
        if (s.ssi_signo == SIGWINCH) resized(app);
        else app->hung_up = true;
        app->dirty = true;
    }
}

/* The terminal is at its end when poll says "readable" and there is nothing. */
static bool at_end(void)
{
    int n = 0;
    return ioctl(STDIN_FILENO, FIONREAD, &n) < 0 || n == 0;
}

/* What the person typed, as opposed to what the terminal or a test says. */
static bool is_typed(uint32_t k)
{
    return k != K_SYNC && k != K_PAUSE && k != K_RESIZE;
}

/* The page they were meant for is no more, or was cancelled: said, never handed to whatever lies there now. */
static void drop_ahead(struct app *app)
{
    size_t kept = 0, n = app->keys.n - app->n_handled;
    for (size_t i = app->n_handled; i < app->keys.n; i++)
        if (!is_typed(app->keys.at[i])) app->keys.at[kept++] = app->keys.at[i];
    app->keys.n = kept;
    app->n_handled = 0;
    app->desk.drops_ahead = false;
    if (n > kept) desk_say_first(&app->desk, arena_printf(app->desk.event, _("先打的 %zu 个键没有收"), n - kept));
}

static void read_keys(struct app *app)
{
    for (uint32_t k; (k = key_next()) != K_NONE; ) {
        if (k == K_ARRIVED) {
            pace_arrived();
            continue;
        }
        if (k >= K_REPORT) {
            if (tty_heard((int)(k - K_REPORT))) session_keep_terminal(app);
            app->dirty = true;
            continue;
        }
        vec_push(app->arena, &app->keys, k);
        app->last_key = now_ms();
    }
}

/* ^C is the one key that does not wait: it ends the waiting, also of what was typed just before it. */
static void heed_cancel(struct app *app)
{
    for (size_t i = app->n_handled; app->desk.hold && i < app->keys.n; i++) {
        if (app->keys.at[i] != K_CTRL('C')) continue;
        app->keys.at[i] = K_PAUSE;
        desk_cancel(&app->desk);
        app->dirty = true;
    }
}

static void take_keys(struct app *app)
{
    if (at_end()) app->hung_up = true;
    else read_keys(app);
}

static void pause_keys(struct app *app)
{
    app->desk.typing = false;
    app->paused = true;
    desk_pause(&app->desk);
}

static void handle_key(struct app *app, uint32_t k)
{
    if (k == K_SYNC) {                          /* nobody's key: by itself it paints nothing */
        app->wants_sync++;
        return;
    }
    if (k == K_PAUSE) pause_keys(app);
    else if (k == K_RESIZE) resized(app);
    else if (k == K_BROKEN) desk_say(&app->desk, FACE_REFUSED, _("终端送来的字不是 %s，请把终端的编码设为 UTF-8"), tty_charset());
    else desk_key(&app->desk, k, keymap_action(k));
    if (k == K_CTRL('L')) tty_repaint();
    app->dirty = true;
    if (!is_typed(k)) return;
    if (app->rested) app->first_key = now_ms();
    app->rested = app->paused = false;
}

static bool has_key(struct app *app)
{
    if (app->desk.hold || app->desk.leave) return false;
    if (app->desk.drops_ahead) drop_ahead(app);
    place_go_on(&app->desk);
    if (app->desk.hold) return false;
    return app->n_handled < app->keys.n;
}

/* A sync in the queue is reached only after all keys before it, so its answer means they are done. */
static void handle_keys(struct app *app)
{
    while (has_key(app)) {
        desk_refresh(&app->desk);               /* what others changed is read first, and the key waits for it */
        if (has_key(app)) handle_key(app, app->keys.at[app->n_handled++]);
    }
    if (app->n_handled == app->keys.n) app->n_handled = app->keys.n = 0;
    heed_cancel(app);
}

/* Whoever sits there may be gone for long: where he is is written down, the server's memory given back. */
static void let_go(struct app *app)
{
    struct desk *d = &app->desk;
    if (pg_state(d->pg) != PG_READY) return;
    place_keep(d);
    if (pg_is_idle(d->pg)) app->is_let_go |= pg_detach(d->pg);
}

/* What others changed meanwhile nobody has heard: behind the answer to his first key everything is read anew, under no field being typed into. */
static void wake(struct app *app)
{
    if (!app->is_let_go || app->rested) return;
    app->is_let_go = false;
    desk_changed(&app->desk);
    desk_refresh(&app->desk);
}

static void rest(struct app *app)
{
    long now = now_ms(), since = now - app->last_key;
    if (!app->paused && !app->desk.hold && since >= PAUSE_MS) {
        pause_keys(app);
        app->told = true;
    }
    if (!app->rested && now - app->first_key >= REST_MS) {
        app->rested = true;
        desk_rest(&app->desk);
        app->told = true;
    }
    if (app->idle_ms && since >= app->idle_ms) app->idled = app->desk.leave = true;
    if (app->detach_ms && since >= app->detach_ms) let_go(app);
}

/* Who waits is told so, once, and how to stop waiting. */
static void watch_hold(struct app *app)
{
    struct desk *d = &app->desk;
    if (!d->hold) app->held_since = 0;
    else if (!app->held_since) app->held_since = now_ms();
    bool slow = d->hold && now_ms() - app->held_since >= SLOW_MS;
    if (slow != d->is_slow) app->dirty = true;
    d->is_slow = slow;
}

/* Less than `ms` when something is due before: `after` ms without a key, of which `since` have gone. */
static long sooner(long ms, long after, long since)
{
    return after > since && after - since < ms ? after - since : ms;
}

/* The same for what is overdue once its time has gone. */
static long at_once(long ms, long after, long since)
{
    return since < after ? sooner(ms, after, since) : 0;
}

/* What comes without a key waits for one while a field is written in: the window of an input method follows the cursor, and what is being
 * composed in it would break off. */
static bool wants_paint(const struct app *app)
{
    return app->dirty || (app->told && !desk_is_quiet(&app->desk));
}

static int wait_ms(const struct app *app)
{
    int pg = pg_timeout(app->desk.pg);
    long now = now_ms(), since = now - app->last_key, unkept = now - app->first_key;
    long own = sooner(sooner(30000, app->idle_ms, since), app->detach_ms, since);
    if (app->desk.hold && !app->desk.is_slow) own = sooner(own, SLOW_MS, now_ms() - app->held_since);
    if (!app->paused && !app->desk.hold) own = at_once(own, PAUSE_MS, since);
    if (!app->rested) own = at_once(own, REST_MS, unkept);
    if (wants_paint(app) && pace_timeout() >= 0) own = sooner(own, pace_timeout(), 0);
    return pg >= 0 && pg < own ? pg : (int)own;
}

static void wait_turn(struct app *app)
{
    struct pg *pg = app->desk.pg;
    struct pollfd p[4] = { { STDIN_FILENO, POLLIN, 0 }, { app->signals, POLLIN, 0 }, { pg_fd(pg), pg_events(pg), 0 }, { desk_runs(&app->desk), POLLIN, 0 } };
    if (poll(p, 4, wait_ms(app)) < 0 && errno != EINTR) app->hung_up = true;
    if (p[1].revents) take_signals(app);
    if (p[0].revents & (POLLHUP | POLLERR | POLLNVAL)) app->hung_up = true;
    else if (p[0].revents & POLLIN) take_keys(app);
    if (p[2].revents || pg_timeout(pg) == 0) {
        pg_io(pg);
        app->desk.typing = false;               /* what the server says changes more than the key did */
        app->told = true;
    }
    if (p[3].revents) {
        desk_ran(&app->desk);
        app->told = true;
    }
}

/* What is still awaited comes with its answer in one picture, or when it takes long; what the line could not take yet, later. */
static bool may_paint(const struct app *app)
{
    return wants_paint(app) && (!app->desk.hold || app->desk.is_slow) && !pace_is_behind();
}

static void paint(struct app *app)
{
    if (may_paint(app)) {
        desk_draw(&app->desk);
        app->dirty = app->told = false;
    }
    arena_clear(app->desk.event);
}

/* Tests: all is done that the keys before have led to. */
static void answer_sync(struct app *app)
{
    if (app->desk.hold || !pg_is_idle(app->desk.pg)) return;
    for (; app->wants_sync; app->wants_sync--) tty_sync_answer();
}

/* Until nothing is awaited; false when the line is down. */
static bool answer_all(struct app *app)
{
    struct pg *pg = app->desk.pg;
    handle_keys(app);
    while (!app->desk.leave && (app->desk.hold || !pg_is_idle(pg))) {
        struct pollfd p[2] = { { pg_fd(pg), pg_events(pg), 0 }, { desk_runs(&app->desk), POLLIN, 0 } };
        int ms = pg_timeout(pg);
        poll(p, 2, ms >= 0 ? ms : 1000);
        pg_io(pg);
        if (p[1].revents) desk_ran(&app->desk);
        if (pg_state(pg) == PG_DOWN) return false;
        handle_keys(app);
    }
    return true;
}

bool loop_settle(struct app *app)
{
    if (!answer_all(app)) return false;
    pause_keys(app);
    if (!answer_all(app)) return false;
    app->wants_sync = 0;
    app->dirty = true;
    paint(app);
    return true;
}

bool loop_drain(struct app *app, long ms)
{
    struct pg *pg = app->desk.pg;
    for (long end = now_ms() + ms; !pg_is_idle(pg) && now_ms() < end; pg_io(pg)) {
        struct pollfd p = { pg_fd(pg), pg_events(pg), 0 };
        poll(&p, 1, 100);
        handle_keys(app);
    }
    return pg_is_idle(pg);
}

/* The line is gone: keys typed ahead are taken, then the drafts go out, then where one was; at most two seconds each. */
static void last_word(struct app *app)
{
    if (app->desk.hold) loop_drain(app, LAST_WORD_MS);
    handle_keys(app);
    desk_rest(&app->desk);
    loop_drain(app, LAST_WORD_MS);
    if (app->hung_up || app->idled) place_keep(&app->desk);
    else place_forget(&app->desk);
    loop_drain(app, LAST_WORD_MS);
}

int loop_run(struct app *app)
{
    app->signals = open_signals();
    app->dirty = app->rested = app->paused = true;
    app->last_key = now_ms();
    read_keys(app);                             /* typed before the first screen: poll knows nothing of them */
    while (!app->desk.leave && !app->hung_up) {
        handle_keys(app);
        if (app->desk.leave) break;
        if (!app->desk.hold) session_goes_on(app);
        watch_hold(app);
        paint(app);
        wake(app);
        answer_sync(app);
        if (app->resized) desk_refresh(&app->desk);
        app->resized = false;
        wait_turn(app);
        rest(app);
    }
    if (app->farewell.code != ERR_NO_ACCOUNT) last_word(app);     /* it will take no draft either */
    close(app->signals);
    return app->hung_up ? 3 : 0;
}
