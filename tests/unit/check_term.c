/* SPDX-License-Identifier: Apache-2.0 */
/* Drawing is tested in this process on a null screen; keys, bytes and the terminal's own view on a pty (harness/stage.h). */
#include "base/arena.h"
#include "base/cell.h"
#include "base/utf8.h"
#include "harness.h"
#include "stage.h"
#include "term/draw.h"
#include "term/dump.h"
#include "term/key.h"
#include "term/tty.h"
#include "../harness/runner.h"
#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define N(table) (int)(sizeof table / sizeof *table)

static struct arena *a;
static struct ht *h;

static void null_screen(void)
{
    struct err e;
    a = arena_new(NULL);
    if (!tty_open_null(6, 20, FACE_MONO, &e)) ck_abort_msg("%s", e.text);
}

static void null_done(void)
{
    tty_close();
    arena_free(a);
}

/* ---- drawing */
static const struct { const char *s; int x, cells; const char *row; int used; } drawn[] = {
    { "张三", 0, 10, "张三", 4 }, { "张三", 0, 3, "张", 2 }, { "张三", 17, 10, "                 张", 2 },
    { "abc", 19, 3, "                   a", 1 }, { "张", 19, 2, "", 0 }, { "x", 20, 1, "", 0 }, { "x", -1, 4, "", 0 },
    { "a\tb\nc\033d", 0, 20, "a␉b␊c␛d", 7 }, { "\xe2\x80\xae" "abc", 0, 9, "\xef\xbf\xbd" "abc", 4 }, { "\xd5\xc5z", 0, 9, "\xef\xbf\xbd\xef\xbf\xbdz", 3 },
    { "e\xcc\x81x", 0, 9, "e\xcc\x81x", 2 }, { "\xcc\x81x", 0, 9, "\xef\xbf\xbdx", 2 }, { "𱍐明", 0, 9, "〓明", 4 }, { "𬱖𰀀", 0, 9, "𬱖𰀀", 4 },
    { "葛\xf3\xa0\x84\x80x", 0, 9, "葛\xf3\xa0\x84\x80x", 3 }, { "\xee\xa1\xa3x", 0, 9, "\xee\xa1\xa3x", 2 }, { "\xcd\xb8x", 0, 9, "\xef\xbf\xbdx", 2 },
};

START_TEST(draws_by_cells_and_sanitises)
{
    draw_begin();
    ck_assert_int_eq(draw_text(1, drawn[_i].x, drawn[_i].cells, FACE_TEXT, drawn[_i].s), drawn[_i].used);
    draw_end();
    ck_assert_str_eq(dump_row(a, 1), drawn[_i].row);
    ck_assert_str_eq(dump_row(a, 2), "");
}
END_TEST

static const struct { int x; const char *row; } cuts[] = {
    { 0, "x 村A" }, { 1, " x村A" }, { 2, "村x A" }, { 3, "村 xA" }, { 4, "村村x" },
};

START_TEST(heals_a_cut_character)
{
    draw_begin();
    draw_text(0, 0, 20, FACE_TEXT, "村村A");
    draw_text(0, cuts[_i].x, 1, FACE_TEXT, "x");
    draw_end();
    ck_assert_str_eq(dump_row(a, 0), cuts[_i].row);
}
END_TEST

START_TEST(dump_flags_what_was_cut_by_others)
{
    draw_begin();
    draw_text(0, 0, 20, FACE_TEXT, "村村");
    mvaddch(0, 1, 'x');
    draw_end();
    ck_assert_str_eq(dump_row(a, 0), "!x村");
}
END_TEST

START_TEST(frames_rules_and_right)
{
    draw_begin();
    draw_text(2, 0, 20, FACE_TEXT, "村村村村村村村村村村");
    draw_frame(1, 3, 4, 10, FACE_BOX, "保存");
    draw_right(0, 0, 20, FACE_TEXT, "1.00");
    draw_end();
    ck_assert_str_eq(dump_screen(a), "                1.00\n   +- 保存 -+\n村 |        | 村村村\n   |        |\n   +--------+\n\n");
}
END_TEST

START_TEST(curses_takes_our_widths)
{
    cell_ambiguous(2);
    draw_begin();
    draw_text(0, 0, 20, FACE_TEXT, "买买提·阿不都x");
    draw_end();
    ck_assert_str_eq(dump_row(a, 0), "买买提·阿不都x");
    ck_assert_int_eq(mvinch(0, 14) & A_CHARTEXT, 'x');
    cell_ambiguous(1);
}
END_TEST

