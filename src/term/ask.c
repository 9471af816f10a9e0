/* SPDX-License-Identifier: Apache-2.0 */
#include "term/ask.h"
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

/* Each in the first column, wiped after. */
static const char question[] = "\r\xe4\xb8\xad\033[6n\r\xc2\xb7\033[6n\r\033[K";

static long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000L + t.tv_nsec / 1000000L;
}

/* Takes reports ESC [ row ; col R out of text[0..n); columns into cols[]. How many there were. */
static int take_reports(char *text, size_t *n, int cols[2], int got)
{
    for (size_t i = 0; i + 5 < *n && got < 2; i++) {
        int row, col, end = 0;
        if (text[i] != '\033' || sscanf(text + i, "\033[%4d;%4dR%n", &row, &col, &end) != 2 || end == 0) continue;
        cols[got++] = col;
        memmove(text + i, text + i + end, *n - i - (size_t)end + 1);
        *n -= (size_t)end;
        i--;
    }
    return got;
}

void ask_terminal(struct ask_answer *a)
{
    struct termios was, raw;
    int cols[2] = { 0, 0 }, got = 0;
    memset(a, 0, sizeof *a);
    if (tcgetattr(0, &was) != 0) return;
    raw = was;
    cfmakeraw(&raw);
    tcsetattr(0, TCSANOW, &raw);
    long began = now_ms(), end = began + ASK_MS, left;
    if (write(1, question, sizeof question - 1) == (ssize_t)sizeof question - 1)
        while (got < 2 && a->n_typed + 1 < sizeof a->typed && (left = end - now_ms()) > 0) {
            struct pollfd p = { .fd = 0, .events = POLLIN };
            if (poll(&p, 1, (int)left) <= 0) break;
            ssize_t k = read(0, a->typed + a->n_typed, sizeof a->typed - 1 - a->n_typed);
            if (k <= 0) break;
            a->n_typed += (size_t)k;
            a->typed[a->n_typed] = 0;
            got = take_reports(a->typed, &a->n_typed, cols, got);
        }
    tcsetattr(0, TCSANOW, &was);
    a->is_answered = got == 2;
    a->ms = now_ms() - began;
    a->is_utf8 = cols[0] == 3;
    if (a->is_answered && a->is_utf8) a->ambiguous = cols[1] == 3 ? 2 : 1;
}
