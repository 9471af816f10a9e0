/* SPDX-License-Identifier: Apache-2.0 */
/* Boxes, refusals and answers that the other programs of this folder do not come by, in English; keys() looks at each screen
 * (english.h). tests/part/english runs this with them. */
#include "screen.h"
#include "english.h"
#include "harness.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
static void walk(struct ht *h, const char *const *steps)
{
    for (; *steps; steps++) {
        char burst[200];
        go_home(h);
        for (const char *s = *steps; *s; s += strspn(s, " ")) {
            size_t n = strcspn(s, " ");
            snprintf(burst, sizeof burst, "%.*s", (int)n, s);
            keys(h, burst);
            s += n;
        }
    }
}

static const char *const pages[] = {
    "<C-l> <F1> <Enter> <Tab> <Esc>",
    "<F10> <F1> <Enter> 99 <C-u>",
    "<F10>41<Enter> <F1> <Enter> <F9> <F3> <Esc> <F7> <Enter> <F1> <Enter> <Down> x",
    "<F10>42<Enter> <F3> <Esc> <Enter> <F1> <Enter> <Esc> <F7>",
    "<F10>61<Enter> <PgDn> <PgUp> <PgUp> <End> <PgDn> <F3> <F1> <Enter> 王麻子<F2> <F3> <F6> <Esc> <F9> mine<Enter> <Enter> <F6> <Esc> <F7> <Esc> <C-u><F9>",
    "<F10>61<Enter> <F3> <S-Tab><S-Tab>x<F2> <C-u>=<Enter> <Enter> <Enter> m<F2> <F3> <F5> <Esc> <Down> <F5> <Esc> zz<F2>",
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
    "<C-z> <F1> <Enter> <Enter> <Down><Enter> <Enter> <Down><Enter>",
    "<F10>66<Enter> <End><Enter> <Enter><Enter><Enter><Enter><Enter><Enter><Enter> <F5> x <F1> <Enter> <Esc>",
    NULL
};

START_TEST(every_page) { walk(sit("s_english"), pages); }
END_TEST

START_TEST(every_visit) { walk(sit("s_english"), visits); }
END_TEST

/* Menu 9, by each job in English. */
START_TEST(every_office_page)
{
    static const struct { const char *login; const char *const steps[6]; } walks[] = {
        { "s_english", { "<F10>66<Enter> <End><Enter> <C-e> <F1> <Enter> <Enter> <Esc>", NULL } },
        { "s_head", { "<F10>draft<Enter> <F1> <Enter> <Enter> <F6> <Enter> <Enter> 茶茶茶茶茶<Enter> <F6> <Enter> <Down><Enter> leave<Enter>", NULL } },
        { "s_auditor", { "<F10>audit<Enter> x<Enter>", "<F10>audit<Enter> check<Enter> <F3> <Enter> s<F2> <F3> <Esc> <Enter>", "<F10>audit<Enter> check<Enter> <PgDn> <Enter>", NULL } },
        { "s_secadmin", { "<F10>account<Enter> <F1> <Enter> <Enter> <F6> <Enter> x<Enter> <F1> <Enter> <F6> <Enter> gone<Enter> <F6> <Down><Enter> x<Enter> <F6> <Down><Enter> -9<Enter> whys<Enter>",
                          "<F10>account<Enter> <F7> <F2> Ab<Enter> <F5> <Enter> <F2>", NULL } },
        { "s_sysadmin", { "<F10>41<Enter> <Enter>", NULL } } };
    sql("update sec.account set language = 'en'");
    struct ht *h = sit("s_english");
    keys(h, "<Enter>");
    keys(h, "<Down><Down><Down>茶<Esc>");
    rise(h);
    for (size_t i = 0; i < sizeof walks / sizeof *walks; i++) {
        h = sit(walks[i].login);
        walk(h, walks[i].steps);
        rise(h);
    }
}
END_TEST

START_TEST(every_answer)
{
    static const char *const back[] = { "<F1>", "<Enter>", "<Esc>", "<F2>", "<Left><F2>" };
    struct ht *mine = sit("s_english"), *hers = sit("s_head");
    keys(mine, "<F10>66<Enter><End><Enter>");
    keys(mine, "<Down><Down><Down><C-u>半箱牛奶");
    keys(hers, "<F10>66<Enter><End><Enter>");
    keys(hers, "<Down><Down><Down><Enter><C-u>800<F2>");
    keys(mine, "<F2>");                     /* merged */
    keys(mine, "<C-u>某处");
    keys(hers, "<C-l>");
    keys(hers, "<Up><C-u>新<F2>");
    keys(mine, "<F2>");                     /* a clash, or merged: whichever field it was */
    for (size_t i = 0; i < sizeof back / sizeof *back; i++) keys(mine, back[i]);
    keys(mine, "<C-u>新");
    sql("update service.visit set voided_at = now(), voided_by = 's_head', void_why = 'x' where id = 1");
    keys(mine, "<F2>");                     /* gone */
    keys(mine, "<Enter>");
    keys(mine, "<Esc>");
    keys(mine, "<Esc><Esc>");               /* home with a draft */
    cut_off("s_english");
    waits(mine, "已重新连上，写的内容都在");
    ht_resize(mine, 5, 40);
    keys(mine, "");                         /* too small */
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
    struct ht *h = sit_as("s_english", (struct seating){ .env = { "LAOBING_LOCALEDIR=/nonexistent" }, .no_wait = true });
    ck_assert(ht_sync(h));
    ck_assert_ptr_nonnull(strstr(english_strangers(h), "逾期"));
    ck_assert(ht_do(h, "<F10>"));
    ck_assert_ptr_nonnull(strstr(english_strangers(h), "登记簿目录"));
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("english");
    TCase *c = screen_case(s, "english");
    tcase_add_test(c, every_page);
    tcase_add_test(c, every_visit);
    tcase_add_test(c, every_office_page);
    tcase_add_test(c, every_answer);
    tcase_add_test(c, bottom_rows_fit);
    tcase_add_test(c, sees_what_is_not_translated);
    return s;
}
