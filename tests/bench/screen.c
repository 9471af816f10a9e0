/* SPDX-License-Identifier: Apache-2.0 */
/* The real program on a pseudo-terminal, psql beside it on another. */
#include "bench.h"
#include "harness.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STARTS = 7, SESSIONS = 5 };

static const char *const as_township[] = { "PGUSER=demo_township", "PAGER=cat", "PSQL_PAGER=cat", "PSQL_HISTORY=/dev/null", NULL };
static const struct ht_setup setup = { .env = as_township };

static struct ht *laobing(void)
{
    char *argv[] = { "laobing", "--profile=lean", NULL };
    struct ht *h = ht_open(&setup, argv);
    if (!ht_wait(h, "今日") || !ht_sync(h)) bench_fail("laobing", "no first screen");
    return h;
}

/* ---- sign-on to the first screen, its duties read and painted */
static double start_ours(void)
{
    double began = bench_ms();
    struct ht *h = laobing();
    double ms = bench_ms() - began;
    ht_close(h);
    return ms;
}

static double start_theirs(void)
{
    char *argv[] = { "psql", "-X", "-c", "select 1", NULL };
    double began = bench_ms();
    struct ht *h = ht_open(&setup, argv);
    if (ht_wait_exit(h) != 0) bench_fail("psql", "failed");
    double ms = bench_ms() - began;
    ht_close(h);
    return ms;
}

void start_bench(void)
{
    start_ours();
    start_theirs();
    for (int round = 0; round < ROUNDS; round++) {
        double ours[STARTS], theirs[STARTS];
        for (int i = 0; i < STARTS; i++) {
            ours[i] = start_ours();
            theirs[i] = start_theirs();
        }
        bench_say("start", "sign-on to first screen", bench_median(ours, STARTS), bench_median(theirs, STARTS), "ms");
    }
}

/* ---- the first key after a long pause */
static pid_t backend_of(const char *program);

/* Until the answer is on the line, and until nothing is under way any more. */
struct woken { double answered, done; };

static struct woken key_ms(struct ht *h, const char *key)
{
    struct woken w;
    double began = bench_ms();
    ht_mark(h);
    ht_keys(h, key);
    while (!ht_written(h)) ht_listen(h, 0);
    w.answered = bench_ms() - began;
    if (!ht_sync(h)) bench_fail(key, "no answer");
    w.done = bench_ms() - began;
    return w;
}

static void wake(const char *where, const char *way, const char *there, const char *back, const char *what)
{
    static const char *const env[] = { "PGUSER=demo_township", "LAOBING_MINUTE_MS=400", NULL };
    const struct ht_setup impatient = { .env = env };
    char *argv[] = { "laobing", "--profile=lean", NULL }, text[100];
    struct ht *h = ht_open(&impatient, argv);
    if (!ht_wait(h, "今日") || !ht_do(h, way)) bench_fail("laobing", "no first screen");
    for (int round = 0; round < ROUNDS; round++) {
        while (backend_of("laobing")) ht_listen(h, 50);
        struct woken woken = key_ms(h, there);
        if (!ht_do(h, back)) bench_fail(back, "no answer");
        struct woken held = key_ms(h, there);
        if (!ht_do(h, back)) bench_fail(back, "no answer");
        snprintf(text, sizeof text, "%s: %s, answered", where, what);
        bench_say("wake", text, woken.answered, held.answered, "ms");
        snprintf(text, sizeof text, "%s: %s, and all read anew", where, what);
        bench_say("wake", text, woken.done, held.done, "ms");
    }
    ht_close(h);
}

void wake_bench(void)
{
    wake("first screen", "", "<Down>", "<Up>", "a step");
    wake("list", "<F10>visit<Enter>", "<Down>", "<Up>", "a step");
    wake("list", "<F10>visit<Enter>", "<Enter>", "<Esc>", "a record opened");
    wake("record", "<F10>visit<Enter><Enter>", "米", "<BS>", "a letter");
}

/* ---- memory of idle sessions */
static long private_kb(pid_t pid)
{
    char path[60], line[200];
    long kb = 0, n;
    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)pid);
    FILE *f = fopen(path, "r");
    if (!f) bench_fail(path, "cannot be read; run the bench as root");
    while (fgets(line, sizeof line, f))
        if (sscanf(line, "Private_Clean: %ld", &n) == 1 || sscanf(line, "Private_Dirty: %ld", &n) == 1) kb += n;
    fclose(f);
    return kb;
}

/* The server's side of a client, by the name it gave itself; 0 when there is none. */
static pid_t backend_of(const char *program)
{
    char command[300], answer[40] = "";
    snprintf(command, sizeof command, "psql -X -A -t -c \"select max(pid) from pg_stat_activity where usename = 'demo_township' and application_name ~ '^%s'\"", program);
    FILE *p = popen(command, "r");
    if (p && !fgets(answer, sizeof answer, p)) *answer = 0;
    if (p) pclose(p);
    return (pid_t)atoi(answer);
}

