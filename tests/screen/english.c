/* SPDX-License-Identifier: Apache-2.0 */
#include "english.h"
#include "screen.h"
#include "harness.h"
#include "base/text.h"
#include "base/utf8.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RUNS_MOST = 100000 };

static char typed[4000];                /* each test is a process of its own */

bool english_on(void) { return getenv("LB_ENGLISH") != NULL; }

static bool is_han(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff);
}

/* The runs of han of a text, each followed by the separator. */
static size_t runs_of(const char *text, char *out, size_t size, const char *separator)
{
    size_t n = 0;
    uint32_t c, last = 0;
    for (const char *s = text; *s && n + 2 * UTF8_MAX < size; last = c) {
        size_t bytes = utf8_get(s, strlen(s), &c);
        if (is_han(last) && !is_han(c)) n += (size_t)sprintf(out + n, "%s", separator);
        if (is_han(c)) memcpy(out + n, s, bytes), n += bytes;
        s += bytes;
    }
    out[n] = 0;
    return n;
}

void english_typed(const char *keys)
{
    size_t n = strlen(typed);
    runs_of(keys, typed + n, sizeof typed - n, "");
}

/* Asked anew each time, for tests change the data as they go; what was there when the server was last seen otherwise. The fixture's
 * texts hold no word of the program's. */
static const char *data(void)
{
    static char *last;
    const char *now = sql_try("select string_agg(t, ',') from (select name::text from service.person union select name from org.staff"
        " union select post from org.staff union select name from org.office union select situation from service.person"
        " union select source from service.person union select situation from service.visit union select gift from service.visit"
        " union select what from service.need union select detail from service.need union select colour from service.umbrella"
        " union select concat_ws(' ', no, title, body) from work.notice union select body from work.notice_reply"
        " union select name from service.household union select address from service.person_private"
        " union select value from audit.log l, jsonb_each_text(l.old) where l.relation like 'service.%') data(t)");
    if (now) {
        free(last);
        last = strdup(now);
    }
    return last ? last : "";
}

static bool is_typed(const char *run)
{
    for (const char *s = run; *s; s += utf8_length((unsigned char)*s)) {
        char one[UTF8_MAX + 1] = { 0 };
        memcpy(one, s, utf8_length((unsigned char)*s));
        if (!strstr(typed, one)) return false;
    }
    return true;
}

const char *english_strangers(struct ht *h)
{
    static char runs[RUNS_MOST], found[RUNS_MOST];
    const char *there = data();
    size_t n = 0;
    runs_of(ht_screen(h), runs, sizeof runs, ",");
    for (const char *run = strtok(runs, ","); run; run = strtok(NULL, ","))
        if (!is_typed(run) && !strstr(there, run)) n += (size_t)sprintf(found + n, " %s", run);
    found[n] = 0;
    return found;
}

void english_look(struct ht *h, const char *after)
{
    const char *found = english_strangers(h);
    if (getenv("LB_SHOW")) fprintf(stderr, "== after %s\n%s", after, ht_screen(h));
    if (!*found) return;
    ht_dump(h);
    ck_abort_msg("after %s nobody has typed:%s", after, found);
}

const char *english_of(const char *sentence)
{
    text_init();
    text_language("en");
    const char *english = text_of(sentence);
    return english == sentence ? NULL : english;
}
