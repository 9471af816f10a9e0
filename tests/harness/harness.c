/* SPDX-License-Identifier: Apache-2.0 */
#include "harness.h"
#include "base/cell.h"
#include "base/utf8.h"
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

static const char question[] = "\033[7777~", answer[] = "\033]7777\a";

struct held { char b[1 << 15]; size_t n; };

struct ht {
    VTerm *vt;
    VTermScreen *screen;
    pid_t pid;
    int fd, rows, cols, status;
    bool is_dead, is_reaped;
    size_t n_synced, matched;           /* answers; bytes of the next one seen */
    size_t written;
    char *log;                          /* the bytes since ht_mark() */
    size_t n_log;
    char *text, *all;                   /* of ht_cells() and ht_screen()       */
    iconv_t in, out;                    /* from and to the terminal's charset  */
    bool is_foreign, is_wide, is_mute;
    char part[16];                      /* the beginning of a character        */
    size_t n_part;
    struct held *typing, *far;          /* NULL, or where keys go, and what the terminal answers, instead of the program */
};

static long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000L + t.tv_nsec / 1000000L;
}

static long patience(void)
{
    const char *ms = getenv("HT_MS");
    return ms ? atol(ms) : HT_MS;
}

static bool pump(struct ht *h, long ms);

static bool hold(struct held *held, const void *p, size_t n)
{
    if (!held) return false;
    if (held->n + n > sizeof held->b) fprintf(stderr, "harness: too many keys at once\n"), abort();
    memcpy(held->b + held->n, p, n);
    held->n += n;
    return true;
}

/* A program that paints much and reads little must not make us wait for each other: what it wrote is taken meanwhile. */
void ht_bytes(struct ht *h, const void *data, size_t n)
{
    const char *p = data;
    if (hold(h->typing, data, n)) return;
    while (n > 0 && !h->is_dead) {
        struct pollfd w = { .fd = h->fd, .events = POLLIN | POLLOUT };
        if (poll(&w, 1, (int)patience()) <= 0) return;
        if (w.revents & (POLLIN | POLLHUP)) pump(h, 0);
        if (!(w.revents & POLLOUT)) continue;
        ssize_t k = write(h->fd, p, n < 1024 ? n : 1024);
        if (k < 0 && errno != EINTR && errno != EAGAIN) return;
        if (k > 0) p += k, n -= (size_t)k;
    }
}

/* What the terminal itself sends: encoded keys, cursor reports. Called while libvterm reads, so nothing may be fed to it. */
static void on_output(const char *p, size_t n, void *ctx)
{
    struct ht *h = ctx;
    if (h->is_mute && p[0] == '\033' && p[n - 1] == 'R') return;
    struct pollfd w = { .fd = h->fd, .events = POLLOUT };
    if (hold(h->typing ? h->typing : h->far, p, n)) return;
    while (n > 0 && poll(&w, 1, (int)patience()) > 0) {
        ssize_t k = write(h->fd, p, n);
        if (k < 0 && errno != EINTR && errno != EAGAIN) return;
        if (k > 0) p += k, n -= (size_t)k;
    }
}

static void run_child(const struct ht_setup *s, char *const argv[])
{
    setenv("TERM", s->term ? s->term : "xterm-256color", 1);
    setenv("LC_ALL", s->locale ? s->locale : "C.UTF-8", 1);
    if (s->is_not_test) unsetenv("LAOBING_TEST");
    else setenv("LAOBING_TEST", "1", 1);
    unsetenv("SSH_TTY");                /* of whoever runs the tests */
    unsetenv("LINES");
    unsetenv("COLUMNS");
    for (const char *const *e = s->env; e && *e; e++) putenv(strdup(*e));
    execvp(argv[0], argv);
    fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
    _exit(127);
}

struct ht *ht_open(const struct ht_setup *setup, char *const argv[])
{
    static const struct ht_setup none;
    const struct ht_setup *s = setup ? setup : &none;
    struct ht *h = calloc(1, sizeof *h);
    h->rows = s->rows ? s->rows : 24;
    h->cols = s->cols ? s->cols : 80;
    h->text = malloc(1 << 16);
    h->all = malloc(1 << 20);
    struct winsize ws = { .ws_row = (unsigned short)h->rows, .ws_col = (unsigned short)h->cols };
    h->pid = forkpty(&h->fd, NULL, NULL, &ws);
    if (h->pid == 0) run_child(s, argv);
    h->is_foreign = s->charset != NULL;
    h->is_wide = s->is_wide;
    h->is_mute = s->is_mute;
    if (h->is_foreign) h->in = iconv_open("UTF-8", s->charset), h->out = iconv_open(s->charset, "UTF-8");
    fcntl(h->fd, F_SETFD, FD_CLOEXEC);
    fcntl(h->fd, F_SETFL, O_NONBLOCK);
    h->vt = vterm_new(h->rows, h->cols);
    vterm_set_utf8(h->vt, 1);
    vterm_output_set_callback(h->vt, on_output, h);
    h->screen = vterm_obtain_screen(h->vt);
    vterm_screen_enable_altscreen(h->screen, 1);
    vterm_screen_reset(h->screen, 1);
    return h;
}

