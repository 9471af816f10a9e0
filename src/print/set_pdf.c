/* SPDX-License-Identifier: Apache-2.0 */
/* A4, set by pango, drawn by cairo. The galley is gone through as often as need be: to know the widest table (which turns the page), to count pages and
 * find characters that no font has, and to draw. All that is set is a row of cells: each is a pango layout; a row that does not fit goes over to the
 * next page whole, one that is longer than a page line by line. */
#include "print/setting.h"
#include "base/arena.h"
#include "base/str.h"
#include "base/text.h"
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

#define FAMILY "Noto Serif CJK SC"
static const double a4_short = 595.28, a4_long = 841.89, margin = 51, foot = 40, pad = 3.5;
static const double size_title = 16, size_section = 12, size_text = 10.5, size_table = 9, size_small = 7.5;
enum { ROWS_MOST = 20000, ODD_MOST = 40 };

struct cell { double x, width; PangoLayout *layout; int lines, done; bool shaded; };
struct pdf {
    struct setting *setting;
    struct arena *arena;                /* of a line of the galley */
    struct galley_head head;
    cairo_t *cr;
    PangoContext *context;
    bool draws;
    double page_width, page_height, y;
    int page, pages;
    long rows;
    /* the table at hand */
    struct { double weight; bool is_number; const char *title; } columns[GALLEY_COLUMNS];
    size_t n_columns;
    struct arena *table;                /* of its titles */
    bool in_rows;
    uint32_t odd[ODD_MOST];             /* code points that no font has */
    int n_odd;
    bool tells_odd;                     /* known already: they are told below the title */
};

static double width(const struct pdf *p) { return p->page_width - 2 * margin; }
static double bottom(const struct pdf *p) { return p->page_height - margin - foot; }

/* ---- text */
static void note_odd(struct pdf *p, uint32_t cp)
{
    for (int i = 0; i < p->n_odd; i++)
        if (p->odd[i] == cp)
            return;
    if (p->n_odd < ODD_MOST)
        p->odd[p->n_odd++] = cp;
}

static void find_odd(struct pdf *p, PangoLayout *layout)
{
    PangoLayoutIter *at;

    if (!pango_layout_get_unknown_glyphs_count(layout))
        return;
    at = pango_layout_get_iter(layout);
    do {
        PangoLayoutRun *run = pango_layout_iter_get_run_readonly(at);
        for (int i = 0; run && i < run->glyphs->num_glyphs; i++)
            if (run->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG)
                note_odd(p, run->glyphs->glyphs[i].glyph & ~PANGO_GLYPH_UNKNOWN_FLAG);
    } while (pango_layout_iter_next_run(at));
    pango_layout_iter_free(at);
}

static PangoLayout *layout_new(struct pdf *p, const char *text, double size, double wide, bool bold)
{
    PangoLayout *layout = pango_layout_new(p->context);
    PangoFontDescription *font = pango_font_description_from_string(FAMILY);

    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    if (bold)
        pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_width(layout, (int)(wide * PANGO_SCALE));
    pango_layout_set_text(layout, text, -1);
    find_odd(p, layout);
    return layout;
}

/* One line at a place, and away with it. */
static void put_text(struct pdf *p, double x, double y, double wide, const char *text, double size, PangoAlignment align)
{
    PangoLayout *layout = layout_new(p, text, size, wide, false);

    pango_layout_set_alignment(layout, align);
    pango_layout_set_height(layout, 0);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    if (p->draws) {
        cairo_move_to(p->cr, x, y);
        pango_cairo_show_layout(p->cr, layout);
    }
    g_object_unref(layout);
}

/* ---- pages */
static void end_page(struct pdf *p)
{
    double y = p->page_height - margin - foot + 12, wide = width(p);
    const char *of = arena_printf(p->arena, _("第 %d 页 共 %d 页"), p->page, p->pages);

    put_text(p, margin, y, wide * 0.4, p->head.office, size_small, PANGO_ALIGN_LEFT);
    put_text(p, margin + wide * 0.4, y, wide * 0.2, of, size_small, PANGO_ALIGN_CENTER);
    put_text(p, margin + wide * 0.6, y, wide * 0.4, arena_printf(p->arena, "%s  %s", p->head.who, p->head.at), size_small, PANGO_ALIGN_RIGHT);
    put_text(p, margin, y + 11, wide, arena_printf(p->arena, _("内容摘要 SHA-256 %s"), p->setting->digest), size_small, PANGO_ALIGN_LEFT);
    if (p->draws)
        cairo_show_page(p->cr);
}

static void set_titles(struct pdf *p);

static void begin_page(struct pdf *p)
{
    p->page++;
    p->y = margin;
    if (p->in_rows)
        set_titles(p);
}

static void turn_page(struct pdf *p)
{
    end_page(p);
    begin_page(p);
}

