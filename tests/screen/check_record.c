/* SPDX-License-Identifier: Apache-2.0 */
/* Typing into a record: what each kind of field takes, what it refuses, and that nothing typed is lost or shown raw.
 * F7 in the list of visits opens a new one; the fields in their order: person, date, mode, occasion, visitor, gift, money, situation. */
#include "screen.h"
#include "harness.h"
#include <stdlib.h>
#include <string.h>

static struct ht *new_visit(void)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>66<Enter>");
    keys(h, "<F7>");
    return h;
}

static struct ht *visit_to_zhang(void)
{
    struct ht *h = sit("s_village");
    keys(h, "<Enter>");                     /* the duty of 张建国 */
    return h;
}

START_TEST(whole_visit)
{
    struct ht *h = visit_to_zhang();
    see(h, "visit-new");
    keys(h, "茶叶<Enter>200<Enter>老伴出院了");
    see(h, "visit-typed");
    keys(h, "<F2>");
    see(h, "visit-saved");                  /* the duty has gone from the page */
    sql_is("select concat_ws('|', office, person, visited_on, mode, occasion, staff, gift, money, situation) from service.visit where id > 1000",
           "430102001001|1|2026-11-23|1|7|1|茶叶|200.00|老伴出院了");
    sql_is("select count(*) from work.draft", "0");
}
END_TEST

/* The list one comes back to stands on what was saved. */
START_TEST(born_is_current)
{
    struct ht *h = new_visit();
    keys(h, "oyxw<Enter>");
    keys(h, "1108<Enter><F2>");
    shows(h, "已保存");
    shows(h, "> 2026-11-08 欧阳修文");
    shows(h, "  2026-11-20");
}
END_TEST

/* The brackets of the field typed in open where there is more of the text. */
START_TEST(more_than_can_be_seen)
{
    struct ht *h = visit_to_zhang();
    keys(h, "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十");
    shows(h, "<");
    shows(h, "九十  ");
    keys(h, "<Home>");
    hides(h, "<");
    shows(h, "[一二三");
    shows(h, "十>");
    keys(h, "<C-u>");
    hides(h, ">  ");
}
END_TEST

/* A household shows who of it is on file, as far as one may see them. */
START_TEST(household_and_its_people)
{
    sql("insert into service.household (id, office, name) overriding system value values (901, 430102001001, '张建国')");
    sql("update service.person set household = 901 where id in (1, 3)");
    struct ht *h = sit("s_village");
    keys(h, "<F10>household<Enter><Enter>");
    see(h, "household");
}
END_TEST

START_TEST(person_by_anything)
{
    struct ht *h = new_visit();
    see(h, "visit-empty");
    keys(h, "oyxw<Enter>");
    shows(h, "[欧阳修文");
    keys(h, "<Up>");
    keys(h, "<S-Tab>");
    keys(h, "<C-u>zjg<Enter>");
    see(h, "visit-namesakes");
    keys(h, "<Down><Enter>");
    shows(h, "1971");                       /* the header is that person's */
}
END_TEST

START_TEST(codes)
{
    struct ht *h = visit_to_zhang();
    keys(h, "<S-Tab><S-Tab><S-Tab>");
    keys(h, "<C-u>2<Enter>");
    shows(h, "方式[电话联系");
    keys(h, "<S-Tab><C-u>lzmt<Enter>");
    shows(h, "方式[来站面谈");
    keys(h, "<S-Tab><F5>");
    see(h, "pick-mode");
    keys(h, "sp");
    see(h, "pick-mode-sp");
    keys(h, "<Enter>");
    shows(h, "方式[视频联系");
    keys(h, "<S-Tab><F5><Enter>");          /* the list begins at what stands there */
    shows(h, "方式[视频联系");
    keys(h, "<S-Tab><C-u>没有这样的<Enter>");
    see(h, "pick-none");                    /* marked, and the cursor has gone on (R5) */
    keys(h, "<F2>");
    shows(h, "方式：“没有这样的”还没有选定");
    sql_is("select count(*) from service.visit where id > 1000", "0");
    keys(h, "<F5>");                        /* it fits nothing, so all there is */
    shows(h, "来站面谈");
    keys(h, "<Esc><C-u>1<Enter>");
    keys(h, "<F2>");
    sql_is("select mode from service.visit where id > 1000", "1");
}
END_TEST

