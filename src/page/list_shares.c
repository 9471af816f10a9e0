/* SPDX-License-Identifier: Apache-2.0 */
/* How many rows of a list there are of each value of a column: the most frequent first, in per cent and as a bar. Enter leaves only those. */
#include "page/list.h"
#include "base/cell.h"
#include "base/text.h"
#include "conf/options.h"
#include "page/frame.h"
#include "term/draw.h"
#include "term/tty.h"
#include "widget/chart.h"
#include "widget/table.h"

enum { SHARES_COLUMNS = 4, MOST_GRAINS = 6, LOWEST_TIER = 4, BAR_MOST = 40 };

struct shares_args { struct page *list; const struct field *field; };

struct shares_page {
    struct page *list;
    const struct field *field;
    struct arena *data, *next;
    struct shares *shares;
    enum grain grains[MOST_GRAINS];
    int n_grains, grain, wanted;
    struct table table;
    struct table_column columns[SHARES_COLUMNS];
    int bar;
};

static const char *percent(struct arena *a, long long n, long long of)
{
    return of ? arena_printf(a, "%lld.%lld%%", n * 100 / of, n * 1000 / of % 10) : "";
}

static const char *cell_of(void *ctx, size_t row, size_t column)
{
    struct page *p = ctx;
    const struct shares_page *s = page_own(p);
    const struct share *x = &s->shares->at[row];
    struct arena *a = p->desk->event;
    switch (column) {
    case 0: return *x->label ? x->label : _("（空）");
    case 1: return arena_printf(a, "%lld", x->rows);
    case 2: return percent(a, x->rows, s->shares->rows);
    default: return chart_bar(a, chart_for(p->desk->options->charts), (long)x->rows, (long)s->shares->at[0].rows, s->bar);
    }
}

/* Days are first taken by the month, offices as those next below one's own. */
static void list_grains(const struct page *p, struct shares_page *s)
{
    bool date = s->field->type == FIELD_DATE || s->field->type == FIELD_TIME;
    if (date) {
        s->grains[s->n_grains++] = GRAIN_MONTH;
        s->grains[s->n_grains++] = GRAIN_YEAR;
    }
    for (int tier = p->desk->seat.tier + 1; s->field->ref_at && tier < LOWEST_TIER && s->n_grains + 1 < MOST_GRAINS; tier++) s->grains[s->n_grains++] = GRAIN_TIER + (enum grain)tier;
    s->grains[s->n_grains++] = GRAIN_SELF;
}

static void shares_came(void *ctx, struct shares *shares, const struct err *e)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct shares_page *s = page_own(p);
    struct err why;
    bool many = !e && shares->rows > LIST_ROWS_MOST;
    if (many) {
        err_set(&why, ERR_VALUE, pair_text(s->field->label, p->desk->seat.en), arena_printf(p->desk->event, _("有 %d 条以上，先筛选再看"), LIST_ROWS_MOST));
        e = &why;
    }
    if (e) {
        if (s->shares) desk_fail(p->desk, e);
        else page_turns_back(p, e);
        return;
    }
    struct arena *old = s->data;
    s->data = s->next;
    s->next = old;
    s->shares = shares;
    s->grain = s->wanted;
    s->table.row = s->table.top = 0;
    table_rows(&s->table, shares->n);
}

static void ask(struct page *p, int grain)
{
    struct shares_page *s = page_own(p);
    const struct list *l = page_own(s->list);
    struct list_ask rows = list_asked(l);
    if (p->waiting) return;
    s->wanted = grain;
    arena_clear(s->next);
    page_asks(p);
    shares_send(p->desk->pg, s->next, l->b, &rows, s->field, s->grains[grain], LIST_ROWS_MOST, shares_came, p);
}

static void shares_open(struct page *p, const void *v)
{
    const struct shares_args *args = v;
    struct shares_page *s = page_own(p);
    s->list = args->list;
    s->field = args->field;
    s->data = arena_new(p->arena);
    s->next = arena_new(p->arena);
    table_init(&s->table, s->columns, SHARES_COLUMNS, (struct table_source){ .cell = cell_of, .ctx = p });
    list_grains(p, s);
    p->where = arena_printf(p->arena, _("%s > “%s”各有多少"), args->list->where, pair_text(s->field->label, p->desk->seat.en));
    p->mode = _("查看");
    p->hint = s->n_grains > 1 ? _("Enter 只看这些；Tab 换粗细") : _("Enter 只看这些");
    ask(p, 0);
}

static void shares_again(struct page *p)
{
    ask(p, ((struct shares_page *)page_own(p))->grain);
}