START_TEST(every_code_point_stays_in_its_cells)
{
    char s[16];
    for (uint32_t cp = 1; cp < 0x110000; cp += cp < 0x3000 ? 1 : 61) {
        if (cp >= 0xd800 && cp < 0xe000) continue;
        size_t n = utf8_put(s, cp);
        strcpy(s + n, "|");
        erase();
        int used = draw_text(0, 0, 10, FACE_TEXT, s);
        if (used > 3 || (mvinch(0, used - 1) & A_CHARTEXT) != '|') ck_abort_msg("U+%04X: %d cells, %s", cp, used, dump_row(a, 0));
    }
}
END_TEST

START_TEST(survives_any_size)
{
    static const int sizes[][2] = { { 1, 1 }, { 2, 2 }, { 5, 20 }, { 100, 400 }, { 6, 20 } };
    for (int i = 0; i < N(sizes); i++) {
        tty_set_size(sizes[i][0], sizes[i][1]);
        draw_begin();
        draw_frame(0, 0, 4, 10, FACE_BOX, "保存");
        draw_text(0, 0, 500, FACE_TEXT, "村村村村村村村村村村村");
        draw_cursor(1000, 1000);
        draw_end();
        ck_assert_int_eq(tty_is_too_small(), sizes[i][0] < 12);
        ck_assert_ptr_null(strpbrk(dump_screen(a), "!?"));
    }
}
END_TEST

START_TEST(keys_have_names)
{
    static const struct { const char *name; uint32_t key; } named[] = {
        { "F2", K_F(2) }, { "F10", K_F(10) }, { "Enter", K_ENTER }, { "C-s", K_CTRL('S') }, { "C-S", K_CTRL('S') }, { "C-i", K_TAB }, { "S-Tab", K_BACKTAB },
        { "Nope", K_NONE }, { "", K_NONE }, { "C-", K_NONE } };
    char buf[8];
    for (int i = 0; i < N(named); i++) ck_assert_uint_eq(key_by_name(named[i].name, strlen(named[i].name)), named[i].key);
    ck_assert_str_eq(key_label(K_F(10), buf), "F10");
    ck_assert_str_eq(key_label(K_CTRL('S'), buf), "C-s");
    ck_assert_str_eq(key_label(0x5f20, buf), "张");
    ck_assert_uint_eq(key_fold(0xff1f), '?');
    ck_assert_uint_eq(key_fold(K_F(1)), K_F(1));
    ck_assert_uint_eq(key_next(), K_NONE);
}
END_TEST

/* ---- on a pty */

/* This program by its own path: the link itself would be valgrind's. */
static const char *self(void)
{
    static char path[1024];
    if (!*path && readlink("/proc/self/exe", path, sizeof path - 1) < 0) ck_abort_msg("no /proc");
    return path;
}

static void start(const char *option, const struct ht_setup *setup)
{
    char *argv[] = { (char *)self(), "stage", (char *)option, NULL };
    h = ht_open(setup, argv);
    ck_assert(ht_wait(h, "F10"));
    ck_assert(ht_sync(h));
}

static void stop(void)
{
    ht_keys(h, "<F10>");
    ck_assert_int_eq(ht_wait_exit(h), 0);
    ht_close(h);
}

START_TEST(types_moves_and_deletes)
{
    int y, x;
    start("mono", NULL);
    ck_assert(ht_do(h, "张三<Left>王<Tab>430101195001011234<Tab>老伴住院一月<Enter>女儿在外地"));
    ck_assert_str_eq(ht_cells(h, 3, 13, 20), "张王三");
    ck_assert_str_eq(ht_cells(h, 5, 13, 20), "430101195001011234");
    ck_assert_str_eq(ht_cells(h, 7, 13, 40), "老伴住院一月");
    ck_assert_str_eq(ht_cells(h, 8, 13, 40), "女儿在外地");
    ht_cursor(h, &y, &x);
    ck_assert(y == 8 && x == 23);
    ck_assert(ht_do(h, "<S-Tab><S-Tab><Home><Del><C-z>"));
    ck_assert_str_eq(ht_cells(h, 3, 13, 20), "张王三");
    ck_assert_uint_eq(ht_attrs(h, 3, 13), HT_BOLD | HT_UNDERLINE);
    ck_assert_uint_eq(ht_attrs(h, 5, 13), HT_UNDERLINE);
    ck_assert(ht_do(h, "<C-u>"));
    ck_assert_str_eq(ht_cells(h, 3, 13, 20), "");
    stop();
}
END_TEST

