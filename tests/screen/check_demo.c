/* SPDX-License-Identifier: Apache-2.0 */
/* The demonstration's own data, as a person trying the program meets it. Its days move, so no goldens: what must be there. Run before
 * the world is made, whose account sync closes the accounts of every other database. */
#include "screen.h"
#include "harness.h"

static struct ht *demo(const char *login)
{
    return sit_as(login, (struct seating){ .env = { "PGDATABASE=laobing" } });
}

START_TEST(story)
{
    struct ht *h = demo("demo_village");
    shows(h, "识字里社区退役军人服务站");
    shows(h, "包联走访");
    keys(h, "<F3>zjg");
    shows(h, "尾号 1234");
    shows(h, "尾号 5519");
    shows(h, "同名 2 人");
    keys(h, "<Enter>");
    shows(h, "430371********1234");
    keys(h, "<F7>");
    shows(h, "走访记录");
    keys(h, "<Esc><Esc><Esc><F10>66<Enter>");
    keys(h, "<PgDn>");
    keys(h, "<PgDn>");
    shows(h, "包联走访");
    keys(h, "<Enter>");
    shows(h, "走访日期");
    rise(h);
}
END_TEST

START_TEST(notices)
{
    struct ht *h = demo("demo_village");
    shows(h, "通知 2 条未读");
    shows(h, "通知办理");
    keys(h, "<F10>01<Enter><Enter>");
    shows(h, "统一核对台账");
    rise(h);
    h = demo("demo_county_head");
    keys(h, "<F10>01<Enter><Down><Enter>");
    shows(h, "已答复 1/92 个机构");
    keys(h, "<F6>");
    shows(h, "撤回");
    rise(h);
}
END_TEST

START_TEST(neighbour_sees_nothing)
{
    struct ht *h = demo("demo_neighbour");
    keys(h, "<F3>oyxw");
    shows(h, "本辖区没有符合的人");
    rise(h);
}
END_TEST

START_TEST(street_and_county)
{
    struct ht *h = demo("demo_township");
    shows(h, "所辖合计");
    rise(h);
    h = demo("demo_county");
    shows(h, "所辖合计");
    keys(h, "<F3>zjg");
    shows(h, "识字里社区");
    rise(h);
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("demo");
    TCase *c = tcase_create("demo");        /* no world: these only look */
    suite_add_tcase(s, c);
    tcase_set_timeout(c, 30);
    tcase_add_test(c, story);
    tcase_add_test(c, notices);
    tcase_add_test(c, neighbour_sees_nothing);
    tcase_add_test(c, street_and_county);
    return s;
}
