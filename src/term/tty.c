/* SPDX-License-Identifier: Apache-2.0 */
/* Curses asks wcwidth() how wide a character is. The program defines that function itself, from base/cell, and the dynamic
 * linker prefers the program's: so curses, the editor and the layout use one table, ambiguous characters included. */
#include "term/tty.h"
#include "base/arena.h"
#include "base/cell.h"
#include "base/mem.h"
#include "base/text.h"
#include "term/ask.h"
#include "term/charset.h"
#include "term/draw.h"
#include "term/key.h"
#include "term/pace.h"
#include "term/type.h"
#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#define ESC_MS 150                          /* a sequence torn by the line comes together within this */

static struct {
    SCREEN *screen;
    int escape_ms;
    FILE *null_in, *null_out;               /* of tty_open_null()        */
    char strange[64];
    struct ask_answer answer;
    bool charset_is_set, ambiguous_is_set;  /* whatever it answers           */
    enum tty_line line;
    int reports[ASK_REPORTS], n_reports;
    bool is_asked;
    bool hears;                             /* asked again, the answers are on their way */
    char found[ASK_LINE];
    long asked_at;                          /* ms                                        */
    bool prints;                            /* between the sequences of tty_print() */
} tty;

int wcwidth(wchar_t c)
{
    uint32_t cp = (uint32_t)c;
    if (cp == 0) return 0;
    if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0)) return -1;
    return cell_width(cp);
}

static bool take_locale(struct err *e)
{
    const char *set = setlocale(LC_CTYPE, "") ? nl_langinfo(CODESET) : "";
    if (strcmp(set, "UTF-8") == 0) return true;
    return setlocale(LC_CTYPE, "C.UTF-8") ? true : err_set(e, ERR_LOCALE);
}

static SCREEN *new_screen(void)
{
    const char *name = getenv("TERM"), *type = type_choose(name);
    if (!name || !type || strcmp(name, type) != 0) snprintf(tty.strange, sizeof tty.strange, "%s", name && *name ? name : "?");
    return type ? newterm(type, stdout, stdin) : NULL;
}

static void set_modes(enum face_profile profile)
{
    raw();
    noecho();
    nonl();
    set_escdelay(tty.escape_ms ? tty.escape_ms : ESC_MS);
    key_open();
    face_use(profile);
    mem_on_death(tty_close);
}

/* Bracketed paste; a terminal that has no such mode ignores it. */
static void bracket_paste(bool on)
{
    if (tty.null_in) return;
    fputs(on ? "\033[?2004h" : "\033[?2004l", stdout);
    fflush(stdout);
}

/* The code set in the name of the locale, which need not be installed: zh_CN.GB18030. */
static bool locale_charset(enum charset *which)
{
    static const char *const vars[] = { "LC_ALL", "LC_CTYPE", "LANG" };
    for (size_t i = 0; i < sizeof vars / sizeof *vars; i++) {
        const char *name = getenv(vars[i]), *dot = name ? strchr(name, '.') : NULL;
        if (name && *name) return dot && charset_named(dot + 1, which);
    }
    return false;
}

static bool is_set(int ambiguous) { return ambiguous == 1 || ambiguous == 2; }

/* What was set stays, what is not known the locale says. */
static void use_answer(void)
{
    enum charset c = CHARSET_UTF8;
    if (tty.answer.is_answered) c = tty.answer.charset;
    else locale_charset(&c);
    if (!tty.charset_is_set) charset_use(c);
    if (!tty.ambiguous_is_set) cell_ambiguous(tty.answer.ambiguous);
}

static void set(const char *charset, int ambiguous)
{
    enum charset c;
    if (charset && charset_named(charset, &c)) {
        tty.charset_is_set = true;
        charset_use(c);
    }
    if (is_set(ambiguous)) {
        tty.ambiguous_is_set = true;
        cell_ambiguous(ambiguous);
    }
}

