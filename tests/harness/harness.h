/* SPDX-License-Identifier: Apache-2.0 */
/* harness.h - drives a full-screen program on a pty and looks at its screen, kept by libvterm. Nothing here sleeps: the sync
 * key makes the program answer after its paint, so all that came before it is on the screen. */
#ifndef LB_TESTS_HARNESS_H
#define LB_TESTS_HARNESS_H
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define HT_MS 5000                      /* patience of the waits below, in ms; $HT_MS overrides it */

struct ht;

struct ht_setup {
    int rows, cols;                     /* 0: 24 x 80                                              */
    const char *term;                   /* NULL: xterm-256color                                    */
    const char *locale;                 /* NULL: C.UTF-8; sets LC_ALL                              */
    const char *const *env;             /* more "NAME=value", ends with NULL                       */
    const char *charset;                /* what the terminal speaks: GB18030, GBK, ISO-8859-1; NULL: UTF-8 */
    bool is_wide;                       /* it draws ambiguous characters (· —) in two columns, as ・       */
    bool is_mute;                       /* it does not say where its cursor stands                         */
    bool is_not_test;                   /* without LAOBING_TEST: as a clerk starts it; no sync key */
};

/* Make and release. NULL setup: the defaults. ht_close() hangs up and gives the wait status. */
struct ht *ht_open(const struct ht_setup *, char *const argv[]);
int ht_close(struct ht *);
pid_t ht_pid(const struct ht *);

/* Input: raw bytes, or text with key names: "<F2>", "<Tab>", "<C-x>", "<<" for "<". */
void ht_bytes(struct ht *, const void *p, size_t n);
void ht_keys(struct ht *, const char *keys);
void ht_resize(struct ht *, int rows, int cols);

/* Waiting; false when the time is over or the program ended: the screen is then written to stderr. */
bool ht_sync(struct ht *);
bool ht_wait(struct ht *, const char *text);
bool ht_wait_gone(struct ht *, const char *text);
/* Takes what the program writes until it has written nothing for so many ms: for programs without the sync key, in measures only. */
void ht_listen(struct ht *, long quiet_ms);
/* Exit code, 128 + signal, -1 when it goes on. */
int ht_wait_exit(struct ht *);
/* ht_keys() and ht_sync(): the answer to the keys alone. In the lean profile lines 23 and 24 follow when the keys pause. */
bool ht_do(struct ht *, const char *keys);
/* The program takes it that the keys pause here, and ht_sync(). */
bool ht_pause(struct ht *);

/* Looking; texts live until the next call of the same function. */
const char *ht_row(struct ht *, int row);               /* UTF-8, trailing blanks cut */
const char *ht_cells(struct ht *, int row, int col, int n);
bool ht_find(struct ht *, const char *text, int *row, int *col);
void ht_cursor(struct ht *, int *row, int *col);
enum { HT_BOLD = 1, HT_UNDERLINE = 2, HT_REVERSE = 4, HT_BLINK = 8 };
unsigned ht_attrs(struct ht *, int row, int col);
const char *ht_screen(struct ht *);                     /* all rows with newlines and the cursor's place */
void ht_dump(struct ht *);                              /* ht_screen() to stderr                         */

/* The whole screen against $LB_SRC/tests/screen/golden/NAME.txt; REGEN=1 writes it instead. Says the first rows that differ. */
bool ht_golden(struct ht *, const char *name);
/* The same of what is bright, underlined or turned round (b u r) and what is not (.): a line of letters a row, empty for a plain one. */
bool ht_golden_attrs(struct ht *, const char *name);

/* The same keys from the far end of a slow line, whose time is reckoned and not spent: keys that are pressed every so many ms (0: in one
 * burst) arrive half a round trip later; what the program writes takes its bits of the line, one byte after the other (8N1); what the
 * terminal answers comes back behind what it stood behind. ms from the first key until the last byte is there, -1: no answer.
 * ht_written() has the bytes. */
struct ht_line { long bps, rtt_ms; };
long ht_over_line(struct ht *, struct ht_line, const char *const *keys, long every_ms);

/* Bytes the program wrote since the last ht_mark(), sync answers not counted. */
void ht_mark(struct ht *);
size_t ht_written(const struct ht *);
/* Were these bytes among them? */
bool ht_saw(const struct ht *, const void *p, size_t n);
#endif
