/* SPDX-License-Identifier: Apache-2.0 */
/* One import: what its headings are; tried out, what would become of each line; written, what has. Steps of a thousand lines follow each other, each a
 * request, until all are through or ^C ends it. */
#include "page/import.h"
#include "base/cell.h"
#include "base/str.h"
#include "base/text.h"
#include "base/vec.h"
#include "page/frame.h"
#include "page/pages.h"
#include "pg/rows.h"
#include "store/tell.h"
#include "term/draw.h"
#include "term/tty.h"
#include "widget/table.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LACKS_MOST = 2000, LACKING_LEAST = 20 };
enum { MOST_LINES = 500, CHOICES_MOST = 6000, NOTE_MOST = 6000 };
enum { HEAD_IS = 1 };
enum { LINE_AT, LINE_VERDICT };

struct import {
    const char *register_, *id, *file;
    struct arena *data;
    char state[16];             /* of the database: read, judged, running, done; "" not known yet */
    const struct rows *heads, *lacks, *counts, *lines, *choices;      /* lacks: what new lines must have and no heading is */
    bool heads_again;           /* after the trial, to match them otherwise */
    size_t tab;                 /* 0 all, else a row of counts and one */
    struct { int64_t *at; size_t n, cap; } before;     /* the lines behind which the windows began, down to the one shown */
    size_t head;                /* the heading last chosen */
    struct table_column columns[3];
    struct table table;
    time_t begun, said;
    long at, total;             /* lines judged or written, of all */
    long first;                 /* `at` when this run began */
};

static bool is(const struct import *m, const char *state)
{
    return !strcmp(m->state, state);
}

/* Headings are shown, not lines. */
static bool at_heads(const struct import *m)
{
    return is(m, "read") || (is(m, "judged") && m->heads_again);
}

/* ---- tables */
static const char *cell_of(void *ctx, size_t row, size_t column)
{
    const struct import *m = ctx;
    if (at_heads(m)) {
        static const char *const names[] = { "heading", "words", "sample" };
        bool unknown = column == HEAD_IS && rows_is_null(m->heads, (int)row, rows_column(m->heads, "column_name"));
        bool left_out = column == HEAD_IS && !unknown && !*rows_get(m->heads, (int)row, "column_name");
        return unknown ? _("（不认得）") : left_out ? _("（不导入）") : rows_get(m->heads, (int)row, names[column]);
    }
    const char *why = rows_get(m->lines, (int)row, "why");
    return column == LINE_AT ? rows_get(m->lines, (int)row, "line") : column == LINE_VERDICT ? rows_get(m->lines, (int)row, "words")
         : *why ? why : rows_get(m->lines, (int)row, "cells");
}

static enum face face_of(void *ctx, size_t row, size_t column)
{
    const struct import *m = ctx;
    if (at_heads(m))
        return rows_is_null(m->heads, (int)row, rows_column(m->heads, "column_name")) ? FACE_REFUSED : FACE_TEXT;
    return column == LINE_VERDICT && !strcmp(rows_get(m->lines, (int)row, "verdict"), "rejected") ? FACE_REFUSED : FACE_TEXT;
}

static void lay_table(struct page *p)
{
    struct import *m = page_own(p);
    bool heads = at_heads(m);

    m->columns[0] = (struct table_column){ .title = heads ? _("表头") : _("行"), .cells = heads ? 20 : 7, .is_right = !heads };
    m->columns[1] = (struct table_column){ .title = heads ? _("认作") : _("结果"), .cells = heads ? 20 : 10 };
    m->columns[2] = (struct table_column){ .title = heads ? _("第一个值") : _("原因或内容") };
    table_init(&m->table, m->columns, 3, (struct table_source){ cell_of, face_of, m });
    table_rows(&m->table, (size_t)(heads ? m->heads ? m->heads->n : 0 : m->lines ? m->lines->n : 0));
}

/* ---- reading what is shown */
static void ask_shown(struct page *p, const char *sql, int n, const char *const *params, pg_done_fn *done)
{
    struct import *m = page_own(p);
    page_asks(p);
    pg_put(p->desk->pg, &(struct pg_request){ .sql = sql, .n = n, .params = params, .done = done, .ctx = p, .arena = m->data, .again = true });
}