void tty_ask(const char *charset, int ambiguous, const char *known)
{
    set(charset, ambiguous);
    if (!(tty.charset_is_set && tty.ambiguous_is_set) && isatty(0) && isatty(1)) {
        tty.hears = ask_from_line(&tty.answer, known);
        if (!tty.hears) ask_terminal(&tty.answer);
        tty.is_asked = true;
    }
    use_answer();
}

const char *tty_found(void)
{
    if (tty.is_asked) ask_to_line(&tty.answer, tty.found);
    return tty.found;
}

/* Lines are drawn with ─ where that takes one column for sure, and a line of 80 of them is no burden. */
static bool has_lines(void)
{
    return face_profile_now() == FACE_COLOUR && charset_now() == CHARSET_UTF8 && tty.answer.shows_han && cell_width(0x2500) == 1;
}

static void paint_anew(void)
{
    draw_with_lines(has_lines());
    ask_flush();
    tty_repaint();
}

void tty_speak(const char *charset, int ambiguous)
{
    tty.charset_is_set = tty.ambiguous_is_set = false;
    set(charset, ambiguous);
    use_answer();
    paint_anew();
}

static void use_line(void)
{
    pace_use(tty.line == TTY_LINE_SLOW || (tty.line == TTY_LINE_AUTO && tty.answer.is_answered && tty.answer.ms >= PACE_LINE_MS));
}

/* Keys that came while an answer was waited for. */
static void give_back_typed(void)
{
    for (size_t i = tty.answer.n_typed; i > 0; i--) ungetch((unsigned char)tty.answer.typed[i - 1]);
    tty.answer.n_typed = 0;
}

static long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000L + t.tv_nsec / 1000000L;
}

bool tty_heard(int cells)
{
    char before[ASK_LINE];
    if (!tty.hears) return false;
    tty.reports[tty.n_reports++] = cells;
    if (tty.n_reports < ASK_REPORTS) return false;
    tty.hears = false;
    ask_to_line(&tty.answer, before);
    if (!ask_holds(&tty.answer, tty.reports)) ask_anew(&tty.answer);
    else tty.answer.ms = now_ms() - tty.asked_at;
    use_line();
    if (!strcmp(before, tty_found())) return true;
    use_answer();
    paint_anew();
    give_back_typed();
    return true;
}

bool tty_open(const struct tty_setup *setup, struct err *e)
{
    if (!isatty(0) || !isatty(1)) return err_set(e, ERR_TERMINAL, _("不是终端"));
    if (!take_locale(e)) return false;
    signal(SIGTSTP, SIG_IGN);
    set(setup->charset, setup->ambiguous);
    tty.screen = new_screen();
    if (!tty.screen) return err_set(e, ERR_TERMINAL, _("终端类型不认识"));
    tty.escape_ms = setup->escape_ms;
    if (!tigetstr("cup")) {
        tty_close();
        return err_set(e, ERR_TERMINAL, _("它不能移动光标"));
    }
    set_modes(setup->profile);
    draw_with_lines(has_lines());
    tty.line = setup->line;
    use_line();
    bracket_paste(true);
    give_back_typed();
    tty.asked_at = now_ms();
    if (tty.hears) ask_again();
    return true;
}

bool tty_open_null(int rows, int cols, enum face_profile profile, struct err *e)
{
    if (!take_locale(e)) return false;
    tty.null_in = fopen("/dev/null", "re");
    tty.null_out = fopen("/dev/null", "we");
    if (tty.null_in && tty.null_out) tty.screen = newterm("xterm-256color", tty.null_out, tty.null_in);
    if (!tty.screen) tty.screen = tty.null_out ? newterm("xterm", tty.null_out, tty.null_in) : NULL;
    if (!tty.screen) {
        tty_close();
        return err_set(e, ERR_TERMINAL, "/dev/null");
    }
    resize_term(rows, cols);
    set_modes(profile);
    return true;
}

/* All of it, come what may but the end of the line. */
static void put_all(const char *bytes, size_t n)
{
    for (ssize_t k; n; bytes += k, n -= (size_t)k) {
        k = write(1, bytes, n);
        if (k < 0 && errno == EINTR) k = 0;
        if (k < 0) return;
    }
}

