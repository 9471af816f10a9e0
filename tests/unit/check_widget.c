/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"
#include "base/cell.h"
#include "base/utf8.h"
#include "term/draw.h"
#include "term/dump.h"
#include "term/key.h"
#include "term/tty.h"
#include "base/cell.h"
#include "widget/box.h"
#include "widget/chart.h"
#include "widget/edit.h"
#include "widget/pick.h"
#include "widget/table.h"
#include "../harness/runner.h"
#include <curses.h>
#include <stdlib.h>
#include <string.h>

#define N(table) (int)(sizeof table / sizeof *table)

static struct arena *a;

static void setup(void)
{
    struct err e;
    a = arena_new(NULL);
    if (!tty_open_null(24, 80, FACE_MONO, &e)) ck_abort_msg("%s", e.text);
}

static void teardown(void)
{
    tty_close();
    arena_free(a);
}

/* Presses "text<Key>text". */
static void press(struct edit *e, const char *s)
{
    while (*s) {
        const char *end = *s == '<' ? strchr(s, '>') : NULL;
        uint32_t key;
        if (end) {
            key = key_by_name(s + 1, (size_t)(end - s - 1));
            s = end + 1;
        } else {
            s += utf8_get(s, strlen(s), &key);
        }
        edit_key(e, key);
    }
}

/* ---- edit */
static const struct { const char *text, *keys, *want; size_t max; enum edit_refusal refused; } edits[] = {
    { "", "张三<Left>王", "张王三", 0, EDIT_TAKEN }, { "张三", "<BS>", "张", 0, EDIT_TAKEN }, { "张三", "<Home><Del>", "三", 0, EDIT_TAKEN },
    { "张三", "<C-u>", "", 0, EDIT_TAKEN }, { "张三", "<C-u><C-z>", "张三", 0, EDIT_TAKEN }, { "张三", "李四<C-z>", "张三", 0, EDIT_TAKEN },
    { "张三", "<Home><Right><C-k>", "张", 0, EDIT_TAKEN }, { "12", "34", "123", 3, EDIT_FULL }, { "超长的旧内容", "x", "超长的旧内容", 3, EDIT_FULL },
    { "e\xcc\x81x", "<Left><BS>", "x", 0, EDIT_TAKEN }, { "", "\xcc\x81", "", 0, EDIT_NO_BASE }, { "e", "\xcc\x81", "e\xcc\x81", 0, EDIT_TAKEN },
    { "", "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81", "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81", 0, EDIT_NO_BASE },
    { "a", "\xe2\x80\x8b", "a", 0, EDIT_HIDDEN }, { "a", "𱍐", "a𱍐", 0, EDIT_TAKEN }, { "ab", "<Left>x<Right>y<C-z><C-z>", "ab", 0, EDIT_TAKEN },
    { "a\tb", "c", "a\tbc", 0, EDIT_TAKEN },
};

START_TEST(edit_keeps_the_text)
{
    struct edit e;
    edit_init(&e, a, 1, 20, edits[_i].max);
    edit_set(&e, edits[_i].text);
    ck_assert_str_eq(edit_text(&e, a), edits[_i].text);
    ck_assert(!e.is_dirty);
    press(&e, edits[_i].keys);
    ck_assert_str_eq(edit_text(&e, a), edits[_i].want);
    ck_assert_int_eq(e.refused, edits[_i].refused);
    ck_assert_int_eq(*edit_why(&e, a) != 0, e.refused != EDIT_TAKEN);
}
END_TEST

static const struct { const char *text, *keys, *row; int cols, x; } scrolls[] = {
    { "一二三四五", "", "四五", 6, 4 }, { "一二三四五", "<Home>", "一二三", 6, 0 }, { "一二三四五", "<Home><Right><Right>", "二三四", 6, 2 },
    { "一二三四五", "<Left><Left><Left>", "二三四", 6, 2 }, { "abc", "", "abc", 6, 3 }, { "abcdef", "", "abcdef", 6, 5 }, { "x一二三", "<Home>", "x一二", 6, 0 },
};