static void shown_came(struct page *p, const struct pg_answer *a, const struct rows **to)
{
    if (page_answered(p)) return;
    if (a->ok) *to = a->rows;
    else page_turns_back(p, &a->err);
    if (a->ok) lay_table(p);
}

static void heads_came(void *ctx, const struct pg_answer *a)
{
    struct import *m = page_own((struct page *)ctx);
    shown_came(ctx, a, &m->heads);
    if (m->head < m->table.n_rows) m->table.row = m->head;
}

static void lacks_came(void *p, const struct pg_answer *a) { shown_came(p, a, &((struct import *)page_own(p))->lacks); }
static void counts_came(void *p, const struct pg_answer *a) { shown_came(p, a, &((struct import *)page_own(p))->counts); }
static void lines_came(void *p, const struct pg_answer *a) { shown_came(p, a, &((struct import *)page_own(p))->lines); }

static void read_lines(struct page *p)
{
    struct import *m = page_own(p);
    const char *verdict = m->tab && m->counts ? rows_text(m->counts, (int)m->tab - 1, 0) : NULL;
    const char *params[] = { m->id, verdict, arena_printf(p->desk->event, "%lld", (long long)(m->before.n ? m->before.at[m->before.n - 1] : 0)), arena_printf(p->desk->event, "%d", MOST_LINES) };

    ask_shown(p, "select n, line, verdict, words, cells, why from app.import_lines($1, $2, $3, $4)", 4, params, lines_came);
}

/* Lines are shown by windows; those behind the one on the screen, and back to the one before. */
static void turn_window(struct page *p)
{
    struct import *m = page_own(p);
    int last = m->lines ? m->lines->n - 1 : -1;
    if (at_heads(m) || p->waiting || !m->table.beyond) return;
    if (m->table.beyond > 0 && last + 1 == MOST_LINES) {
        int64_t n = strtoll(rows_get(m->lines, last, "n"), NULL, 10);
        vec_push(p->arena, &m->before, n);
    } else if (m->table.beyond < 0 && m->before.n) m->before.n--;
    else {
        if (m->table.beyond > 0) desk_say(p->desk, FACE_TEXT, "%s", _("没有更多了"));
        return;
    }
    m->table.row = 0;
    read_lines(p);
}

static void say_what_now(struct page *p)
{
    struct import *m = page_own(p);
    p->mode = at_heads(m) ? _("认表头") : is(m, "judged") ? _("试算") : _("写入");
    p->hint = is(m, "read") ? _("Enter 改认作哪一项，会记住；F2 试算，什么也不写") : at_heads(m) ? _("Enter 改认作哪一项，改了要再试算；F5 回到试算的结果")
            : is(m, "judged") ? _("Tab 换一组；F2 写入，F5 改表头，F8 给回没有收的") : _("Tab 换一组；F8 给回没有收的");
}

static void state_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct import *m = page_own(p);
    if (!a->ok || !a->rows->n) {
        page_turns_back(p, &a->err);
        return;
    }
    snprintf(m->state, sizeof m->state, "%s", rows_text(a->rows, 0, 0));
    m->at = (long)rows_int(a->rows, 0, 1);
    m->total = (long)rows_int(a->rows, 0, 2);
    say_what_now(p);
    if (at_heads(m)) {
        ask_shown(p, "select * from app.import_headings($1)", 1, &m->id, heads_came);
        ask_shown(p, "select * from app.import_lacks($1)", 1, &m->id, lacks_came);
    } else {
        ask_shown(p, "select * from app.import_count($1)", 1, &m->id, counts_came);
        read_lines(p);
    }
}

static void show(struct page *p)
{
    struct import *m = page_own(p);
    arena_clear(m->data);
    m->heads = m->lacks = m->counts = m->lines = m->choices = NULL;
    m->before.n = 0;
    m->tab = 0;
    table_rows(&m->table, 0);
    ask_shown(p, "select state, case state when 'read' then n_judged else n_done end, n_rows from work.import where id = $1", 1, &m->id, state_came);
}

/* ---- steps */
static void say_how_far(struct page *p)
{
    struct import *m = page_own(p);
    time_t now = time(NULL);
    long seconds = now > m->begun ? now - m->begun : 1, rate = (m->at - m->first) / seconds;

    if (now != m->said)
        desk_say(p->desk, FACE_TEXT, _("%s %ld / %ld 行，每秒 %ld 行，还要约 %ld 秒；^C 停"), is(m, "read") ? _("试算") : _("写入"), m->at, m->total, rate, rate ? (m->total - m->at) / rate : 0);
    m->said = now;
}

