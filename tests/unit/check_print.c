/* SPDX-License-Identifier: Apache-2.0 */
/* Galleys: what is written is what is read; what is cut off, torn or not ours is refused with its line. CSV that Excel cannot hurt itself with. */
#include "base/arena.h"
#include "base/str.h"
#include "run/child.h"
#include "print/csv.h"
#include "print/galley.h"
#include "../harness/runner.h"
#include <string.h>
#include <unistd.h>

#define N(table) (int)(sizeof table / sizeof *table)

static struct arena *a;
static void setup(void) { a = arena_new(NULL); }
static void teardown(void) { arena_free(a); }

/* All lines as "word/cell/cell;", or the fault behind them. */
static const char *all_of(const char *bytes, size_t n)
{
    struct galley galley;
    struct galley_line l;
    struct err e;
    struct str said;

    str_init(&said, a, 10000);
    galley_read(&galley, bytes, n);
    while (galley_next(&galley, a, &l, &e)) {
        str_addf(&said, "%d", (int)l.word);
        for (size_t i = 0; i < l.n; i++)
            str_addf(&said, "/%s", l.cells[i]);
        str_add(&said, ";");
    }
    if (e.code)
        str_addf(&said, "! %s", e.text);
    return said.s;
}

START_TEST(a_galley_is_read_as_it_was_written)
{
    static const char *const cells[] = { "张䶮\t𠮷\n第二行\\n", NULL, "" };
    static const char *const column[] = { "text", "10", "姓名" };
    struct str s;

    str_init(&s, a, 10000);
    galley_begin(&s);
    galley_add_one(&s, GALLEY_TITLE, "名\x1b[5i册\x7f");
    galley_add_one(&s, GALLEY_TABLE, "");
    for (int i = 0; i < 3; i++)
        galley_add(&s, GALLEY_COLUMN, 3, column);
    galley_add(&s, GALLEY_ROW, 3, cells);
    galley_add(&s, GALLEY_END, 0, NULL);
    ck_assert_str_eq(all_of(s.s, s.n), arena_printf(a, "%d/名 [5i册 ;%d/;%d/text/10/姓名;%d/text/10/姓名;%d/text/10/姓名;%d/张䶮 𠮷\n第二行\\n//;%d;", GALLEY_TITLE, GALLEY_TABLE,
                                                    GALLEY_COLUMN, GALLEY_COLUMN, GALLEY_COLUMN, GALLEY_ROW, GALLEY_END));
    for (size_t n = 0; n < s.n; n++)            /* cut off anywhere it is no galley */
        ck_assert_ptr_nonnull(strstr(all_of(s.s, n), "! "));
}
END_TEST

#define HEAD "laobing-print 1\n"
static const struct { const char *bytes, *why; } wrong[] = {
    { "", "第 1 行：没有写完就断了" },
    { "end\n", "第 1 行：不是给 laobing-print 的" },
    { HEAD, "第 2 行：没有写完就断了" },
    { HEAD "end", "第 2 行：没有写完就断了" },
    { HEAD "end\n\n", "第 2 行：结尾以后还有内容" },
    { HEAD "picture\tx\n", "第 2 行：不认识的词" },
    { HEAD "\n", "第 2 行：不认识的词" },
    { HEAD "title\n", "第 2 行：格数不对" },
    { HEAD "title\ta\tb\n", "第 2 行：格数不对" },
    { HEAD "title\ta\\x\n", "第 2 行：有不能打印的字符" },
    { HEAD "title\ta\\\n", "第 2 行：有不能打印的字符" },
    { HEAD "title\ta\x1b\n", "第 2 行：有不能打印的字符" },
    { HEAD "title\t\xff\n", "第 2 行：有不能打印的字符" },
    { HEAD "fields\ta\tb\tc\n", "第 2 行：格数不对" },
    { HEAD "row\ta\n", "第 2 行：格数与列数不同" },
    { HEAD "table\t\ncolumn\ttext\t4\tA\nrow\ta\tb\n", "第 4 行：格数与列数不同" },
    { HEAD "table\t\ncolumn\ttext\t4\tA\nrow\ta\ncolumn\ttext\t4\tB\n", "第 5 行：列太多，或者写在行的后面" },
    { HEAD "table\t\ncolumn\ttext\t4\tA\ntable\t\nrow\ta\n", "第 5 行：格数与列数不同" },
};

START_TEST(what_is_no_galley_is_refused_with_its_line)
{
    ck_assert_ptr_nonnull(strstr(all_of(wrong[_i].bytes, strlen(wrong[_i].bytes)), wrong[_i].why));
}
END_TEST

