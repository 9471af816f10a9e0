/* SPDX-License-Identifier: Apache-2.0 */
/* Every kind of page as a whole, at 24 x 80 and at other sizes. */
#include "screen.h"
#include "english.h"
#include "harness.h"
#include <stdio.h>
#include <string.h>

START_TEST(home)
{
    struct ht *h = sit("s_village");
    see(h, "home");
    keys(h, "<F1>");
    see(h, "home-help");
    keys(h, "<Enter><Esc>");
    see(h, "home-leave");
}
END_TEST

START_TEST(home_of_a_street)
{
    see(sit("s_street"), "home-street");
}
END_TEST

/* Who has no duties sees the places of his work, and what waits there. */
START_TEST(home_without_duties)
{
    static const char *const jobs[] = { "auditor", "secadmin", "sysadmin" };
    char login[20], name[30];
    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++) {
        snprintf(login, sizeof login, "s_%s", jobs[i]);
        snprintf(name, sizeof name, "home-%s", jobs[i]);
        struct ht *h = sit(login);
        see(h, name);
        rise(h);
    }
    struct ht *h = sit("s_secadmin");
    keys(h, "<F1>");
    shows(h, "您的岗位能打开的登记簿");
    keys(h, "<Enter><Enter>");
    shows(h, "9 系统 > 账号");
    rise(h);
    /* a line leads to just what it counts */
    sql("update org.office set established = false where id = 430102001002");
    sql("insert into ref.region (code, parent, tier, name, initials, py) values (430103000000, 430100000000, 2, '天心区', 'txq', 'tianxinqu'),"
        " (430103001000, 430103000000, 3, '坡子街街道', 'pzjjd', 'pozijiejiedao'), (430103001001, 430103001000, 4, '坡子街社区', 'pzjsq', 'pozijieshequ') on conflict do nothing");
    sql("insert into org.office (id, tier, parent, name, established) values (430103001001, 4, 430100000000, '坡子街社区退役军人服务站', false) on conflict (id) do update set established = false, served_by = null");
    sql("update sec.account set expires_on = '2026-12-01' where login = 's_street'");
    sql("update sec.session set began_at = '2026-11-23 09:00+08', ended_at = '2026-11-23 09:30+08' where login = 's_street'");
    sql("update sec.account set synced_at = null where login = 's_head'");
    h = sit("s_sysadmin");
    see(h, "home-sysadmin-waits");
    keys(h, "<Enter>");
    see(h, "home-sysadmin-errand");
    rise(h);
    sql("delete from work.place");              /* when he was there last no golden knows */
    h = sit("s_secadmin");
    see(h, "home-secadmin-waits");
    keys(h, "<Enter>");
    see(h, "home-secadmin-ends");
    keys(h, "<Esc><Down><Enter>");
    see(h, "home-secadmin-unmade");
    sql("delete from org.office where id = 430103001001");      /* the world is others' too */
    sql("delete from ref.region where code between 430103000000 and 430103999999");
    sql("update org.office set established = true where id = 430102001002");
    sql("update sec.account set expires_on = null where login = 's_street'");
    sql("update sec.account set synced_at = clock_timestamp() where login = 's_head'");
}
END_TEST

START_TEST(home_draft_in_tabs)
{
    struct ht *h = sit("s_village");
    keys(h, "<Enter>");
    keys(h, "<Down><Down><Down><Down>");
    keys(h, "精神好<Esc>");
    sql("update work.draft set at = '2026-11-23 10:05+08'");
    keys(h, "<C-l>");
    see(h, "home-draft");
    keys(h, "<Esc>");
    see(h, "home-leave-draft");             /* Enter stays */
    keys(h, "<Enter>");
    keys(h, "<Tab>");
    keys(h, "<Tab>");
    keys(h, "<Enter>");
    see(h, "home-draft-opened");
}
END_TEST

START_TEST(menu)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>");
    see(h, "menu");
    keys(h, "67");
    see(h, "menu-67");
    keys(h, "<BS><BS>９９");
    see(h, "menu-none");
    keys(h, "<BS><BS>６６<Enter>");          /* full width */
    shows(h, "66 走访慰问 > 走访记录");
    keys(h, "<Esc>67<Enter>");              /* the number before is not in the way */
    shows(h, "67 权益维护 > 包联");
    keys(h, "<Esc>６１３<Enter>");          /* the third of its chapter */
    shows(h, "61 信息采集 > 档案转入转出");
}
END_TEST

