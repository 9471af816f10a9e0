/* SPDX-License-Identifier: Apache-2.0 */
/* Each table a worksheet, titles in its first row, frozen; a last worksheet says what, whose, by whom and of which conditions it is. Text is text (format
 * @ of cell and column), so that no number loses a digit; amounts and days are what they are. libxlsxwriter writes to a path: to one of a place in memory. */
#include "print/setting.h"
#include "base/arena.h"
#include "base/date.h"
#include "base/str.h"
#include "base/text.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { ROWS_MOST = 100000, CELL_CHARS = 32767, WIDEST = 60 };

enum kind { TEXT, NUMBER, DATE, WHOLE, N_KINDS };      /* WHOLE: a number without decimals, a format only */
struct book {
    struct setting *setting;
    struct arena *arena;
    lxw_workbook *book;
    lxw_worksheet *sheet;       /* of the table at hand; NULL */
    lxw_format *formats[N_KINDS], *title;
    enum kind kind[GALLEY_COLUMNS];
    lxw_col_t columns;
    lxw_row_t row;              /* the next one of the table */
    lxw_worksheet *about;
    lxw_row_t about_row;
    long rows;
    int tables;
};

static lxw_format *format_of(lxw_workbook *b, const char *pattern)
{
    lxw_format *f = workbook_add_format(b);

    format_set_num_format(f, pattern);
    return f;
}

static void begin(struct book *b, const char *path)
{
    b->book = workbook_new(path);
    b->formats[TEXT] = format_of(b->book, "@");
    b->formats[NUMBER] = format_of(b->book, "#,##0.00");
    b->formats[WHOLE] = format_of(b->book, "#,##0");
    b->formats[DATE] = format_of(b->book, "yyyy-mm-dd");
    b->title = format_of(b->book, "@");
    format_set_bold(b->title);
}

static enum kind kind_of(const char *word)
{
    return !strcmp(word, "number") ? NUMBER : !strcmp(word, "date") ? DATE : TEXT;
}

static void add_column(struct book *b, const struct galley_line *l)
{
    int width = atoi(l->cells[1]);
    lxw_col_t c = b->columns++;

    b->kind[c] = kind_of(l->cells[0]);
    worksheet_set_column(b->sheet, c, c, width < 6 ? 8 : width > WIDEST ? WIDEST : width + 2, b->formats[b->kind[c]]);
    worksheet_write_string(b->sheet, 0, c, l->cells[2], b->title);
}

/* "1,234.50" as a number; false when it is none that a double keeps. */
static bool number_of(struct arena *a, const char *text, double *to)
{
    struct str s;
    char *end;

    str_init(&s, a, 40);
    for (; *text; text++)
        if (*text != ',')
            str_addn(&s, text, 1);
    *to = strtod(s.s, &end);
    return s.n && s.n <= 15 && !*end && strspn(s.s, "-0123456789.") == s.n;
}

static void add_cell(struct book *b, lxw_col_t c, const char *text)
{
    double number;
    long day;

    if (!*text)
        return;
    if (b->kind[c] == NUMBER && number_of(b->arena, text, &number)) {
        worksheet_write_number(b->sheet, b->row, c, number, b->formats[strchr(text, '.') ? NUMBER : WHOLE]);
    } else if (b->kind[c] == DATE && date_read(text, &day) && atoi(text) >= 1900) {
        lxw_datetime at = { .year = atoi(text), .month = atoi(text + 5), .day = atoi(text + 8) };
        worksheet_write_datetime(b->sheet, b->row, c, &at, b->formats[DATE]);
    } else {
        worksheet_write_string(b->sheet, b->row, c, text, b->formats[TEXT]);
    }
}

static bool add_row(struct book *b, const struct galley_line *l, struct err *e)
{
    if (++b->rows > ROWS_MOST)
        return err_set(e, ERR_VALUE, "XLSX", arena_printf(b->setting->arena, _("最多 %d 行，请加条件分几次，或者导出 CSV"), ROWS_MOST));
    for (size_t i = 0; i < l->n; i++)
        add_cell(b, (lxw_col_t)i, l->cells[i]);
    b->row++;
    return true;
}

static void add_table(struct book *b)
{
    b->sheet = workbook_add_worksheet(b->book, b->tables++ ? NULL : _("数据"));
    b->columns = 0;
    b->row = 1;
    worksheet_freeze_panes(b->sheet, 1, 0);
}

static bool set_line(struct book *b, const struct galley_line *l, struct err *e)
{
    switch (l->word) {
    case GALLEY_TABLE: add_table(b); return true;
    case GALLEY_COLUMN: add_column(b, l); return true;
    case GALLEY_ROW: return add_row(b, l, e);
    default: return true;
    }
}

static void say(struct book *b, const char *text)
{
    if (*text)
        worksheet_write_string(b->about, b->about_row++, 0, text, b->formats[TEXT]);
}

static bool each_line(struct book *b, bool (*fn)(struct book *, const struct galley_line *, struct err *), struct err *e)
{
    struct galley galley;
    struct galley_line l;

    galley_read(&galley, b->setting->bytes, b->setting->n);
    for (; galley_next(&galley, b->arena, &l, e); arena_clear(b->arena))
        if (!fn(b, &l, e))
            return false;
    return !e->code;
}

static bool say_note(struct book *b, const struct galley_line *l, struct err *e)
{
    (void)e;
    if (l->word == GALLEY_NOTE)
        say(b, l->cells[0]);
    return true;
}

static bool say_about(struct book *b, struct err *e)
{
    struct galley_head head;

    if (!setting_head(b->setting, &head, e))
        return false;
    b->about = workbook_add_worksheet(b->book, _("说明"));
    worksheet_set_column(b->about, 0, 0, WIDEST, b->formats[TEXT]);
    say(b, head.title);
    say(b, head.office);
    say(b, arena_printf(b->setting->arena, "%s  %s", head.who, head.at));
    return each_line(b, say_note, e);
}

static bool copy_out(struct setting *s, int fd, struct err *e)
{
    char part[1 << 16];
    ssize_t n;

    lseek(fd, 0, SEEK_SET);
    while ((n = read(fd, part, sizeof part)) > 0)
        if (!setting_put(s, part, (size_t)n, e))
            return false;
    return n == 0 || err_set(e, ERR_FILE, "xlsx", strerror(errno));
}

bool set_xlsx(struct setting *s, struct err *e)
{
    struct book b = { .setting = s, .arena = arena_new(s->arena) };
    int fd = memfd_create("xlsx", MFD_CLOEXEC);
    bool done;
    lxw_error fault;

    begin(&b, arena_printf(s->arena, "/proc/self/fd/%d", fd));
    done = each_line(&b, set_line, e) && say_about(&b, e);
    fault = workbook_close(b.book);
    if (done && fault)
        done = err_set(e, ERR_VALUE, "XLSX", lxw_strerror(fault));
    done = done && copy_out(s, fd, e);
    close(fd);
    return done;
}
