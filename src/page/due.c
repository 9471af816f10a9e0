/* SPDX-License-Identifier: Apache-2.0 */
#include "page/due.h"
#include "base/date.h"
#include "base/str.h"
#include "base/text.h"
#include "form/field.h"
#include "page/pages.h"
#include "pg/rows.h"
#include "term/draw.h"
#include <string.h>

enum { WEEK_AHEAD = 7 };

long due_today(const struct desk *d)
{
    long n = 0;
    date_read(d->seat.today, &n);
    return n;
}

const char *due_when(struct arena *a, long today, long due, bool soon)
{
    char iso[DATE_CHARS];
    if (due < today) return arena_printf(a, "!! %s", arena_printf(a, _("逾期%ld天"), today - due));
    if (due == today) return arena_printf(a, " ! %s", _("今天"));
    return arena_printf(a, "%s %s", soon ? " !" : "  ", due - today < WEEK_AHEAD ? date_weekday_text(due) : date_text(due, iso) + 5);
}

const char *due_mark(const struct desk *d, const char *due, const char *soon, enum face *face)
{
    long day, from, today = due_today(d);
    if (!due || !soon || !date_read(due, &day) || !date_read(soon, &from) || (today < from && today < day)) return "";
    *face = today > day ? FACE_LATE : FACE_SOON;
    return today > day ? "!!" : "!";
}

bool due_draw(const struct desk *d, int y, int x, const struct field *f, const char *due, const char *soon, bool current)
{
    enum face face = FACE_TEXT;
    const char *mark = f->due ? due_mark(d, due, soon, &face) : "";
    if (*mark) draw_text(y, x + f->width + 1, FIELD_MARK_CELLS - 1, current ? FACE_CURRENT : face, mark);
    return *mark;
}

const char *due_why(struct arena *a, const struct desk *d, const struct rows *r, int i)
{
    const char *last = rows_get(r, i, "last_on"), *cadence = rows_get(r, i, d->seat.en ? "cadence_en" : "cadence_zh");
    if (!*cadence) return arena_str(a, rows_get(r, i, "whose"));
    if (!*rows_get(r, i, "person")) return arena_str(a, cadence);               /* nobody to be in contact with */
    return *last ? arena_printf(a, _("%s，上次 %s"), cadence, last + 5) : arena_printf(a, _("%s，还没有联系过"), cadence);
}

/* Each takes what stands in it; the reason gets what is left, of a narrow window the clause's place too, and the name what is left then. */
void due_lay(struct table *t, struct table_column columns[N_DUE_CELLS], int wide)
{
    static const struct { int least, most; } cells[N_DUE_CELLS] = { [DUE_WHEN] = { 10, 14 }, [DUE_WHAT] = { 8, 18 }, [DUE_WHOM] = { 0, 13 }, [DUE_CLAUSE] = { 0, 7 } };
    int left = wide - 1 - 2, why = table_widest(t, DUE_WHY, 0, wide);
    for (int i = 0; i < N_DUE_CELLS; i++) {
        columns[i].cells = i == DUE_CLAUSE && why > left ? 0 : table_widest(t, (size_t)i, cells[i].least, cells[i].most);
        if (i != DUE_WHY && columns[i].cells) left -= columns[i].cells + 2;
    }
    columns[DUE_WHY].cells = why < left ? why : left;
    left -= columns[DUE_WHY].cells;
    columns[DUE_WHOM].cells = table_widest(t, DUE_WHOM, columns[DUE_WHOM].cells, columns[DUE_WHOM].cells + left);
}


const char *due_title(const char *where)
{
    const char *at = strstr(where, " > ");
    return at ? at + 3 : where;
}

const char *const *due_titles(struct arena *a)
{
    const char **titles = arena_array(a, const char *, N_DUE_CELLS);
    titles[DUE_WHEN] = _("何时");
    titles[DUE_WHAT] = _("什么事");
    titles[DUE_WHOM] = _("谁的事");
    titles[DUE_WHY] = _("说明");
    titles[DUE_CLAUSE] = _("条款");
    return titles;
}

void due_help(struct desk *d, const char *text, const char *const cells[N_DUE_CELLS], const char *clause)
{
    if (!cells) {
        help_open(d, text, clause);
        return;
    }
    struct str s;
    str_init(&s, d->event, 4000);
    str_addf(&s, "%s\n", text);
    for (int i = DUE_WHEN; i <= DUE_WHY; i++)
        if (*cells[i]) str_addf(&s, "%s%s", i ? "  " : "\n", cells[i] + strspn(cells[i], " "));
    help_open(d, s.s, cells[DUE_CLAUSE]);
}