START_TEST(list)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>61<Enter>");
    see(h, "list-1");
    keys(h, "<PgDn>");
    see(h, "list-2");
    keys(h, "<PgDn>");
    keys(h, "<PgDn>");
    see(h, "list-end");
    keys(h, "<PgUp>");
    see(h, "list-2-again");
    keys(h, "<PgUp>");
    keys(h, "<PgUp>");
    see(h, "list-begin");
    keys(h, "<End>");
    see(h, "list-last");
    keys(h, "<Home>");
    keys(h, "<C-a>");
    shows(h, "42 条");
}
END_TEST

/* One page ahead by the cursor alone, and back by it. */
START_TEST(list_steps_over_the_edge)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>61<Enter>");
    for (int i = 0; i < 20; i++) ht_keys(h, "<Down>");
    keys(h, "");
    see(h, "list-stepped");
    for (int i = 0; i < 20; i++) ht_keys(h, "<Up>");
    keys(h, "");
    see(h, "list-stepped-back");
}
END_TEST

/* Who has offices below him sees whose each row is. */
START_TEST(list_of_a_street)
{
    struct ht *h = sit("s_street");
    keys(h, "<F10>66<Enter>");
    see(h, "list-street");
    keys(h, "<F3>");
    see(h, "query-street");
}
END_TEST

START_TEST(list_empty_and_filter)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>household<Enter>");
    see(h, "list-empty");
    keys(h, "<Esc><Esc><F10>61<Enter>");
    keys(h, "<F3>");
    see(h, "query");
    keys(h, "张*<Enter>");
    see(h, "query-counted");                /* before it is run */
    keys(h, "<F2>");
    see(h, "filtered");
    keys(h, "<F3><C-u>王麻子<F2>");          /* what stood there comes back, to be changed */
    see(h, "filtered-none");
    keys(h, "<F3><S-Tab><S-Tab>>=二〇<F2>");
    see(h, "query-wrong");                  /* what was typed stays, to be mended */
    keys(h, "<C-u>>=1960<F2>");
    shows(h, "出生年 不少于 1960");
    shows(h, "姓名 是 王麻子");              /* the conditions add up */
    keys(h, "<F3><F1>");
    see(h, "query-help");
    keys(h, "<Enter>");
    keys(h, "<C-u><F2>");                   /* an empty one goes */
    hides(h, "王麻子");
    shows(h, "出生年 不少于 1960");
    keys(h, "<F3><S-Tab><S-Tab><C-u>");
    keys(h, "<F2>");
    shows(h, "陈斌一");
    keys(h, "<F3><S-Tab><S-Tab>>=一<Esc>"); /* left, and nothing has changed */
    hides(h, "整数");
    shows(h, "陈斌一");
}
END_TEST

/* By the column pointed at: only this, all again, in its order. */
START_TEST(list_by_column)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>61<Enter><Right><F4>");
    see(h, "list-only");
    keys(h, "<F4>");
    hides(h, "性别 是");
    keys(h, "<Right><C-r>2");
    see(h, "list-eldest-last");
    keys(h, "<PgDn><PgUp>");
    see(h, "list-eldest-last");
    keys(h, "<Left><Left><C-r>");
    see(h, "list-orders");
    keys(h, "3");
    see(h, "list-strokes");
    keys(h, "<C-r>4");
    hides(h, "按“姓名”");
    keys(h, "<F3>");
    keys(h, "=张建国<F2>");
    shows(h, "姓名 是 张建国");
    rise(h);
    h = sit("s_street");
    keys(h, "<F10>66<Enter><Right><Right><C-r>1");
    see(h, "list-by-office");
}
END_TEST

/* Kept under a name, for oneself and for the office; the last ones come back too. */
START_TEST(questions_are_kept)
{
    struct ht *mine = sit("s_village"), *hers = sit("s_head"), *other = sit("s_street");
    keys(mine, "<F10>66<Enter><F3><F6>");
    shows(mine, "还没有问过、存过");
    keys(mine, "<F9>");
    shows(mine, "还没有条件，没有可存的");
    keys(mine, ">=2026-11-01<Enter>sm<F9>十一月上门<Enter>");
    see(mine, "query-whose");
    keys(mine, "2");
    shows(mine, "存成“十一月上门”，本机构的人都能用");
    keys(mine, "<F2>");
    sql_is("select string_agg(concat_ws('|', name, shared, split_part(conditions, E'\\n', 1)), '/' order by name) from app.asked where register = 'visit'", "十一月上门|t|visited_on\t>=2026-11-01");
    keys(mine, "<F3><C-u>t<F2>");
    sql_is("select string_agg(split_part(conditions, E'\\n', 1), '/') from app.asked where name is null and register = 'visit'", "visited_on\tt");
    keys(hers, "<F10>66<Enter><F3><F6>");
    see(hers, "query-shared");
    keys(hers, "1");
    shows(hers, "[>=2026-11-01 ");
    shows(hers, "走访日期 2026-11-01 起；方式 是 上门走访");
    keys(other, "<F10>66<Enter><F3><F6>");
    shows(other, "还没有问过、存过");
    keys(mine, "<F3><F6>1<F9><C-u><Enter>");
    shows(mine, "“十一月上门”不再保存");
    keys(hers, "<F6>");
    shows(hers, "还没有问过、存过");
}
END_TEST

