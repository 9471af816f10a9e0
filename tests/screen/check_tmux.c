/* SPDX-License-Identifier: Apache-2.0 */
/* The same keys to a program in tmux and to one in libvterm: another terminal emulator must show the same screen, on each kind of page. */
#include "screen.h"
#include "harness.h"
#include "base/utf8.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void tmux(const char *fmt, const char *arg)
{
    char what[2000], command[2200];
    snprintf(what, sizeof what, fmt, arg);
    snprintf(command, sizeof command, "tmux -f /dev/null -L lb%d %s", (int)getpid(), what);
    if (system(command) != 0) ck_abort_msg("%s", command);
}

static void tmux_end(void)
{
    char command[100];
    snprintf(command, sizeof command, "tmux -L lb%d kill-server 2>/dev/null", (int)getpid());
    if (system(command) != 0) return;
}

static const char *capture(void)
{
    static char screen[1 << 16];
    char command[100];
    snprintf(command, sizeof command, "tmux -L lb%d capture-pane -p", (int)getpid());
    FILE *f = popen(command, "r");
    size_t n = fread(screen, 1, sizeof screen - 1, f);
    screen[n] = 0;
    pclose(f);
    return screen;
}

/* A key of the harness as tmux calls it. */
static const char *tmux_key(const char *name)
{
    static const char *const others[][2] = {
        { "Esc", "Escape" }, { "S-Tab", "BTab" }, { "BS", "BSpace" }, { "PgDn", "NPage" }, { "PgUp", "PPage" }, { "Ins", "IC" }, { "Del", "DC" } };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (!strcmp(name, others[i][0])) return others[i][1];
    return name;
}

/* Keys as the harness has them, but for "<<". */
static void tmux_keys(const char *s)
{
    char args[1000] = "", name[20];
    for (size_t n = 0, k; *s; s += k) {
        uint32_t cp;
        if (*s == '<') {
            k = strcspn(s, ">") + 1;
            snprintf(name, sizeof name, "%.*s", (int)k - 2, s + 1);
        } else {
            k = utf8_get(s, strlen(s), &cp);
            snprintf(name, sizeof name, "%.*s", (int)k, s);
        }
        n += (size_t)snprintf(args + n, sizeof args - n, " '%s'", tmux_key(name));
    }
    if (*args) tmux("send-keys%s", args);
}

/* Rows, blanks at their ends cut; the cursor's line of ht_screen() left out. */
static void rows_of(const char *screen, char rows[24][512])
{
    for (int y = 0; y < 24; y++) {
        size_t n = strcspn(screen, "\n"), k = n;
        while (k > 0 && screen[k - 1] == ' ') k--;
        snprintf(rows[y], 512, "%.*s", (int)k, screen);
        screen += n + (screen[n] == '\n');
    }
}

/* tmux sees the same in the end; until then it is asked again (it has no sync key). */
static void same_in_tmux(struct ht *h, const char *step)
{
    static char want[24][512], got[24][512];
    int y = 0;
    rows_of(ht_screen(h), want);
    for (int i = 0; i < 200; i++) {
        rows_of(capture(), got);
        for (y = 0; y < 24 && !strcmp(want[y], got[y]); ) y++;
        if (y == 24) return;
        nanosleep(&(struct timespec){ 0, 20000000 }, NULL);
    }
    ck_abort_msg("after %s tmux differs in row %d:\n%s\n%s", step, y, got[y], want[y]);
}

/* One in each, side by side. */
static struct ht *sit_twice(const char *login, const char *database)
{
    char command[1000];
    struct ht *h = sit(login);
    const char *program = getenv("LAOBING");
    snprintf(command, sizeof command, "new-session -d -x 80 -y 24 -e PGUSER=%s -e PGDATABASE=%s -e LC_ALL=C.UTF-8 '%s --profile=lean'",
             login, database, program ? program : "laobing");
    tmux("%s \\; set -g status off \\; set -s escape-time 0", command);
    same_in_tmux(h, "the start");
    return h;
}

static void both(struct ht *h, const char *k)
{
    tmux_keys(k);
    keys(h, k);
    same_in_tmux(h, k);
}