/* Each kind of character in a field at the edge of the screen, whose last cell may be half of one: typed in, rubbed out before and behind the
 * cursor and taken back at every place, with signs of one column and of two. (R20) */
static const struct { const char *s, *what; } kinds[] = {
    { "·", "ambiguous" }, { "—", "ambiguous" }, { "①", "ambiguous" }, { "张", "han" }, { "㛃", "Ext A" }, { "𠅤", "Ext B" }, { "𪜀", "Ext C" }, { "𫝀", "Ext D" },
    { "𬱖", "Ext E" }, { "𬺰", "Ext F" }, { "𰀀", "Ext G" }, { "\xf0\xb1\x8d\x90", "Ext H" }, { "\xf0\xae\xaf\xb0", "Ext I" }, { "\xee\x80\x80", "private use" },
    { "e\xcc\x81", "combining" }, { "葛\xf3\xa0\x84\x80", "with a variation selector" }, { "Ａ", "full width" }, { "ﾊ", "half width" }, { "가", "hangul" }, { "가\xcc\x81", "a marked wide one" },
};

static void typed(struct edit *e, const char *s)
{
    for (uint32_t cp; *s; s += utf8_get(s, strlen(s), &cp)) {
        utf8_get(s, strlen(s), &cp);
        ck_assert(edit_key(e, cp) && e->refused == EDIT_TAKEN);
    }
}

/* It reads so, no half of a character is on the screen, and the cursor stands where what is before it ends; where that fills the field, on its
 * last character. */
static void is_whole(struct edit *e, int cols, const char *want, const char *what)
{
    int y, x;
    ck_assert_msg(!strcmp(edit_text(e, a), want), "%s: %s, not %s", what, edit_text(e, a), want);
    draw_begin();
    edit_draw(e, 0, 80 - cols, FACE_FIELD, true);
    draw_end();
    const char *row = dump_row(a, 0);
    ck_assert_msg(!strpbrk(row, "!?"), "%s in %d: %s", what, cols, row);
    getyx(curscr, y, x);
    struct edit before = *e;
    before.n = e->at;
    int all = cell_text(edit_text(&before, a));
    before.n = e->top;
    int at = 80 - cols + all - cell_text(edit_text(&before, a));
    ck_assert_msg(y == 0 && x >= 80 - cols && x < 80, "%s in %d: cursor %d,%d", what, cols, y, x);
    ck_assert_msg(x == at || (at == 80 && x >= 78), "%s in %d: cursor at %d, not %d", what, cols, x, at);
}

START_TEST(each_kind_of_character_at_each_place)
{
    const char *k = kinds[_i].s, *what = kinds[_i].what;
    const char *parts[] = { "x", k, "y", k, "z" };
    for (int wide = 1; wide <= 2; wide++) for (int cols = 4; cols <= 9; cols++) for (int place = 0; place <= 5; place++) {
        char whole[80] = "", with[80] = "", less[80] = "", front[80] = "";
        struct edit e;
        cell_ambiguous(wide);
        edit_init(&e, a, 1, cols, 0);
        for (int i = 0; i < 5; i++) {
            strcat(whole, parts[i]);
            if (i == place) strcat(with, k);
            strcat(with, parts[i]);
            if (i != place) strcat(less, parts[i]);
            if (i + 1 != place) strcat(front, parts[i]);
        }
        if (place == 5) strcat(with, k);
        edit_set(&e, whole);
        is_whole(&e, cols, whole, what);
        edit_key(&e, K_HOME);
        for (int i = 0; i < place; i++) edit_key(&e, K_RIGHT), is_whole(&e, cols, whole, what);
        typed(&e, k);
        is_whole(&e, cols, with, what);
        edit_key(&e, K_BACKSPACE);
        is_whole(&e, cols, whole, what);
        edit_key(&e, K_DELETE);
        is_whole(&e, cols, less, what);
        if (place < 5) edit_undo(&e);
        is_whole(&e, cols, whole, what);
        edit_key(&e, K_HOME);
        for (int i = 0; i < place; i++) edit_key(&e, K_RIGHT);
        edit_key(&e, K_BACKSPACE);
        is_whole(&e, cols, front, what);
    }
    cell_ambiguous(1);
}
END_TEST