/* Several things fit: one is chosen, or the words stay and hold nobody up. */
START_TEST(words_left_standing)
{
    struct ht *h = new_visit();
    keys(h, "zhang<Enter>");
    shows(h, "选定");
    keys(h, "<Esc>");
    shows(h, "!服务对象[zhang");
    shows(h, "“zhang”还没有选定");
    keys(h, "<Enter>1122<Enter>");
    shows(h, "!服务对象[zhang");
    shows(h, "走访日期[2026-11-22]");
    keys(h, "<C-z>");
    keys(h, "<C-z>");
    shows(h, " 服务对象[              ]");
    keys(h, "zhang<Enter><Esc><F5>");
    shows(h, "找: zhang");
    keys(h, "<Enter>");
    shows(h, " 服务对象[张");
}
END_TEST

START_TEST(dates)
{
    struct ht *h = visit_to_zhang();
    keys(h, "<S-Tab><S-Tab><S-Tab><S-Tab>");
    keys(h, "<C-u>1340<Enter>");
    see(h, "date-bad");
    keys(h, "<S-Tab><C-u>-1<Enter>");
    shows(h, "[2026-11-22]");
    keys(h, "<S-Tab><C-u>１１２０<Enter>");
    shows(h, "[2026-11-20]");
    keys(h, "<S-Tab><C-u>1124<Enter>");
    keys(h, "<F2>");
    see(h, "date-future");
    keys(h, "<F1>");
    see(h, "date-future-why");
    keys(h, "<Esc>");
    sql_is("select count(*) from service.visit where id > 1000", "0");
    keys(h, "<F1>");
    keys(h, "<Enter><C-u>t<Enter><F2>");
    sql_is("select visited_on from service.visit where id > 1000", "2026-11-23");
}
END_TEST

START_TEST(money_and_length)
{
    struct ht *h = visit_to_zhang();
    keys(h, "<Enter>一百<Enter>");
    shows(h, "请填金额");
    keys(h, "<F2>");
    see(h, "money-bad");
    keys(h, "<C-u>1,200.5<Enter>");
    shows(h, "1,200.5 ");
    keys(h, "<S-Tab><S-Tab>");
    for (int i = 0; i < 100; i++) ht_keys(h, "米");
    keys(h, "米");
    shows(h, "写满了");
    keys(h, "<F2>");
    sql_is("select money || '|' || length(gift) from service.visit where id > 1000", "1200.50|100");
}
END_TEST

START_TEST(required)
{
    struct ht *h = new_visit();
    keys(h, "<F2>");
    see(h, "required");
    sql_is("select count(*) from service.visit where id > 1000", "0");
}
END_TEST

/* Of several faults the one that stands first on the page, whatever the order of the columns. */
START_TEST(first_fault)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>61<Enter><F7>测试<Enter>430371195001011230<Enter><F2>");
    see(h, "first-fault");
}
END_TEST

/* Said at the terminal, where the number was just typed; the database takes the number's word for it and tells nothing. */
START_TEST(birth_differs_from_the_number)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>61<Enter><F7>测试员<Enter>430371199003070016<Enter><Enter>");
    shows(h, "1990-03-07");
    keys(h, "<C-u>1990-03-08<Enter><Enter><Enter><Enter><Enter><Enter>108<F2>");
    shows(h, "出生日期与身份证号不一致；空着就会按身份证号填");
    shows(h, "测试员");
}
END_TEST

START_TEST(same_as_before)
{
    struct ht *h = visit_to_zhang();
    keys(h, "<F4>");
    shows(h, "这次登录还没有填过");
    keys(h, "米 油 面<Enter>300<F2>");
    keys(h, "<F10>66<Enter><F7>");
    keys(h, "oyxw<Enter>");
    keys(h, "<Down><Down>");
    keys(h, "<F4>");
    shows(h, "[米 油 面");
    keys(h, "<F4>");
    shows(h, "[300 ");
    shows(h, "欧阳修文      男");           /* the header followed the person */
}
END_TEST

START_TEST(undo)
{
    struct ht *h = visit_to_zhang();
    keys(h, "米油<C-z>");
    keys(h, "<C-z>");
    keys(h, "茶<Enter>100<Enter>");
    keys(h, "<C-z>");
    keys(h, "<C-z>");
    keys(h, "<C-z>");
    see(h, "undone");
}
END_TEST

/* ---- looked at, changed, looked at again */

static struct ht *old_visit(void)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>66<Enter><End><Enter>");
    shows(h, "可改");
    return h;
}

