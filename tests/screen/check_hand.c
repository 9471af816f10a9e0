/* SPDX-License-Identifier: Apache-2.0 */
/* Speed of hand: same as before, places by name, and a day's keys in one burst. */
#include "screen.h"
#include "english.h"
#include "harness.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct ht *at_new_visit(struct ht *h)
{
    keys(h, "<F10>661<Enter><F7>");
    return h;
}

/* The last record, but for what is its own; the last person; what is carried, until it was looked at. */
START_TEST(same_as_before)
{
    struct ht *h = at_new_visit(sit("s_village"));
    keys(h, "<C-q>");
    shows(h, "这次登录还没有存过“走访记录”");
    keys(h, "oyxw<Enter>1120<Enter>2<Enter><Enter><Enter>米<Enter>100<Enter>很好<F2>");
    keys(h, "<F7>");
    see(h, "hand-carried");
    keys(h, "<Tab><Tab>");
    see(h, "hand-looked-at");
    keys(h, "<S-Tab><S-Tab><C-y>");
    shows(h, "欧阳修文");
    keys(h, "<C-q>");
    see(h, "hand-copied");
    keys(h, "<C-z>");
    shows(h, "[                    ]");         /* one undo, all of it: the gift is gone again */
    keys(h, "<C-q><F10>");
    keys(h, english_on() ? "^Pers<Enter>" : "^fwdx<Enter>");
    keys(h, "sgy<Enter><F2>");
    sql_is("select string_agg(concat_ws(' ', person, visited_on, mode, gift, money, coalesce(situation, '-')), ';' order by id) from service.visit where id > 1000",
           "3 2026-11-20 2 米 100.00 很好;5 2026-11-20 2 米 100.00 -");
}
END_TEST

/* Whose file was looked at is whom one works on. */
START_TEST(person_looked_at)
{
    struct ht *h = sit("s_village");
    keys(h, "<F3>sgy<Enter><Esc><Esc>");
    at_new_visit(h);
    keys(h, "<C-y>");
    shows(h, "单桂英");
    keys(h, "<Esc>");
}
END_TEST

START_TEST(places_by_name)
{
    struct ht *h = at_new_visit(sit("s_village"));
    keys(h, "oyxw<F10>");
    see(h, "hand-places");
    keys(h, english_on() ? "^Situ<Enter>" : "jzqk<Enter>");
    shows(h, "欧阳修文");                        /* half typed, and taken */
    keys(h, "好<F10>");
    keys(h, english_on() ? "^Mon<Enter>" : "^wwj<Enter>");
    keys(h, "12<Esc>");
    sql_is("select fields -> 'v' #>> '{situation,0}' || (fields -> 'v' #>> '{money,0}') from work.draft", "好12");
    keys(h, "<F10>xfan");
    see(h, "hand-near");
    keys(h, "<C-u>6.7.7");
    shows(h, "包联");
}
END_TEST

START_TEST(file_by_number)
{
    sql("update service.person set external_no = 'MX-77' where id = 4");
    sql("update service.person set external_no = 'MX-78' where id = 6");
    struct ht *h = sit("s_village");
    keys(h, "<F10>MX-77<Enter>");
    shows(h, "买买提·阿不都 > 时间线");
    keys(h, "<Esc><C-u>MX-78<Enter>");
    shows(h, "没有编号是“MX-78”的办件和档案，或者不在您的辖区");
}
END_TEST

/* ---- a day, by --script: all keys at once, and each when all that follows from the one before is done */
static const char day[] =
    "<F10>67<Enter><C-w>身体好<Enter><S-Tab>2<Enter>想参加培训<Enter><S-Tab><S-Tab>1201<Enter><Enter>住院<Enter>t<F2><Esc><Esc>"
    "<F10>661<Enter><F7>sgy<Enter>1120<Enter>1<Enter><Enter><Enter>米<Enter>100<Enter>很好<F2>"
    "<F7><C-y><C-q><S-Tab>zjg<Enter><Down><Enter><F10>jzqk<Enter>都好<F2><Esc>"
    "<F10>662<Enter><F7>oyxw<Enter>3<Enter>1121<Enter>生活困难<F2><Esc>"
    "<F3>zhaojg<BS><BS><BS><BS><BS><BS>oyxw<Enter><F7>1<Esc><Esc><Esc>"
    "<F10>661<Enter><C-w>lxm<Enter><Enter><Enter>50<Enter>水果<Enter><F4><Esc>0";

static void write_script(const char *path, bool burst)
{
    FILE *f = fopen(path, "w");
    ck_assert(f);
    for (const char *s = day; *s; ) {
        size_t n = *s == '<' ? strcspn(s, ">") + 1 : 1;
        while (!burst && *s != '<' && ((unsigned char)s[n] & 0xc0) == 0x80) n++;
        fprintf(f, "%.*s%s", (int)n, s, burst ? "" : "\n");
        s += n;
    }
    fprintf(f, "%s=end\n", burst ? "\n" : "");
    fclose(f);
}

static const char *told(const char *path)
{
    static char text[20000];
    FILE *f = fopen(path, "r");
    ck_assert(f);
    text[fread(text, 1, sizeof text - 1, f)] = 0;
    fclose(f);
    return text;
}

START_TEST(a_day_at_once)
{
    char script[60] = "/tmp/lbday.XXXXXX", command[400], golden[300];
    int fd = mkstemp(script);
    ck_assert_int_ge(fd, 0);
    close(fd);
    write_script(script, _i == 0);
    snprintf(command, sizeof command, "PGUSER=s_village PGDATABASE=lb_case LANGUAGE= %s --script=%s >%s.out 2>&1", getenv("LAOBING"), script, script);
    ck_assert_int_eq(system(command), 0);
    snprintf(command, sizeof command, "%s.out", script);
    snprintf(golden, sizeof golden, "%s/tests/screen/golden/hand-day.script", getenv("LB_SRC"));
    if (getenv("REGEN")) rename(command, golden);
    else ck_assert_str_eq(told(command), told(golden));
    unlink(command);
    unlink(script);
    sql_is("select (select string_agg(concat_ws(' ', person, visited_on, mode, occasion, money, gift, situation), ';' order by id) from service.visit where id > 1000)"
           " || ' event ' || (select string_agg(concat_ws(' ', person, happened_on, kind, what), ';' order by id) from service.event)"
           " || ' draft ' || (select string_agg(form || ' ' || label, ';' order by label) from work.draft)",
           "1 2026-11-23 1 7 身体好;4 2026-11-23 2 7 想参加培训;3 2026-11-23 2 7 住院;5 2026-11-20 1 7 100.00 米 很好;2 2026-11-20 1 7 100.00 米 都好;11 2026-11-23 1 7 50.00 水果"
           " event 3 2026-11-21 3 生活困难 draft visit 李𠅤明");
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("hand");
    TCase *c = screen_case(s, "hand");
    tcase_add_test(c, same_as_before);
    tcase_add_test(c, person_looked_at);
    tcase_add_test(c, places_by_name);
    tcase_add_test(c, file_by_number);
    if (!english_on()) tcase_add_loop_test(c, a_day_at_once, 0, 2);
    return s;
}