START_TEST(edit_scrolls_by_a_third)
{
    struct edit e;
    int y, x;
    edit_init(&e, a, 1, scrolls[_i].cols, 0);
    edit_set(&e, scrolls[_i].text);
    draw_begin();
    edit_draw(&e, 0, 0, FACE_FIELD, true);
    press(&e, scrolls[_i].keys);
    edit_draw(&e, 0, 0, FACE_FIELD, true);
    draw_end();
    ck_assert_str_eq(dump_row(a, 0), scrolls[_i].row);
    getyx(curscr, y, x);
    ck_assert_int_eq(x, scrolls[_i].x);
    ck_assert_int_eq(y, 0);
}
END_TEST

START_TEST(edit_wraps_between_characters)
{
    struct edit e;
    edit_init(&e, a, 3, 7, 0);
    e.takes_enter = true;
    press(&e, "x一二三四<Enter>五");
    draw_begin();
    edit_draw(&e, 0, 0, FACE_FIELD, true);
    draw_end();
    ck_assert_str_eq(dump_row(a, 0), "x一二");
    ck_assert_str_eq(dump_row(a, 1), "三四");
    ck_assert_str_eq(dump_row(a, 2), "五");
    press(&e, "<Up><Up>y");
    ck_assert_str_eq(edit_text(&e, a), "xy一二三四\n五");
    press(&e, "<End>z<Home>w");
    ck_assert_str_eq(edit_text(&e, a), "xy一zw二三四\n五");
    press(&e, "<Down><Down><Down>");
    ck_assert_uint_eq(e.at, e.n - 1);
    ck_assert(!edit_key(&e, K_DOWN));
    ck_assert(!edit_key(&e, K_TAB));
    press(&e, "<Home><BS>");
    ck_assert_str_eq(edit_text(&e, a), "xy一zw二三四五");
}
END_TEST

/* Closing marks do not begin a line, opening ones do not end it; one long row of marks is cut as it comes. */
START_TEST(edit_keeps_marks_with_their_text)
{
    struct edit e;
    edit_init(&e, a, 4, 7, 0);
    press(&e, "一二三。四五《六》");
    draw_begin();
    edit_draw(&e, 0, 0, FACE_FIELD, true);
    draw_end();
    ck_assert_str_eq(dump_row(a, 0), "一二");
    ck_assert_str_eq(dump_row(a, 1), "三。四");
    ck_assert_str_eq(dump_row(a, 2), "五");
    ck_assert_str_eq(dump_row(a, 3), "《六》");
    press(&e, "<Up>x");
    ck_assert_str_eq(edit_text(&e, a), "一二三。四x五《六》");
    edit_set(&e, "。。。。。。");
    draw_begin();
    edit_draw(&e, 0, 0, FACE_FIELD, true);
    draw_end();
    ck_assert_str_eq(dump_row(a, 0), "。。。");
}
END_TEST

START_TEST(edit_leaves_its_edges_to_the_page)
{
    struct edit e;
    edit_init(&e, a, 1, 10, 0);
    ck_assert(!edit_key(&e, K_LEFT));
    ck_assert(!edit_key(&e, K_UP));
    ck_assert(!edit_key(&e, K_ENTER));
    ck_assert(!edit_key(&e, K_F(2)));
    ck_assert(!edit_key(&e, K_CTRL('S')));
    ck_assert(edit_key(&e, K_BROKEN));
    ck_assert_int_eq(e.refused, EDIT_HIDDEN);
}
END_TEST