/* A slip of a key shows, is taken back, and leaves nothing behind. */
START_TEST(slip)
{
    static const struct { const char *way, *slip, *shown, *before; } fields[] = {
        { "<Down><Down><Down>", "x", "[米 油x", "[米 油 " },
        { "<Down>", "5", "[5  ", "[2026-11-04]" },                 /* begins anew */
        { "<Down><Enter>", "s", "[s  ", "[上门走访" },
    };
    struct ht *h = old_visit();
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        keys(h, fields[i].way);
        keys(h, fields[i].slip);
        shows(h, fields[i].shown);
        shows(h, "修改 *");
        shows(h, "^Z");
        keys(h, "<C-z>");
        shows(h, fields[i].before);
        hides(h, "修改");
        keys(h, "<Up><Up><Up><Up>");
    }
    keys(h, "<Down>\xe2\x80\x8b");          /* refused: the date stays */
    shows(h, "[2026-11-04]");
    keys(h, "<Left><BS>1");          /* an arrow first: changed, not begun anew */
    shows(h, "[2026-11-14]");
    keys(h, "<C-z><C-z><Enter><Esc>");
    hides(h, "草稿");
    sql_is("select count(*) from work.draft", "0");
    sql_is("select version from service.visit where id = 1", "1");
}
END_TEST

/* Left by Enter, so a draft was made; taken back it goes again. */
START_TEST(draft_of_nothing)
{
    struct ht *h = old_visit();
    keys(h, "<Down><Down><Down>x<Enter>");
    sql_is("select count(*) from work.draft", "1");
    keys(h, "<C-z>");
    hides(h, "修改");
    shows(h, "[米 油 ");
    sql_is("select count(*) from work.draft", "0");
    keys(h, "<Enter><C-u>500.00<Enter><Esc>");              /* the same again is nothing */
    hides(h, "草稿");
    sql_is("select count(*) from work.draft", "0");
    keys(h, "<F7>");
    keys(h, "<Down><Down><Down>x<C-z><Esc>");               /* nor is a new one with its defaults */
    hides(h, "草稿");
    sql_is("select count(*) from work.draft", "0");
}
END_TEST

/* Enter passes what the system fills in and goes on to the next page; the arrows stop everywhere, and F1 explains. */
START_TEST(order_of_fields)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>67<Enter><Enter>");
    keys(h, "<Down><Enter><Enter>");
    keys(h, "1122<Enter><S-Tab><C-z>");     /* the third one: passed two */
    keys(h, "<S-Tab>");
    shows(h, "[2026-11-02]");
    keys(h, "<Down>5");
    see(h, "filled-by-the-system");
    keys(h, "<F1>");
    shows(h, "市每季");
    keys(h, "<Enter><Esc><Esc>");
    keys(h, "<F3>oyxw<Enter><F5>");
    keys(h, "<Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down>");
    shows(h, "基本情况");
    keys(h, "<Tab>");
    shows(h, "军兵种[");
    keys(h, "<Tab><Tab><Tab><Tab><Tab><Tab><Tab><Tab>");
    shows(h, "姓名的其他写法");
    keys(h, "<Tab><Tab><Tab><Tab>");
    shows(h, "后面没有要填的了，F2 保存");
    keys(h, "<Esc><Esc>");
}
END_TEST

/* A record that is only read is walked all the same. */
START_TEST(order_of_a_read_record)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>66<Enter><Down><Enter>");
    shows(h, "街道来看望");
    keys(h, "<Enter><Enter>");
    shows(h, "方式:");
    keys(h, "<Enter><Enter><Enter><Enter><Enter><Enter>");
    shows(h, "后面没有了");
}
END_TEST

/* ---- lists below a record */

/* A page that has only a list, with nothing in it, read: no field to stand in. */
START_TEST(page_without_a_field)
{
    struct ht *h = sit("s_supervisor");
    keys(h, "<F10>61<Enter>");
    keys(h, "<Enter><PgDn><PgDn>");
    shows(h, "3/3");
    for (const char *const *k = (const char *const[]){ "<Down>", "<Up>", "<Tab>", "<S-Tab>", "<F5>", "<F1>", "<F4>", "<C-y>", "<C-q>", "<C-z>", "x", NULL }; *k; k++) {
        keys(h, *k);
        keys(h, "<Esc>");
        if (!ht_find(h, "3/3", NULL, NULL)) keys(h, "<Enter><PgDn><PgDn>");
    }
    keys(h, "<PgUp>");
    shows(h, "2/3");
}
END_TEST