START_TEST(a_nul_or_too_many_columns_is_refused)
{
    struct str s;

    ck_assert_ptr_nonnull(strstr(all_of(HEAD "title\ta\0b\nend\n", sizeof HEAD "title\ta\0b\nend\n" - 1), "有不能打印的字符"));
    str_init(&s, a, 10000);
    galley_begin(&s);
    galley_add_one(&s, GALLEY_TABLE, "");
    for (int i = 0; i <= GALLEY_COLUMNS; i++)
        str_add(&s, "column\ttext\t4\tA\n");
    ck_assert_ptr_nonnull(strstr(all_of(s.s, s.n), "列太多"));
}
END_TEST

static const struct { const char *cell; bool is_number; const char *want; } cells[] = {
    { "张三", false, "张三" }, { "", false, "" }, { "a,b", false, "\"a,b\"" }, { "a\"b", false, "\"a\"\"b\"" }, { "第一行\n第二行", false, "\"第一行\n第二行\"" },
    { "=1+1", false, "\"'=1+1\"" }, { "+86", false, "\"'+86\"" }, { "-1", false, "\"'-1\"" }, { "-1", true, "-1" }, { "1,234.50", true, "\"1,234.50\"" }, { "@x", false, "\"'@x\"" },
    { "＝1", false, "\"'＝1\"" }, { "＋1", false, "\"'＋1\"" }, { "430371195803051237", false, "\"\t430371195803051237\"" }, { "43037119580305123X", false, "\"\t43037119580305123X\"" },
    { "430102001001", false, "\"\t430102001001\"" }, { "13800001111", false, "13800001111" }, { "0731", false, "\"\t0731\"" }, { "0", false, "0" },
    { "430371********1237", false, "430371********1237" }, { " x", false, "\" x\"" }, { "2026-11-23", false, "2026-11-23" }, { "䶮𠮷", false, "䶮𠮷" },
};

START_TEST(cells_of_csv)
{
    struct str s;

    str_init(&s, a, 1000);
    csv_cell(&s, cells[_i].cell, cells[_i].is_number);
    ck_assert_str_eq(s.s, cells[_i].want);
}
END_TEST

/* ---- other programs */
START_TEST(a_program_reads_writes_and_ends)
{
    struct err e;
    struct child *c = arena_new_of(a, struct child);       /* it ends with the arena, after this function */
    int in = child_memory(a, &e), out = child_memory(a, &e), said = child_memory(a, &e);
    const char *cat[] = { "/bin/sh", "-c", "cat; echo no >&2; exit 3", NULL }, *none[] = { "/nowhere/at-all", NULL }, *slow[] = { "/bin/sh", "-c", "sleep 1000", NULL };

    ck_assert_int_eq(write(in, "䶮", 3), 3);
    ck_assert(child_start(a, c, cat, in, out, said, &e));
    ck_assert_int_eq(child_end(c), 3);
    ck_assert_str_eq(child_said(a, out, 100), "䶮");
    ck_assert_str_eq(child_said(a, out, 0), "");
    ck_assert_str_eq(child_said(a, said, 100), "no\n");
    ck_assert_int_eq(c->pid, 0);
    if (child_start(a, c, none, in, out, said, &e)) ck_assert_int_eq(child_end(c), 127);      /* valgrind forks before it knows */
    else ck_assert_ptr_nonnull(strstr(e.text, "/nowhere/at-all"));
    ck_assert(child_start(a, c, slow, in, out, said, &e));
    child_stop(c);
    ck_assert_int_eq(child_end(c), -1);
    ck_assert(child_start(arena_new(a), c, slow, in, out, said, &e));         /* ends with its arena, or the test hangs */
}
END_TEST

START_TEST(a_program_gets_nothing_of_our_environment)
{
    struct err e;
    struct child *c = arena_new_of(a, struct child);
    int out = child_memory(a, &e);
    const char *env[] = { "/usr/bin/env", NULL };

    ck_assert(child_start(a, c, env, child_nothing(a), out, child_nothing(a), &e));
    ck_assert_int_eq(child_end(c), 0);
    ck_assert_ptr_nonnull(strstr(child_said(a, out, 4000), "PATH=/usr/bin:/bin\n"));
    ck_assert_ptr_null(strstr(child_said(a, out, 4000), "HOME="));
}
END_TEST

Suite *suite(void)
{
    Suite *s = suite_create("print");
    TCase *t = tcase_create("print");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, a_galley_is_read_as_it_was_written);
    tcase_add_loop_test(t, what_is_no_galley_is_refused_with_its_line, 0, N(wrong));
    tcase_add_test(t, a_nul_or_too_many_columns_is_refused);
    tcase_add_loop_test(t, cells_of_csv, 0, N(cells));
    tcase_add_test(t, a_program_reads_writes_and_ends);
    tcase_add_test(t, a_program_gets_nothing_of_our_environment);
    suite_add_tcase(s, t);
    return s;
}
