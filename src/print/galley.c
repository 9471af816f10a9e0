/* SPDX-License-Identifier: Apache-2.0 */
#include "print/galley.h"
#include "base/arena.h"
#include "base/str.h"
#include "base/text.h"
#include "base/utf8.h"
#include <stdint.h>
#include <string.h>

#define FIRST_LINE "laobing-print 1"

static const struct { const char *name; size_t least, most; } words[] = {
#define WORD(id, name, least, most, means) { name, least, most },
#include "print/galley.def"
#undef WORD
};

/* ---- writing */
void galley_begin(struct str *s)
{
    str_add(s, FIRST_LINE "\n");
}

/* Of what cannot be told from the format itself, or seen, nothing comes through. */
static void add_cell(struct str *s, const char *cell)
{
    size_t n = strlen(cell);

    str_add(s, "\t");
    for (uint32_t cp; n;) {
        size_t k = utf8_get(cell, n, &cp);
        if (cp == '\n')
            str_add(s, "\\n");
        else if (cp == '\\')
            str_add(s, "\\\\");
        else
            str_addc(s, cp < 0x20 || (cp >= 0x7f && cp < 0xa0) ? ' ' : cp);
        cell += k;
        n -= k;
    }
}

void galley_add(struct str *s, enum galley_word word, size_t n, const char *const *cells)
{
    str_add(s, words[word].name);
    for (size_t i = 0; i < n; i++)
        add_cell(s, cells[i] ? cells[i] : "");
    str_add(s, "\n");
}

void galley_add_one(struct str *s, enum galley_word word, const char *cell)
{
    galley_add(s, word, 1, &cell);
}

/* ---- reading */
void galley_read(struct galley *s, const char *bytes, size_t n)
{
    *s = (struct galley){ .bytes = bytes, .n = n };
}

static bool wrong(const struct galley *s, struct arena *a, struct err *e, const char *why)
{
    return err_set(e, ERR_VALUE, arena_printf(a, _("要打印的内容第 %d 行"), s->line), why);
}

/* The next line as it stands, without its end; NULL when there is no whole one. */
static char *take_line(struct galley *s, struct arena *a)
{
    const char *from = s->bytes + s->at, *end = s->at < s->n ? memchr(from, '\n', s->n - s->at) : NULL;

    if (!end)
        return NULL;
    s->at += (size_t)(end - from) + 1;
    return arena_copy(a, from, (size_t)(end - from));
}

/* Takes the \n and \\ of a cell back, in place; false when there are others, or controls. */
static bool unfold(char *cell)
{
    char *to = cell;

    for (; *cell; cell++) {
        if ((unsigned char)*cell < 0x20 || *cell == 0x7f)
            return false;
        if (*cell != '\\')
            *to++ = *cell;
        else if (*++cell == 'n')
            *to++ = '\n';
        else if (*cell == '\\')
            *to++ = '\\';
        else
            return false;
    }
    *to = 0;
    return true;
}

static enum galley_word word_of(const char *name)
{
    enum galley_word w = 0;

    while (w < N_GALLEY_WORDS && strcmp(words[w].name, name))
        w++;
    return w;
}

/* What a line may be behind those before it. */
static const char *fault_of(struct galley *s, const struct galley_line *l)
{
    if (l->n < words[l->word].least || l->n > words[l->word].most)
        return _("格数不对");
    if (l->word == GALLEY_FIELDS && l->n % 2)
        return _("格数不对");
    if (l->word == GALLEY_COLUMN && (s->rows || s->columns == GALLEY_COLUMNS))
        return _("列太多，或者写在行的后面");
    if (l->word == GALLEY_ROW && (!s->columns || l->n != s->columns))
        return _("格数与列数不同");
    if (l->word == GALLEY_END && s->at != s->n)
        return _("结尾以后还有内容");
    return NULL;
}

/* The table a line belongs to or begins. */
static void follow(struct galley *s, enum galley_word word)
{
    s->columns = word == GALLEY_COLUMN ? s->columns + 1 : word == GALLEY_ROW ? s->columns : 0;
    s->rows = word == GALLEY_ROW;
    s->ended = word == GALLEY_END;
}

static bool split(const struct galley *s, struct arena *a, char *text, struct galley_line *l, struct err *e)
{
    char *rest = text, *cell = strsep(&rest, "\t");

    *l = (struct galley_line){ .word = word_of(cell), .cells = arena_array(a, const char *, GALLEY_COLUMNS) };
    if (l->word == N_GALLEY_WORDS)
        return wrong(s, a, e, _("不认识的词"));
    while ((cell = strsep(&rest, "\t"))) {
        if (l->n == GALLEY_COLUMNS)
            return wrong(s, a, e, _("格数不对"));
        if (!unfold(cell))
            return wrong(s, a, e, _("有不能打印的字符"));
        l->cells[l->n++] = cell;
    }
    return true;
}

bool galley_next(struct galley *s, struct arena *a, struct galley_line *l, struct err *e)
{
    const char *fault;
    size_t from = s->at;
    char *text;

    *e = (struct err){ .code = ERR_NONE };
    if (s->ended)
        return false;
    s->line++;
    text = take_line(s, a);
    if (!text)
        return wrong(s, a, e, _("没有写完就断了"));
    if (strlen(text) != s->at - from - 1 || !utf8_is_valid(text, strlen(text)))
        return wrong(s, a, e, _("有不能打印的字符"));
    if (s->line == 1)
        return !strcmp(text, FIRST_LINE) ? galley_next(s, a, l, e) : wrong(s, a, e, _("不是给 laobing-print 的"));
    if (!split(s, a, text, l, e))
        return false;
    fault = fault_of(s, l);
    follow(s, l->word);
    return !fault || wrong(s, a, e, fault);
}