static void step(struct page *p);

static void stepped(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct import *m = page_own(p);

    if (!a->ok) {
        if (a->err.code == ERR_CANCELLED) desk_say(p->desk, FACE_TEXT, _("停在 %ld / %ld 行；F2 从这里接着办"), m->at, m->total);
        else desk_fail(p->desk, &a->err);
        show(p);
        return;
    }
    m->at = (long)rows_int(a->rows, 0, 0);
    m->total = (long)rows_int(a->rows, 0, 1);
    m->heads_again = false;
    if (is(m, "running")) tell_send(p->desk->pg);
    if (m->at < m->total) {
        say_how_far(p);
        step(p);
        return;
    }
    if (is(m, "running")) desk_say(p->desk, FACE_GOOD, _("写完了：%ld 行都办过了"), m->total);
    else desk_say(p->desk, FACE_GOOD, _("试算完了，什么也没有写：%ld 行"), m->total);
    show(p);
}

static void step(struct page *p)
{
    struct import *m = page_own(p);
    import_ask(p, is(m, "read") ? "select n, total from app.import_judge($1)" : "select n, total from app.import_step($1)", 1, &m->id, stepped, p);
}

static void run(struct page *p)
{
    struct import *m = page_own(p);
    m->begun = m->said = time(NULL);
    m->first = m->at;
    step(p);
}

static void started(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct import *m = page_own(p);
    if (!a->ok) {
        desk_fail(p->desk, &a->err);
        return;
    }
    snprintf(m->state, sizeof m->state, "running");
    m->at = 0;
    run(p);
}

static void how_chosen(void *ctx, int choice)
{
    struct page *p = ctx;
    struct import *m = page_own(p);
    const char *params[] = { m->id, choice & 1 ? "replace" : "append", choice & 2 ? "t" : "f" };
    if (choice >= 0) import_ask(p, "select api.import_start($1, $2, $3)", 3, params, started, p);
}

static long long count_of(const struct import *m, const char *verdict)
{
    for (int i = 0; m->counts && i < m->counts->n; i++)
        if (!strcmp(rows_text(m->counts, i, 0), verdict)) return rows_int(m->counts, i, 2);
    return 0;
}

/* "姓名、性别": what new lines must have and no heading is; "" for nothing. */
static const char *lacking(struct page *p)
{
    const struct import *m = page_own(p);
    struct str s;
    str_init(&s, p->desk->event, LACKS_MOST);
    for (int i = 0; m->lacks && i < m->lacks->n; i++) str_addf(&s, "%s%s", i ? _("、") : "", rows_get(m->lacks, i, "words"));
    return s.s;
}

static void lacking_chosen(void *ctx, int choice)
{
    if (choice == 1) run(ctx);
}

/* Nothing has been tried yet that would say so of each line. */
static void ask_without(struct page *p)
{
    const struct import *m = page_own(p);
    desk_choose(p->desk, arena_printf(p->desk->event, _("没有一列认作：%s"), lacking(p)),
                rows_bool(m->lacks, 0, 2) ? _("缺了必填的，新增的行都不会收，已有的照样更新。在该认的那一列上按 Enter，选它是哪一项。") : _("缺了必填的，哪一行都不会收。在该认的那一列上按 Enter，选它是哪一项。"),
                _("回去认表头\n就这样试算"), lacking_chosen, p);
}

static void go_on(struct page *p)
{
    struct import *m = page_own(p);
    if (is(m, "read") && !m->at && m->lacks && m->lacks->n) {
        ask_without(p);
    } else if (is(m, "read") || is(m, "running")) {
        run(p);
    } else if (is(m, "judged") && !m->heads_again) {
        const char *plain = _("只新增，已有的不动\n新增，已有的按表更新"), *sure = _("只新增，可能重复的也写\n新增，已有的更新，可能重复的也写");
        desk_choose(p->desk, _("怎样写入？"), _("更新只改表里有值的格；空格不改"), count_of(m, "alike") ? arena_printf(p->desk->event, "%s\n%s", plain, sure) : plain, how_chosen, p);
    }
}