/* ---- table */
static const char *cell(void *ctx, size_t row, size_t column)
{
    static const char *const names[] = { "张建国", "买买提·阿不都拉", "𠅤" };
    (void)ctx;
    return column == 0 ? names[row % 3] : column == 1 ? arena_printf(a, "%zu.00", row) : NULL;
}

static const struct table_column columns[] = { { "服务对象", 10, false }, { "慰问金", 8, true }, { "家中情况", 100, false } };

START_TEST(table_moves)
{
    static const struct { uint32_t key; size_t row; int beyond; } steps[] = {
        { K_DOWN, 1, 0 }, { K_UP, 0, 0 }, { K_UP, 0, -1 }, { K_PGDN, 5, 0 }, { K_END, 11, 0 }, { K_DOWN, 11, 1 }, { K_PGDN, 11, 2 },
        { K_PGUP, 6, 0 }, { K_PGUP, 1, 0 }, { K_PGUP, 0, -2 }, { K_HOME, 0, 0 } };
    struct table t;
    table_init(&t, columns, 3, (struct table_source){ .cell = cell });
    table_rows(&t, 12);
    for (int i = 0; i < N(steps); i++) {
        table_draw(&t, 0, 0, 5, 40, true);
        ck_assert(table_key(&t, steps[i].key));
        ck_assert_msg(t.row == steps[i].row && t.beyond == steps[i].beyond, "step %d: row %zu, %d", i, t.row, t.beyond);
    }
    ck_assert(!table_key(&t, 'x') && !table_step(&t, K_END) && !table_step(&t, K_HOME));
    ck_assert_int_eq(table_widest(&t, 0, 2, 20), 15);
    ck_assert_int_eq(table_widest(&t, 0, 2, 12), 12);
    ck_assert_int_eq(table_widest(&t, 2, 4, 12), 4);
    table_rows(&t, 0);
    ck_assert(table_key(&t, K_DOWN));
    ck_assert_int_eq(t.beyond, 1);
    table_draw(&t, 0, 0, 5, 40, true);
}
END_TEST

START_TEST(table_clips_and_marks)
{
    struct table t;
    table_init(&t, columns, 3, (struct table_source){ .cell = cell });
    table_rows(&t, 3);
    t.row = 1;
    draw_begin();
    table_titles(&t, 0, 0, 40);
    table_draw(&t, 1, 0, 5, 40, true);
    draw_end();
    ck_assert_str_eq(dump_row(a, 0), "  服务对象      慰问金  家中情况");
    ck_assert_str_eq(dump_row(a, 1), "  张建国          0.00");
    ck_assert_str_eq(dump_row(a, 2), "> 买买提·阿.      1.00");
    ck_assert_str_eq(dump_row(a, 3), "  𠅤              2.00");
    ck_assert_str_eq(dump_row(a, 4), "");
}
END_TEST

/* ---- floating */
static char asked[64];
static const char *label(void *ctx, size_t row) { return cell(ctx, row, 0); }
static void ask(void *ctx, const char *text) { (void)ctx; snprintf(asked, sizeof asked, "%s", text); }

START_TEST(pick_filters_and_chooses)
{
    struct pick p;
    pick_init(&p, a, "服务对象", (struct pick_source){ label, NULL, ask, NULL });
    pick_rows(&p, 3);
    ck_assert(pick_key(&p, 0x5f20));
    ck_assert_str_eq(asked, "张");
    ck_assert(pick_key(&p, '1'));
    ck_assert_str_eq(asked, "张1");
    ck_assert(pick_key(&p, K_BACKSPACE));
    ck_assert_str_eq(asked, "张");
    ck_assert(!pick_key(&p, K_F(2)));
    pick_key(&p, K_DOWN);
    pick_draw(&p);
    pick_key(&p, K_ENTER);
    ck_assert_int_eq(p.state, PICK_CHOSEN);
    ck_assert_uint_eq(p.chosen, 1);
    p.state = PICK_OPEN;
    pick_rows(&p, 0);
    pick_key(&p, K_ENTER);
    ck_assert_int_eq(p.state, PICK_OPEN);
    pick_key(&p, K_CTRL('B'));
    ck_assert_int_eq(p.state, PICK_LEFT);
}
END_TEST

