/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes come from wgetch(), not characters from get_wch(), which drops good keys after a bad byte. They are read through a pad,
 * since wgetch() on stdscr would paint. A torn sequence waits in `part` for the rest, which may come with the next packet. */
#include "term/key.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "term/ask.h"
#include "term/charset.h"
#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SYNC_CODE (KEY_MAX - 8)
#define PAUSE_CODE (KEY_MAX - 11)
#define ARRIVED_CODE (KEY_MAX - 12)
#define PASTE_CODE (KEY_MAX - 9)            /* the terminal's brackets around what is pasted */
#define PASTED_CODE (KEY_MAX - 10)

#define REPORT_CODE (KEY_MAX - 13)          /* and ASK_CELLS - 1 below it: the cursor stands so far right of where it began */

static struct {
    WINDOW *pad;
    char part[CHARSET_MAX];
    size_t n_part;
    size_t n_broken;
    bool is_pasting;
    int again;                              /* a code looked at but not used, ERR none */
} in = { .again = ERR };

static const struct named {
    uint32_t key;
    int code;                               /* of curses                 */
    const char *name;
} named[] = {
    { K_ENTER, KEY_ENTER, "Enter" }, { K_TAB, '\t', "Tab" }, { K_BACKTAB, KEY_BTAB, "S-Tab" }, { K_ESC, 27, "Esc" },
    { K_BACKSPACE, KEY_BACKSPACE, "BS" }, { K_DELETE, KEY_DC, "Del" }, { K_INSERT, KEY_IC, "Ins" },
    { K_UP, KEY_UP, "Up" }, { K_DOWN, KEY_DOWN, "Down" }, { K_LEFT, KEY_LEFT, "Left" }, { K_RIGHT, KEY_RIGHT, "Right" },
    { K_HOME, KEY_HOME, "Home" }, { K_END, KEY_END, "End" }, { K_PGUP, KEY_PPAGE, "PgUp" }, { K_PGDN, KEY_NPAGE, "PgDn" },
    { K_F1, KEY_F(1), "F1" }, { K_F2, KEY_F(2), "F2" }, { K_F3, KEY_F(3), "F3" }, { K_F4, KEY_F(4), "F4" },
    { K_F5, KEY_F(5), "F5" }, { K_F6, KEY_F(6), "F6" }, { K_F7, KEY_F(7), "F7" }, { K_F8, KEY_F(8), "F8" },
    { K_F9, KEY_F(9), "F9" }, { K_F10, KEY_F(10), "F10" }, { K_F11, KEY_F(11), "F11" }, { K_F12, KEY_F(12), "F12" },
    { K_RESIZE, KEY_RESIZE, "" }, { K_SYNC, SYNC_CODE, "" }, { K_PAUSE, PAUSE_CODE, "" }, { K_ARRIVED, ARRIVED_CODE, "" },
    { K_HOME, KEY_FIND, "" }, { K_END, KEY_SELECT, "" }, { K_ENTER, '\r', "" }, { K_ENTER, '\n', "" },
    { K_BACKSPACE, 8, "" }, { K_BACKSPACE, 127, "" },
};
#define N_NAMED (sizeof named / sizeof *named)

/* What terminals send, whatever TERM calls them: xterm, rxvt, PuTTY, screen, linux, vt220. Curses waits for the rest of any of them as
 * it does for its own, so Esc stays what it is. What terminfo knows goes before. */