/* Who looks for nobody is not offered to. */
START_TEST(no_finder_for_offices)
{
    struct ht *h = sit("s_auditor");
    hides(h, "F3");
    keys(h, "/");
    shows(h, "您的岗位不查人；登记簿用 F10");
    keys(h, "<F10>");
    hides(h, "F3");
}
END_TEST

/* From anywhere 0 leads to the first screen, and what is half written waits there. */
START_TEST(back_to_today)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>66<Enter><F10>61<Enter><Enter>");
    keys(h, "膝盖也不好<F10>0");
    see(h, "menu-today");
    keys(h, "<Enter>");
    shows(h, "0 今日");
    shows(h, " * 草稿     服务对象  陈斌一");
}
END_TEST

/* A code is asked for by its words or their initials; what there is stands in the list, and below a word that names nothing. */
START_TEST(filter_by_code)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>41<Enter>");
    keys(h, "<F3>");
    see(h, "query-offices");
    keys(h, "<Enter><F5>");
    see(h, "filter-code-list");
    keys(h, "县<Enter>");
    shows(h, "[县级 ");
    keys(h, "<F2>");
    see(h, "filter-code");
    keys(h, "<F3><Enter><C-u>x|c<F2>");
    shows(h, "层级 是 县级 或 是 乡镇级 或 是 村级");
    keys(h, "<F3><Enter><C-u>!cj<F2>");
    shows(h, "层级 不是 村级");
    keys(h, "<F3><Enter><C-u>区级<F2>");
    see(h, "filter-code-wrong");
    keys(h, "<C-u><Esc>");
    hides(h, "区级");
}
END_TEST

START_TEST(find)
{
    struct ht *h = sit("s_village");
    keys(h, "<F3>");
    see(h, "find");
    keys(h, "zjg");
    see(h, "find-initials");
    keys(h, "<C-u>");
    for (int i = 0; i < 3; i++) ht_keys(h, "<BS>");
    keys(h, "欧阳");
    see(h, "find-hanzi");
    for (int i = 0; i < 2; i++) ht_keys(h, "<BS>");
    keys(h, "shanguiying");
    shows(h, "单桂英");
    for (int i = 0; i < 11; i++) ht_keys(h, "<BS>");
    keys(h, "5678");
    see(h, "find-phone");
    keys(h, "xyz");
    see(h, "find-none");
    keys(h, "<F1>");
    see(h, "find-help");
    keys(h, "<Esc><Esc>");
    keys(h, "<F3>张<C-z><Enter><Esc>");         /* opened before the answer, and all taken away: nothing is waited for */
    shows(h, "0 今日");
}
END_TEST

START_TEST(find_elsewhere)
{
    struct ht *h = sit("s_village");
    keys(h, "<F3>赵敬国");
    hides(h, "1960");
    keys(h, "<F6>");
    see(h, "find-elsewhere");
}
END_TEST

START_TEST(record)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>66<Enter><End>");
    keys(h, "<Enter>");
    see(h, "record");
    keys(h, "<F1>");
    see(h, "record-help");
    keys(h, "<Enter><Esc><Home>");
    keys(h, "<Down><Enter>");
    see(h, "record-of-others");
    keys(h, "x");
    shows(h, "别的机构的记录，只能看");
}
END_TEST

START_TEST(record_pages)
{
    struct ht *h = sit("s_village");
    keys(h, "<F3>zjg<Enter>");
    keys(h, "<F5>");
    see(h, "person");
    keys(h, "<PgDn>");
    see(h, "person-2");
    keys(h, "<PgDn>");
    shows(h, "姓名的其他写法");
    keys(h, "<PgDn>");
    shows(h, "已经是最后一页");
}
END_TEST