void tty_close(void)
{
    if (tty.prints) put_all("\033[4i", 4);
    if (tty.screen) {
        bracket_paste(false);
        endwin();
        key_close();
        delscreen(tty.screen);
    }
    if (tty.null_in) fclose(tty.null_in);
    if (tty.null_out) fclose(tty.null_out);
    memset(&tty, 0, sizeof tty);
    mem_on_death(NULL);
}

bool tty_is_open(void) { return tty.screen != NULL; }
int tty_rows(void) { return LINES; }
int tty_cols(void) { return COLS; }
bool tty_is_too_small(void) { return LINES < TTY_ROWS_MIN || COLS < TTY_COLS_MIN; }
const char *tty_strange(void) { return tty.strange[0] ? tty.strange : NULL; }
bool tty_shows_han(void) { return !tty.answer.is_answered || tty.answer.shows_han; }

const char *tty_charset(void)
{
    static const char *const names[] = { [CHARSET_UTF8] = "UTF-8", [CHARSET_GB18030] = "GB18030", [CHARSET_GBK] = "GBK" };
    return names[charset_now()];
}

void tty_repaint(void) { clearok(curscr, TRUE); }

void tty_set_size(int rows, int cols)
{
    resize_term(rows > 1 ? rows : 1, cols > 1 ? cols : 1);
    erase();
}

bool tty_resize(void)
{
    struct winsize ws;
    if (tty.null_out || ioctl(1, TIOCGWINSZ, &ws) != 0) return false;
    if ((ws.ws_row == LINES && ws.ws_col == COLS) || ws.ws_row == 0 || ws.ws_col == 0) return false;
    tty_set_size(ws.ws_row, ws.ws_col);
    tty_repaint();              /* what the terminal made of the old lines nobody knows */
    return true;
}

/* How much of it can be sent as it is: up to a line end, or up to the i of 0x9B 4 i. PuTTY takes that for the one-byte form of ESC [ 4 i and prints no
 * more, though 0x9B is the last byte of 军, or of a character of GB18030 (whose last two may be 0x9B 4). */
static size_t harmless(const char *bytes, size_t n)
{
    size_t k = 0;
    while (k < n && bytes[k] != '\n' && (k < 2 || memcmp(bytes + k - 2, "\2334i", 3) != 0)) k++;
    return k;
}

/* Between the two sequences the screen shows nothing: who dies there leaves a terminal that looks dead, so tty_close() says the second one too. */
void tty_print(const char *bytes, size_t n)
{
    if (!tty.screen || tty.null_out) return;
    fflush(stdout);
    tty.prints = true;
    put_all("\033[5i", 4);
    for (size_t k; n; bytes += k, n -= k) {
        k = harmless(bytes, n);
        put_all(bytes, k);
        if (k < n && bytes[k] == '\n') put_all("\r\n", 2), k++;
        else if (k < n) put_all("", 1);         /* a NUL, which printers pass over */
    }
    put_all("\033[4i", 4);
    tty.prints = false;
    tty_repaint();              /* a terminal without a printer has shown it */
}

static const char *env(const char *name)
{
    const char *text = getenv(name);
    return text ? text : "";
}

bool tty_is_inside(void)
{
    return *env("TMUX") || *env("STY") || !strncmp(env("TERM"), "tmux", 4) || !strncmp(env("TERM"), "screen", 6);
}

bool tty_is_test(void) { return getenv("LAOBING_TEST") != NULL; }

void tty_sync_answer(void)
{
    static const char answer[] = "\033]7777\a";
    if (!tty_is_test()) return;
    fflush(stdout);
    if (write(1, answer, sizeof answer - 1) < 0) return;    /* the line is gone: poll will say so */
}

void tty_say(FILE *to, const char *text)
{
    struct arena *a = arena_new(NULL);
    fputs(charset_text(a, cell_clean(a, text)), to);
    arena_free(a);
}