int ht_close(struct ht *h)
{
    if (!h->is_reaped) kill(h->pid, SIGHUP);
    close(h->fd);
    if (!h->is_reaped) waitpid(h->pid, &h->status, 0);
    int status = h->status;
    vterm_free(h->vt);
    if (h->is_foreign) iconv_close(h->in), iconv_close(h->out);
    free(h->text);
    free(h->all);
    free(h->log);
    free(h);
    return status;
}

pid_t ht_pid(const struct ht *h) { return h->pid; }

static void show_wide(struct ht *h, const char *s, size_t n)
{
    for (size_t k; n; s += k, n -= k) {
        uint32_t cp;
        k = utf8_get(s, n, &cp);
        if (h->is_wide && cell_is_ambiguous(cp)) vterm_input_write(h->vt, "\xe3\x83\xbb", 3);
        else vterm_input_write(h->vt, s, k);
    }
}

/* What the terminal makes of the bytes: a '?' of each it does not know. The beginning of a character waits for the rest. */
static void show(struct ht *h, const char *p, size_t n)
{
    if (!h->is_foreign && !h->is_wide) {
        vterm_input_write(h->vt, p, n);
        return;
    }
    size_t all = h->n_part + n;
    char *bytes = malloc(all + 1), *text = malloc(all * 4 + 1), *from = bytes, *to = text;
    size_t room = all * 4;
    memcpy(bytes, h->part, h->n_part);
    memcpy(bytes + h->n_part, p, n);
    if (!h->is_foreign) {
        from += utf8_floor((bytes[all] = 0, bytes), all);
        memcpy(text, bytes, (size_t)(from - bytes));
        to += from - bytes;
    }
    for (size_t left = all; h->is_foreign && left; ) {
        if (iconv(h->in, &from, &left, &to, &room) != (size_t)-1 || errno != EILSEQ) break;
        *to++ = '?';
        room--, from++, left--;
    }
    h->n_part = (size_t)(bytes + all - from);
    memcpy(h->part, from, h->n_part);
    show_wide(h, text, (size_t)(to - text));
    free(bytes);
    free(text);
}

static void feed(struct ht *h, const char *p, size_t n)
{
    h->written += n;
    h->log = realloc(h->log, h->n_log + n);
    memcpy(h->log + h->n_log, p, n);
    h->n_log += n;
    for (size_t i = 0; i < n; i++) {
        h->matched = p[i] == answer[h->matched] ? h->matched + 1 : p[i] == answer[0];
        if (answer[h->matched]) continue;
        h->n_synced++;
        h->matched = 0;
        h->written -= sizeof answer - 1;
    }
    show(h, p, n);
}

/* Waits at most ms for output and takes it; false when none came. */
static bool pump(struct ht *h, long ms)
{
    char b[8192];
    struct pollfd p = { .fd = h->fd, .events = POLLIN };
    if (h->is_dead || poll(&p, 1, (int)ms) <= 0) return false;
    ssize_t n = read(h->fd, b, sizeof b);
    if (n < 0 && (errno == EINTR || errno == EAGAIN)) return false;
    if (n <= 0) h->is_dead = true;
    else feed(h, b, (size_t)n);
    return n > 0;
}

typedef bool until_fn(struct ht *, const void *);

static bool wait_until(struct ht *h, until_fn *is_so, const void *arg, const char *what)
{
    long end = now_ms() + patience(), left;
    while (!is_so(h, arg)) {
        if ((left = end - now_ms()) > 0 && !h->is_dead) {
            pump(h, left);
            continue;
        }
        fprintf(stderr, "%s: %s\n", what, h->is_dead ? "the program ended" : "nothing in time");
        ht_dump(h);
        return false;
    }
    return true;
}

static bool is_synced(struct ht *h, const void *arg) { return h->n_synced > *(const size_t *)arg; }
static bool is_shown(struct ht *h, const void *arg) { return ht_find(h, arg, NULL, NULL); }
static bool is_gone(struct ht *h, const void *arg) { return !ht_find(h, arg, NULL, NULL); }