START_TEST(timeline)
{
    struct ht *h = sit("s_village");
    keys(h, "<F3>zjg<Enter>");
    see(h, "timeline");
    keys(h, "<F1>");
    see(h, "timeline-help");
    keys(h, "<Enter><F7>");
    see(h, "timeline-note");
    keys(h, "<Esc><Down><Down><Enter>");
    shows(h, "走访日期");
}
END_TEST

static const struct { int rows, cols; const char *name; } sizes[] = { { 12, 60, "12x60" }, { 30, 100, "30x100" }, { 60, 200, "60x200" }, { 100, 400, "100x400" } };

START_TEST(other_sizes)
{
    char name[60];
    struct ht *h = sit_as("s_village", (struct seating){ .rows = sizes[_i].rows, .cols = sizes[_i].cols });
    static const struct { const char *keys, *name; } steps[] = {
        { "", "home" }, { "<F10>61<Enter>", "list" }, { "<Esc><Esc><F10>66<Enter><End>", "visits" }, { "<Enter>", "record" },
        { "<Esc><Esc><Esc><F3>zjg", "find" }, { "<Enter>", "timeline" }, { "<F5>", "person" },
    };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        keys(h, steps[i].keys);
        snprintf(name, sizeof name, "%s-%s", steps[i].name, sizes[_i].name);
        see(h, name);
        shows(h, "Esc");
    }
}
END_TEST

/* Where not every key has room the way back stays, and where figures would run into each other they take two lines. */
START_TEST(narrow)
{
    struct ht *h = sit_as("s_street", (struct seating){ .rows = 12, .cols = 60 });
    see(h, "home-street-12x60");
    rise(h);
    h = sit_as("s_english", (struct seating){ .rows = 12, .cols = 60 });
    keys(h, "<F10>61<Enter>");
    see(h, "list-keys-12x60");
    keys(h, "<Esc><Esc><F10>66<Enter><End><Enter><Enter><Enter>");
    keys(h, "dh<Enter>");
    see(h, "record-keys-12x60");
    keys(h, "<F6>22");
    shows(h, "the draft was thrown away");
}
END_TEST

START_TEST(too_small)
{
    struct ht *h = sit("s_village");
    keys(h, "<F3>欧阳");
    ht_resize(h, 11, 60);
    keys(h, "");
    shows(h, "窗口太小，请放大到 60 列 12 行以上；写的内容都在");
    ht_resize(h, 12, 59);
    keys(h, "");
    shows(h, "窗口太小，请放大到 60 列 12 行以上；写的内容都在");
    ht_resize(h, 2, 10);
    keys(h, "修");
    ht_resize(h, 24, 80);
    keys(h, "");
    shows(h, "找: 欧阳修");
    shows(h, "欧阳修文");
    keys(h, "<Esc>");
    see(h, "home");
}
END_TEST

/* Of each page, and below each float: the window made too small and large again shows what was there, cursor and all. */
START_TEST(too_small_and_back)
{
    static const char *const places[] = {
        "<Down>", "<F10>", "<Esc><F10>6", "<Esc><F3>zjg<Down>",
        "<Esc><F10>61<Enter><PgDn><Down><Down>", "<F3>", "张|李<Down>", "<Esc>",               /* a list's second page, what it is asked */
        "<Esc><F10>61<Enter><Enter><PgDn>", "<F6>", "<Enter>", "<Esc><F1>", "<Esc><C-e>",          /* a file, its private values, help, history */
        "<Esc><F3>zjg<Enter>", "<Down>", "<F7>",                                        /* a timeline, what to note */
        "<Esc><Esc><F10>66<Enter><End><Enter>", "<Down><Down><Down><C-u>茶<Left>", "<Down><C-u>半句", "<Up><Up><F5>", "<Down>", "<Esc><F6>", NULL };
    struct ht *h = sit("s_village");
    for (const char *const *k = places; *k; k++) {
        keys(h, *k);
        char was[20000];
        snprintf(was, sizeof was, "%s", ht_screen(h));
        ht_resize(h, 11, 59);
        keys(h, "");
        shows(h, "窗口太小，请放大到");
        ck_assert_str_eq(ht_row(h, 1), "");
        ht_resize(h, 24, 80);
        keys(h, "");
        ck_assert_msg(!strcmp(was, ht_screen(h)), "after %s:\n%s\nwas\n%s", *k, ht_screen(h), was);
    }
    ht_resize(h, 11, 59);
    rise(h);                                    /* hung up on while too small: the draft is kept */
    sql_is("select count(*) from work.draft where fields::text like '%茶%' and fields::text like '%半句%'", "1");
}
END_TEST