START_TEST(pick_by_digits)
{
    struct pick p;
    pick_init(&p, a, "方式", (struct pick_source){ label, NULL, ask, NULL });
    p.has_numbers = true;
    pick_rows(&p, 3);
    pick_key(&p, '4');
    ck_assert_int_eq(p.state, PICK_OPEN);
    pick_key(&p, 0xff13);
    ck_assert_int_eq(p.state, PICK_CHOSEN);
    ck_assert_uint_eq(p.chosen, 2);
}
END_TEST

/* 672 is the number of a register, not a 2. */
START_TEST(box_takes_no_number_apart)
{
    struct box b;
    box_init(&b, a, "离开？");
    box_choice(&b, 0, "留下");
    box_choice(&b, 1, "退出");
    box_key(&b, '6');
    box_key(&b, '7');
    box_key(&b, '2');
    ck_assert_int_eq(b.state, BOX_OPEN);
    box_key(&b, K_DOWN);
    box_key(&b, '2');
    ck_assert_int_eq(b.state, BOX_CHOSEN);
    ck_assert_int_eq(b.chosen, 1);
}
END_TEST

START_TEST(box_wraps_and_chooses)
{
    struct box b;
    box_init(&b, a, "拒绝");
    box_text(&b, FACE_BOX, "one word after another fills the line of the box until it must be broken somewhere\n二");
    box_choice(&b, 30, "是");
    box_choice(&b, 40, "否");
    draw_begin();
    box_draw(&b);
    draw_end();
    char *shown = dump_screen(a);
    ck_assert_ptr_nonnull(strstr(shown, "+- 拒绝 -"));
    ck_assert_ptr_nonnull(strstr(shown, "| one word after another fills the line of the box until it must be "));
    ck_assert_ptr_nonnull(strstr(shown, "| broken somewhere "));
    ck_assert_ptr_nonnull(strstr(shown, "| 二 "));
    ck_assert_ptr_nonnull(strstr(shown, "| >1 是 "));
    box_key(&b, K_DOWN);
    box_key(&b, K_DOWN);
    box_key(&b, K_UP);
    box_key(&b, K_ENTER);
    ck_assert_int_eq(b.state, BOX_CHOSEN);
    ck_assert_int_eq(b.chosen, 40);
}
END_TEST

START_TEST(floats_fit_any_screen)
{
    for (int rows = 1; rows < 30; rows += 3) for (int cols = 1; cols < 120; cols += 7) {
        struct box b;
        struct pick p;
        tty_set_size(rows, cols);
        box_init(&b, a, "拒绝");
        for (int i = 0; i < 40; i++) box_text(&b, FACE_BOX, "不能办结: 信访件还没有送达回证。依据: 信访工作条例第三十二条。");
        box_choice(&b, 1, "知道了");
        pick_init(&p, a, "服务对象", (struct pick_source){ label, label, ask, NULL });
        pick_rows(&p, 100);
        draw_begin();
        box_draw(&b);
        box_key(&b, K_PGDN);
        box_draw(&b);
        pick_draw(&p);
        draw_end();
        ck_assert_ptr_null(strpbrk(dump_screen(a), "!?"));
        arena_clear(a);
    }
}
END_TEST

