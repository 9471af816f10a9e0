/* SPDX-License-Identifier: Apache-2.0 */
/* Optimal string alignment over bytes of keys (letters and figures), what `key` has beyond the typed end costing nothing. */
#include "page/near.h"
#include "base/arena.h"
#include "base/str.h"
#include "base/text.h"
#include <string.h>

enum { KEY_MOST = 30 };

static int least(int a, int b) { return a < b ? a : b; }

int near_far(const char *typed, const char *key)
{
    int d[KEY_MOST + 1][KEY_MOST + 1];
    size_t n = strnlen(typed, KEY_MOST), m = strnlen(key, KEY_MOST);
    for (size_t i = 0; i <= n; i++)
        for (size_t k = 0; k <= m; k++) {
            if (!i || !k) { d[i][k] = (int)(i + k); continue; }
            d[i][k] = least(least(d[i - 1][k], d[i][k - 1]) + 1, d[i - 1][k - 1] + (typed[i - 1] != key[k - 1]));
            if (i > 1 && k > 1 && typed[i - 1] == key[k - 2] && typed[i - 2] == key[k - 1]) d[i][k] = least(d[i][k], d[i - 2][k - 2] + 1);
        }
    int far = d[n][m];
    for (size_t k = 0; k < m; k++) far = least(far, d[n][k]);
    return far;
}

void near_init(struct near *x, const char *typed) { *x = (struct near){ .typed = typed }; }

static bool is_there(const struct near *x, const char *name)
{
    for (size_t i = 0; i < x->n; i++)
        if (!strcmp(x->at[i].name, name)) return true;
    return false;
}

void near_offer(struct near *x, const char *name, const char *key)
{
    int far = near_far(x->typed, key);
    size_t i = x->n;
    if (!*key || strlen(x->typed) < 2 || far > (strlen(x->typed) > 3 ? 2 : 1) || is_there(x, name)) return;
    while (i > 0 && x->at[i - 1].far > far) i--;
    if (i == NEAR_MOST) return;
    if (x->n < NEAR_MOST) x->n++;
    memmove(&x->at[i + 1], &x->at[i], (x->n - i - 1) * sizeof x->at[0]);
    x->at[i].name = name;
    x->at[i].key = key;
    x->at[i].far = far;
}

const char *near_text(struct arena *a, const struct near *x)
{
    struct str s;
    str_init(&s, a, 600);
    for (size_t i = 0; i < x->n; i++) str_addf(&s, "%s%s %s", i ? _("、") : "", x->at[i].name, x->at[i].key);
    return s.s;
}