/* ---- rows of cells */
static double line_height(PangoLayoutLine *line)
{
    PangoRectangle r;

    pango_layout_line_get_extents(line, NULL, &r);
    return (double)r.height / PANGO_SCALE;
}

/* Of a cell, the lines from `done` on that fit into so much; draws them when asked. Gives what they take. */
static double take_lines(struct pdf *p, struct cell *c, double x, double y, double room, bool draws)
{
    double used = 0;
    int i = c->done;

    for (; i < c->lines; i++) {
        PangoLayoutLine *line = pango_layout_get_line_readonly(c->layout, i);
        double high = line_height(line);
        if (used + high > room + 0.01)
            break;
        if (draws) {
            PangoRectangle r;
            pango_layout_line_get_extents(line, NULL, &r);
            cairo_move_to(p->cr, x, y + used - (double)r.y / PANGO_SCALE);
            pango_cairo_show_layout_line(p->cr, line);
        }
        used += high;
    }
    c->done = i;
    return used;
}

static double rest_of(const struct cell *cells, size_t n)
{
    double most = 0;

    for (size_t i = 0; i < n; i++) {
        double high = 0;
        for (int k = cells[i].done; k < cells[i].lines; k++)
            high += line_height(pango_layout_get_line_readonly(cells[i].layout, k));
        most = high > most ? high : most;
    }
    return most;
}

static void draw_box(struct pdf *p, const struct cell *c, double high)
{
    if (c->shaded) {
        cairo_set_source_rgb(p->cr, 0.93, 0.93, 0.93);
        cairo_rectangle(p->cr, c->x, p->y, c->width, high);
        cairo_fill(p->cr);
        cairo_set_source_rgb(p->cr, 0, 0, 0);
    }
    cairo_set_line_width(p->cr, 0.5);
    cairo_rectangle(p->cr, c->x, p->y, c->width, high);
    cairo_stroke(p->cr);
}

/* Where a line of numbers begins: at the right. */
static double indent_of(const struct cell *c)
{
    int wide;

    if (pango_layout_get_alignment(c->layout) != PANGO_ALIGN_RIGHT)
        return 0;
    pango_layout_get_size(c->layout, &wide, NULL);
    return c->width - 2 * pad - (double)wide / PANGO_SCALE;
}

/* So much of the row as there is room for. */
static void set_slice(struct pdf *p, struct cell *cells, size_t n, double room, bool boxed)
{
    double gap = boxed ? pad : 0, high = 0;

    for (size_t i = 0; i < n; i++) {
        struct cell probe = cells[i];
        double used = take_lines(p, &probe, 0, 0, room, false);
        high = used > high ? used : high;
    }
    for (size_t i = 0; i < n; i++) {
        if (p->draws && boxed)
            draw_box(p, &cells[i], high + 2 * gap);
        take_lines(p, &cells[i], cells[i].x + gap + indent_of(&cells[i]), p->y + gap, room, p->draws);
    }
    p->y += high + 2 * gap;
}

static void set_row(struct pdf *p, struct cell *cells, size_t n, bool boxed)
{
    double gap = boxed ? 2 * pad : 0, page = bottom(p) - margin - gap;

    for (size_t i = 0; i < n; i++)
        cells[i].lines = pango_layout_get_line_count(cells[i].layout);
    for (double rest = rest_of(cells, n); rest > 0; rest = rest_of(cells, n)) {
        double room = bottom(p) - p->y - gap;
        bool is_long = rest > page / 2;
        if (rest > room && (!is_long || room < 4 * size_text)) {
            turn_page(p);
            room = bottom(p) - p->y - gap;
        }
        set_slice(p, cells, n, room, boxed);
    }
    for (size_t i = 0; i < n; i++)
        g_object_unref(cells[i].layout);
}

/* ---- the lines of a galley */
static void set_paragraph(struct pdf *p, const char *text, double size, bool bold, PangoAlignment align, double before)
{
    struct cell c = { .x = margin, .width = width(p), .layout = layout_new(p, *text ? text : " ", size, width(p), bold) };
    int wide;

    p->y += p->y > margin ? before : 0;
    if (align == PANGO_ALIGN_CENTER) {
        pango_layout_get_size(c.layout, &wide, NULL);
        c.x += (c.width - (double)wide / PANGO_SCALE) / 2;
    }
    set_row(p, &c, 1, false);
}

static void set_section(struct pdf *p, const char *text)
{
    p->y += size_section * 0.8;
    if (p->y > bottom(p) - 5 * size_text)       /* not alone at the foot of a page */
        turn_page(p);
    set_paragraph(p, text, size_section, true, PANGO_ALIGN_LEFT, 0);
    p->y += 3;
}

