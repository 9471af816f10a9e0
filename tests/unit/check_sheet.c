/* SPDX-License-Identifier: Apache-2.0 */
/* The readers of sheets, on the files of tests/fuzz/sheet: each encoding, each way a spreadsheet writes, and a sentence for what cannot be read. */
#include "base/arena.h"
#include "base/str.h"
#include "base/text.h"
#include "sheet/sheet.h"
#include "sheet/xlsx_cell.h"
#include "../harness/runner.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N(table) (int)(sizeof table / sizeof *table)
static struct arena *a;
static void setup(void) { a = arena_new(NULL); }
static void teardown(void) { arena_free(a); }

/* Rows as "line:cell|cell", apart by blanks; then "!" and the sentence. */
static bool row(void *ctx, int line, const char *const *cells, int n, struct err *e)
{
    (void)e;
    str_addf(ctx, "%d:", line);
    for (int i = 0; i < n; i++) str_addf(ctx, "%s%s", i ? "|" : "", cells[i]);
    str_add(ctx, " ");
    return true;
}

static const char *rows_of(const char *bytes, size_t n, const char **encoding)
{
    struct str *s = arena_new_of(a, struct str);
    struct sheet_found found;
    struct err e = { .code = ERR_NONE };
    str_init(s, a, 1 << 20);
    if (!sheet_read(a, bytes, n, &found, row, s, &e)) str_addf(s, "!%s", e.text);
    if (encoding) *encoding = found.encoding;
    return s->s;
}

static const struct { const char *file, *encoding, *rows; } files[] = {
    { "utf8.csv", "UTF-8", "1:姓名|身份证号 2:张\"三|1 3:两\n行|2 " },
    { "bom.csv", "UTF-8", "1:姓名|电话 2:李四|1 " },
    { "gb.csv", "GB18030", "1:姓名|电话 2:䶮张|1 " },
    { "utf16.csv", "UTF-16", "1:姓名|电话 2:李四|1 " },
    { "utf16be.csv", "UTF-16", "1:姓名|电话 2:李四|1 " },
    { "euro.csv", "GB18030", "1:姓名|价 2:李四|€ 5 " },
    { "mac.csv", "UTF-8", "1:a|b 2:1|2 " },
    { "open_quote.csv", "UTF-8", "1:a|b !第 2 行：引号没有关上" },
    { "after_quote.csv", "UTF-8", "1:a|b !第 2 行：引号后面还有字，里面的引号要写两个" },
    { "neither.csv", "GB18030", "!第 2 行：既不是 UTF-8 也不是 GB18030，请另存为“CSV UTF-8”或 .xlsx" },
    { "nul.csv", "UTF-8", "!第 2 行：有不是文字的字节，这不是 CSV" },
    { "old.xls", "", "!表：是老的 .xls（或加了密码），请另存为 .xlsx 再导入" },
    { "good.xlsx", "xlsx", "2:姓名|身份证号|入伍时间|金额 4:张三|430371196805170015|1968-05-17|1.5 5:𠮷䶮|4.30371196805170E+17|1968-05-17 6:算出|=||TRUE 7:||60|#REF! " },
    { "1904.xlsx", "xlsx", "1:a|b 2:1904-01-01|1 " },
    { "doctype.xlsx", "xlsx", "!a：这份 .xlsx 里有不该有的东西（文档类型）" },
    { "cut.xlsx", "xlsx", "1:a|b !a：读不下去，文件坏了" },
};

START_TEST(a_file_is_read)
{
    const char *src = getenv("LB_SRC"), *encoding;
    FILE *f = fopen(arena_printf(a, "%s/tests/fuzz/sheet/%s", src ? src : ".", files[_i].file), "rb");
    char *bytes = arena_get(a, 1 << 16);
    ck_assert_ptr_nonnull(f);
    size_t n = fread(bytes, 1, 1 << 16, f);
    fclose(f);
#ifndef HAVE_XLSX
    if (!strcmp(files[_i].encoding, "xlsx")) return;
#endif
    ck_assert_str_eq(rows_of(bytes, n, &encoding), files[_i].rows);
    ck_assert_str_eq(encoding, files[_i].encoding);
}
END_TEST

