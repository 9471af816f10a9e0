/* SPDX-License-Identifier: Apache-2.0 */
/* An English account meets no Chinese but data: every run of han on a screen must be part of a text that people have typed into the
 * database (names, situations, gifts, ... of the fixture, whose texts hold no word of the program's). The walks below see every kind
 * of page, box and refusal that the other programs of this folder see. */
#include "screen.h"
#include "harness.h"
#include "base/utf8.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_han(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff);
}

static const char data[] =
    "create temp table typed as"
    " select name::text as t from service.person union select name from org.staff union select post from org.staff union select name from org.office"
    " union select situation from service.person union select situation from service.visit union select gift from service.visit"
    " union select what from service.need union select detail from service.need union select colour from service.umbrella"
    " union select name from service.household union select unnest(array['王麻子', '没有这样的', '一百', '茶', '黑', '核对', '赵敬国', '半箱牛奶', '某处', '新', '半箱牛奶某处'])";

/* The runs of han of a screen, as a text[] in SQL. */
static void runs_of(const char *screen, char *out, size_t size)
{
    size_t n = (size_t)snprintf(out, size, "{");
    bool inside = false;
    uint32_t c;
    for (const char *s = screen; *s; ) {
        size_t bytes = utf8_get(s, strlen(s), &c);
        if (is_han(c)) {
            if (!inside && n > 1) out[n++] = ',';
            memcpy(out + n, s, bytes);
            n += bytes;
        }
        inside = is_han(c);
        s += bytes;
    }
    snprintf(out + n, size - n, "}");
}

/* The runs that nobody typed, "" when there are none. */
static const char *strangers(struct ht *h)
{
    static char runs[100000];
    runs_of(ht_screen(h), runs, sizeof runs);
    return sql("select coalesce(string_agg(distinct r, ' '), '') from unnest('%s'::text[]) r where not exists (select from typed where position(r in t) > 0)", runs);
}

static int look(struct ht *h, const char *step)
{
    const char *found = strangers(h);
    if (getenv("LB_SHOW")) fprintf(stderr, "== after %s\n%s", step, ht_screen(h));
    if (*found) fprintf(stderr, "after %s: %s\n", step, found);
    return *found != 0;
}

/* Back to the first page, whatever floats or lies above it. */
static void go_home(struct ht *h)
{
    for (int i = 0; i < 12; i++) {
        if (ht_find(h, "0 Today", NULL, NULL) && !ht_find(h, "+-", NULL, NULL)) return;
        keys(h, "<Esc>");
    }
    ck_abort_msg("not home");
}

/* Each string from home, in bursts parted by blanks. */
static int walk(struct ht *h, const char *const *steps)
{
    int bad = 0;
    for (; *steps; steps++) {
        go_home(h);
        char burst[200];
        for (const char *s = *steps; *s; s += strspn(s, " ")) {
            size_t n = strcspn(s, " ");
            snprintf(burst, sizeof burst, "%.*s", (int)n, s);
            keys(h, burst);
            bad += look(h, burst);
            s += n;
        }
    }
    return bad;
}

static const char *const pages[] = {
    "<C-l> <F1> <Enter> <Tab> <Esc>",
    "<F10> <F1> <Enter> 99 <C-u>",
    "<F10>41<Enter> <F1> <Enter> <F9> <F3> <Esc> <F7> <Enter> <F1> <Enter> <Down> x",
    "<F10>42<Enter> <F3> <Esc> <Enter> <F1> <Enter> <Esc> <F7>",
    "<F10>61<Enter> <PgDn> <PgUp> <PgUp> <End> <PgDn> <F3> <Enter> 王麻子<Enter>",
    "<F10>61<Enter> <F3><Down><Down><Enter> x<Enter> <F3><Down><Enter> 1<Enter> <F1> <Enter>",
    "<F10>61<Enter> <Enter> <F1> <Enter> <PgDn> <PgDn> <PgUp> <PgUp> <F6> <Enter> 核对电话<Enter> <C-z> <F4>",
    "<F10>61<Enter> <Enter> <F6> <Down><Enter> <Esc>",
    "<F10>61<Enter> <F7> <F2> 12<Enter> 43037119580305123<Enter> 1958<Enter> <F2> <PgDn> <F1>",
    "<F10>household<Enter> <F1> <Enter> <F7> <F2> <Tab><Tab><Tab><F5> <F1>",
    "<F10>transfer<Enter> <F1> <Enter> <F3> <Esc> <Enter>",
    "<F10>umbrella<Enter> <Enter> <F1> <Enter> <F6> <Esc> <Esc> <F7> <F2> oyxw<Enter> 黑<Enter>t<Enter>-3<Enter> <F2> <F1>",
    "<F10>67<Enter> <F1> <Enter> <Enter> <F1> <Enter> <PgDn> <F6> <Down><Enter> <Esc> <Esc> <F7> oyxw<Enter> <F2> <F1>",
    "<F3> <F1> <Enter> zjg <Down> <C-u> xyz <F6> <C-u> 赵敬国 <F6> <C-u> 430371195803051237 <F6> <C-u> 430371195803051238 <F6>",
    "<F3> zjg<Enter> <F1> <Enter> <F7> <Esc> <F5> <F1>",
    NULL
};
static const char *const visits[] = {
    "<F10>66<Enter> <F7> <F2> zjg<Enter> <Down> <Enter> <S-Tab> <C-u>1340<Enter> <S-Tab><C-u>1124<Enter> <F2> <F1> <Enter>",
    "<F10>66<Enter> <F7> oyxw<Enter> <Tab> <F5> 没有这样的 <Esc> <Tab> <F5> <Esc> <Tab><F5> <Esc>",
    "<Enter> <F4> 茶 \xe2\x80\xae <Enter> 一百<Enter> <F2> <C-u>12<Enter> <C-z> <C-z> <C-z> <C-z> <F6> <F1> <Enter> <Esc>",
    "<End><Enter>", "<Enter> 茶<F2>", "<Tab>",
    "<F10>66<Enter> <Enter> <F1> <Enter> <F6> <Down><Enter> 新<Enter>",
    "<F10>66<Enter> <Down><Down><Enter> x <F6>",
    NULL
};