static void set_fields(struct pdf *p, const struct galley_line *l)
{
    struct cell cells[8];
    size_t pairs = l->n / 2;
    double wide = width(p) / (double)pairs, label = pairs > 2 ? wide * 0.42 : pairs == 2 ? wide * 0.3 : wide * 0.15;

    for (size_t i = 0; i < pairs; i++) {
        double x = margin + wide * (double)i;
        cells[2 * i] = (struct cell){ .x = x, .width = label, .shaded = true, .layout = layout_new(p, l->cells[2 * i], size_table, label - 2 * pad, false) };
        cells[2 * i + 1] = (struct cell){ .x = x + label, .width = wide - label,
                                          .layout = layout_new(p, *l->cells[2 * i + 1] ? l->cells[2 * i + 1] : " ", size_text, wide - label - 2 * pad, false) };
    }
    set_row(p, cells, l->n, true);
}

static double weights(const struct pdf *p)
{
    double all = 0;

    for (size_t i = 0; i < p->n_columns; i++)
        all += p->columns[i].weight;
    return all;
}

static void set_cells(struct pdf *p, const char *const *texts, bool is_title)
{
    struct cell cells[GALLEY_COLUMNS];
    double x = margin, all = weights(p);

    for (size_t i = 0; i < p->n_columns; i++) {
        double wide = width(p) * p->columns[i].weight / all;
        cells[i] = (struct cell){ .x = x, .width = wide, .shaded = is_title, .layout = layout_new(p, *texts[i] ? texts[i] : " ", size_table, wide - 2 * pad, is_title) };
        if (p->columns[i].is_number && !is_title)
            pango_layout_set_alignment(cells[i].layout, PANGO_ALIGN_RIGHT);
        x += wide;
    }
    set_row(p, cells, p->n_columns, true);
}

static void set_titles(struct pdf *p)
{
    const char *titles[GALLEY_COLUMNS];

    p->in_rows = false;         /* titles do not have titles */
    for (size_t i = 0; i < p->n_columns; i++)
        titles[i] = p->columns[i].title;
    set_cells(p, titles, true);
    p->in_rows = true;
}

static void begin_table(struct pdf *p, const char *caption)
{
    arena_clear(p->table);
    p->n_columns = 0;
    if (*caption)
        set_section(p, caption);
    else
        p->y += 6;
}

static void add_column(struct pdf *p, const struct galley_line *l)
{
    int weight = atoi(l->cells[1]);

    p->columns[p->n_columns].weight = (weight < 4 ? 4 : weight > 40 ? 40 : weight) + 1.5;
    p->columns[p->n_columns].is_number = !strcmp(l->cells[0], "number");
    p->columns[p->n_columns++].title = arena_str(p->table, l->cells[2]);
}

static bool add_row(struct pdf *p, const struct galley_line *l, struct err *e)
{
    if (++p->rows > ROWS_MOST)
        return err_set(e, ERR_VALUE, "PDF", arena_printf(p->setting->arena, _("最多 %d 行，请加条件分几次，或者导出 CSV"), ROWS_MOST));
    if (!p->in_rows) {
        if (p->y > bottom(p) - 6 * size_text)
            turn_page(p);
        set_titles(p);
    }
    set_cells(p, l->cells, false);
    return true;
}

static void set_seal(struct pdf *p)
{
    const double wide = 170, high = 92;
    double x = p->page_width - margin - wide;

    if (p->y + high + 20 > bottom(p))
        turn_page(p);
    p->y += 16;
    if (p->draws) {
        const double dash[] = { 3, 2 };
        cairo_save(p->cr);
        cairo_set_dash(p->cr, dash, 2, 0);
        cairo_set_line_width(p->cr, 0.5);
        cairo_rectangle(p->cr, x, p->y, wide, high);
        cairo_stroke(p->cr);
        cairo_restore(p->cr);
    }
    put_text(p, x, p->y + 8, wide, _("（盖章处）"), size_text, PANGO_ALIGN_CENTER);
    put_text(p, x, p->y + high - 22, wide - 10, _("年    月    日"), size_text, PANGO_ALIGN_RIGHT);
    p->y += high;
}

static const char *odd_text(struct pdf *p)
{
    struct str s;

    str_init(&s, p->setting->arena, 1000);
    str_add(&s, _("注意：字体里没有这些字，纸上不是原样："));
    for (int i = 0; i < p->n_odd; i++)
        str_addf(&s, " U+%04X", (unsigned)p->odd[i]);
    return s.s;
}

static void set_title(struct pdf *p, const char *title)
{
    set_paragraph(p, title, size_title, true, PANGO_ALIGN_CENTER, 0);
    p->y += 4;
    set_paragraph(p, p->head.office, size_text, false, PANGO_ALIGN_CENTER, 0);
    p->y += 4;
    if (p->tells_odd)
        set_paragraph(p, odd_text(p), size_table, true, PANGO_ALIGN_LEFT, 2);
}

