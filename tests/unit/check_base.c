/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"
#include "base/base64.h"
#include "base/cell.h"
#include "base/date.h"
#include "base/err.h"
#include "base/fold.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "drop/name.h"
#include "../harness/runner.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define N(table) (int)(sizeof table / sizeof *table)

static struct arena *a;
static void setup(void) { a = arena_new(NULL); }
static void teardown(void) { arena_free(a); }

/* ---- memory */
static char order[16];
static void note(void *p) { strncat(order, p, 1); }

START_TEST(arena_closes_in_reverse_children_first)
{
    order[0] = 0;
    struct arena *child = arena_new(a), *grandchild = arena_new(child);
    arena_defer(a, note, "a");
    arena_defer(a, note, "b");
    arena_defer(grandchild, note, "c");
    arena_clear(a);
    ck_assert_str_eq(order, "cba");
    ck_assert_str_eq(arena_str(a, "still usable"), "still usable");
}
END_TEST

START_TEST(arena_forgets_a_freed_child)
{
    struct arena *one = arena_new(a), *two = arena_new(a), *three = arena_new(a);
    arena_free(two);
    arena_free(three);
    arena_free(one);
    ck_assert_ptr_nonnull(arena_new(a));
}
END_TEST

START_TEST(arena_pieces_are_zeroed_aligned_and_apart)
{
    char *last = NULL;
    for (size_t n = 0; n < 5000; n += 7) {
        char *p = arena_get(a, n);
        ck_assert_uint_eq((uintptr_t)p % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < n; i++) if (p[i]) ck_abort_msg("byte %zu of %zu", i, n);
        memset(p, 0xee, n);
        ck_assert_ptr_ne(p, last);
        last = p;
    }
    ck_assert_ptr_null(arena_str(a, NULL));
    ck_assert_str_eq(arena_printf(a, "%s-%d", "张三", 3), "张三-3");
}
END_TEST

START_TEST(vec_grows)
{
    VEC(int) v = { 0 };
    for (int i = 0; i < 1000; i++) vec_push(a, &v, i);
    ck_assert_uint_eq(v.n, 1000);
    for (int i = 0; i < 1000; i++) ck_assert_int_eq(v.at[i], i);
}
END_TEST

static void last_words(void) { fputs("given back; ", stderr); }

START_TEST(die_gives_the_terminal_back)
{
    mem_on_death(last_words);
    die("broken %d", 7);
}
END_TEST

/* ---- texts */
START_TEST(str_keeps_its_ceiling_and_whole_characters)
{
    struct str s;
    str_init(&s, a, 7);
    str_add(&s, "张三李");
    ck_assert_str_eq(s.s, "张三");
    ck_assert(s.full);
    str_add(&s, "x");
    ck_assert_str_eq(s.s, "张三");
    str_reset(&s);
    str_add(&s, "1234567");
    ck_assert(!s.full);
    ck_assert_str_eq(s.s, "1234567");
}
END_TEST

START_TEST(str_quotes)
{
    struct str s;
    str_init(&s, a, 1000);
    str_add_json(&s, "a\"\\\n\t\001张");
    str_add_json(&s, NULL);
    ck_assert_str_eq(s.s, "\"a\\\"\\\\\\n\\t\\u0001张\"null");
    str_reset(&s);
    str_add(&s, "{");
    str_add_json_pair(&s, "a\"", "{");
    str_add_json_pair(&s, "b", NULL);
    ck_assert_str_eq(s.s, "{\"a\\\"\": \"{\", \"b\": null");
    str_reset(&s);
    str_add_ident(&s, "service.vi\"sit");
    ck_assert_str_eq(s.s, "\"service\".\"vi\"\"sit\"");
    str_reset(&s);
    str_addf(&s, "%0300d", 1);
    ck_assert_uint_eq(s.n, 300);
}
END_TEST