START_TEST(rows_come_and_go)
{
    struct ht *h = old_visit();
    keys(h, "<Down><Down><Down><Down><Down><Down>助听器<Enter>左耳<Enter>护理<Enter><Enter>");
    shows(h, "3 [护理");
    keys(h, "<Up><Up><C-u>");                /* a new row with nothing in it is none */
    keys(h, "<Enter><C-u><Enter>");
    hides(h, "助听器");
    shows(h, "2 [护理");
    keys(h, "<C-z><C-z>");
    shows(h, "2 [助听器");
    shows(h, "左耳");
    keys(h, "<F6><Enter>");                  /* the same by F6, and one ^Z */
    hides(h, "助听器");
    hides(h, "左耳");
    keys(h, "<C-z>");
    shows(h, "2 [助听器");
    shows(h, "左耳");
    keys(h, "<C-z><C-z><C-z>");
    hides(h, "助听器");
    shows(h, "可改");
    sql_is("select count(*) from work.draft", "0");
}
END_TEST

/* What is on the list already is said, and may be meant. */
START_TEST(line_named_twice)
{
    struct ht *h = old_visit();
    keys(h, "<Down><Down><Down><Down><Down><Down>修烧水壶<Enter>");
    shows(h, "“修烧水壶”第 1 行已经有了");
    shows(h, "2 [修烧水壶");
    keys(h, "<C-z>助听器<Enter>");
    hides(h, "行已经有了");
}
END_TEST

START_TEST(row_at_fault)
{
    struct ht *h = old_visit();
    keys(h, "<Down><Down><Down><Down><Down><Down><Enter>左耳<Up><Up>");
    keys(h, "<F2>");
    see(h, "row-at-fault");
    keys(h, "助听器<F2>");
    shows(h, "已保存");
    sql_is("select string_agg(what || ':' || detail, ' ' order by id) from service.need where visit = 1", "修烧水壶:洗澡不便 助听器:左耳");
}
END_TEST

START_TEST(child_rows)
{
    struct ht *h = visit_to_zhang();
    keys(h, "<Enter><Enter><Enter>");       /* past the situation */
    keys(h, "医疗救助<Enter>住院自付一万二<Enter>");
    keys(h, "上门服务<Enter>修水管<Enter>");
    see(h, "needs-typed");
    keys(h, "<F2>");
    sql_is("select string_agg(what || ':' || coalesce(detail, ''), ' ' order by id) from service.need where id > 1000", "医疗救助:住院自付一万二 上门服务:修水管");
    keys(h, "<F10>66<Enter><Enter>");
    shows(h, "医疗救助");
    keys(h, "<Down><Down><Down><Down><Down>");
    keys(h, "<C-u>大病救助<F2>");
    sql_is("select string_agg(what || ':' || version, ' ' order by id) from service.need where id > 1000", "大病救助:2 上门服务:1");
}
END_TEST

/* ---- what terminals send by mistake */

START_TEST(broken_bytes)
{
    struct ht *h = visit_to_zhang();
    ht_bytes(h, "\xd5\xc5", 2);             /* 张 in GBK */
    keys(h, "");
    shows(h, "不是 UTF-8");
    keys(h, "abc");
    shows(h, "[abc ");
    see(h, "typed-gbk");
    keys(h, "<C-u>");
    ht_bytes(h, "\xe5\xbc", 2);             /* half a character, then another */
    keys(h, "米");
    shows(h, "[米 ");
    ht_bytes(h, "\xf5\x80\x80\x80\xc0\xaf\xed\xa0\x80", 9);    /* beyond Unicode, overlong, surrogate */
    keys(h, "油");
    shows(h, "[米油 ");
    keys(h, "<F2>");
    sql_is("select gift from service.visit where id > 1000", "米油");
}
END_TEST

START_TEST(pasted)
{
    struct ht *h = visit_to_zhang();
    size_t n = 100000;
    char *s = malloc(n + 1);
    keys(h, "<Enter><Enter>好");
    for (size_t i = 0; i + 3 <= n; i += 3) memcpy(s + i, "\xe5\xa5\xbd", 3);
    ht_bytes(h, s, n / 3 * 3);
    keys(h, "");
    shows(h, "写满了");
    keys(h, "<F2>");
    sql_is("select length(situation) from service.visit where id > 1000", "400");
    free(s);
}
END_TEST

START_TEST(unseen_characters_typed)
{
    struct ht *h = visit_to_zhang();
    keys(h, "\xe2\x80\xae");                /* U+202E turns the line round */
    shows(h, "这个字符看不见，不收");
    keys(h, "\xe2\x80\x8b\xef\xbb\xbf\xcc\x81米");
    keys(h, "<F2>");
    sql_is("select gift from service.visit where id > 1000", "米");
}
END_TEST