static bool set_line(struct pdf *p, const struct galley_line *l, struct err *e)
{
    bool begins = l->word != GALLEY_ROW && l->word != GALLEY_COLUMN;

    if (begins && p->n_columns) {
        if (!p->in_rows)
            set_titles(p);      /* a table without rows shows its titles */
        p->in_rows = false;
        p->n_columns = 0;
    }
    switch (l->word) {
    case GALLEY_TITLE: set_title(p, l->cells[0]); break;
    case GALLEY_NOTE: set_paragraph(p, l->cells[0], size_table, false, PANGO_ALIGN_LEFT, 2); break;
    case GALLEY_SECTION: set_section(p, l->cells[0]); break;
    case GALLEY_FIELDS: set_fields(p, l); break;
    case GALLEY_TEXT: set_paragraph(p, l->cells[0], size_text, false, PANGO_ALIGN_LEFT, 4); break;
    case GALLEY_TABLE: begin_table(p, l->cells[0]); break;
    case GALLEY_COLUMN: add_column(p, l); break;
    case GALLEY_ROW: return add_row(p, l, e);
    case GALLEY_SEAL: set_seal(p); break;
    default: break;
    }
    return true;
}

/* ---- the passes */
static bool pass(struct pdf *p, bool draws, struct err *e)
{
    struct galley galley;
    struct galley_line l;

    p->draws = draws;
    p->page = 0;
    p->rows = 0;
    p->n_columns = 0;
    p->in_rows = false;
    begin_page(p);
    galley_read(&galley, p->setting->bytes, p->setting->n);
    for (; galley_next(&galley, p->arena, &l, e); arena_clear(p->arena))
        if (!set_line(p, &l, e))
            return false;
    end_page(p);
    p->pages = p->page;
    return !e->code;
}

/* A galley whose widest table would be crowded lies on its side. */
static void turn_galley(struct pdf *p)
{
    struct galley galley;
    struct galley_line l;
    struct err e;
    double widest = 0, wide = 0;

    galley_read(&galley, p->setting->bytes, p->setting->n);
    for (; galley_next(&galley, p->arena, &l, &e); arena_clear(p->arena)) {
        if (l.word == GALLEY_TABLE)
            wide = 0;
        if (l.word == GALLEY_COLUMN)
            wide += atoi(l.cells[1]) * size_table / 2 + 2 * pad;
        widest = wide > widest ? wide : widest;
    }
    bool turned = widest > (a4_short - 2 * margin) * 1.25;
    p->page_width = turned ? a4_long : a4_short;
    p->page_height = turned ? a4_short : a4_long;
}

static bool has_family(struct pdf *p)
{
    PangoFontFamily **all = NULL;
    int n = 0;
    bool found = false;

    pango_context_list_families(p->context, &all, &n);
    for (int i = 0; i < n && !found; i++)
        found = !strcmp(pango_font_family_get_name(all[i]), FAMILY);
    g_free(all);
    return found;
}

static void warn(struct pdf *p)
{
    if (!has_family(p))
        str_addf(p->setting->warn, "%s\n", _("没有装字体 Noto Serif CJK SC（fonts-noto-cjk），用了别的"));
    if (p->n_odd)
        str_addf(p->setting->warn, "%s\n", odd_text(p));
}

static cairo_status_t put_bytes(void *ctx, const unsigned char *bytes, unsigned int n)
{
    struct setting *s = ctx;

    return setting_put(s, bytes, n, NULL) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static bool draw(struct pdf *p, struct err *e)
{
    if (!pass(p, false, e))
        return false;
    p->tells_odd = p->n_odd > 0;
    return (!p->tells_odd || pass(p, false, e)) && pass(p, true, e);
}

bool set_pdf(struct setting *s, struct err *e)
{
    struct pdf p = { .setting = s, .arena = arena_new(s->arena), .table = arena_new(s->arena) };
    cairo_surface_t *surface;
    cairo_status_t status;
    bool done;

    if (!setting_head(s, &p.head, e))
        return false;
    turn_galley(&p);
    surface = cairo_pdf_surface_create_for_stream(put_bytes, s, p.page_width, p.page_height);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, p.head.title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, p.head.office);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "laobing-print");
    p.cr = cairo_create(surface);
    p.context = pango_cairo_create_context(p.cr);
    pango_context_set_language(p.context, pango_language_from_string("zh-cn"));
    done = draw(&p, e);
    if (done)
        warn(&p);
    g_object_unref(p.context);
    cairo_destroy(p.cr);
    cairo_surface_finish(surface);
    status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    return done && (!status || err_set(e, ERR_VALUE, "PDF", cairo_status_to_string(status)));
}