bool ht_sync(struct ht *h)
{
    size_t before = h->n_synced;
    ht_bytes(h, question, sizeof question - 1);
    return wait_until(h, is_synced, &before, "sync");
}

bool ht_wait(struct ht *h, const char *text) { return wait_until(h, is_shown, text, text); }
bool ht_wait_gone(struct ht *h, const char *text) { return wait_until(h, is_gone, text, text); }

void ht_listen(struct ht *h, long quiet_ms)
{
    while (pump(h, quiet_ms)) continue;
}

bool ht_do(struct ht *h, const char *keys)
{
    ht_keys(h, keys);
    return ht_sync(h);
}

bool ht_pause(struct ht *h)
{
    ht_bytes(h, "\033[7778~", 7);
    return ht_sync(h);
}

int ht_wait_exit(struct ht *h)
{
    long end = now_ms() + patience(), left;
    while (!h->is_dead && (left = end - now_ms()) > 0) pump(h, left);
    if (!h->is_reaped && waitpid(h->pid, &h->status, h->is_dead ? 0 : WNOHANG) != h->pid) return -1;
    h->is_reaped = true;
    return WIFEXITED(h->status) ? WEXITSTATUS(h->status) : 128 + WTERMSIG(h->status);
}

static const struct { const char *name; VTermKey key; VTermModifier mod; } names[] = {
    { "Enter", VTERM_KEY_ENTER, 0 }, { "Tab", VTERM_KEY_TAB, 0 }, { "S-Tab", VTERM_KEY_TAB, VTERM_MOD_SHIFT },
    { "BS", VTERM_KEY_BACKSPACE, 0 }, { "Esc", VTERM_KEY_ESCAPE, 0 }, { "Up", VTERM_KEY_UP, 0 }, { "Down", VTERM_KEY_DOWN, 0 },
    { "Left", VTERM_KEY_LEFT, 0 }, { "Right", VTERM_KEY_RIGHT, 0 }, { "Ins", VTERM_KEY_INS, 0 }, { "Del", VTERM_KEY_DEL, 0 },
    { "Home", VTERM_KEY_HOME, 0 }, { "End", VTERM_KEY_END, 0 }, { "PgUp", VTERM_KEY_PAGEUP, 0 }, { "PgDn", VTERM_KEY_PAGEDOWN, 0 },
};

static void press(struct ht *h, const char *name, size_t n)
{
    if (name[0] == 'F' && n >= 2 && n <= 3) {
        vterm_keyboard_key(h->vt, VTERM_KEY_FUNCTION(atoi(name + 1)), 0);
        return;
    }
    if (n == 3 && strncmp(name, "C-", 2) == 0) {
        ht_bytes(h, (const char[]){ name[2] & 0x1f }, 1);
        return;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strlen(names[i].name) != n || strncmp(names[i].name, name, n) != 0) continue;
        vterm_keyboard_key(h->vt, names[i].key, names[i].mod);
        return;
    }
    fprintf(stderr, "harness: no key <%.*s>\n", (int)n, name);
    abort();
}

/* As the terminal sends it. */
static void type(struct ht *h, const char *s, size_t n)
{
    char bytes[4096], *from = (char *)(uintptr_t)s, *to = bytes;
    size_t room = sizeof bytes;
    if (!h->is_foreign) ht_bytes(h, s, n);
    else if (iconv(h->out, &from, &n, &to, &room) != (size_t)-1) ht_bytes(h, bytes, (size_t)(to - bytes));
    else fprintf(stderr, "harness: the terminal cannot send %s\n", s), abort();
}

static void press_all(struct ht *h, const char *s)
{
    while (*s) {
        size_t n = strcspn(s, "<");
        const char *end = strchr(s + n, '>');
        type(h, s, n);
        s += n;
        if (!*s) return;
        if (s[1] == '<' || !end) {
            ht_bytes(h, "<", 1);
            s += s[1] == '<' ? 2 : 1;
            continue;
        }
        press(h, s + 1, (size_t)(end - s - 1));
        s = end + 1;
    }
}

/* In one piece: what is typed ahead is there before the program has answered what came before it. */
void ht_keys(struct ht *h, const char *s)
{
    struct held burst = { .n = 0 };
    if (h->typing) {
        press_all(h, s);
        return;
    }
    h->typing = &burst;
    press_all(h, s);
    h->typing = NULL;
    ht_bytes(h, burst.b, burst.n);
}

void ht_resize(struct ht *h, int rows, int cols)
{
    struct winsize ws = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };
    h->rows = rows;
    h->cols = cols;
    vterm_set_size(h->vt, rows, cols);
    ioctl(h->fd, TIOCSWINSZ, &ws);
}