static const struct { const char *sequence; int code; } common[] = {
    { "\033[H", KEY_HOME }, { "\033OH", KEY_HOME }, { "\033[1~", KEY_HOME }, { "\033[7~", KEY_HOME },
    { "\033[F", KEY_END }, { "\033OF", KEY_END }, { "\033[4~", KEY_END }, { "\033[8~", KEY_END },
    { "\033[2~", KEY_IC }, { "\033[3~", KEY_DC }, { "\033[5~", KEY_PPAGE }, { "\033[6~", KEY_NPAGE }, { "\033[Z", KEY_BTAB },
    { "\033[A", KEY_UP }, { "\033[B", KEY_DOWN }, { "\033[C", KEY_RIGHT }, { "\033[D", KEY_LEFT },
    { "\033OA", KEY_UP }, { "\033OB", KEY_DOWN }, { "\033OC", KEY_RIGHT }, { "\033OD", KEY_LEFT }, { "\033OM", KEY_ENTER },
    { "\033OP", KEY_F(1) }, { "\033OQ", KEY_F(2) }, { "\033OR", KEY_F(3) }, { "\033OS", KEY_F(4) },
    { "\033[11~", KEY_F(1) }, { "\033[12~", KEY_F(2) }, { "\033[13~", KEY_F(3) }, { "\033[14~", KEY_F(4) },
    { "\033[[A", KEY_F(1) }, { "\033[[B", KEY_F(2) }, { "\033[[C", KEY_F(3) }, { "\033[[D", KEY_F(4) }, { "\033[[E", KEY_F(5) },
    { "\033[15~", KEY_F(5) }, { "\033[17~", KEY_F(6) }, { "\033[18~", KEY_F(7) }, { "\033[19~", KEY_F(8) },
    { "\033OT", KEY_F(5) }, { "\033OU", KEY_F(6) }, { "\033OV", KEY_F(7) }, { "\033OW", KEY_F(8) }, { "\033OX", KEY_F(9) }, { "\033OY", KEY_F(10) },
    { "\033[20~", KEY_F(9) }, { "\033[21~", KEY_F(10) }, { "\033[23~", KEY_F(11) }, { "\033[24~", KEY_F(12) },
};


/* The number pad, which curses switches to these with the arrows: PuTTY sends them for digits. They go before terminfo, which calls
 * some of them F5 to F10 on a vt100; a clerk types ID numbers there. */
static const struct { const char *sequence; int code; } number_pad[] = {
    { "\033Op", '0' }, { "\033Oq", '1' }, { "\033Or", '2' }, { "\033Os", '3' }, { "\033Ot", '4' }, { "\033Ou", '5' }, { "\033Ov", '6' }, { "\033Ow", '7' },
    { "\033Ox", '8' }, { "\033Oy", '9' }, { "\033On", '.' }, { "\033Om", '-' }, { "\033Ok", '+' }, { "\033Ol", '+' }, { "\033Oj", '*' }, { "\033Oo", '/' },
};

static uint32_t named_key(int code)
{
    if (code <= REPORT_CODE && code > REPORT_CODE - ASK_CELLS) return K_REPORT + (uint32_t)(REPORT_CODE - code);
    for (size_t i = 0; i < N_NAMED; i++) if (named[i].code == code) return named[i].key;
    return K_NONE;
}

/* Does terminfo give the sequence to a key we have a use for (or begin a longer one with it)? Some have keys of names of their own. */
static bool knows(const char *sequence)
{
    int code = key_defined(sequence);
    return code < 0 || (code > 0 && named_key(code) != K_NONE);
}

void key_open(void)
{
    memset(&in, 0, sizeof in);
    in.again = ERR;
    in.pad = newpad(1, 1);
    keypad(in.pad, TRUE);
    nodelay(in.pad, TRUE);
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (!knows(common[i].sequence)) define_key(common[i].sequence, common[i].code);
    for (char c = 1; c < 27; c++) define_key((const char[]){ c, 0 }, 0);        /* a control key is itself: terminfo has others for some (linux: ^Z) */
    for (size_t i = 0; i < sizeof number_pad / sizeof *number_pad; i++) {
        while (key_defined(number_pad[i].sequence) > 0) define_key(number_pad[i].sequence, 0);
        define_key(number_pad[i].sequence, number_pad[i].code);
    }
    define_key("\033[0n", ARRIVED_CODE);
    for (int n = 0; n < ASK_CELLS; n++) {
        char report[12];
        snprintf(report, sizeof report, "\033[%d;%dR", ASK_ROW, n + 1);
        define_key(report, REPORT_CODE - n);
    }
    define_key("\033[200~", PASTE_CODE);
    define_key("\033[201~", PASTED_CODE);
    if (!getenv("LAOBING_TEST")) return;
    define_key("\033[7777~", SYNC_CODE);
    define_key("\033[7778~", PAUSE_CODE);
}

void key_close(void)
{
    if (in.pad) delwin(in.pad);
    in.pad = NULL;
}

