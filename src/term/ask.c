/* SPDX-License-Identifier: Apache-2.0 */
/* Each question holds whole characters of whatever reads it: three bytes twice are three pairs to GBK. A half one would swallow the ESC that
 * follows. */
#include "term/ask.h"
#include "term/pace.h"
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define WHERE "\033[6n"
#define WIPE "\r\033[K"

static const char in_utf8[] = "\r\xe4\xb8\xad\xe4\xb8\xad" WHERE "\r\xc2\xb7\xc2\xb7" WHERE WIPE;
/* 丂, 㛃 (four bytes), ·· */
static const char in_gb[] = "\r\x81\x40" WHERE "\r\x82\x30\xb7\x31" WHERE "\r\xa1\xa4\xa1\xa4" WHERE WIPE;

enum { N_UTF8 = 2, N_GB = 3 };

static long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000L + t.tv_nsec / 1000000L;
}

/* Takes reports ESC [ row ; col R out of what was typed; the columns passed since column 1 into cells[]. How many there were. */
static int take_reports(struct ask_answer *a, int cells[], int got, int most)
{
    for (size_t i = 0; i + 5 < a->n_typed && got < most; i++) {
        int row, col, end = 0;
        char *at = a->typed + i;
        if (*at != '\033' || sscanf(at, "\033[%4d;%4dR%n", &row, &col, &end) != 2 || end == 0) continue;
        cells[got++] = col - 1;
        memmove(at, at + end, a->n_typed - i - (size_t)end + 1);
        a->n_typed -= (size_t)end;
        i--;
    }
    return got;
}

/* A test's terminal answers, however busy the machine; one that is to be mute says how long that is tried. */
static long patience(void)
{
    const char *ms = getenv("LAOBING_ASK_MS");
    return !getenv("LAOBING_TEST") ? ASK_MS : ms ? atol(ms) : 20 * ASK_MS;
}

static bool ask(struct ask_answer *a, const char *question, int cells[], int most)
{
    long end = now_ms() + patience(), left;
    int got = 0;
    if (write(1, question, strlen(question)) != (ssize_t)strlen(question)) return false;
    while (got < most && a->n_typed + 1 < sizeof a->typed && (left = end - now_ms()) > 0) {
        struct pollfd p = { .fd = 0, .events = POLLIN };
        if (poll(&p, 1, (int)left) <= 0) break;
        ssize_t k = read(0, a->typed + a->n_typed, sizeof a->typed - 1 - a->n_typed);
        if (k <= 0) break;
        a->n_typed += (size_t)k;
        a->typed[a->n_typed] = 0;
        got = take_reports(a, cells, got, most);
    }
    return got == most;
}

static void ask_all(struct ask_answer *a)
{
    int cells[N_GB];
    long began = now_ms();
    a->is_answered = ask(a, in_utf8, cells, N_UTF8);
    a->ms = now_ms() - began;
    a->shows_han = a->is_answered && cells[0] == 4;
    if (a->shows_han) a->ambiguous = cells[1] == 4 ? 2 : 1;
    if (!a->is_answered || a->shows_han || !ask(a, in_gb, cells, N_GB) || cells[0] != 2) return;
    a->shows_han = true;
    a->charset = cells[1] == 2 ? CHARSET_GB18030 : CHARSET_GBK;
    a->ambiguous = cells[2] == 4 ? 2 : 1;
}

/* A whole character in either. */
void ask_flush(void)
{
    if (write(1, "\xc2\xb7", 2) != 2) return;             /* the line is gone: poll will say so */
}

void ask_anew(struct ask_answer *a)
{
    memset(a, 0, sizeof *a);
    ask_flush();
    ask_all(a);
}

void ask_again(void)
{
    char question[80];
    int n = snprintf(question, sizeof question, "\033[%d;1H%s", ASK_ROW, in_utf8);
    if (write(1, question, (size_t)n) != n) return;         /* the line is gone: poll will say so */
}

bool ask_holds(struct ask_answer *a, const int cells[ASK_REPORTS])
{
    bool is_utf8 = cells[0] == 4;
    if (!is_utf8 || a->charset != CHARSET_UTF8) return !is_utf8 && a->charset != CHARSET_UTF8;
    a->is_answered = a->shows_han = true;
    a->ambiguous = cells[1] == 4 ? 2 : 1;
    return true;
}

static const char *const charsets[] = { [CHARSET_UTF8] = "UTF-8", [CHARSET_GB18030] = "GB18030", [CHARSET_GBK] = "GBK" };

void ask_to_line(const struct ask_answer *a, char line[ASK_LINE])
{
    *line = 0;
    if (!a->is_answered) snprintf(line, ASK_LINE, "mute");
    else if (a->shows_han) snprintf(line, ASK_LINE, "%s %d %s", charsets[a->charset], a->ambiguous, a->ms >= PACE_LINE_MS ? "far" : "near");
}

bool ask_from_line(struct ask_answer *a, const char *line)
{
    char name[9], far[6];
    memset(a, 0, sizeof *a);
    if (!strcmp(line, "mute")) return true;
    if (sscanf(line, "%8s %1d %5s", name, &a->ambiguous, far) != 3 || !charset_named(name, &a->charset)) return false;
    a->is_answered = a->shows_han = true;
    a->ms = strcmp(far, "far") ? 0 : PACE_LINE_MS;
    return true;
}

void ask_terminal(struct ask_answer *a)
{
    struct termios was, raw;
    memset(a, 0, sizeof *a);
    if (tcgetattr(0, &was) != 0) return;
    raw = was;
    cfmakeraw(&raw);
    tcsetattr(0, TCSANOW, &raw);
    ask_all(a);
    tcsetattr(0, TCSANOW, &was);
}
