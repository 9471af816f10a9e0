/* SPDX-License-Identifier: Apache-2.0 */
#include "edit_model.h"
#include "base/arena.h"
#include "base/utf8.h"
#include "term/draw.h"
#include "term/dump.h"
#include "term/key.h"
#include "widget/edit.h"
#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST 400
#define MAX_CHARS 60

struct piece { uint32_t cp[6]; int n; };        /* a character and its marks */
struct state { struct piece p[MOST]; int n, at; };

static struct state now;

static const uint32_t letters[] = { 'a', 0x4e2d, 0x20164, 0x301, ' ', '\n', 0xe9, 0x31350, 0xb7, 0x202e, 'z' };
static const uint32_t keys_of[] = { K_LEFT, K_RIGHT, K_DELETE, K_BACKSPACE, K_HOME, K_END, K_UP, K_DOWN, K_CTRL('U'), K_CTRL('Z'), K_CTRL('K') };
#define N_LETTERS (int)(sizeof letters / sizeof *letters)
#define N_KEYS (int)(sizeof keys_of / sizeof *keys_of)

static int chars(void)
{
    int sum = 0;
    for (int i = 0; i < now.n; i++) sum += now.p[i].n;
    return sum;
}

static void drop(int i)
{
    memmove(now.p + i, now.p + i + 1, (size_t)(now.n - i - 1) * sizeof *now.p);
    now.n--;
}

static int type(uint32_t cp, int rows)
{
    if (cp == 0x202e || (cp == '\n' && rows == 1) || chars() >= MAX_CHARS) return 0;
    if (cp == 0x301) {
        struct piece *p = now.at ? &now.p[now.at - 1] : NULL;
        if (!p || p->cp[0] == '\n' || p->n > 4) return 0;
        p->cp[p->n++] = cp;
        return 1;
    }
    memmove(now.p + now.at + 1, now.p + now.at, (size_t)(now.n - now.at) * sizeof *now.p);
    now.p[now.at++] = (struct piece){ { cp }, 1 };
    now.n++;
    return 1;
}

static char *text_of_model(char *out)
{
    char *d = out;
    for (int i = 0; i < now.n; i++) for (int k = 0; k < now.p[i].n; k++) d += utf8_put(d, now.p[i].cp[k]);
    *d = 0;
    return out;
}

/* Where lines are is the editor's business: after a key that moves by lines the model takes over its cursor. */
static int follow(const struct edit *e)
{
    size_t chars_before = 0;
    int i = 0;
    while (i < now.n && chars_before < e->at) chars_before += (size_t)now.p[i++].n;
    now.at = i;
    return chars_before == e->at;
}

static int index_ok(const struct edit *e)
{
    size_t chars_before = 0;
    for (int i = 0; i < now.at; i++) chars_before += (size_t)now.p[i].n;
    return chars_before == e->at;
}

/* The text the editor gives becomes the model, after keys whose reach only the editor knows (^K and undo). */
static void adopt(const struct edit *e)
{
    now.n = 0;
    for (size_t i = 0; i < e->n; i++) {
        if (e->t[i] == 0x301 && now.n) now.p[now.n - 1].cp[now.p[now.n - 1].n++] = e->t[i];
        else now.p[now.n++] = (struct piece){ { e->t[i] }, 1 };
    }
}

static int press(struct edit *e, uint32_t key)
{
    char was[MOST * 24], is[MOST * 24];
    struct arena *a = arena_new(NULL);
    text_of_model(was);
    edit_key(e, key);
    switch (key) {
    case K_LEFT: if (now.at) now.at--; break;
    case K_RIGHT: if (now.at < now.n) now.at++; break;
    case K_DELETE: if (now.at < now.n) drop(now.at); break;
    case K_BACKSPACE: if (now.at) drop(--now.at); break;
    case K_CTRL('U'): now.n = now.at = 0; break;
    case K_HOME: case K_END:
        if (e->rows == 1) now.at = key == K_HOME ? 0 : now.n;
        else if (!follow(e)) return 0;
        break;
    case K_UP: case K_DOWN: if (!follow(e)) return 0; break;
    case K_CTRL('K'): {
        snprintf(is, sizeof is, "%s", edit_text(e, a));
        size_t head = 0;
        for (int i = 0; i < now.at; i++) for (int k = 0; k < now.p[i].n; k++) head += utf8_put((char[4]){ 0 }, now.p[i].cp[k]);
        size_t tail = strlen(is) - head;        /* what is left must be the old head and an old tail */
        if (strncmp(is, was, head) != 0 || strcmp(is + head, was + strlen(was) - tail) != 0) return 0;
        adopt(e);
        break;
    }
    case K_CTRL('Z'): adopt(e); if (!follow(e)) return 0; break;
    }
    arena_free(a);
    return 1;
}

static int is_drawn_well(struct edit *e)
{
    int y, x;
    struct arena *a = arena_new(NULL);
    draw_begin();
    draw_text(1, 4, 1, FACE_TEXT, "|");
    edit_draw(e, 1, 5, FACE_FIELD, true);
    draw_text(1, 5 + e->cols, 1, FACE_TEXT, "|");
    draw_end();
    getyx(curscr, y, x);
    int ok = y >= 1 && y < 1 + e->rows && x >= 5 && x < 5 + e->cols && !strpbrk(dump_screen(a), "!?")
        && (mvinch(1, 4) & A_CHARTEXT) == '|' && (mvinch(1, 5 + e->cols) & A_CHARTEXT) == '|';
    arena_free(a);
    return ok;
}

size_t edit_model_run(const unsigned char *keys, size_t n)
{
    char want[MOST * 24];
    struct arena *a = arena_new(NULL);
    struct edit e;
    int rows = n && keys[0] % 2 ? 3 : 1;
    size_t bad = 0;
    edit_init(&e, a, rows, rows == 1 ? 20 : 7, MAX_CHARS);
    now.n = now.at = 0;
    for (size_t i = 0; i < n && !bad; i++) {
        int k = keys[i] % (N_LETTERS + N_KEYS), ok = 1;
        if (k < N_LETTERS) {
            uint32_t cp = letters[k];
            int taken = type(cp, rows);
            ok = edit_insert(&e, cp) == (taken != 0);
        } else {
            ok = press(&e, keys_of[k - N_LETTERS]);
        }
        struct arena *tmp = arena_new(NULL);
        char *got = edit_text(&e, tmp);
        if (!ok || strcmp(got, text_of_model(want)) != 0 || !index_ok(&e) || !is_drawn_well(&e)) {
            fprintf(stderr, "key %zu (%d): want [%s] got [%s] cursor %zu\n", i + 1, k, want, got, e.at);
            bad = i + 1;
        }
        arena_free(tmp);
    }
    while (!bad && edit_undo(&e)) continue;
    if (!bad && e.n != 0) bad = n + 1, fprintf(stderr, "undo leaves %zu characters\n", e.n);
    arena_free(a);
    return bad;
}