START_TEST(err_says_and_keeps_whole_characters)
{
    struct err e;
    ck_assert(!err_set(&e, ERR_FILE, "a.form", "没有"));
    ck_assert_str_eq(e.text, "文件 a.form 读不了：没有");
    ck_assert_int_eq(e.code, 101);
    ck_assert(!err_wrap(&e, "走访"));
    ck_assert_str_eq(e.text, "走访: 文件 a.form 读不了：没有");
    char *longer = arena_get(a, 3001);
    for (int i = 0; i < 1000; i++) memcpy(longer + i * 3, "长", 3);
    for (int pad = 0; pad < 3; pad++) {
        err_set(&e, ERR_RULE, longer);
        err_wrap(&e, &"xx"[pad]);
        ck_assert(utf8_is_valid(e.text, strlen(e.text)));
        ck_assert_uint_lt(strlen(e.text), sizeof e.text);
    }
    err_set(&e, ERR_RULE, "原因");
    err_set(&e, ERR_RULE, e.text);
    ck_assert_str_eq(e.text, "原因");
    ck_assert(!err_set(NULL, ERR_RULE, "x"));
    ck_assert_str_eq(err_text(ERR_GONE), "这条记录已经不在了");
}
END_TEST

START_TEST(text_changes_language_at_run_time)
{
    text_init();
    text_language("zh");
    ck_assert_str_eq(text_of("没有这句话"), "没有这句话");
    text_language("en_US");
    ck_assert_str_eq(text_language_now(), "en");
    ck_assert_str_eq(text_of("没有这句话"), "没有这句话");
    ck_assert_str_eq(text_of(""), "");
    if (getenv("LAOBING_LOCALEDIR")) ck_assert_str_ne(text_of("这条记录已经不在了"), "这条记录已经不在了");
    text_language("zh");
    ck_assert_str_eq(text_of("这条记录已经不在了"), "这条记录已经不在了");
}
END_TEST

START_TEST(log_is_one_line_a_message)
{
    char path[] = "/tmp/laobing-log-XXXXXX", line[2000] = "";
    close(mkstemp(path));
    ck_assert(log_open("test", path, LOG_LEVEL_INFO));
    log_write(LOG_LEVEL_INFO, "a\nb\033c %d", 5);
    log_write(LOG_LEVEL_DEBUG, "dropped");
    log_close();
    log_write(LOG_LEVEL_ERROR, "nowhere");
    FILE *f = fopen(path, "r");
    ck_assert_ptr_nonnull(fgets(line, sizeof line, f));
    ck_assert_ptr_nonnull(strstr(line, "info: a b c 5\n"));
    ck_assert_ptr_null(fgets(line, sizeof line, f));
    fclose(f);
    unlink(path);
    ck_assert(!log_open("test", "/no/such/place", LOG_LEVEL_INFO));
}
END_TEST

/* ---- UTF-8 */
static const struct { const char *s; size_t n; uint32_t cp; size_t eaten; } decoded[] = {
    { "A", 1, 'A', 1 }, { "张", 3, 0x5f20, 3 }, { "𠅤", 4, 0x20164, 4 }, { "é", 2, 0xe9, 2 },
    { "\x80", 1, UTF8_BROKEN, 1 }, { "\xc0\x80", 2, UTF8_BROKEN, 1 }, { "\xc1\xbf", 2, UTF8_BROKEN, 1 },
    { "\xe0\x80\x80", 3, UTF8_BROKEN, 1 }, { "\xed\xa0\x80", 3, UTF8_BROKEN, 1 }, { "\xf0\x80\x80\x80", 4, UTF8_BROKEN, 1 },
    { "\xf4\x90\x80\x80", 4, UTF8_BROKEN, 1 }, { "\xf5\x80\x80\x80", 4, UTF8_BROKEN, 1 }, { "\xff", 1, UTF8_BROKEN, 1 },
    { "\xe5\xbc", 2, UTF8_BROKEN, 1 }, { "\xe5x\xa0", 3, UTF8_BROKEN, 1 }, { "\xf4\x8f\xbf\xbf", 4, 0x10ffff, 4 },
    { "\xef\xbf\xbd", 3, 0xfffd, 3 }, { "", 0, UTF8_BROKEN, 0 },
};

START_TEST(utf8_decodes_strictly)
{
    uint32_t cp;
    ck_assert_uint_eq(utf8_get(decoded[_i].s, decoded[_i].n, &cp), decoded[_i].eaten);
    ck_assert_uint_eq(cp, decoded[_i].cp);
}
END_TEST

START_TEST(utf8_goes_there_and_back)
{
    char d[UTF8_MAX];
    uint32_t back;
    for (uint32_t cp = 0; cp <= 0x10ffff; cp++) {
        size_t n = utf8_put(d, cp);
        if (utf8_get(d, n, &back) != n || back != (cp >= 0xd800 && cp < 0xe000 ? UTF8_BROKEN : cp)) ck_abort_msg("U+%04X", cp);
    }
    ck_assert_uint_eq(utf8_put(d, 0x110000), 3);
}
END_TEST

