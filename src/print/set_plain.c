/* SPDX-License-Identifier: Apache-2.0 */
/* Pages of plain text, for a printer that has its own characters. As in set_pdf.c a row of cells is what is set: each wraps in its columns. */
#include "print/setting.h"
#include "base/arena.h"
#include "base/cell.h"
#include "base/str.h"
#include "base/text.h"
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

enum { WIDE = 80, TALL = 60, FOOT = 3, ROWS_MOST = 20000, TEXT_MOST = GALLEY_BYTES };

struct plain {
    struct setting *setting;
    struct arena *arena;                /* of a line of the galley */
    struct galley_head head;
    struct str text;
    int line, page, pages;
    int widths[GALLEY_COLUMNS];
    bool is_number[GALLEY_COLUMNS];
    const char *titles[GALLEY_COLUMNS];
    size_t n_columns;
    struct arena *table;
    bool in_rows;
};

static void end_page(struct plain *p)
{
    for (; p->line < TALL - FOOT; p->line++)
        str_add(&p->text, "\n");
    str_addf(&p->text, "\n%s  %s  %s\n%s\n\f", arena_printf(p->arena, _("第 %d 页 共 %d 页"), p->page, p->pages), p->head.who, p->head.at,
             arena_printf(p->arena, _("内容摘要 SHA-256 %s"), p->setting->digest));
    p->line = 0;
    p->page++;
}

static void set_titles(struct plain *p);

static void put_line(struct plain *p, const char *text)
{
    if (p->line == TALL - FOOT) {
        end_page(p);
        if (p->in_rows)
            set_titles(p);
    }
    size_t n = strlen(text);
    while (n && text[n - 1] == ' ')
        n--;
    str_addn(&p->text, text, n);
    str_add(&p->text, "\n");
    p->line++;
}

static void put_paragraph(struct plain *p, const char *text)
{
    do
        put_line(p, cell_line(p->arena, &text, WIDE));
    while (*text);
}

/* Cells beside each other, each in its width, so many lines as the longest takes. */
static void put_cells(struct plain *p, const char *const *cells, const int *widths, const bool *is_number, size_t n)
{
    const char *rest[GALLEY_COLUMNS];
    bool more = true;

    memcpy(rest, cells, n * sizeof *rest);
    while (more) {
        struct str line;
        str_init(&line, p->arena, 4 * WIDE + GALLEY_COLUMNS * 4);
        more = false;
        for (size_t i = 0; i < n; i++) {
            const char *part = cell_line(p->arena, &rest[i], widths[i]);
            str_addf(&line, "%s ", is_number && is_number[i] ? cell_fit_right(p->arena, part, widths[i]) : cell_fit(p->arena, part, widths[i]));
            more |= *rest[i] != 0;
        }
        put_line(p, line.s);
    }
}

static void set_titles(struct plain *p)
{
    p->in_rows = false;
    put_cells(p, p->titles, p->widths, NULL, p->n_columns);
    p->in_rows = true;
}

/* The columns share the line by what they want. */
static void share(struct plain *p)
{
    int all = 0, room = WIDE - (int)p->n_columns;

    for (size_t i = 0; i < p->n_columns; i++)
        all += p->widths[i];
    for (size_t i = 0; all > room && i < p->n_columns; i++) {
        p->widths[i] = p->widths[i] * room / all;
        p->widths[i] = p->widths[i] < 2 ? 2 : p->widths[i];
    }
}

static void add_column(struct plain *p, const struct galley_line *l)
{
    int width = atoi(l->cells[1]);

    p->widths[p->n_columns] = width < 4 ? 4 : width > WIDE / 2 ? WIDE / 2 : width;
    p->is_number[p->n_columns] = !strcmp(l->cells[0], "number");
    p->titles[p->n_columns++] = arena_str(p->table, l->cells[2]);
}

static void set_fields(struct plain *p, const struct galley_line *l)
{
    const char *pairs[GALLEY_COLUMNS];
    int widths[GALLEY_COLUMNS], wide = WIDE / (int)(l->n / 2) - 1;

    for (size_t i = 0; i < l->n / 2; i++) {
        pairs[i] = arena_printf(p->arena, _("%s：%s"), l->cells[2 * i], l->cells[2 * i + 1]);
        widths[i] = wide;
    }
    put_cells(p, pairs, widths, NULL, l->n / 2);
}