static int next_code(void)
{
    int code = in.again;
    in.again = ERR;
    return code != ERR || !in.pad ? code : wgetch(in.pad);
}

static uint32_t broken(void)
{
    in.n_broken++;
    return K_BROKEN;
}

/* One more byte of a character. One that cannot go on drops what waited, as broken, and is looked at again by itself. */
static uint32_t add_byte(int byte)
{
    uint32_t cp;
    if (in.n_part > 0 && !charset_follows(in.n_part, byte)) {
        in.n_part = 0;
        in.again = byte;
        return broken();
    }
    in.part[in.n_part++] = (char)byte;
    size_t n = in.n_part, whole = charset_length(in.part, n);
    if (whole > n) return K_NONE;
    in.n_part = 0;
    return whole == 0 || !charset_get(in.part, n, &cp) ? broken() : cp;
}

/* Curses gives an ESC alone only when it does not know what follows, or when the bytes were read before it started: then the
 * sequence is looked up here. One that nobody knows (ESC [ ... or ESC O x) is swallowed whole; alone it is the Esc key. */
static uint32_t escape(void)
{
    char sequence[32] = "\033";
    size_t n = 1;
    int code = next_code();
    if (code != '[' && code != 'O') {
        in.again = code;
        return K_ESC;
    }
    bool is_csi = code == '[';
    sequence[n++] = (char)code;
    do {
        code = next_code();
        if (code > 0 && code < 0x80 && n + 1 < sizeof sequence) sequence[n++] = (char)code;
    } while (is_csi && code >= 0x20 && code < 0x40);
    if (code == ERR && n == 2) return K_ESC;
    int known = key_defined(sequence);
    return known > 0 ? named_key(known) : K_NONE;
}

static uint32_t decode(int code)
{
    if (in.n_part > 0 || (code >= 0x80 && code <= 0xff)) return add_byte(code > 0xff ? 0 : code);
    if (code == 27) return escape();
    uint32_t key = named_key(code);
    if (key != K_NONE) return key;
    return code < 0x80 ? (uint32_t)code : K_NONE;
}

/* What a key means inside a paste; K_NONE means nothing. */
static uint32_t pasted(uint32_t key)
{
    if (key == K_ENTER) return K_LINE;
    if (key == K_TAB) return ' ';
    return key_is_text(key) || key == K_BROKEN || key == K_SYNC || key == K_ARRIVED || key == K_RESIZE || key >= K_REPORT ? key : K_NONE;
}

uint32_t key_next(void)
{
    for (int code; (code = next_code()) != ERR; ) {
        if (code == PASTE_CODE || code == PASTED_CODE) {
            in.is_pasting = code == PASTE_CODE;
            in.n_part = 0;
            continue;
        }
        bool was_torn = in.n_part > 0 && code > 0xff;
        uint32_t key = decode(code);
        if (was_torn) in.again = code;      /* a named key ends a torn character and still counts */
        if (in.is_pasting) key = pasted(key);
        if (key != K_NONE) return key;
    }
    return K_NONE;
}

size_t key_n_broken(void) { return in.n_broken; }

bool key_is_text(uint32_t key) { return key >= 0x20 && key != 0x7f && key <= 0x10ffff; }

uint32_t key_fold(uint32_t key) { return key_is_text(key) ? fold_point(key) : key; }

uint32_t key_by_name(const char *name, size_t n)
{
    for (size_t i = 0; i < N_NAMED && n > 0; i++)
        if (strlen(named[i].name) == n && strncmp(named[i].name, name, n) == 0) return named[i].key;
    if (n != 3 || name[0] != 'C' || name[1] != '-' || (name[2] & 0xc0) != 0x40) return K_NONE;
    uint32_t key = K_CTRL(name[2]), other = named_key((int)key);
    return other != K_NONE ? other : key;
}

const char *key_label(uint32_t key, char buf[8])
{
    for (size_t i = 0; i < N_NAMED; i++) if (named[i].key == key) return named[i].name;
    if (key_is_text(key)) buf[utf8_put(buf, key)] = 0;
    else if (key > 0 && key < 0x20) snprintf(buf, 8, "C-%c", (int)(key | 0x60));
    else buf[0] = 0;
    return buf;
}