/* ---- headings */
static void matched(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    if (!a->ok) desk_fail(p->desk, &a->err);
    else show(p);
}

/* The last choice is to leave the heading out. */
static void column_chosen(void *ctx, int choice)
{
    struct page *p = ctx;
    struct import *m = page_own(p);
    if (choice < 0 || !m->choices || choice > m->choices->n) return;
    const char *params[] = { m->id, rows_get(m->heads, (int)m->table.row, "place"), choice < m->choices->n ? rows_text(m->choices, choice, 0) : "" };
    m->head = m->table.row;
    import_ask(p, "select api.import_match($1, $2, $3)", 3, params, matched, p);
}

static void choices_came(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct import *m = page_own(p);
    struct str s;

    if (!a->ok) {
        desk_fail(p->desk, &a->err);
        return;
    }
    m->choices = a->rows;
    str_init(&s, p->desk->event, CHOICES_MOST);
    for (int i = 0; i < a->rows->n; i++)
        str_addf(&s, "%s%s%s\n", rows_text(a->rows, i, 1), rows_bool(a->rows, i, 2) ? _(" 必填") : "", rows_bool(a->rows, i, 3) ? _("（已有表头）") : "");
    str_add(&s, _("不导入这一列"));
    desk_choose(p->desk, arena_printf(p->desk->event, _("“%s”是哪一项？"), rows_get(m->heads, (int)m->table.row, "heading")), "", s.s, column_chosen, p);
}

static void show_line(struct page *p)
{
    struct import *m = page_own(p);
    int row = (int)m->table.row;
    struct str s;

    str_init(&s, p->desk->event, NOTE_MOST);
    str_add(&s, rows_get(m->lines, row, "cells"));
    if (*rows_get(m->lines, row, "why")) str_addf(&s, "\n%s", rows_get(m->lines, row, "why"));
    desk_note(p->desk, arena_printf(p->desk->event, _("第 %s 行：%s"), rows_get(m->lines, row, "line"), rows_get(m->lines, row, "words")), s.s);
}

static void enter(struct page *p)
{
    struct import *m = page_own(p);
    if (!m->table.n_rows) return;
    if (at_heads(m)) ask_shown(p, "select * from app.import_choices($1)", 1, &m->id, choices_came);
    else show_line(p);
}

/* ---- the page */
/* From what became of the lines to the headings, and back. */
static void turn_to_heads(struct page *p)
{
    struct import *m = page_own(p);
    if (!is(m, "judged")) return;
    m->heads_again = !m->heads_again;
    show(p);
}

static void dropped(void *ctx, const struct pg_answer *a)
{
    struct page *p = ctx;
    if (page_answered(p)) return;
    struct desk *d = p->desk;
    if (!a->ok) {
        desk_fail(d, &a->err);
        return;
    }
    desk_back(d);
    desk_say(d, FACE_GOOD, "%s", _("这次导入扔掉了；已经写进去的还在"));
}

static void drop_chosen(void *ctx, int choice)
{
    struct page *p = ctx;
    struct import *m = page_own(p);
    if (choice == 1) import_ask(p, "select api.import_drop($1)", 1, &m->id, dropped, p);
}

static void sent(struct page *p, const char *id)
{
    struct import *m = page_own(p);
    m->id = id;
    desk_say(p->desk, FACE_TEXT, "%s", "");     /* how far the reading was */
    show(p);
}

static void import_open(struct page *p, const void *v)
{
    const struct import_args *args = v;
    struct import *m = page_own(p);

    m->register_ = arena_str(p->arena, args->register_);
    m->file = arena_str(p->arena, args->file);
    m->data = arena_new(p->arena);
    p->where = arena_printf(p->arena, "%s > %s", args->where, _("导入"));
    p->mode = _("读");
    lay_table(p);
    if (args->id) sent(p, arena_str(p->arena, args->id));
    else import_send(p, m->register_, m->file, sent);
}

static bool import_key(struct page *p, uint32_t key)
{
    if (!table_key(&((struct import *)page_own(p))->table, key)) return false;
    turn_window(p);
    return true;
}

static void turn_tab(struct page *p, int by)
{
    struct import *m = page_own(p);
    if (!m->counts) return;
    size_t n = (size_t)m->counts->n + 1;
    m->tab = (m->tab + n + (size_t)by) % n;
    m->before.n = 0;
    m->table.row = 0;
    read_lines(p);
}