static size_t put(char *d, uint32_t c)
{
    if (c < 0x80) return *d = c ? (char)c : ' ', 1;
    int n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (int i = n - 1; i > 0; i--, c >>= 6) d[i] = (char)(0x80 | (c & 0x3f));
    d[0] = (char)((0xf00u >> n & 0xf0u) | c);
    return (size_t)n;
}

const char *ht_cells(struct ht *h, int row, int col, int n)
{
    size_t k = 0;
    VTermScreenCell c;
    for (int x = col; x < col + n && x < h->cols && vterm_screen_get_cell(h->screen, (VTermPos){ row, x }, &c); x++) {
        if (c.chars[0] == (uint32_t)-1) continue;       /* right half */
        k += put(h->text + k, c.chars[0]);
        for (int i = 1; c.chars[0] && i < VTERM_MAX_CHARS_PER_CELL && c.chars[i]; i++) k += put(h->text + k, c.chars[i]);
    }
    while (k > 0 && h->text[k - 1] == ' ') k--;
    h->text[k] = 0;
    return h->text;
}

const char *ht_row(struct ht *h, int row) { return ht_cells(h, row, 0, h->cols); }

bool ht_find(struct ht *h, const char *text, int *row, int *col)
{
    for (int y = 0; y < h->rows; y++) {
        if (!strstr(ht_row(h, y), text)) continue;
        int x = 0;
        while (x < h->cols && strncmp(ht_cells(h, y, x, h->cols), text, strlen(text)) != 0) x++;
        if (row) *row = y;
        if (col) *col = x;
        return true;
    }
    return false;
}

void ht_cursor(struct ht *h, int *row, int *col)
{
    VTermPos p;
    vterm_state_get_cursorpos(vterm_obtain_state(h->vt), &p);
    if (row) *row = p.row;
    if (col) *col = p.col;
}

unsigned ht_attrs(struct ht *h, int row, int col)
{
    VTermScreenCell c;
    if (!vterm_screen_get_cell(h->screen, (VTermPos){ row, col }, &c)) return 0;
    if (c.chars[0] == (uint32_t)-1 && col) return ht_attrs(h, row, col - 1);    /* a right half keeps what stood there before */
    return (c.attrs.bold ? HT_BOLD : 0) | (c.attrs.underline ? HT_UNDERLINE : 0)
        | (c.attrs.reverse ? HT_REVERSE : 0) | (c.attrs.blink ? HT_BLINK : 0);
}

const char *ht_screen(struct ht *h)
{
    int y, x;
    size_t k = 0;
    for (int i = 0; i < h->rows; i++) k += (size_t)sprintf(h->all + k, "%s\n", ht_row(h, i));
    ht_cursor(h, &y, &x);
    sprintf(h->all + k, "cursor %d,%d\n", y, x);
    return h->all;
}

void ht_dump(struct ht *h) { fputs(ht_screen(h), stderr); }

void ht_mark(struct ht *h) { h->written = h->n_log = 0; }
size_t ht_written(const struct ht *h) { return h->written; }
bool ht_saw(const struct ht *h, const void *p, size_t n) { return h->n_log && memmem(h->log, h->n_log, p, n) != NULL; }

/* ---- a slow line */
static bool over_line(struct ht *h, struct ht_line line, const char *const *keys, long every_ms, double *free_at)
{
    struct held key = { .n = 0 }, reply = { .n = 0 };
    double rtt = (double)line.rtt_ms, answered = 0;
    h->far = &reply;
    for (size_t i = 0; keys[i] || reply.n; ) {
        double at = (double)every_ms * (double)i + rtt / 2;
        size_t before = h->written;
        if (reply.n && (!keys[i] || answered <= at)) {
            key = reply;
            at = answered;
        } else {
            key.n = 0;
            h->typing = &key;
            do ht_keys(h, keys[i++]); while (!every_ms && keys[i]);
            h->typing = NULL;
        }
        bool was_asked = reply.n > 0 && at < answered;
        if (!was_asked) reply.n = 0;
        ht_bytes(h, key.b, key.n);
        if (!ht_sync(h)) return false;
        if (h->written > before && *free_at < at) *free_at = at;
        *free_at += (double)(h->written - before) * 10000.0 / (double)line.bps;
        if (reply.n && !was_asked) answered = *free_at + rtt;
    }
    return true;
}

long ht_over_line(struct ht *h, struct ht_line line, const char *const *keys, long every_ms)
{
    double free_at = 0;
    ht_mark(h);
    bool ok = over_line(h, line, keys, every_ms, &free_at);
    h->far = h->typing = NULL;
    return ok ? (long)(free_at + (double)line.rtt_ms / 2) : -1;
}
