/* SPDX-License-Identifier: Apache-2.0 */
/* What is typed: no byte hangs or crashes the decoder; whole characters come through unchanged and in order, whatever broken bytes lie
 * between them; K_BROKEN comes only where something is broken. */
#include "base/err.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "term/key.h"
#include "term/tty.h"
#include <curses.h>

enum { MOST = 100 };            /* what curses takes back */

static uint32_t next_whole(void)
{
    uint32_t key;
    do key = key_next(); while (key == K_BROKEN);
    return key;
}

static void expect(const uint8_t *s, size_t n)
{
    bool torn = false;
    for (size_t at = 0; at < n; ) {
        uint32_t cp;
        size_t k = utf8_get((const char *)s + at, n - at, &cp);
        at += k;
        if (cp == UTF8_BROKEN && k == 1) torn = true;
        else MUST(next_whole() == cp);
    }
    MUST(next_whole() == K_NONE);
    MUST(torn || !key_n_broken());
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct err e;
    uint8_t typed[MOST];
    size_t m = 0;

    for (size_t i = 0; i < n && m < MOST; i++) if (bytes[i] >= 32 && bytes[i] != 127) typed[m++] = bytes[i];
    MUST(tty_open_null(10, 40, FACE_MONO, &e));
    for (size_t i = m; i-- > 0; ) MUST(ungetch(typed[i]) != ERR);
    expect(typed, m);
    tty_close();
    return 0;
}
