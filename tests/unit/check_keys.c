/* SPDX-License-Identifier: Apache-2.0 */
/* What the keys of each kind of terminal really send, under the name it goes by, reaches the action it stands for: from the bytes through
 * curses, key.c and keymap.c. Sequences from the terminals' own manuals (xterm ctlseqs, PuTTY 4.4.3, VT220 programmer reference,
 * console_codes(4), tmux(1)), not from terminfo, which says what they should send. */
#include "app/keymap.h"
#include "base/utf8.h"
#include "harness.h"
#include "stage.h"
#include "term/draw.h"
#include "term/key.h"
#include "term/tty.h"
#include "../harness/runner.h"
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- the program on the pty: says what each key means */
static const char *const names[] = {
    "NONE",
#define ACTION(id, f, ctrl, name, label, words, group) #id,
#include "page/action.def"
#undef ACTION
    "FIND_ANYWHERE", "NEXT", "PREV", "UP", "DOWN", "PGUP", "HOME", "END",
};

static void say(uint32_t k)
{
    static int y;
    char label[8];
    enum action a = keymap_action(k);
    draw_begin();
    draw_text(y = (y + 1) % 2, 0, 40, FACE_TEXT, a ? names[a] : key_label(k, label));
    draw_end();
}

int stage_main(int argc, char **argv)
{
    struct err e;
    struct tty_setup setup = { .profile = FACE_LEAN, .ambiguous = 1, .line = TTY_LINE_FAST };
    struct pollfd p = { .fd = 0, .events = POLLIN };
    (void)argc, (void)argv;
    if (!tty_open(&setup, &e)) return 3;
    say(K_NONE);
    for (bool over = false; !over && poll(&p, 1, -1) > 0; over |= (p.revents & POLLHUP) != 0)
        for (uint32_t k; (k = key_next()) != K_NONE; )
            if (k == K_SYNC) tty_sync_answer();
            else say(k);
    tty_close();
    return 0;
}

/* ---- what is sent */
struct sent { const char *bytes, *means; };

#define ARROWS { "\033OA", "UP" }, { "\033OB", "DOWN" }, { "\033[A", "UP" }, { "\033[B", "DOWN" }, { "\033OC", "Right" }, { "\033[D", "Left" }
#define PAGES { "\033[5~", "PGUP" }, { "\033[6~", "PGDN" }, { "\033[3~", "Del" }, { "\033[2~", "Ins" }
#define PF { "\033OP", "HELP" }, { "\033OQ", "SAVE" }, { "\033OR", "FIND" }, { "\033OS", "SAME" }
#define F6_10 { "\033[17~", "ACT" }, { "\033[18~", "NEW" }, { "\033[19~", "PRINT" }, { "\033[20~", "MARK" }, { "\033[21~", "COMMAND" }
#define F5_10 { "\033[15~", "CHOOSE" }, F6_10
#define HOME_14 { "\033[1~", "HOME" }, { "\033[4~", "END" }
#define BACKTAB { "\033[Z", "PREV" }

static const struct sent xterm[] = { PF, F5_10, { "\033OH", "HOME" }, { "\033OF", "END" }, { "\033[H", "HOME" }, { "\033[F", "END" }, ARROWS, PAGES, BACKTAB, { NULL, NULL } };
static const struct sent vt100[] = { PF, ARROWS, { NULL, NULL } };
static const struct sent vt220[] = { PF, F6_10, HOME_14, ARROWS, PAGES, { NULL, NULL } };
static const struct sent console[] = { { "\033[[A", "HELP" }, { "\033[[B", "SAVE" }, { "\033[[C", "FIND" }, { "\033[[D", "SAME" }, { "\033[[E", "CHOOSE" },
                                       F6_10, HOME_14, ARROWS, PAGES, { "\033\t", "PREV" }, { NULL, NULL } };
static const struct sent multiplexer[] = { PF, F5_10, HOME_14, ARROWS, PAGES, BACKTAB, { NULL, NULL } };
static const struct sent putty[] = { { "\033[11~", "HELP" }, { "\033[12~", "SAVE" }, { "\033[13~", "FIND" }, { "\033[14~", "SAME" }, F5_10, HOME_14, ARROWS, PAGES, BACKTAB, { NULL, NULL } };
/* PuTTY 0.78 for Windows with contrib/putty/laobing.reg, as recorded behind it. Shift begins F1 to F10 anew at 11; what those are called
 * beyond F12 nobody uses, and Num Lock off makes 5 a key of its own: none of their bytes may be taken for text. */