/* What a clerk has done by ten o'clock: found somebody, paged a register, opened a record. */
static void work_a_little(struct ht *h)
{
    bool ok = ht_do(h, "<F3>zjg") && ht_do(h, "<Enter>") && ht_do(h, "<Esc>") && ht_do(h, "<Esc>") && ht_do(h, "<F10>visit<Enter>") && ht_do(h, "<PgDn>")
        && ht_do(h, "<Enter>") && ht_do(h, "<Esc>") && ht_do(h, "<Esc>") && ht_do(h, "<Esc>");
    if (!ok) bench_fail("laobing", "did not follow");
}

struct use { double client, server; };

static struct use memory_ours(bool works)
{
    struct ht *h[SESSIONS];
    double client[SESSIONS];
    for (int i = 0; i < SESSIONS; i++) {
        h[i] = laobing();
        if (works) work_a_little(h[i]);
    }
    for (int i = 0; i < SESSIONS; i++) client[i] = (double)private_kb(ht_pid(h[i]));
    struct use u = { bench_median(client, SESSIONS), (double)private_kb(backend_of("laobing")) };
    for (int i = 0; i < SESSIONS; i++) ht_close(h[i]);
    return u;
}

static struct use memory_theirs(void)
{
    struct ht *h[SESSIONS];
    double client[SESSIONS];
    char *argv[] = { "psql", "-X", NULL };
    for (int i = 0; i < SESSIONS; i++) {
        h[i] = ht_open(&setup, argv);
        if (!ht_wait(h[i], "=>")) bench_fail("psql", "no prompt");
        ht_keys(h[i], "select 41 + 1;<Enter>");
        if (!ht_wait(h[i], "42")) bench_fail("psql", "no answer");
    }
    for (int i = 0; i < SESSIONS; i++) client[i] = (double)private_kb(ht_pid(h[i]));
    struct use u = { bench_median(client, SESSIONS), (double)private_kb(backend_of("psql")) };
    for (int i = 0; i < SESSIONS; i++) ht_close(h[i]);
    return u;
}

void memory_bench(void)
{
    for (int round = 0; round < ROUNDS; round++) {
        struct use first = memory_ours(false), worked = memory_ours(true), psql = memory_theirs();
        bench_say("memory", "client, first screen", first.client, psql.client, "kB");
        bench_say("memory", "client, after some work", worked.client, psql.client, "kB");
        bench_say("memory", "its backend, first screen", first.server, psql.server, "kB");
        bench_say("memory", "its backend, after some work", worked.server, psql.server, "kB");
    }
}

/* ---- bytes on the line */
static size_t bytes_of(struct ht *h, const char *keys)
{
    ht_mark(h);
    if (!ht_do(h, keys)) bench_fail(keys, "no answer");
    return ht_written(h);
}

static void say_bytes(const char *what, size_t n) { bench_say_alone("bytes", what, (double)n, "bytes"); }

static void worst_of(struct ht *h, const char *what, const char *const *keys)
{
    double n[20];
    size_t k = 0, most = 0;
    for (; keys[k] && k < 20; k++) {
        size_t b = bytes_of(h, keys[k]);
        n[k] = (double)b;
        if (b > most) most = b;
    }
    char text[80];
    snprintf(text, sizeof text, "%s, worst of %zu", what, k);
    say_bytes(what, (size_t)bench_median(n, k));
    say_bytes(text, most);
}

/* What follows when the keys pause after each move: the words for the field in lines 23 and 24. */
static void words_bytes(struct ht *h, const char *const *moves)
{
    double n[20];
    size_t k = 0;
    for (; moves[k] && k < 20; k++) {
        bytes_of(h, moves[k]);
        ht_mark(h);
        if (!ht_pause(h)) bench_fail(moves[k], "no pause");
        n[k] = (double)ht_written(h);
    }
    say_bytes("words for the field, once the keys pause", (size_t)bench_median(n, k));
    say_bytes("words for the field, the most", (size_t)n[k - 1]);
}

static void field_bytes(struct ht *h)
{
    static const char *const moves[] = { "<Tab>", "<Tab>", "<S-Tab>", "<S-Tab>", "<Tab>", "<Tab>", NULL };
    static const char *const letters[] = { "今", "天", "去", "看", "了", "他", "身", "体", "很", "好", NULL };
    ht_do(h, "<Enter>");                        /* the form that answers the first duty */
    worst_of(h, "field move", moves);
    words_bytes(h, moves);
    for (int i = 0; i < 12 && !ht_find(h, "[", NULL, NULL); i++) ht_do(h, "<Tab>");
    worst_of(h, "汉字 typed", letters);
    if (getenv("BENCH_SHOW")) ht_dump(h);
    ht_do(h, "<Esc>");
}

static void list_bytes(struct ht *h)
{
    static const char *const steps[] = { "<Down>", "<Down>", "<Up>", "<Down>", "<Down>", "<Down>", NULL };
    static const char *const pages[] = { "<PgDn>", "<PgDn>", "<PgUp>", "<PgDn>", NULL };
    ht_do(h, "<F10>person<Enter>");
    if (getenv("BENCH_SHOW")) ht_dump(h);
    worst_of(h, "list step", steps);
    worst_of(h, "page of a list", pages);
    say_bytes("unchanged redraw", bytes_of(h, ""));
}

void bytes_bench(void)
{
    struct ht *h = laobing();
    say_bytes("unchanged redraw", bytes_of(h, ""));
    field_bytes(h);
    list_bytes(h);
    ht_close(h);
}