START_TEST(utf8_counts_cuts_and_steps)
{
    const char *s = "x张e\xcc\x81𠅤";
    size_t n = strlen(s), at = 0, forth[] = { 1, 4, 7, 11, 11 }, back[] = { 7, 4, 1, 0, 0 };
    ck_assert_uint_eq(utf8_count(s), 5);
    ck_assert(utf8_is_valid(s, n));
    ck_assert(!utf8_is_valid("a\xd5\xc5", 3));
    ck_assert(utf8_is_valid("\xef\xbf\xbd", 3));
    for (int i = 0; i < 5; i++) ck_assert_uint_eq(at = utf8_next(s, n, at), forth[i]);
    for (int i = 0; i < 5; i++) ck_assert_uint_eq(at = utf8_prev(s, n, at), back[i]);
    size_t floors[] = { 0, 1, 1, 1, 4, 5, 5, 7, 7, 7, 7, 11 };
    for (size_t i = 0; i <= n; i++) ck_assert_uint_eq(utf8_floor(s, i), floors[i]);
}
END_TEST

/* ---- cells */
static const struct { uint32_t cp; int one, two; uint32_t painted; const char *what; } widths[] = {
    { 'A', 1, 1, 'A', "ASCII" }, { 0x5f20, 2, 2, 0x5f20, "han" }, { 0x4dae, 2, 2, 0x4dae, "Ext A, rare name" },
    { 0x36c3, 2, 2, 0x36c3, "Ext A" }, { 0x20164, 2, 2, 0x20164, "Ext B" }, { 0x2a700, 2, 2, 0x2a700, "Ext C" },
    { 0x2b740, 2, 2, 0x2b740, "Ext D" }, { 0x2b820, 2, 2, 0x2b820, "Ext E" }, { 0x2ceb0, 2, 2, 0x2ceb0, "Ext F" },
    { 0x30000, 2, 2, 0x30000, "Ext G" }, { 0x31350, 2, 2, 0x3013, "Ext H" }, { 0x2ebf0, 2, 2, 0x3013, "Ext I" },
    { 0x2f800, 2, 2, 0x2f800, "compatibility" }, { 0x3fffd, 2, 2, 0x3013, "end of plane 3" }, { 0xff21, 2, 2, 0xff21, "full-width A" },
    { 0x3000, 2, 2, 0x3000, "ideographic space" }, { 0xac00, 2, 2, 0xac00, "hangul" }, { 0x1f600, 2, 2, 0x1f600, "emoji" },
    { 0xb7, 1, 2, 0xb7, "middle dot of minority names" }, { 0x2014, 1, 2, 0x2014, "dash" }, { 0x2026, 1, 2, 0x2026, "ellipsis" },
    { 0x2460, 1, 2, 0x2460, "circled 1" }, { 0x2500, 1, 2, 0x2500, "line" }, { 0x201c, 1, 2, 0x201c, "quote" },
    { 0xe863, 1, 1, 0xe863, "private use" }, { 0x301, 0, 0, 0x301, "combining" }, { 0xfe0f, 0, 0, 0xfe0f, "variation selector" },
    { 0xe0100, 0, 0, 0xe0100, "variation of a han" }, { 0x1b, 1, 1, 0x241b, "ESC" }, { 0x7f, 1, 1, 0x2421, "DEL" },
    { 0x9b, 1, 2, 0xfffd, "C1" }, { 0x200b, 1, 2, 0xfffd, "zero width" }, { 0x202e, 1, 2, 0xfffd, "bidi" },
    { 0x2066, 1, 2, 0xfffd, "bidi isolate" }, { 0xfeff, 1, 2, 0xfffd, "byte order mark" }, { 0xe0041, 1, 2, 0xfffd, "tag" },
    { 0xd800, 1, 2, 0xfffd, "surrogate" }, { 0x110000, 1, 2, 0xfffd, "no code point" }, { 0xad, 1, 2, 0xfffd, "soft hyphen" },
};