/* ---- pages that only show; what shows that it is the page meant */
static const struct { const char *keys, *shows; } walk[] = {
    { "<F10>", "登记簿目录" }, { "66<Enter>", "走访慰问 > 走访记录" }, { "<End>", "2026-11-04" }, { "<Enter>", "走访日期" }, { "<F1>", "Enter" },
    { "<F1>", "谁能写" }, { "<F1>", "各用过几次" }, { "<F9>", "在哪里都可以" }, { "<F1>", "六个键" }, { "<Esc><Esc>", "走访日期" },
    { "<Esc>", "走访慰问 > 走访记录" }, { "<F3>", "查询" }, { "<Esc><Esc>", "登记簿目录" },
    { "<F10>61<Enter>", "信息采集" },       /* the rare names: ExtB, ExtE, ExtG, H and I as a substitute, PUA, a combining mark */
    { "<F3>", "还没有条件" }, { "张*<Enter>", "先数一数" }, { "<F2>", "像 张*" },
    { "<Esc><F3>zjg", "同名 2 人" }, { "<Enter>", "时间线" }, { "<F5>", "430371" }, { "<F6>", "办理" }, { "<Enter>", "为什么要看" },
    { "<Esc><Esc><Esc><Esc>", "登记簿目录" }, { "<F3>赵敬国", "没有符合的人" }, { "<F6>", "别处有 1 人同名" }, { "<Esc>", "登记簿目录" },
    { "<F10>66<Enter><End><Enter><Enter><Enter><Enter><Enter><Enter><Enter><Enter><F5>", "/400 字" }, { "<Esc><C-e>", "修改历史" }, { "<Enter>", "知道了" }, { "<Esc><Esc><Esc><Esc>", "登记簿目录" },
    { "<F10>66<Enter><End><Enter><F6>2", "还没有附件" }, { "<Esc><Esc><Esc>", "登记簿目录" }, { "<Esc>", "今日" },
    { "<F10>67<Enter><C-w>", "名单 3 行" }, { "<Down><S-Tab>", "1上门走访" }, { "<F1>", "一张纸一行" }, { "<Enter><Esc><Esc><Esc>", "0 今日" },
    { "<F5>", "0 今日 > 日历 > 2026年11月" }, { "<F5>", "1月" }, { "<Esc>", "周日" }, { "<Left>", "2026-11-22 周日" }, { "<Enter>", "逾期1天" }, { "<Esc><PgDn>", "2026年12月" },
    { "<Esc><C-z>", "24 小时没有" }, { "<Esc><F6>", "谁到期" }, { "<Enter>", "包联走访" }, { "<Esc><Esc>", "0 今日" },
    { "<F10>66<Enter><F5>", "照原来的" }, { "<Esc><C-a> *", "标记 4" }, { "<Right><C-r>5", "各有多少" }, { "<Esc><F6>", "一起办" }, { "<Esc><Esc><Esc><Esc>", "0 今日" },
    { "<Esc>", "要退出吗" },
    { "<Enter><Enter>", "走访日期" }, { "牛奶<Enter>", "牛奶" }, { "<S-Tab><S-Tab><F5>", "找:" },      /* (half written, a field lets the foot wait) */
};

START_TEST(shows_the_same)
{
    struct ht *h = sit_twice("s_village", "lb_read");
    for (size_t i = 0; i < sizeof walk / sizeof *walk; i++) {
        both(h, walk[i].keys);
        shows(h, walk[i].shows);
    }
}
END_TEST

/* ---- pages that come of what others do */

/* She saved the same two fields of the same visit first. */
START_TEST(clash)
{
    struct ht *h = sit_twice("s_village", "lb_case"), *hers = sit("s_head");
    both(h, "<F10>66<Enter>");
    both(h, "<End><Enter><Down><Down><Down>");
    both(h, "<C-u>牛奶<Enter><C-u>900<Enter>");
    keys(hers, "<F10>66<Enter><End><Enter>");
    keys(hers, "<Down><Down><Down><C-u>面条<Enter><C-u>800<F2>");
    both(h, "<F2>");
    shows(h, "两边都改了");
    both(h, "<Left><Down>");
}
END_TEST

/* A file asked for: the request, its answer, the reason; and a draft handed on. */
START_TEST(transfer_and_drafts)
{
    sql("insert into service.move (office, other_office, brings_in, person, why) values (430102001001, 430102001000, true, 7, '人在我社区')");
    sql("insert into service.move (office, other_office, brings_in, person, why) values (430102001002, 430102001001, true, 3, '𠅤明搬来了')");
    struct ht *writer = sit("s_village");
    keys(writer, "<F10>66<Enter><Enter><Down><Down><Down><Down>精神好<Esc>");
    sql("update work.draft set at = '2026-11-23 10:05+08'");
    struct ht *h = sit_twice("s_head", "lb_case");
    both(h, "<F10>transfer<Enter>");
    both(h, "<Enter>");
    both(h, "<F6>");
    shows(h, "同意转移");
    both(h, "<Enter>");
    shows(h, "不办");
    both(h, "<Esc><Esc><Esc><Esc><F10>draft<Enter>");
    shows(h, "各人的草稿");
    both(h, "<Enter><F6><Enter>");
    both(h, "夏<Enter>");
}
END_TEST

/* Two files of one man beside each other, with a name of a rare character. */
START_TEST(two_files)
{
    sql("insert into service.person (office, name, sex, birth_year, category, condition, filed_on) values (430102001001, '李𠅤明', '1', 1950, '105', '1', '2024-05-05')");
    struct ht *h = sit_twice("s_village", "lb_case");
    both(h, "<F10>614<Enter>");
    shows(h, "同名，同年出生");
    both(h, "<Enter>");
    shows(h, "并进来");
    both(h, "<Right><Down>");
    both(h, "<F6>");
    shows(h, "以后不再提示");
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("tmux");
    TCase *c = screen_case_reading(s, "reading"), *w = screen_case(s, "writing");
    tcase_add_checked_fixture(c, NULL, tmux_end);
    tcase_add_checked_fixture(w, NULL, tmux_end);
    tcase_add_test(c, shows_the_same);
    tcase_add_test(w, clash);
    tcase_add_test(w, two_files);
    tcase_add_test(w, transfer_and_drafts);
    return s;
}