/* Colours are not in a golden; the text is the same in every profile but for the brackets and the lines. */
START_TEST(profiles)
{
    struct ht *h = sit_as("s_village", (struct seating){ .profile = "colour" });
    see(h, "home-colour");
    if (english_on()) return;
    int y, x;
    ck_assert(ht_find(h, "逾期1天", &y, &x));
    ck_assert_uint_eq(ht_attrs(h, y, x) & HT_BOLD, HT_BOLD);
    keys(h, "<F10>66<Enter><End><Enter>");
    see(h, "record-colour");
}
END_TEST

static bool has_colour(const struct ht *h)
{
    static const char *const colours[] = { "[31m", "[32m", "[33m", "[36m", ";31m", ";32m", ";33m", ";36m" };
    for (size_t i = 0; i < sizeof colours / sizeof *colours; i++)
        if (ht_saw(h, colours[i], strlen(colours[i]))) return true;
    return false;
}

/* Without colours: the same pages, told apart by what is bright, underlined or turned round; no colour goes to the terminal. */
START_TEST(monochrome)
{
    static const struct { const char *keys, *name; } walk[] = {
        { "", "mono-home" }, { "<F10>66<Enter>", "mono-list" }, { "<End><Enter>", "mono-record" }, { "<F6>", "mono-box" }, { "<Esc><F1>", "mono-help" },
    };
    struct ht *h = sit_as("s_village", (struct seating){ .profile = "mono" });
    for (size_t i = 0; i < sizeof walk / sizeof *walk; i++) {
        keys(h, walk[i].keys);
        if (!english_on() && !ht_golden_attrs(h, walk[i].name)) ck_abort_msg("not golden: %s", walk[i].name);
    }
    ck_assert(!has_colour(h));
}
END_TEST

/* Each chooses for himself and finds it so wherever he signs on; what is said on the line goes before. */
START_TEST(own_profile)
{
    struct ht *h = sit_as("s_village", (struct seating){ .profile = "colour" });
    ck_assert(has_colour(h));
    keys(h, "<F10><F5><Down><Enter>");
    shows(h, "画面换好了，这个账号以后都这样");
    sql_is("select profile from sec.account where login = 's_village'", "mono");
    ht_mark(h);
    keys(h, "<Esc><F3>zjg");
    ck_assert(!has_colour(h) && ht_attrs(h, 1, 0) == HT_BOLD);
    keys(h, "<Esc><F10><F5><Down><Down><Enter><Esc><F3>zjg");
    sql_is("select profile from sec.account where login = 's_village'", "lean");
    ck_assert(ht_attrs(h, 1, 0) == 0);
    rise(h);
    h = sit_as("s_village", (struct seating){ .profile = "" });
    ck_assert(!has_colour(h) && ht_attrs(h, 1, 0) == 0);
    rise(h);
    ck_assert(has_colour(sit_as("s_village", (struct seating){ .profile = "colour" })));
    sql("update sec.account set profile = null");
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("pages");
    TCase *c = screen_case_reading(s, "pages");
    tcase_add_test(c, home);
    tcase_add_test(c, monochrome);
    tcase_add_test(c, own_profile);
    tcase_add_test(c, home_of_a_street);
    tcase_add_test(c, home_without_duties);
    tcase_add_test(c, home_draft_in_tabs);
    tcase_add_test(c, menu);
    tcase_add_test(c, list);
    tcase_add_test(c, list_steps_over_the_edge);
    tcase_add_test(c, list_of_a_street);
    tcase_add_test(c, list_empty_and_filter);
    tcase_add_test(c, filter_by_code);
    tcase_add_test(c, list_by_column);
    tcase_add_test(c, questions_are_kept);
    tcase_add_test(c, no_finder_for_offices);
    tcase_add_test(c, back_to_today);
    tcase_add_test(c, find);
    tcase_add_test(c, find_elsewhere);
    tcase_add_test(c, record);
    tcase_add_test(c, record_pages);
    tcase_add_test(c, timeline);
    tcase_add_loop_test(c, other_sizes, 0, 4);
    tcase_add_test(c, narrow);
    tcase_add_test(c, too_small);
    tcase_add_test(c, too_small_and_back);
    tcase_add_test(c, profiles);
    return s;
}