static bool import_act(struct page *p, enum action a)
{
    struct import *m = page_own(p);
    switch (a) {
    case ACTION_ENTER: enter(p); return true;
    case ACTION_SAVE: go_on(p); return true;
    case ACTION_CHOOSE: turn_to_heads(p); return true;
    case ACTION_NEXT: turn_tab(p, 1); return true;
    case ACTION_PREV: turn_tab(p, -1); return true;
    case ACTION_PRINT: if (m->counts) import_give_back(p, m->id, m->file); return true;
    case ACTION_ACT: if (m->id) desk_choose(p->desk, _("扔掉这次导入？"), _("投递夹里的文件和已经写进去的都不动"), _("不扔\n扔掉"), drop_chosen, p); return true;
    case ACTION_HELP:
        help_open(p->desk, _("新增：登记簿里没有。更新：已有同一条，表里的值不一样。相同：一样，不用写。\n可能重复：像是已有的，要您说了才写。不收：原因写在后面；F8 把这些行写成一个文件，改好了再导入。\n试算时每一行都真的写一遍再收回，所以写入时不会再有意外。写入一千行一步，停了可以接着办，一行也不会写两遍。"), "6.1.2");
        return true;
    default: return false;
    }
}

static const char *import_label(struct page *p, enum action a)
{
    struct import *m = page_own(p);
    switch (a) {
    case ACTION_ENTER: return !m->table.n_rows ? NULL : at_heads(m) ? _("认作") : _("看这行");
    case ACTION_CHOOSE: return !is(m, "judged") ? NULL : m->heads_again ? _("看结果") : _("改表头");
    case ACTION_SAVE: return is(m, "read") ? _("试算") : is(m, "judged") && !m->heads_again ? _("写入") : is(m, "running") ? _("接着写") : NULL;
    case ACTION_PRINT: return m->counts ? _("没收的") : NULL;
    case ACTION_ACT: return m->id ? _("扔掉") : NULL;
    case ACTION_HELP: return action_label(a);
    default: return NULL;
    }
}

/* " [全部] 新增 12  更新 3": written ones behind a stroke once writing has begun. */
static void draw_counts(struct page *p, int y)
{
    struct import *m = page_own(p);
    struct str s;

    str_init(&s, p->desk->event, 400);
    str_addf(&s, m->tab ? " %s " : "[%s]", _("全部"));
    for (int i = 0; i < m->counts->n; i++) {
        bool here = m->tab == (size_t)i + 1;
        str_addf(&s, " %s%s %s", here ? "[" : " ", rows_text(m->counts, i, 1), rows_text(m->counts, i, 2));
        if (!is(m, "judged") && rows_int(m->counts, i, 3)) str_addf(&s, _("（写了 %s）"), rows_text(m->counts, i, 3));
        str_add(&s, here ? "]" : " ");
    }
    draw_text(y, 1, tty_cols() - 1, FACE_LABEL, s.s);
}

/* Behind the file's name, cut where there is no room: F2 says the whole. */
static void draw_lacking(struct page *p, int y)
{
    const struct import *m = page_own(p);
    int x = 1 + cell_text(m->file) + 2, room = tty_cols() - 1 - x;
    if (!*lacking(p) || room < LACKING_LEAST) return;
    draw_text(y, x, room, FACE_REFUSED, cell_fit(p->desk->event, arena_printf(p->desk->event, _("没有一列认作：%s"), lacking(p)), room));
}

static void import_draw(struct page *p)
{
    struct import *m = page_own(p);
    int y = FRAME_TOP, wide = tty_cols();

    draw_text(y, 1, wide - 1, FACE_TEXT, m->file);
    if (at_heads(m)) draw_lacking(p, y);
    y++;
    if (m->counts) draw_counts(p, y++);
    m->columns[2].cells = wide - 2 - m->columns[0].cells - m->columns[1].cells - 4;
    table_titles(&m->table, y, 0, wide);
    draw_rule(y + 1, 0, wide, FACE_RULE);
    table_draw(&m->table, y + 2, 0, frame_bottom() - y - 1, wide, true);
}

const struct page_ops import_ops = {
    .name = "import", .reads = N_("读导入的表"), .own_size = sizeof(struct import), .open = import_open, .key = import_key, .act = import_act, .draw = import_draw, .label = import_label,
};
