/* SPDX-License-Identifier: Apache-2.0 */
/* Four parts are read one after the other: the workbook (which sheet), its relations (where that is), the styles (which formats are dates), the
 * shared texts; then the sheet itself, row by row. */
#include "sheet/xlsx.h"
#include "base/text.h"
#ifndef HAVE_XLSX
bool xlsx_read(struct arena *a, const char *bytes, size_t n, const char **name, sheet_row_fn *row, void *ctx, struct err *e)
{
    (void)a, (void)bytes, (void)n, (void)name, (void)row, (void)ctx;
    return err_set(e, ERR_VALUE, _("表"), _("这台机器没有装读 .xlsx 的部件，请另存为“CSV UTF-8”再导入"));
}
#else
#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "sheet/xlsx_cell.h"
#include <expat.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

enum { PIECE = 16384, FORMATS = 4096, STYLES = 65536 };

struct book {
    struct arena *a, *row_arena;        /* of the row at hand */
    zip_t *zip;
    XML_Parser parser;
    struct err *e;
    sheet_row_fn *row;
    void *ctx;
    const char *name, *id, *target;     /* the sheet, "" = not found */
    bool from_1904;
    bool format_is_date[FORMATS], format_is_known[FORMATS];
    bool in_styles;
    VEC(bool) style_is_date;
    VEC(const char *) texts;            /* shared */
    struct str text;                    /* being read */
    bool grabs, is_phonetic, stopped;
    int line, column, n;                /* the row; the cell; cells so far */
    char kind;
    bool has_formula;
    unsigned long style;
    const char *cells[SHEET_COLUMNS];
};

static void stop(struct book *b)
{
    b->stopped = true;
    XML_StopParser(b->parser, XML_FALSE);
}

static void refuse(struct book *b, const char *what)
{
    if (!b->stopped)
        err_set(b->e, ERR_VALUE, *b->name ? b->name : _("表"), what);
    stop(b);
}

static const char *attribute(const char **a, const char *name)
{
    for (; *a; a += 2)
        if (!strcmp(a[0], name))
            return a[1];
    return NULL;
}