START_TEST(names_keys_and_swallows_unknown_sequences)
{
    start("lean", NULL);
    for (int i = 1; i <= 12; i++) {
        if ((i >= 4 && i <= 6) || i == 9 || i == 10) continue;
        char keys[16], name[16];
        snprintf(keys, sizeof keys, "<F%d>", i);
        snprintf(name, sizeof name, "F%d", i);
        ck_assert(ht_do(h, keys));
        ck_assert_str_eq(ht_row(h, 22), name);
    }
    ht_bytes(h, "a\033[99;7xb\033[299~c\033[1;5Ad", 23);
    ck_assert(ht_sync(h));
    ck_assert_str_eq(ht_cells(h, 3, 13, 20), "abcd");
    ck_assert(ht_do(h, "<C-s>"));
    ck_assert_str_eq(ht_row(h, 22), "C-s");
    ck_assert(ht_do(h, "<C-c><C-z><C-q>"));
    ck_assert_str_eq(ht_row(h, 22), "C-q");
    stop();
}
END_TEST

START_TEST(broken_bytes_are_refused_and_nothing_else_lost)
{
    start("lean", NULL);
    ht_bytes(h, "\xd5\xc5""abc\xff\xe5\xbc""d\xe5\xbc\xa0", 12);
    ck_assert(ht_sync(h));
    ck_assert_str_eq(ht_cells(h, 3, 13, 20), "abcd张");
    ht_bytes(h, "\xd5", 1);
    ck_assert(ht_do(h, "x"));
    ck_assert(ht_find(h, "终端送来的不是 UTF-8", NULL, NULL) || ht_find(h, "abcd张x", NULL, NULL));
    ht_bytes(h, "\xe5", 1);
    ck_assert(ht_sync(h));
    ht_bytes(h, "\xe5\xbc", 2);
    ht_bytes(h, "\xa0", 1);
    ck_assert(ht_sync(h));
    ck_assert_str_eq(ht_cells(h, 3, 13, 20), "abcd张x张");
    stop();
}
END_TEST

START_TEST(hidden_characters_are_refused_with_a_reason)
{
    start("lean", NULL);
    ck_assert(ht_do(h, "a\xe2\x80\xae"));
    ck_assert(ht_find(h, "看不见", NULL, NULL));
    ck_assert(ht_do(h, "<Tab>1234567890123456789"));
    ck_assert(ht_find(h, "写满了", NULL, NULL));
    ck_assert_str_eq(ht_cells(h, 5, 13, 20), "123456789012345678");
    stop();
}
END_TEST

START_TEST(a_paste_is_text)
{
    static const char paste[] = "\033[200~第一\r\t第二\x13\033[A\033[201~";
    start("lean", NULL);
    ck_assert(ht_do(h, "<Tab><Tab>"));
    ht_bytes(h, paste, sizeof paste - 1);
    ck_assert(ht_sync(h));
    ck_assert_str_eq(ht_cells(h, 7, 13, 20), "第一");
    ck_assert_str_eq(ht_cells(h, 8, 13, 20), " 第二");
    ck_assert_str_ne(ht_row(h, 22), "C-s");
    ck_assert(ht_do(h, "<S-Tab><S-Tab>"));
    ht_bytes(h, paste, sizeof paste - 1);
    ck_assert(ht_sync(h));
    ck_assert_str_eq(ht_cells(h, 3, 13, 20), "第一  第二");
    ck_assert(ht_do(h, "<C-s>"));
    ck_assert_str_eq(ht_row(h, 22), "C-s");
    stop();
}
END_TEST

START_TEST(a_paste_of_100_kB_does_not_hang)
{
    start("lean", NULL);
    char *text = malloc(100001);
    for (int i = 0; i < 100000; i++) text[i] = (char)('a' + i % 26);
    ck_assert(ht_do(h, "<Tab><Tab>"));
    ht_bytes(h, text, 100000);
    ck_assert(ht_do(h, "<Home>"));
    ck_assert_uint_eq(strlen(ht_cells(h, 9, 13, 40)), 100000 % 39);
    free(text);
    stop();
}
END_TEST