START_TEST(every_page)
{
    sql("%s", data);
    struct ht *h = sit("s_english");
    int bad = walk(h, pages);
    ck_assert_int_eq(bad, 0);
}
END_TEST

START_TEST(every_visit)
{
    sql("%s", data);
    struct ht *h = sit("s_english");
    int bad = walk(h, visits);
    ck_assert_int_eq(bad, 0);
}
END_TEST

START_TEST(every_answer)
{
    static const char *const back[] = { "<Enter>", "<Esc>", "<F2>", "<Left><F2>" };
    int bad = 0;
    sql("%s", data);
    struct ht *mine = sit("s_english"), *hers = sit("s_head");
    keys(mine, "<F10>66<Enter><End><Enter>");
    keys(mine, "<Down><Down><Down><C-u>半箱牛奶");
    keys(hers, "<F10>66<Enter><End><Enter>");
    keys(hers, "<Down><Down><Down><Enter><C-u>800<F2>");
    keys(mine, "<F2>");                     /* merged */
    bad += look(mine, "merged");
    keys(mine, "<C-u>某处");
    keys(hers, "<C-l>");
    keys(hers, "<Up><C-u>新<F2>");
    keys(mine, "<F2>");                     /* a clash, or merged: whichever field it was */
    bad += look(mine, "clash");
    keys(mine, "<F1>");
    bad += look(mine, "clash help");
    for (int i = 0; i < 4; i++) {
        keys(mine, back[i]);
        bad += look(mine, back[i]);
    }
    keys(mine, "<C-u>新");
    sql("update service.visit set voided_at = now(), voided_by = 's_head', void_why = 'x' where id = 1");
    keys(mine, "<F2>");
    bad += look(mine, "gone");
    keys(mine, "<Esc>");
    bad += look(mine, "draft kept");
    keys(mine, "<Esc><Esc>");
    bad += look(mine, "home with a draft");
    cut_off("s_english");
    ck_assert(ht_wait(mine, "connected again"));
    bad += look(mine, "connected again");
    ht_resize(mine, 5, 40);
    keys(mine, "");
    bad += look(mine, "too small");
    ck_assert_int_eq(bad, 0);
}
END_TEST

/* The sentence fits the line: an English hint may be no longer than the screen is wide. */
START_TEST(bottom_rows_fit)
{
    struct ht *h = sit("s_english");
    static const char *const at[] = { "", "<F10>", "<Esc><F3>zjg", "<Enter>", "<F5>", NULL };
    for (const char *const *k = at; *k; k++) {
        keys(h, *k);
        ck_assert_msg(strlen(ht_row(h, 22)) < 79, "cut: %s", ht_row(h, 22));
        ck_assert_msg(strlen(ht_row(h, 23)) < 79, "cut: %s", ht_row(h, 23));
    }
}
END_TEST

/* Without the catalogue of words the looking must find Chinese on every page: else it is blind. */
START_TEST(sees_what_is_not_translated)
{
    sql("%s", data);
    struct ht *h = sit_as("s_english", (struct seating){ .env = { "LAOBING_LOCALEDIR=/nonexistent" } });
    ck_assert_ptr_nonnull(strstr(strangers(h), "逾期"));
    keys(h, "<F10>");
    ck_assert_ptr_nonnull(strstr(strangers(h), "登记簿目录"));
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("english");
    TCase *c = screen_case(s, "english");
    tcase_add_test(c, every_page);
    tcase_add_test(c, every_visit);
    tcase_add_test(c, every_answer);
    tcase_add_test(c, bottom_rows_fit);
    tcase_add_test(c, sees_what_is_not_translated);
    return s;
}