/* Without its prefix. */
static const char *local(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static void XMLCALL no_doctype(void *ctx, const char *name, const char *system, const char *public, int has)
{
    (void)name, (void)system, (void)public, (void)has;
    refuse(ctx, _("这份 .xlsx 里有不该有的东西（文档类型）"));
}

static void XMLCALL chars(void *ctx, const char *s, int n)
{
    struct book *b = ctx;
    if (b->grabs && !b->is_phonetic)
        str_addn(&b->text, s, (size_t)n);
    if (b->text.full)
        refuse(b, _("一格里的字太多"));
}

/* ---- the parts before the sheet */
static void XMLCALL book_begin(void *ctx, const char *name, const char **a)
{
    struct book *b = ctx;
    name = local(name);
    if (!strcmp(name, "workbookPr")) {
        const char *from = attribute(a, "date1904");
        b->from_1904 = from && (*from == '1' || *from == 't');
    }
    const char *state = attribute(a, "state"), *title = attribute(a, "name");
    if (strcmp(name, "sheet") || *b->id || (state && strcmp(state, "visible")))
        return;
    b->name = arena_str(b->a, title ? title : "");
    for (; *a; a += 2)
        if (strchr(a[0], ':') && !strcmp(local(a[0]), "id"))
            b->id = arena_str(b->a, a[1]);
}

static void XMLCALL relation_begin(void *ctx, const char *name, const char **a)
{
    struct book *b = ctx;
    const char *id = attribute(a, "Id"), *target = attribute(a, "Target");
    if (!strcmp(local(name), "Relationship") && id && target && !strcmp(id, b->id))
        b->target = *target == '/' ? arena_str(b->a, target + 1) : arena_printf(b->a, "xl/%s", target);
}

static void XMLCALL style_begin(void *ctx, const char *name, const char **a)
{
    struct book *b = ctx;
    const char *id = attribute(a, "numFmtId"), *code = attribute(a, "formatCode");
    unsigned long number = id ? strtoul(id, NULL, 10) : 0;

    name = local(name);
    if (!strcmp(name, "cellXfs"))
        b->in_styles = true;
    else if (!strcmp(name, "numFmt") && code && number < FORMATS) {
        b->format_is_known[number] = true;
        b->format_is_date[number] = xlsx_format_is_date(code);
    } else if (!strcmp(name, "xf") && b->in_styles && b->style_is_date.n < STYLES) {
        bool is_date = number < FORMATS && b->format_is_known[number] ? b->format_is_date[number] : xlsx_number_is_date(number);
        vec_push(b->a, &b->style_is_date, is_date);
    }
}

static void XMLCALL style_end(void *ctx, const char *name)
{
    struct book *b = ctx;
    if (!strcmp(local(name), "cellXfs"))
        b->in_styles = false;
}

/* In shared texts and in cells alike: runs of rich text are joined, how they sound is left out. */
static void text_begin(struct book *b, const char *name)
{
    if (!strcmp(name, "rPh")) b->is_phonetic = true;
    else if (!strcmp(name, "t")) b->grabs = true;
}

static void text_end(struct book *b, const char *name)
{
    if (!strcmp(name, "rPh")) b->is_phonetic = false;
    else if (!strcmp(name, "t")) b->grabs = false;
}

static void XMLCALL shared_begin(void *ctx, const char *name, const char **a)
{
    struct book *b = ctx;
    (void)a;
    if (!strcmp(local(name), "si")) str_reset(&b->text);
    text_begin(b, local(name));
}

static void XMLCALL shared_end(void *ctx, const char *name)
{
    struct book *b = ctx;
    text_end(b, local(name));
    if (!strcmp(local(name), "si"))
        vec_push(b->a, &b->texts, (const char *)arena_copy(b->a, b->text.s, b->text.n));
}

/* ---- the sheet */
static void XMLCALL sheet_begin(void *ctx, const char *name, const char **a)
{
    struct book *b = ctx;
    const char *reference = attribute(a, "r");

    name = local(name);
    text_begin(b, name);
    if (!strcmp(name, "row")) {
        arena_clear(b->row_arena);
        b->line = reference ? atoi(reference) : b->line + 1;
        b->n = 0;
        b->column = -1;
    } else if (!strcmp(name, "c")) {
        const char *type = attribute(a, "t"), *style = attribute(a, "s");
        b->column = reference ? xlsx_column(reference) : b->column + 1;
        b->kind = !type ? 'n' : !strcmp(type, "str") || !strcmp(type, "inlineStr") ? 't' : *type;      /* n s b e d t */
        b->style = style ? strtoul(style, NULL, 10) : 0;
        b->has_formula = false;
        str_reset(&b->text);
    } else if (!strcmp(name, "v")) {
        b->grabs = true;
    } else if (!strcmp(name, "f")) {
        b->has_formula = true;
    }
}

static const char *value(struct book *b)
{
    const char *v = b->text.s;
    const char *day = NULL;

    if (!*v)
        return b->has_formula ? "=" : "";
    switch (b->kind) {
    case 's': {
        unsigned long i = strtoul(v, NULL, 10);
        return i < b->texts.n ? b->texts.at[i] : "";
    }
    case 'b': return *v == '1' ? "TRUE" : "FALSE";
    case 'n':
        if (b->style < b->style_is_date.n && b->style_is_date.at[b->style])
            day = xlsx_day(b->row_arena, strtod(v, NULL), b->from_1904);
        return day ? day : xlsx_number(b->row_arena, v);
    default: return v;
    }
}

static void cell_end(struct book *b)
{
    const char *v = value(b);

    if (b->column < 0 || (b->column >= SHEET_COLUMNS && !*v))
        return;
    if (b->column >= SHEET_COLUMNS) {
        refuse(b, _("超过 200 列"));
        return;
    }
    while (b->n <= b->column)
        b->cells[b->n++] = "";
    b->cells[b->column] = arena_str(b->row_arena, v);
}

static void XMLCALL sheet_end(void *ctx, const char *name)
{
    struct book *b = ctx;

    name = local(name);
    text_end(b, name);
    if (!strcmp(name, "v")) b->grabs = false;
    else if (!strcmp(name, "c")) cell_end(b);
    else if (!strcmp(name, "row") && b->n && !b->stopped && !b->row(b->ctx, b->line, b->cells, b->n, b->e)) stop(b);
}

static void XMLCALL nothing(void *ctx, const char *name)
{
    (void)ctx, (void)name;
}

/* ---- parts */
static void feed(struct book *b, zip_file_t *f)
{
    char *piece = arena_get(b->a, PIECE);
    size_t total = 0;
    zip_int64_t n = 0;

    while (!b->stopped && (n = zip_fread(f, piece, PIECE)) > 0) {
        total += (size_t)n;
        if (total > SHEET_BYTES)
            refuse(b, _("解开以后太大"));
        else if (XML_Parse(b->parser, piece, (int)n, XML_FALSE) == XML_STATUS_ERROR)
            refuse(b, _("读不下去，文件坏了"));
    }
    if (!b->stopped && (n < 0 || XML_Parse(b->parser, piece, 0, XML_TRUE) == XML_STATUS_ERROR))
        refuse(b, _("读不下去，文件坏了"));
}

/* False only when it was refused; one that is not there is empty. */
static bool part(struct book *b, const char *name, XML_StartElementHandler begin, XML_EndElementHandler end)
{
    zip_file_t *f = zip_fopen(b->zip, name, ZIP_FL_NOCASE);

    if (!f)
        return true;
    b->parser = XML_ParserCreate(NULL);
    XML_SetUserData(b->parser, b);
    XML_SetElementHandler(b->parser, begin, end);
    XML_SetCharacterDataHandler(b->parser, chars);
    XML_SetStartDoctypeDeclHandler(b->parser, no_doctype);
    feed(b, f);
    XML_ParserFree(b->parser);
    zip_fclose(f);
    return !b->stopped;
}

static void close_zip(void *zip)
{
    zip_discard(zip);
}

static bool open_zip(struct book *b, const char *bytes, size_t n)
{
    zip_error_t why;
    zip_error_init(&why);
    zip_source_t *source = zip_source_buffer_create(bytes, n, 0, &why);

    b->zip = source ? zip_open_from_source(source, ZIP_RDONLY, &why) : NULL;
    if (!b->zip && source)
        zip_source_free(source);
    if (!b->zip)
        return err_set(b->e, ERR_VALUE, _("表"), _("不是 .xlsx，或者坏了、加了密码"));
    arena_defer(b->a, close_zip, b->zip);
    return true;
}

bool xlsx_read(struct arena *a, const char *bytes, size_t n, const char **name, sheet_row_fn *row, void *ctx, struct err *e)
{
    struct book *b = arena_new_of(a, struct book);

    *b = (struct book){ .a = a, .row_arena = arena_new(a), .e = e, .row = row, .ctx = ctx, .name = "", .id = "", .target = "" };
    str_init(&b->text, a, SHEET_CELL);
    if (!open_zip(b, bytes, n) || !part(b, "xl/workbook.xml", book_begin, nothing) || !part(b, "xl/_rels/workbook.xml.rels", relation_begin, nothing) ||
        !part(b, "xl/styles.xml", style_begin, style_end) || !part(b, "xl/sharedStrings.xml", shared_begin, shared_end))
        return false;
    *name = b->name;
    if (!*b->target)
        return err_set(e, ERR_VALUE, _("表"), _("不是 .xlsx 工作簿，或者没有看得见的工作表"));
    return part(b, b->target, sheet_begin, sheet_end);
}
#endif