/* Bytes written for one action in the lean profile: the promise for slow lines. */
static const struct { const char *before, *action, *what; size_t most; } budgets[] = {
    { "张", "三", "a han at the end", 3 }, { "", "4", "a digit", 1 }, { "张", "<Tab>", "field move", 12 }, { "<Tab>12", "<S-Tab>", "field move back", 12 },
    { "<Tab><Tab><Tab>", "<Down>", "list step", 12 }, { "<Tab><Tab><Tab><Down>", "<Up>", "list step back", 15 },
    { "<Tab><Tab><Tab>", "", "unchanged redraw", 0 }, { "<Tab><Tab><Tab>", "<PgDn>", "page of 11 rows", 900 },
};

START_TEST(bytes_on_a_slow_line)
{
    start("lean", NULL);
    ck_assert(ht_do(h, budgets[_i].before));
    ht_mark(h);
    ck_assert(ht_do(h, budgets[_i].action));
    ck_assert_msg(ht_written(h) <= budgets[_i].most, "%s: %zu bytes", budgets[_i].what, ht_written(h));
    stop();
}
END_TEST

START_TEST(resize_and_repaint)
{
    start("mono", NULL);
    ht_resize(h, 30, 100);
    ck_assert(ht_wait(h, "000017"));
    ht_resize(h, 2, 2);
    ck_assert(ht_sync(h));
    ht_resize(h, 100, 400);
    ck_assert(ht_wait(h, "000087"));
    ht_resize(h, 24, 80);
    ck_assert(ht_wait_gone(h, "000012"));
    ck_assert(ht_sync(h));
    char *before = strdup(ht_screen(h));
    ht_mark(h);
    ck_assert(ht_do(h, "<C-l>"));
    ck_assert_uint_gt(ht_written(h), 700);
    ck_assert_str_eq(ht_screen(h), before);
    free(before);
    stop();
}
END_TEST

START_TEST(floats_and_goes_away)
{
    start("mono", NULL);
    ck_assert(ht_do(h, "<F4>"));
    ck_assert(ht_golden(h, "stage-box"));
    ck_assert(ht_do(h, "<Down><Enter>"));
    ck_assert(ht_find(h, "选了她的", NULL, NULL));
    ck_assert(ht_do(h, "<F4>１"));
    ck_assert(ht_find(h, "选了我的", NULL, NULL));
    ck_assert(ht_do(h, "<F5>zj"));
    ck_assert(ht_golden(h, "stage-pick"));
    ck_assert(ht_do(h, "<Down><Enter>"));
    ck_assert_str_eq(ht_row(h, 22), "欧阳修文");
    ck_assert(ht_do(h, "<F6>3"));
    ck_assert_str_eq(ht_row(h, 22), "买买提·阿不都");
    ck_assert(ht_do(h, "<F5><Esc>"));
    ck_assert(!ht_find(h, "同名", NULL, NULL));
    stop();
}
END_TEST

START_TEST(ambiguous_characters_as_the_terminal_has_them)
{
    start("ask", NULL);         /* libvterm draws · in one column and says so */
    ck_assert(ht_do(h, "买买提·阿"));
    ck_assert_str_eq(ht_cells(h, 3, 13, 9), "买买提·阿");
    ck_assert_str_eq(ht_row(h, 1), "UTF-8 1");
    stop();
}
END_TEST

START_TEST(what_is_typed_while_the_terminal_is_asked_is_kept)
{
    char *argv[] = { (char *)self(), "stage", "ask", NULL };
    h = ht_open(NULL, argv);
    ht_keys(h, "张三");
    ck_assert(ht_wait(h, "张三"));
    ck_assert(ht_sync(h));
    ck_assert_str_eq(ht_cells(h, 3, 13, 9), "张三");
    stop();
}
END_TEST

START_TEST(an_unknown_terminal_is_taken_as_xterm)
{
    start("lean", &(struct ht_setup){ .term = "veteran-9000" });
    ck_assert(ht_find(h, "veteran-9000", NULL, NULL));
    stop();
}
END_TEST

START_TEST(a_terminal_without_a_cursor_is_refused)
{
    char *argv[] = { (char *)self(), "stage", NULL };
    h = ht_open(&(struct ht_setup){ .term = "dumb" }, argv);
    ck_assert_int_eq(ht_wait_exit(h), 3);
    ck_assert(ht_find(h, "终端用不了", NULL, NULL));
    ht_close(h);
}
END_TEST

START_TEST(any_other_locale_becomes_utf8)
{
    static const char *const locales[] = { "C", "POSIX", "zh_CN.ISO-8859-1", "nowhere" };
    for (int i = 0; i < N(locales); i++) {
        start("lean", &(struct ht_setup){ .locale = locales[i] });
        ck_assert(ht_do(h, "张三"));
        ck_assert_str_eq(ht_cells(h, 3, 13, 20), "张三");
        stop();
    }
}
END_TEST