static const struct { const char *text, *rows; } texts[] = {
    { "", "!表：是空的" },
    { "\n\n", "!表：没有表头：第一行要写各列的名称，至少两列" },
    { "名册,,\n,,\na,b,,\n\n1,2\n, \n", "3:a|b 5:1|2 " },
    { "a,b\r\n1,2", "1:a|b 2:1|2 " },
    { "a,\"b\"", "1:a|b " },
    { "a,b\n\"\",\n\"x\"\"\",", "1:a|b 3:x\"| " },
    { "a;b;c,d\n1;2;3\n", "1:a|b|c,d 2:1|2|3 " },
    { "\"a;b\",c\n1,2\n", "1:a;b|c 2:1|2 " },
    { "a,b\n1,2,3\n", "1:a|b 2:1|2|3 " },
};

START_TEST(a_text_is_read) { ck_assert_str_eq(rows_of(arena_str(a, texts[_i].text), strlen(texts[_i].text), NULL), texts[_i].rows); } END_TEST

START_TEST(too_many_columns_are_refused)
{
    struct str s;
    str_init(&s, a, 1000);
    for (int i = 0; i < SHEET_COLUMNS; i++) str_add(&s, "a,");
    str_add(&s, "a");
    ck_assert_str_eq(rows_of(s.s, s.n, NULL), "!第 1 行：超过 200 列");
}
END_TEST

START_TEST(columns_by_their_letters) { ck_assert(xlsx_column("A1") == 0 && xlsx_column("Z9") == 25 && xlsx_column("AA1") == 26 && xlsx_column("12") == -1); } END_TEST

static const struct { double serial; bool from_1904; const char *day; } days[] = {
    { 1, false, "1900-01-01" }, { 59, false, "1900-02-28" }, { 60, false, NULL }, { 61, false, "1900-03-01" }, { 24975, false, "1968-05-17" }, { 24975.99, false, "1968-05-17" },
    { 23513, true, "1968-05-17" }, { -1, false, NULL }, { 9e9, false, NULL },
};
START_TEST(a_serial_number_is_a_day)
{
    const char *day = xlsx_day(a, days[_i].serial, days[_i].from_1904);
    ck_assert_str_eq(day ? day : "none", days[_i].day ? days[_i].day : "none");
}
END_TEST

static const struct { const char *code; bool is_date; } formats[] = {
    { "yyyy-mm-dd", true }, { "yyyy\"年\"m\"月\"", true }, { "0.00", false }, { "0\"day\"", false }, { "[Red]0", false }, { "\\d0", false }, { "h:mm", true }, { "General", false }, { "", false },
};
START_TEST(a_format_is_one_of_dates) { ck_assert(xlsx_format_is_date(formats[_i].code) == formats[_i].is_date); } END_TEST

static const struct { const char *text, *number; } numbers[] = {
    { "1.5", "1.5" }, { "430371196805170015", "4.30371196805170E+17" }, { "999999999999999", "999999999999999" }, { "1E15", "1.00000000000000E+15" }, { "0.1", "0.1" }, { "13800000001", "13800000001" }, { "x", "x" },
};
START_TEST(a_number_keeps_its_digits_or_shows_that_it_lost_some) { ck_assert_str_eq(xlsx_number(a, numbers[_i].text), numbers[_i].number); } END_TEST

Suite *suite(void)
{
    Suite *s = suite_create("sheet");
    TCase *c = tcase_create("sheet");
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_loop_test(c, a_file_is_read, 0, N(files));
    tcase_add_loop_test(c, a_text_is_read, 0, N(texts));
    tcase_add_test(c, too_many_columns_are_refused);
    tcase_add_test(c, columns_by_their_letters);
    tcase_add_loop_test(c, a_serial_number_is_a_day, 0, N(days));
    tcase_add_loop_test(c, a_format_is_one_of_dates, 0, N(formats));
    tcase_add_loop_test(c, a_number_keeps_its_digits_or_shows_that_it_lost_some, 0, N(numbers));
    suite_add_tcase(s, c);
    return s;
}