START_TEST(cells_of_a_code_point)
{
    ck_assert_msg(cell_width(widths[_i].cp) == widths[_i].one, "%s: %d", widths[_i].what, cell_width(widths[_i].cp));
    ck_assert_msg(cell_safe(widths[_i].cp) == widths[_i].painted, "%s: U+%04X", widths[_i].what, cell_safe(widths[_i].cp));
    cell_ambiguous(2);
    ck_assert_msg(cell_width(widths[_i].cp) == widths[_i].two, "%s, ambiguous 2: %d", widths[_i].what, cell_width(widths[_i].cp));
    cell_ambiguous(1);
}
END_TEST

START_TEST(cells_what_is_painted_has_the_same_width)
{
    for (int mode = 1; mode <= 2; mode++) {
        cell_ambiguous(mode);
        for (uint32_t cp = 0; cp < 0x110000; cp++)
            if (cell_width(cp) != cell_width(cell_safe(cp))) ck_abort_msg("U+%04X", cp);
    }
    cell_ambiguous(1);
}
END_TEST

static const struct { const char *s; int cells; const char *left, *right; int whole; } fits[] = {
    { "张三", 6, "张三  ", "  张三", 4 }, { "张三", 4, "张三", "张三", 4 }, { "张三", 3, "张.", "张.", 4 }, { "张三丰", 5, "张三.", "张三.", 6 },
    { "张三丰", 4, "张. ", " 张.", 6 }, { "", 3, "   ", "   ", 0 }, { "abc", 2, "a.", "a.", 3 }, { "张", 1, ".", ".", 2 },
    { "e\xcc\x81x", 2, "e\xcc\x81x", "e\xcc\x81x", 2 }, { "\xcc\x81x", 3, "\xcc\x81x ", " \xef\xbf\xbdx", 2 }, { "abc", 0, "", "", 3 },
    { "1,000.00", 10, "1,000.00  ", "  1,000.00", 8 },
};

START_TEST(cells_fit_never_half_a_character)
{
    ck_assert_str_eq(cell_fit(a, fits[_i].s, fits[_i].cells), fits[_i].left);
    ck_assert_str_eq(cell_fit_right(a, fits[_i].s, fits[_i].cells), fits[_i].right);
    ck_assert_int_eq(cell_text(fits[_i].s), fits[_i].whole);
    ck_assert_int_eq(cell_text(cell_fit(a, fits[_i].s, fits[_i].cells)), fits[_i].cells);
}
END_TEST

START_TEST(numbers_are_whole_or_none)
{
    ck_assert_str_eq(cell_number(a, "1,200.00", 8), "1,200.00");
    ck_assert_str_eq(cell_number(a, "1,200.00", 7), "1200.00");
    ck_assert_str_eq(cell_number(a, "9,999,999,999.00", 12), "############");
    ck_assert_str_eq(cell_number(a, "12", 0), "");
}
END_TEST

/* A text in lines of six cells, by '|': as typed, and as told. */
static const struct { const char *text, *rows, *lines; } broken[] = {
    { "一二三。四五《六》", "一二|三。四|五|《六》", "一二|三。四|五|《六》" }, { "。。。。", "。。。|。", "。。。|。" }, { "一\n二三四五", "一|二三四|五", "一|二三四|五" },
    { "ab cdefg", "ab cde|fg", "ab cde|fg" }, { "abcd efg", "abcd e|fg", "abcd|efg" }, { "", "", "" }, { "一二（三", "一二|（三", "一二|（三" },
};

static const char *in_lines(const char *text, char *cut(struct arena *, const char **, int))
{
    struct str s;
    str_init(&s, a, 200);
    while (*text) str_addf(&s, "%s%s", s.n ? "|" : "", cut(a, &text, 6));
    return s.s;
}

START_TEST(lines_keep_marks_with_their_text)
{
    ck_assert_str_eq(in_lines(broken[_i].text, cell_row), broken[_i].rows);
    ck_assert_str_eq(in_lines(broken[_i].text, cell_line), broken[_i].lines);
}
END_TEST

START_TEST(cells_clean_text_for_the_outside)
{
    ck_assert_str_eq(cell_clean(a, "a\033[2J\xe2\x80\xae\n张\x9b"), "a␛[2J\xef\xbf\xbd\n张\xef\xbf\xbd");
}
END_TEST