/* PuTTY prints no more after 0x9B 4 i, wherever it stands (terminal.c, print_state). */
START_TEST(nothing_on_the_paper_ends_it)
{
    static const char paper[] = "\033[5i空军4\0i 军4\r\n\x81\x30\x9b\x34\0i\r\n\f\033[4i";
    start("mono", NULL);
    ht_mark(h);
    ck_assert(ht_do(h, "<C-p>"));
    ck_assert(ht_saw(h, paper, sizeof paper - 1));
    stop();
}
END_TEST

START_TEST(death_and_hangup)
{
    start("mono", NULL);
    ht_keys(h, "<F9>");
    ck_assert_int_eq(ht_wait_exit(h), 70);
    ck_assert(ht_find(h, "laobing: stage", NULL, NULL));
    ht_close(h);
    start("mono", NULL);
    int status = ht_close(h);           /* the line is cut */
    ck_assert(status == 0 || (status & 0x7f) == 1);
}
END_TEST

START_TEST(widths_agree_with_libvterm)
{
    static const struct { uint32_t cp; const char *s; } sample[] = {
        { 0x5f20, "张" }, { 0x4dae, "䶮" }, { 0x36c3, "㛃" }, { 0x20164, "𠅤" }, { 0x2cc56, "𬱖" }, { 0x30000, "𰀀" }, { 0xb7, "·" },
        { 0x2014, "—" }, { 0x2026, "…" }, { 0x2460, "①" }, { 0x201c, "“" }, { 0xff21, "Ａ" }, { 0x3013, "〓" }, { 0xac00, "가" }, { 0xe9, "é" } };
    start("lean", NULL);
    for (int i = 0; i < N(sample); i++) {
        int y, x;
        ck_assert(ht_do(h, "<C-u>"));
        ck_assert(ht_do(h, sample[i].s));
        ck_assert(ht_do(h, "z"));
        ht_cursor(h, &y, &x);
        char *want = NULL;
        ck_assert_int_gt(asprintf(&want, "%sz", sample[i].s), 0);
        ck_assert_str_eq(ht_cells(h, 3, 13, 10), want);
        ck_assert_msg(x == 14 + cell_width(sample[i].cp), "%s: column %d", sample[i].s, x);
        free(want);
    }
    stop();
}
END_TEST

Suite *suite(void)
{
    Suite *s = suite_create("term");
    TCase *c = tcase_create("null screen"), *p = tcase_create("pty");
    tcase_add_checked_fixture(c, null_screen, null_done);
    tcase_add_loop_test(c, draws_by_cells_and_sanitises, 0, N(drawn));
    tcase_add_loop_test(c, heals_a_cut_character, 0, N(cuts));
    tcase_add_test(c, dump_flags_what_was_cut_by_others);
    tcase_add_test(c, frames_rules_and_right);
    tcase_add_test(c, curses_takes_our_widths);
    tcase_add_test(c, every_code_point_stays_in_its_cells);
    tcase_add_test(c, survives_any_size);
    tcase_add_test(c, keys_have_names);
    tcase_set_timeout(c, 60);
    tcase_set_timeout(p, 60);
    tcase_add_test(p, types_moves_and_deletes);
    tcase_add_test(p, names_keys_and_swallows_unknown_sequences);
    tcase_add_test(p, broken_bytes_are_refused_and_nothing_else_lost);
    tcase_add_test(p, hidden_characters_are_refused_with_a_reason);
    tcase_add_test(p, a_paste_is_text);
    tcase_add_test(p, a_paste_of_100_kB_does_not_hang);
    tcase_add_loop_test(p, bytes_on_a_slow_line, 0, N(budgets));
    tcase_add_test(p, resize_and_repaint);
    tcase_add_test(p, floats_and_goes_away);
    tcase_add_test(p, ambiguous_characters_as_the_terminal_has_them);
    tcase_add_test(p, what_is_typed_while_the_terminal_is_asked_is_kept);
    tcase_add_test(p, an_unknown_terminal_is_taken_as_xterm);
    tcase_add_test(p, a_terminal_without_a_cursor_is_refused);
    tcase_add_test(p, any_other_locale_becomes_utf8);
    tcase_add_test(p, nothing_on_the_paper_ends_it);
    tcase_add_test(p, death_and_hangup);
    tcase_add_test(p, widths_agree_with_libvterm);
    suite_add_tcase(s, c);
    suite_add_tcase(s, p);
    return s;
}
