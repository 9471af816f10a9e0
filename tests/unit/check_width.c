/* SPDX-License-Identifier: Apache-2.0 */
/* Our table of widths against those of libvterm, of the C library (which screen uses) and of a running tmux. Where they differ on purpose
 * `differ` names the characters and the reason; any other difference, and one named here that is none, is an error. */
#include "base/cell.h"
#include "base/utf8.h"
#include "../harness/runner.h"
#include <dlfcn.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <vterm.h>
#include <wctype.h>

#define N(table) (int)(sizeof table / sizeof *table)

enum { VTERM = 1, LIBC = 2, TMUX = 4 };
static const struct { uint32_t lo, hi; int in; const char *why; } differ[] = {
    { 0x20f0, 0x20f0, VTERM, "combining asterisk: libvterm's table of marks ends before it" },
    { 0x302a, 0x302d, VTERM, "tone marks: libvterm has them wide with the rest of the block" },
    { 0x3099, 0x309a, VTERM, "kana sound marks: the same" },
};

static bool may_differ(uint32_t cp, int in)
{
    for (int i = 0; i < N(differ); i++)
        if (cp >= differ[i].lo && cp <= differ[i].hi) return differ[i].in & in;
    return false;
}

/* What others do not know is painted as something else (cell_safe), which is looked at for itself. */
static bool is_compared(uint32_t cp) { return cell_safe(cp) == cp && iswprint((wint_t)cp); }

static int n_compared;

static void compare(uint32_t cp, int in, const char *who, int theirs)
{
    if ((theirs != cell_width(cp)) != may_differ(cp, in)) ck_abort_msg("U+%04X: ours %d, %s %d", cp, cell_width(cp), who, theirs);
    n_compared++;
}

/* ---- libvterm and the C library: all that a clerk may type */
static const uint32_t typeable[][2] = {
    { 0xa1, 0x24f }, { 0x2010, 0x27bf }, { 0x2e80, 0xa4cf }, { 0xac00, 0xd7a3 }, { 0xe000, 0xfaff }, { 0xfe30, 0xffef }, { 0x20000, 0x3fffd } };

static int libvterm_cells(VTerm *vt, uint32_t cp)
{
    char s[8] = "\rx";
    VTermPos p;
    vterm_input_write(vt, s, 2 + utf8_put(s + 2, cp));
    vterm_state_get_cursorpos(vterm_obtain_state(vt), &p);
    return p.col - 1;
}

START_TEST(as_libvterm_and_the_c_library)
{
    int (*libc_cells)(wchar_t);
    *(void **)&libc_cells = dlsym(RTLD_NEXT, "wcwidth");
    VTerm *vt = vterm_new(2, 20);
    vterm_set_utf8(vt, 1);
    vterm_screen_reset(vterm_obtain_screen(vt), 1);
    ck_assert_ptr_nonnull(libc_cells);
    for (int i = 0; i < N(typeable); i++) for (uint32_t cp = typeable[i][0]; cp <= typeable[i][1]; cp++) {
        if (!is_compared(cp)) continue;
        compare(cp, VTERM, "libvterm", libvterm_cells(vt, cp));
        compare(cp, LIBC, "C library", libc_cells((wchar_t)cp));
    }
    vterm_free(vt);
    ck_assert_int_gt(n_compared, 200000);
}
END_TEST

/* ---- tmux, by its pane's own line: it says where its cursor stands. A sample, for each is a question. */
static char socket_name[40];
static int pane = -1;

static const char *tmux(const char *what)
{
    static char command[300], answer[200];
    snprintf(command, sizeof command, "tmux -f /dev/null -L %s %s", socket_name, what);
    FILE *f = popen(command, "r");
    answer[fread(answer, 1, sizeof answer - 1, f)] = 0;
    answer[strcspn(answer, "\n")] = 0;
    if (pclose(f) != 0) ck_abort_msg("%s", command);
    return answer;
}

