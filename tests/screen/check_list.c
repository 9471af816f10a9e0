/* SPDX-License-Identifier: Apache-2.0 */
/* What a list can do with its columns and rows: choose and order columns, total and count, mark and act on the marked, a record beside it. */
#include "screen.h"
#include "english.h"
#include "folder.h"
#include "harness.h"
#include <stdio.h>
#include <string.h>

START_TEST(columns_are_chosen)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>66<Enter><F5>");
    see(h, "list-columns");
    keys(h, "<Down><Down><Down><Enter>-<Down><Down><Down><Down><Down> ");
    see(h, "list-columns-changed");
    keys(h, "<F2>");
    see(h, "list-chosen");
    sql_is("select login || ' ' || register || ' ' || columns from work.list_columns", "s_village visit visited_on,person,occasion,money,staff,situation,gift");
    rise(h);
    h = sit("s_village");                       /* for good, and for this login */
    keys(h, "<F10>66<Enter>");
    see(h, "list-chosen-again");
}
END_TEST

START_TEST(totals_and_shares)
{
    struct ht *h = sit("s_street");
    keys(h, "<F10>66<Enter><C-y>");
    see(h, "list-totals");
    keys(h, "<Right><Right><Right><F4>");       /* the filter is followed */
    see(h, "list-totals-filtered");
    keys(h, "<F4><C-y><C-r>4");
    see(h, "list-shares-code");
    keys(h, "<Enter>");
    see(h, "list-shares-only");
    keys(h, "<F4><Left><Left><Left><C-r>4");
    see(h, "list-shares-month");
    keys(h, "<Tab>");
    see(h, "list-shares-year");
}
END_TEST

START_TEST(shares_of_offices)
{
    struct ht *h = sit("s_county");
    keys(h, "<F10>66<Enter><Right><Right><C-r>5");
    see(h, "list-shares-office");
    keys(h, "<Enter>");
    see(h, "list-below-office");
}
END_TEST

START_TEST(marked)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>66<Enter><F9> ");
    see(h, "list-marked");
    keys(h, "<F6>");
    see(h, "list-many-acts");
    keys(h, "1");
    see(h, "list-many-why");
    keys(h, "重复录入了<Enter>2");               /* the 2 was typed ahead of the question */
    see(h, "list-many-sure");
    keys(h, "2");
    see(h, "list-many-done");
}
END_TEST

START_TEST(beside)
{
    struct ht *h = sit_as("s_village", (struct seating){ .cols = 130, .rows = 30 });
    keys(h, "<F10>66<Enter>");
    see(h, "list-beside");
    keys(h, "<Down>");
    see(h, "list-beside-next");
    ht_resize(h, 24, 80);
    keys(h, "");
    see(h, "list-beside-narrow");
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("list");
    TCase *c = screen_case(s, "list");
    tcase_add_test(c, columns_are_chosen);
    tcase_add_test(c, totals_and_shares);
    tcase_add_test(c, shares_of_offices);
    tcase_add_test(c, marked);
    tcase_add_test(c, beside);
    return s;
}