static const struct sent putty_windows[] = {
    { "\033[11~", "HELP" }, { "\033[12~", "SAVE" }, { "\033[13~", "FIND" }, { "\033[14~", "SAME" }, F5_10, { "\033[23~", "F11" }, { "\033[24~", "F12" },
    { "a\033[25~", "a" }, { "b\033[26~", "b" }, { "c\033[28~", "c" }, { "d\033[29~", "d" }, { "e\033[31~", "e" }, { "f\033[32~", "f" }, { "g\033[33~", "g" }, { "h\033[34~", "h" },
    { "i\033OG", "i" }, HOME_14, ARROWS, PAGES, BACKTAB, { "7", "7" }, { "\033\033[11~", "HELP" }, { NULL, NULL },
};
static const struct sent putty_vt100_plus[] = { PF, { "\033OT", "CHOOSE" }, { "\033OU", "ACT" }, { "\033OV", "NEW" }, { "\033OW", "PRINT" }, { "\033OX", "MARK" }, { "\033OY", "COMMAND" },
                                                HOME_14, ARROWS, PAGES, BACKTAB, { NULL, NULL } };

/* On every one of them: the Ctrl twins, Tab, Enter, Esc, and the digits of a keypad that curses has switched to its other sequences. */
static const struct sent everywhere[] = {
    { "\007", "HELP" }, { "\023", "SAVE" }, { "\006", "FIND" }, { "\004", "SAME" }, { "\017", "CHOOSE" }, { "\024", "ACT" }, { "\016", "NEW" }, { "\020", "PRINT" },
    { "\013", "MARK" }, { "\030", "COMMAND" }, { "\032", "UNDO" }, { "\003", "CANCEL" }, { "\014", "REPAINT" }, { "\005", "HISTORY" }, { "\022", "SORT" }, { "\002", "BACK" },
    { "\t", "NEXT" }, { "\r", "ENTER" }, { "\033", "BACK" }, { "\010", "BS" }, { "\177", "BS" },
    { "\033Op", "0" }, { "\033Oq", "1" }, { "\033Or", "2" }, { "\033Os", "3" }, { "\033Ot", "4" }, { "\033Ou", "5" }, { "\033Ov", "6" }, { "\033Ox", "8" }, { "\033Oy", "9" },
    { "\033On", "." }, { "\033OM", "ENTER" }, { "\033Om", "-" }, { "\033Ok", "+" }, { NULL, NULL },
};

static const struct { const char *term; const struct sent *sent; } kinds[] = {
    { "xterm", xterm }, { "xterm-256color", xterm }, { "vt100", vt100 }, { "vt220", vt220 }, { "linux", console }, { "screen", multiplexer }, { "tmux", multiplexer },
    { "screen-256color", multiplexer }, { "tmux-256color", multiplexer }, { "putty", putty }, { "xterm", putty }, { "linux", putty }, { "vt220", putty },
    { "xterm", putty_windows }, { "xterm", putty_vt100_plus }, { "putty", putty_vt100_plus }, { "no-such-terminal", xterm },
};

static const char *self(void)
{
    static char path[1024];
    if (!*path && readlink("/proc/self/exe", path, sizeof path - 1) < 0) ck_abort_msg("no /proc");
    return path;
}

static void press(struct ht *h, const char *term, const struct sent *k)
{
    ht_bytes(h, k->bytes, strlen(k->bytes));
    ck_assert(ht_sync(h));
    char got[100];
    snprintf(got, sizeof got, "%s%s", ht_row(h, 0), "");
    if (!*got) snprintf(got, sizeof got, "%s", ht_row(h, 1));
    if (strcmp(got, k->means)) ck_abort_msg("%s: ESC%s is %s, not %s", term, k->bytes + 1, got, k->means);
}

START_TEST(reach_their_actions)
{
    char *argv[] = { (char *)self(), "stage", NULL };
    struct ht_setup setup = { .term = kinds[_i].term };
    struct ht *h = ht_open(&setup, argv);
    ck_assert(ht_sync(h));
    for (const struct sent *k = kinds[_i].sent; k->bytes; k++) press(h, kinds[_i].term, k);
    for (const struct sent *k = everywhere; k->bytes; k++) press(h, kinds[_i].term, k);
    ht_close(h);
}
END_TEST

Suite *suite(void)
{
    Suite *s = suite_create("keys");
    TCase *c = tcase_create("terminals");
    tcase_set_timeout(c, 60);
    tcase_add_loop_test(c, reach_their_actions, 0, sizeof kinds / sizeof *kinds);
    suite_add_tcase(s, c);
    return s;
}