static const struct { long n[3], most; int cells; const char *shown; } stacks[] = {
    { { 0, 0, 0 }, 10, 8, "" }, { { 10, 0, 0 }, 10, 8, "!!!!!!!!" }, { { 1, 0, 0 }, 1000, 8, "!" },
    { { 1, 1, 998 }, 1000, 8, "!=------" }, { { 2, 1, 1 }, 4, 8, "!!!!==--" }, { { 5, 5, 5 }, 3, 6, "!!==--" },
    { { -3, 0, 4 }, 4, 4, "----" }, { { 1, 1, 1 }, 3, 2, "=-" }, { { 1, 1, 1 }, 3, 0, "" }, { { 9, 9, 9 }, 0, 6, "!!==--" },
};

START_TEST(bars_are_as_long_as_their_figures)
{
    const long *n = stacks[_i].n;
    const struct chart_part parts[] = { { n[0], SIGN_LATE }, { n[1], SIGN_SOON }, { n[2], SIGN_LATER } };
    ck_assert_str_eq(chart_stack(a, CHART_ASCII, parts, 3, stacks[_i].most, stacks[_i].cells), stacks[_i].shown);
}
END_TEST

START_TEST(figures_are_signs)
{
    const long n[] = { 0, 1, 4, 8, -1 };
    ck_assert_str_eq(chart_spark(a, CHART_ASCII, n, 5), "_.=@_");
    ck_assert_str_eq(chart_spark(a, CHART_BLOCKS, n, 5), "_▁▄█_");
    ck_assert_str_eq(chart_bar(a, CHART_ASCII, 1, 2, 9), "#####");
    ck_assert_str_eq(chart_heat(CHART_ASCII, 0, 4), ".");
    ck_assert_str_eq(chart_heat(CHART_ASCII, 1, 400), "-");
    ck_assert_str_eq(chart_heat(CHART_BLOCKS, 9, 9), "█");
    ck_assert_str_eq(chart_heat(CHART_ASCII, 0, 0), ".");
}
END_TEST

/* Blocks two columns wide would shift what stands behind them. */
START_TEST(blocks_only_where_they_are_narrow)
{
    ck_assert_int_eq(chart_for("ascii"), CHART_ASCII);
    ck_assert_int_eq(chart_for("blocks"), CHART_BLOCKS);
    cell_ambiguous(2);
    ck_assert_int_eq(chart_for("blocks"), CHART_ASCII);
    cell_ambiguous(1);
    for (int s = 0; s < N_SIGNS; s++) {
        ck_assert_int_eq(cell_text(chart_sign(CHART_BLOCKS, (enum chart_sign)s)), 1);
        for (int t = 0; t < s; t++) ck_assert_str_ne(chart_sign(CHART_ASCII, (enum chart_sign)s), chart_sign(CHART_ASCII, (enum chart_sign)t));
    }
}
END_TEST

Suite *suite(void)
{
    Suite *s = suite_create("widget");
    TCase *c = tcase_create("all");
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_set_timeout(c, 60);
    tcase_add_loop_test(c, edit_keeps_the_text, 0, N(edits));
    tcase_add_loop_test(c, each_kind_of_character_at_each_place, 0, N(kinds));
    tcase_add_loop_test(c, edit_scrolls_by_a_third, 0, N(scrolls));
    tcase_add_test(c, edit_wraps_between_characters);
    tcase_add_test(c, edit_keeps_marks_with_their_text);
    tcase_add_test(c, edit_leaves_its_edges_to_the_page);
    tcase_add_test(c, table_moves);
    tcase_add_test(c, table_clips_and_marks);
    tcase_add_test(c, pick_filters_and_chooses);
    tcase_add_test(c, pick_by_digits);
    tcase_add_test(c, box_wraps_and_chooses);
    tcase_add_test(c, box_takes_no_number_apart);
    tcase_add_test(c, floats_fit_any_screen);
    tcase_add_loop_test(c, bars_are_as_long_as_their_figures, 0, N(stacks));
    tcase_add_test(c, figures_are_signs);
    tcase_add_test(c, blocks_only_where_they_are_narrow);
    suite_add_tcase(s, c);
    return s;
}