static void tmux_begin(void)
{
    struct termios raw;
    snprintf(socket_name, sizeof socket_name, "lbwidth%d", (int)getpid());
    const char *tty = tmux("new-session -d -P -F '#{pane_tty}' -x 80 -y 24 'exec tail -f /dev/null'");
    pane = open(tty, O_RDWR | O_NOCTTY | O_CLOEXEC);
    ck_assert_msg(pane >= 0 && tcgetattr(pane, &raw) == 0, "%s", tty);
    cfmakeraw(&raw);
    ck_assert_int_eq(tcsetattr(pane, TCSANOW, &raw), 0);
}

static void tmux_end(void)
{
    close(pane);
    tmux("kill-server");
}

static int tmux_cells(uint32_t cp)
{
    char s[40] = "\r\033[Kx", answer[40], *semicolon;
    size_t n = 5, got = 0;
    struct pollfd p = { .fd = pane, .events = POLLIN };
    n += utf8_put(s + n, cp);
    n += (size_t)sprintf(s + n, "\033[6n");
    ck_assert_int_eq(write(pane, s, n), (ssize_t)n);
    while (got < sizeof answer - 1 && (!got || answer[got - 1] != 'R') && poll(&p, 1, 20000) > 0)
        if (read(pane, answer + got, 1) == 1) got++;
    answer[got] = 0;
    semicolon = strchr(answer, ';');
    ck_assert_msg(semicolon != NULL, "U+%04X: tmux does not say where it stands", cp);
    return atoi(semicolon + 1) - 2;
}

/* Both sides of each border in our table. */
#define ZERO(lo, hi) { lo, hi },
#define WIDE(lo, hi) { lo, hi },
#define AMBIGUOUS(lo, hi) { lo, hi },
static const uint32_t borders[][2] = {
#include "base/cell.def"
};
/* And from within: every STEP-th of what lies between a first and a last. */
static const struct { uint32_t lo, hi, step; const char *what; } within[] = {
    { 0x20, 0x7e, 1, "ASCII" }, { 0xa1, 0x24f, 1, "Latin" }, { 0x300, 0x36f, 1, "marks" }, { 0x2010, 0x27bf, 1, "signs" }, { 0x3000, 0x30ff, 1, "kana" },
    { 0x3400, 0x4dbf, 29, "Ext A" }, { 0x4e00, 0x9fff, 29, "han" }, { 0xac00, 0xd7a3, 97, "hangul" }, { 0xe000, 0xf8ff, 97, "private" },
    { 0xf900, 0xfaff, 7, "compatibility" }, { 0xff01, 0xffef, 1, "full width" }, { 0x1f300, 0x1faff, 5, "emoji" }, { 0x20000, 0x2a6df, 499, "Ext B" },
    { 0x2a700, 0x2ebe0, 97, "Ext C to F" }, { 0x2ebf0, 0x2ee5d, 97, "Ext I" }, { 0x30000, 0x3134a, 97, "Ext G" }, { 0x31350, 0x323af, 97, "Ext H" },
};

static void ask(uint32_t cp)
{
    if (is_compared(cp)) compare(cp, TMUX, "tmux", tmux_cells(cp));
}

START_TEST(as_tmux)
{
    for (int i = 0; i < N(borders); i++)
        for (int k = 0; k < 2; k++) ask(borders[i][0] - !k), ask(borders[i][1] + !!k);
    for (int i = 0; i < N(within); i++)
        for (uint32_t cp = within[i].lo; cp <= within[i].hi; cp += within[i].step) ask(cp);
    ck_assert_int_gt(n_compared, 2000);
}
END_TEST

Suite *suite(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    Suite *s = suite_create("width");
    TCase *c = tcase_create("tables"), *t = tcase_create("tmux");
    tcase_add_test(c, as_libvterm_and_the_c_library);
    tcase_add_checked_fixture(t, tmux_begin, tmux_end);
    tcase_add_test(t, as_tmux);
    tcase_set_timeout(c, 60);
    tcase_set_timeout(t, 120);
    suite_add_tcase(s, c);
    suite_add_tcase(s, t);
    return s;
}
