/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes to the terminal for the same actions, beside programs that slow lines know: one pseudo-terminal, one emulator, the same keys. They
 * answer no sync key, so each is listened to until it is quiet, laobing too. What is not installed is left out with a sentence. */
#include "bench.h"
#include "harness.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { QUIET_MS = 400, MOST_MS = 3000, N_ROWS = 200, STEPS = 5 };

static char folder[] = "/tmp/lbbeside.XXXXXX";

static void shell(const char *fmt, const char *arg)
{
    char command[2000];
    snprintf(command, sizeof command, fmt, folder, arg);
    if (system(command) != 0) bench_fail("beside", command);
}

static bool has(const char *program)
{
    char command[200];
    snprintf(command, sizeof command, "command -v %s >/dev/null", program);
    if (system(command) == 0) return true;
    fprintf(stderr, "bench: %s is not installed and is left out (apt-get install %s)\n", program, program);
    return false;
}

/* ---- the same rows for everybody: who, when, how, what was brought */
static const char *row(int i)
{
    static const char *const names[] = { "张建国", "刘大勇", "欧阳修文", "买买提·阿不都", "王芳", "李雨晴", "文雨晴" };
    static const char *const modes[] = { "上门走访", "电话联系", "接待来访" }, *const gifts[] = { "米 油", "牛奶两箱", "", "慰问金" };
    static char line[200];
    snprintf(line, sizeof line, "2026-%02d-%02d %s %s %s", 1 + i * 7 % 12, 1 + i * 5 % 28, names[i % 7], modes[i % 3], gifts[i % 4]);
    return line;
}

static void write_mailbox(void)
{
    char path[100];
    snprintf(path, sizeof path, "%s/mbox", folder);
    FILE *f = fopen(path, "w");
    if (!f) bench_fail(path, "cannot be written");
    for (int i = 0; i < N_ROWS; i++)
        fprintf(f, "From a@b Mon Nov 23 10:00:00 2026\nFrom: \"%s\" <a@b>\nDate: Mon, 23 Nov 2026 10:%02d:00 +0800\nSubject: %s\nContent-Type: text/plain; charset=UTF-8\n\n%s\n\n",
                row(i) + 11, i % 60, row(i), row(i));
    fclose(f);
}

static void write_history(void)
{
    char path[100];
    snprintf(path, sizeof path, "%s/commits", folder);
    FILE *f = fopen(path, "w");
    if (!f) bench_fail(path, "cannot be written");
    for (int i = 0; i < N_ROWS; i++)
        fprintf(f, "commit refs/heads/main\ncommitter a <a@b> %d +0800\ndata %zu\n%s\n", 1700000000 + i * 86400, strlen(row(i)), row(i));
    fclose(f);
    shell("cd %s && git init -q -b main h && git -C h fast-import --quiet <commits", "");
}

/* ---- each of them, before its list */
static const struct ht_setup plain = { .is_not_test = true, .env = (const char *const[]){ "PGUSER=demo_township", "LANGUAGE=", "HOME=/nonexistent", NULL } };

static struct ht *with_menu(char *program)
{
    static char texts[2 * N_ROWS][200];
    char *argv[2 * N_ROWS + 8] = { program, "--menu", "66", "24", "80", "16" };
    for (int i = 0; i < N_ROWS; i++) {
        snprintf(texts[2 * i], sizeof texts[0], "%d", i + 1);
        snprintf(texts[2 * i + 1], sizeof texts[0], "%s", row(i));
        argv[6 + 2 * i] = texts[2 * i];
        argv[7 + 2 * i] = texts[2 * i + 1];
    }
    return ht_open(&plain, argv);
}

static struct ht *whiptail(void) { return with_menu("whiptail"); }
static struct ht *dialog(void) { return with_menu("dialog"); }

static struct ht *mutt(void)
{
    char box[100], set[100];
    snprintf(box, sizeof box, "%s/mbox", folder);
    snprintf(set, sizeof set, "set folder=%s", folder);
    char *argv[] = { "mutt", "-R", "-n", "-F", "/dev/null", "-e", set, "-f", box, NULL };
    return ht_open(&plain, argv);
}

static struct ht *tig(void)
{
    char command[100];
    snprintf(command, sizeof command, "cd %s/h && exec tig", folder);
    char *argv[] = { "sh", "-c", command, NULL };
    return ht_open(&plain, argv);
}

static struct ht *with_profile(char *profile)
{
    char *argv[] = { "laobing", profile, NULL };
    return ht_open(&plain, argv);
}

/* ---- the same keys */
struct costs { double open, step, page, redraw; };

/* From the first byte on; a key may mean nothing to a program. */
static double quiet_bytes(struct ht *h)
{
    double until = bench_ms() + MOST_MS;
    while (!ht_written(h) && bench_ms() < until) ht_listen(h, 20);
    ht_listen(h, QUIET_MS);
    return (double)ht_written(h);
}

static double press(struct ht *h, const char *keys)
{
    ht_mark(h);
    ht_keys(h, keys);
    return quiet_bytes(h);
}

static struct costs walk(struct ht *h, double open)
{
    double steps[STEPS], pages[STEPS];
    struct costs c = { .open = open };
    press(h, "<Down>");
    for (int i = 0; i < STEPS; i++) steps[i] = press(h, "<Down>");
    for (int i = 0; i < STEPS; i++) pages[i] = press(h, "<PgDn>");
    c.step = bench_median(steps, STEPS);
    c.page = bench_median(pages, STEPS);
    c.redraw = press(h, "<C-l>");
    if (getenv("BENCH_SHOW")) ht_dump(h);
    ht_close(h);
    return c;
}

static struct costs theirs(struct ht *h) { return walk(h, quiet_bytes(h)); }

static struct costs ours(char *profile)
{
    struct ht *h = with_profile(profile);
    if (!ht_wait(h, "0 今日")) bench_fail("laobing", "no first screen");
    quiet_bytes(h);
    press(h, "<F10>");
    return walk(h, press(h, "person<Enter>"));
}

static void say(const char *who, struct costs lean, struct costs colour, struct costs c)
{
    const struct { const char *what; double lean, colour, theirs; } lines[] = {
        { "a list opened", lean.open, colour.open, c.open }, { "a step", lean.step, colour.step, c.step }, { "a page", lean.page, colour.page, c.page }, { "all anew (^L)", lean.redraw, colour.redraw, c.redraw },
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char what[100];
        snprintf(what, sizeof what, "%s: lean beside %s", lines[i].what, who);
        bench_say("beside", what, lines[i].lean, lines[i].theirs, "bytes");
        snprintf(what, sizeof what, "%s: in colour beside %s", lines[i].what, who);
        bench_say("beside", what, lines[i].colour, lines[i].theirs, "bytes");
    }
}

void beside_bench(void)
{
    static const struct { const char *name; struct ht *(*open)(void); } others[] = { { "whiptail", whiptail }, { "dialog", dialog }, { "mutt", mutt }, { "tig", tig } };
    if (!mkdtemp(folder)) bench_fail(folder, "cannot be made");
    write_mailbox();
    write_history();
    struct costs lean = ours("--profile=lean"), colour = ours("--profile=colour");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (has(others[i].name)) say(others[i].name, lean, colour, theirs(others[i].open()));
    shell("rm -rf %s", "");
}