/* ---- dates: today is Monday 2026-11-23 */
static const struct { const char *typed, *iso; } typed[] = {
    { "2026-11-23", "2026-11-23" }, { "20261123", "2026-11-23" }, { "2026.11.23", "2026-11-23" }, { "2026/1/2", "2026-01-02" },
    { "2026年11月23日", "2026-11-23" }, { "2026年1月2日", "2026-01-02" }, { "1123", "2026-11-23" }, { "11-23", "2026-11-23" },
    { "11月3号", "2026-11-03" }, { "0301", "2026-03-01" }, { "1231", "2026-12-31" }, { "t", "2026-11-23" }, { "T", "2026-11-23" },
    { "今天", "2026-11-23" }, { "-1", "2026-11-22" }, { "+7", "2026-11-30" }, { "-365", "2025-11-23" }, { "２０２６１１２３", "2026-11-23" },
    { "－１", "2026-11-22" }, { "ｔ", "2026-11-23" }, { " 11 - 23 ", "2026-11-23" }, { "20240229", "2024-02-29" }, { "1958-01-02", "1958-01-02" },
    { "2026。11。23", "2026-11-23" },
    { "2026-02-29", NULL }, { "0230", NULL }, { "1131", NULL }, { "20261301", NULL }, { "0229", NULL }, { "", NULL }, { "昨", NULL },
    { "2026-11", NULL }, { "26-11-23", NULL }, { "2026-11-23-1", NULL }, { "11231", NULL }, { "2026-11-23x", NULL }, { "tt", NULL }, { "-", NULL },
    { "+99999", NULL }, { "1799-12-31", NULL }, { "3000-01-01", NULL }, { "日", NULL }, { "11日23", NULL }, { "2026-11-", NULL },
    { "99999999999999999999", NULL }, { "\xd5\xc5", NULL }, { "2026-011-23", NULL },
};

START_TEST(dates_a_clerk_types)
{
    long n, today = date_number(2026, 11, 23);
    char iso[DATE_CHARS];
    bool taken = date_typed(typed[_i].typed, today, &n);
    ck_assert_msg(taken == (typed[_i].iso != NULL), "%s", typed[_i].typed);
    if (taken) ck_assert_str_eq(date_text(n, iso), typed[_i].iso);
}
END_TEST

START_TEST(dates_without_a_year_do_not_lie_far_ahead)
{
    long n;
    char iso[DATE_CHARS];
    ck_assert(date_typed("1223", date_number(2027, 1, 10), &n));
    ck_assert_str_eq(date_text(n, iso), "2026-12-23");
    ck_assert(date_typed("0229", date_number(2025, 2, 1), &n));
    ck_assert_str_eq(date_text(n, iso), "2024-02-29");
}
END_TEST

START_TEST(dates_count_days_through_five_centuries)
{
    long n = date_number(1800, 1, 1), read;
    char iso[DATE_CHARS];
    ck_assert_int_eq(date_number(1970, 1, 1), 0);
    ck_assert_int_eq(date_weekday(0), 3);
    ck_assert_int_eq(date_weekday(date_number(2026, 11, 23)), 0);
    ck_assert_str_eq(date_weekday_text(date_number(2026, 11, 29)), "周日");
    for (int y = 1800; y < 2300; y++) for (int m = 1; m <= 12; m++) for (int d = 1; d <= 31; d++) {
        if (!date_exists(y, m, d)) continue;
        struct date back = date_of(n);
        bool same = date_number(y, m, d) == n && back.year == y && back.month == m && back.day == d;
        if (!same || !date_read(date_text(n, iso), &read) || read != n) ck_abort_msg("%d-%d-%d", y, m, d);
        n++;
    }
    ck_assert(!date_read("2026-2-01", &n));
    ck_assert(!date_read("2026-02-30", &n));
    ck_assert(!date_read("2026-02-03 ", &n));
}
END_TEST

START_TEST(base64_goes_there_and_back)
{
    struct arena *a = arena_new(NULL);
    static const struct { const char *bytes, *text; } known[] = { { "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" }, { "foo", "Zm9v" }, { "foobar", "Zm9vYmFy" } };   /* RFC 4648, 10 */
    static const char *const wrong[] = { "Z", "Zg", "Zg=", "Zg==Zg==", "=Zg=", "Zg*=", "====", "Z===" };
    size_t n;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        ck_assert_str_eq(base64_encode(a, known[i].bytes, strlen(known[i].bytes)), known[i].text);
        ck_assert_str_eq(base64_decode(a, known[i].text, &n), known[i].bytes);
        ck_assert_uint_eq(n, strlen(known[i].bytes));
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) ck_assert_msg(!base64_decode(a, wrong[i], &n), "%s", wrong[i]);
    char all[256];
    for (int i = 0; i < 256; i++) all[i] = (char)i;
    for (size_t k = 0; k <= 256; k++) {
        char *back = base64_decode(a, base64_encode(a, all, k), &n);
        ck_assert_uint_eq(n, k);
        ck_assert(!memcmp(back, all, k));
    }
    ck_assert_str_eq(base64_decode(a, "Zm9v\nYmFy\n", &n), "foobar");
    arena_free(a);
}
END_TEST

