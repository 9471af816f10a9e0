/* SPDX-License-Identifier: Apache-2.0 */
/* What a broken rule says, where the cursor then stands, and that nothing typed is lost. */
#include "screen.h"
#include "english.h"
#include "harness.h"
#include <stdlib.h>
#include <string.h>

/* The lines below a record: merged like its fields, and asked of alike where both wrote the same. */
START_TEST(lines_of_two)
{
    const char *to_line = "<Down><Down><Down><Down><Down>";
    struct ht *mine = at_visit("s_village"), *hers = at_visit("s_head");
    keys(mine, to_line);
    keys(mine, "<C-u>修热水器");
    keys(hers, to_line);
    keys(hers, "<Enter><C-u>已经修好<F2>");
    shows(hers, "已保存");
    keys(mine, "<F2>");
    shows(mine, "已保存");
    sql_is("select what || '|' || detail from service.need where id = 1", "修热水器|已经修好");
    keys(mine, "<C-u>修水管");
    keys(hers, "<S-Tab><C-u>换水管<F2>");
    shows(hers, "已保存");
    sql("do $$ begin alter table service.need disable trigger user; update service.need set changed_at = '2026-11-23 10:02+08' where id = 1;"
        "  alter table service.need enable trigger user; end $$");
    keys(mine, "<F2>");
    see(mine, "clash-of-line");
    keys(mine, "<Esc>");
    shows(mine, "修水管");
    sql_is("select what || '|' || detail from service.need where id = 1", "换水管|已经修好");
    keys(mine, "<F2><F2>");                 /* mine is marked */
    shows(mine, "已保存");
    sql_is("select what || '|' || detail from service.need where id = 1", "修水管|已经修好");
}
END_TEST

/* 100 kB as a terminal pastes them: lines of nine characters. */
static void paste(struct ht *h)
{
    static const char line[] = "一二三四五六七八九\r";
    size_t n = strlen(line), lines = 100000 / n;
    char *s = malloc(n * lines + 1);
    english_typed(line);
    for (size_t i = 0; i < lines; i++) memcpy(s + i * n, line, n + 1);
    ht_bytes(h, "\033[200~", 6);
    ht_bytes(h, s, n * lines);
    ht_bytes(h, "\033[201~", 6);
    keys(h, "");
    free(s);
}

/* What a field has room for is kept, what was left out is told, and nothing of it runs into the next field. */
START_TEST(pasted_too_much)
{
    struct ht *h = at_visit("s_village");
    keys(h, "<Down><Down><Down><C-u>");
    paste(h);
    see(h, "pasted-in-a-line");
    keys(h, "<Enter><Enter><C-u>");
    paste(h);
    see(h, "pasted-in-a-text");
    keys(h, "<Esc>");
    shows(h, "没有保存，已存草稿");
    sql_is("select length(fields -> 'v' -> 'gift' ->> 0) || '|' || length(fields -> 'v' -> 'situation' ->> 0) from work.draft", "99|399");
    rise(h);
    h = sit("s_village");
    keys(h, "<End><Enter><F2>");
    shows(h, "已保存");
    sql_is("select length(gift) || '|' || length(situation) || '|' || coalesce(money, 500) from service.visit where id = 1", "99|399|500.00");
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("rules");
    TCase *c = screen_case(s, "rules");
    tcase_add_test(c, lines_of_two);
    tcase_add_test(c, pasted_too_much);
    return s;
}