/* What is stored already is shown by a substitute, never sent as it is, never changed. */
START_TEST(unseen_characters_stored)
{
    sql("update service.visit set situation = '前' || chr(x'202e'::int) || chr(27) || ']0;x' || chr(7) || chr(155) || '31m' || chr(x'200b'::int) || '后', gift = '茶'"
        " where id = 2");
    const char *before = sql("select md5(situation) from service.visit where id = 2");
    struct ht *h = sit("s_village");
    ht_mark(h);
    keys(h, "<F10>66<Enter>");
    keys(h, "<Down><Down><Enter>");
    shows(h, "前");
    shows(h, "后");
    see(h, "unseen");
    ck_assert(!ht_saw(h, "\xe2\x80\xae", 3));
    ck_assert(!ht_saw(h, "\xe2\x80\x8b", 3));
    ck_assert(!ht_saw(h, "\xc2\x9b", 2));
    ck_assert(!ht_saw(h, "\033]0", 3));
    keys(h, "<Down><Down><Down><C-u>酒<F2>");
    sql_is("select gift from service.visit where id = 2", "酒");
    ck_assert_str_eq(sql("select md5(situation) from service.visit where id = 2"), before);
}
END_TEST

/* Ideographs of every extension, of nobody's, and with a mark: the columns after them stand where they stand for plain names. */
START_TEST(rare_names)
{
    enum { FIRST = 9, N_RARE = 7 };         /* of the rows of the list */
    const char *before = sql("select md5(string_agg(name, ',' order by id)) from service.person where id between 11 and 17");
    struct ht *h = sit("s_village");
    keys(h, "<F10>61<Enter>");
    int y;
    ck_assert(ht_find(h, "李𠅤明", &y, NULL));     /* the last of them */
    char *plain = strdup(ht_cells(h, y - N_RARE, 15, 11));          /* 男       19 */
    ck_assert_ptr_nonnull(strstr(plain, " 19"));
    for (int i = 0; i < N_RARE; i++) ck_assert_str_eq(ht_cells(h, y - i, 15, 11), plain);
    free(plain);
    for (int i = 0; i < N_RARE; i++) {
        keys(h, "<Home>");
        for (int k = 0; k < FIRST + i; k++) ht_keys(h, "<Down>");
        keys(h, "<Enter>");
        keys(h, "<PgDn><Down><Down><Down><C-u>外地<F2>");
        keys(h, "<Esc>");
    }
    sql_is("select count(*) from service.person where source = '外地'", "7");
    ck_assert_str_eq(sql("select md5(string_agg(name, ',' order by id)) from service.person where id between 11 and 17"), before);
}
END_TEST

/* A name that is on file: whose, and the key that leads to them; what was typed stays. */
START_TEST(who_bears_the_name)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>61<Enter><F7>张建国<Enter>");
    see(h, "person-same-name");
    keys(h, "<F3>张建国");
    shows(h, "1971年生");
    keys(h, "<Esc>");
    shows(h, "[张建国");
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("record");
    TCase *c = screen_case(s, "record");
    tcase_add_test(c, who_bears_the_name);
    tcase_add_test(c, whole_visit);
    tcase_add_test(c, born_is_current);
    tcase_add_test(c, more_than_can_be_seen);
    tcase_add_test(c, household_and_its_people);
    tcase_add_test(c, person_by_anything);
    tcase_add_test(c, codes);
    tcase_add_test(c, words_left_standing);
    tcase_add_test(c, dates);
    tcase_add_test(c, money_and_length);
    tcase_add_test(c, required);
    tcase_add_test(c, first_fault);
    tcase_add_test(c, birth_differs_from_the_number);
    tcase_add_test(c, same_as_before);
    tcase_add_test(c, undo);
    tcase_add_test(c, slip);
    tcase_add_test(c, draft_of_nothing);
    tcase_add_test(c, order_of_fields);
    tcase_add_test(c, order_of_a_read_record);
    tcase_add_test(c, page_without_a_field);
    tcase_add_test(c, rows_come_and_go);
    tcase_add_test(c, line_named_twice);
    tcase_add_test(c, row_at_fault);
    tcase_add_test(c, child_rows);
    tcase_add_test(c, broken_bytes);
    tcase_add_test(c, pasted);
    tcase_add_test(c, unseen_characters_typed);
    tcase_add_test(c, unseen_characters_stored);
    tcase_add_test(c, rare_names);
    return s;
}