START_TEST(names_of_files)
{
    struct arena *a = arena_new(NULL);
    char many[400], *made;
    ck_assert_str_eq(name_of_file(a, "住院证明.pdf"), "住院证明.pdf");
    ck_assert_str_eq(name_of_file(a, "  a\xe3\x80\x80 "), "a");
    ck_assert_str_eq(name_of_file(a, "..x"), "_.x");
    ck_assert_str_eq(name_of_file(a, "a\n\x1b\xff\\b\xe2\x80\xae" "c"), "a____b_c");
    ck_assert_str_eq(name_for_file(a, "证明", "pdf", 1), "证明.pdf");
    ck_assert_str_eq(name_for_file(a, "证明.PDF", "pdf", 3), "证明 (3).pdf");
    ck_assert_str_eq(name_for_file(a, "run.sh", "txt", 1), "run.sh.txt");
    ck_assert_str_eq(name_for_file(a, ".profile", "txt", 1), "_profile.txt");
    ck_assert_str_eq(name_for_file(a, ".pdf", "pdf", 1), "_pdf.pdf");
    for (int i = 0; i < 120; i++) memcpy(many + 3 * i, "好", 4);
    made = name_for_file(a, many, "docx", 12);
    ck_assert_uint_le(strlen(made), NAME_BYTES);
    ck_assert(utf8_is_valid(made, strlen(made)) && strstr(made, " (12).docx"));
    arena_free(a);
}
END_TEST

START_TEST(fold_makes_ascii_of_full_width)
{
    ck_assert_str_eq(fold_text(a, "４３０１０２Ｘ？／Ｙ　张·"), "430102X?/Y 张·");
    ck_assert_uint_eq(fold_point(0xff1f), '?');
}
END_TEST

Suite *suite(void)
{
    Suite *s = suite_create("base");
    TCase *c = tcase_create("all"), *d = tcase_create("death");
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, arena_closes_in_reverse_children_first);
    tcase_add_test(c, arena_forgets_a_freed_child);
    tcase_add_test(c, arena_pieces_are_zeroed_aligned_and_apart);
    tcase_add_test(c, vec_grows);
    tcase_add_test(c, str_keeps_its_ceiling_and_whole_characters);
    tcase_add_test(c, str_quotes);
    tcase_add_test(c, err_says_and_keeps_whole_characters);
    tcase_add_test(c, text_changes_language_at_run_time);
    tcase_add_test(c, log_is_one_line_a_message);
    tcase_add_loop_test(c, utf8_decodes_strictly, 0, N(decoded));
    tcase_add_test(c, utf8_goes_there_and_back);
    tcase_add_test(c, utf8_counts_cuts_and_steps);
    tcase_add_loop_test(c, cells_of_a_code_point, 0, N(widths));
    tcase_add_test(c, cells_what_is_painted_has_the_same_width);
    tcase_add_loop_test(c, cells_fit_never_half_a_character, 0, N(fits));
    tcase_add_test(c, numbers_are_whole_or_none);
    tcase_add_test(c, cells_clean_text_for_the_outside);
    tcase_add_loop_test(c, lines_keep_marks_with_their_text, 0, N(broken));
    tcase_add_loop_test(c, dates_a_clerk_types, 0, N(typed));
    tcase_add_test(c, dates_without_a_year_do_not_lie_far_ahead);
    tcase_add_test(c, dates_count_days_through_five_centuries);
    tcase_add_test(c, fold_makes_ascii_of_full_width);
    tcase_add_test(c, base64_goes_there_and_back);
    tcase_add_test(c, names_of_files);
    tcase_set_tags(d, "dies");              /* a program that does not fork leaves these out: CK_EXCLUDE_TAGS */
    tcase_add_exit_test(d, die_gives_the_terminal_back, 70);
    suite_add_tcase(s, c);
    suite_add_tcase(s, d);
    return s;
}