/* Back to the list, with only these. */
static void only_these(struct page *p)
{
    struct shares_page *s = page_own(p);
    struct desk *d = p->desk;
    if (!s->shares || s->table.row >= s->shares->n) return;
    const char *typed = s->shares->at[s->table.row].typed;
    struct err e = { 0 };
    if (!typed || !list_wish(s->list, s->field, typed, &e)) {
        if (typed) desk_fail(d, &e);
        else desk_say(d, FACE_REFUSED, "%s", _("这一格不能拿来筛选，请按 F3 写条件"));
        return;
    }
    desk_back(d);                               /* the page is gone now */
}

static bool shares_key(struct page *p, uint32_t k)
{
    return table_key(&((struct shares_page *)page_own(p))->table, k);
}

static bool shares_act(struct page *p, enum action a)
{
    struct shares_page *s = page_own(p);
    switch (a) {
    case ACTION_ENTER: only_these(p); return true;
    case ACTION_NEXT: if (s->shares) ask(p, (s->grain + 1) % s->n_grains); return true;
    case ACTION_PREV: if (s->shares) ask(p, (s->grain + s->n_grains - 1) % s->n_grains); return true;
    case ACTION_REPAINT: shares_again(p); return true;
    case ACTION_HELP: help_open(p->desk, _("登记簿里这一列各有多少条，多的在前，百分比是占全部的。日期按月、按年，机构按层级看，Tab 换。Enter 回登记簿，只看这些。"), ""); return true;
    default: return false;
    }
}

static const char *shares_label(struct page *p, enum action a)
{
    const struct shares_page *s = page_own(p);
    switch (a) {
    case ACTION_ENTER: return s->shares && s->shares->n ? _("只看这些") : NULL;
    case ACTION_PGDN: return s->shares && s->shares->n > (size_t)s->table.height ? action_label(a) : NULL;
    case ACTION_HELP: return action_label(a);
    default: return NULL;
    }
}

static const char *grain_text(enum grain g)
{
    static const char *const tiers[] = { N_("按省"), N_("按市"), N_("按县"), N_("按乡镇"), N_("按村") };
    if (g == GRAIN_MONTH) return _("按月");
    if (g == GRAIN_YEAR) return _("按年");
    return g >= GRAIN_TIER ? text_of(tiers[g - GRAIN_TIER]) : _("逐个");
}

/* " [按月]  按年   逐个   37 条，5 种" */
static void draw_top(const struct page *p, const struct shares_page *s, int wide)
{
    int x = 1;
    for (int i = 0; s->n_grains > 1 && i < s->n_grains; i++) {
        const char *text = arena_printf(p->desk->event, i == s->grain ? "[%s]" : " %s ", grain_text(s->grains[i]));
        draw_text(FRAME_TOP, x, cell_text(text), i == s->grain ? FACE_CURRENT : FACE_LABEL, text);
        x += cell_text(text) + 1;
    }
    const struct list *l = page_own(s->list);
    const char *told = !s->shares ? "" : arena_printf(p->desk->event, _("%lld 条，%lld 种"), s->shares->rows, s->shares->values);
    int room = cell_text(told);
    draw_text(FRAME_TOP, x, wide - x - room - 2, FACE_TEXT, cell_fit(p->desk->event, list_words(s->list, l), wide - x - room - 2));
    draw_right(FRAME_TOP, wide - room - 1, room, FACE_TEXT, told);
    draw_rule(FRAME_TOP + 1, 0, wide, FACE_RULE);
}

static void shares_draw(struct page *p)
{
    enum { NUMBER = 9, PERCENT = 6, GAPS = 2 + 3 * 2 };
    struct shares_page *s = page_own(p);
    int wide = tty_cols(), room = wide - NUMBER - PERCENT - GAPS;
    draw_top(p, s, wide);
    draw_cursor(FRAME_TOP + 2, 0);
    if (!s->shares) return;
    s->bar = room / 2 < BAR_MOST ? room / 2 : BAR_MOST;
    s->columns[0] = (struct table_column){ .cells = table_widest(&s->table, 0, 8, room - s->bar) };
    s->columns[1] = (struct table_column){ .cells = NUMBER, .is_right = true };
    s->columns[2] = (struct table_column){ .cells = PERCENT, .is_right = true };
    s->columns[3] = (struct table_column){ .cells = s->bar };
    table_draw(&s->table, FRAME_TOP + 2, 0, frame_bottom() - FRAME_TOP - 1, wide, true);
}

static const struct page_ops shares_ops = {
    .name = "shares", .own_size = sizeof(struct shares_page), .open = shares_open, .key = shares_key, .act = shares_act, .draw = shares_draw, .resume = shares_again, .label = shares_label,
};

void list_shares_open(struct page *p, const struct field *f)
{
    desk_open(p->desk, &shares_ops, &(struct shares_args){ p, f });
}