static void set_centred(struct plain *p, const char *text)
{
    int cells = cell_text(text);

    put_paragraph(p, cells < WIDE ? arena_printf(p->arena, "%*s%s", (WIDE - cells) / 2, "", text) : text);
}

static void set_seal(struct plain *p)
{
    if (p->line > TALL - FOOT - 8)
        end_page(p);
    put_line(p, "");
    put_line(p, arena_printf(p->arena, "%50s%s", "", _("（盖章处）")));
    for (int i = 0; i < 4; i++)
        put_line(p, "");
    put_line(p, arena_printf(p->arena, "%50s%s", "", _("年    月    日")));
}

static void set_line(struct plain *p, const struct galley_line *l)
{
    if (l->word != GALLEY_ROW && l->word != GALLEY_COLUMN && p->n_columns) {
        if (!p->in_rows) {
            share(p);
            set_titles(p);
        }
        p->in_rows = false;
        p->n_columns = 0;
    }
    switch (l->word) {
    case GALLEY_TITLE:
        set_centred(p, l->cells[0]);
        set_centred(p, p->head.office);
        put_line(p, "");
        break;
    case GALLEY_NOTE: case GALLEY_TEXT: put_paragraph(p, l->cells[0]); break;
    case GALLEY_SECTION: case GALLEY_TABLE:
        arena_clear(p->table);
        put_line(p, "");
        if (*l->cells[0]) put_paragraph(p, arena_printf(p->arena, "[%s]", l->cells[0]));
        break;
    case GALLEY_FIELDS: set_fields(p, l); break;
    case GALLEY_COLUMN: add_column(p, l); break;
    case GALLEY_ROW:
        if (!p->in_rows) {
            share(p);
            set_titles(p);
        }
        put_cells(p, l->cells, p->widths, p->is_number, l->n);
        break;
    case GALLEY_SEAL: set_seal(p); break;
    default: break;
    }
}

static bool pass(struct plain *p, struct err *e)
{
    struct galley galley;
    struct galley_line l;
    long rows = 0;

    str_init(&p->text, p->setting->arena, TEXT_MOST);
    p->line = 0;
    p->page = 1;
    p->n_columns = 0;
    p->in_rows = false;
    galley_read(&galley, p->setting->bytes, p->setting->n);
    for (; galley_next(&galley, p->arena, &l, e); arena_clear(p->arena)) {
        rows += l.word == GALLEY_ROW;
        if (rows > ROWS_MOST)
            return err_set(e, ERR_VALUE, _("打印"), arena_printf(p->setting->arena, _("最多 %d 行，请加条件分几次，或者导出 CSV"), ROWS_MOST));
        set_line(p, &l);
    }
    end_page(p);
    p->pages = p->page - 1;
    return !e->code;
}

/* The whole text, set twice: the first time counts the pages. */
static bool set_text(struct setting *s, struct str *text, struct err *e)
{
    struct plain p = { .setting = s, .arena = arena_new(s->arena), .table = arena_new(s->arena) };

    if (!setting_head(s, &p.head, e) || !pass(&p, e) || !pass(&p, e))
        return false;
    *text = p.text;
    return !text->full || err_set(e, ERR_TOO_LONG, (size_t)TEXT_MOST);
}

bool set_plain(struct setting *s, struct err *e)
{
    struct str text;

    return set_text(s, &text, e) && setting_put(s, text.s, text.n, e);
}

bool set_gb18030(struct setting *s, struct err *e)
{
    struct str text;
    iconv_t to = iconv_open("GB18030", "UTF-8");
    char part[4096];
    bool done = to != (iconv_t)-1 ? set_text(s, &text, e) : err_set(e, ERR_FILE, "GB18030", strerror(errno));
    char *from = done ? text.s : NULL;
    size_t left = done ? text.n : 0;

    while (done && left) {
        char *at = part;
        size_t room = sizeof part;
        if (iconv(to, &from, &left, &at, &room) == (size_t)-1 && errno != E2BIG)
            done = err_set(e, ERR_VALUE, "GB18030", strerror(errno));
        done = done && setting_put(s, part, (size_t)(at - part), e);
    }
    if (to != (iconv_t)-1)
        iconv_close(to);
    return done;
}
