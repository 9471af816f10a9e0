/* SPDX-License-Identifier: Apache-2.0 */
/* Reads under rights against the owner's same SQL: the texts are those store/ sends, the owner's have the schemas of prepare.sql in
 * place of the tables. Both sessions stay open and take turns, statement by statement. What is compared is the processor time of the two
 * backends, as the kernel counts it: what else the machine does is not in it, and everything read is in memory after the first turn. Both
 * run on one processor: what its neighbour does makes a processor slower by half, and would burden but one of two. */
#include "bench.h"
#include "base/arena.h"
#include "base/str.h"
#include "conf/fault.h"
#include "form/form.h"
#include "pg/pg.h"
#include "store/bind.h"
#include "store/list.h"
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REPEATS = 41, AGAIN = 15, PAGE = 20, MOST_PARAMS = 8 };

struct question {                   /* the same question, asked by both */
    const char *what, *section;
    const char *ours, *theirs;
    const char *params[MOST_PARAMS];
    int n;
};
struct tier {
    const char *name;
    struct arena *arena, *turn; /* of the tier; of one statement */
    struct pg *clerk, *owner;
    int clerk_pid, owner_pid;   /* of their backends */
    const struct list_page *page;
};

static struct rows *run(struct tier *t, struct pg *pg, const char *sql, int n, const char *const *params)
{
    struct err e;
    struct rows *r = pg_run(pg, t->turn, sql, n, params, &e);
    if (!r) bench_fail(sql, e.text);
    return r;
}

static double timed(struct tier *t, struct pg *pg, const char *sql, const struct question *p)
{
    double began = bench_ms();
    run(t, pg, sql, p->n, p->params);
    double ms = bench_ms() - began;
    arena_clear(t->turn);
    return ms;
}

/* Processor time a process has used, ms. */
static double used_ms(int pid)
{
    char path[40];
    unsigned long long ns = 0;
    snprintf(path, sizeof path, "/proc/%d/schedstat", pid);
    FILE *f = fopen(path, "re");
    if (!f || fscanf(f, "%llu", &ns) != 1) bench_fail(path, "cannot be read; the server must run on this machine");
    fclose(f);
    return (double)ns / 1e6;
}

static double worked(struct tier *t, struct pg *pg, int pid, const char *sql, const struct question *p)
{
    double before = used_ms(pid);
    timed(t, pg, sql, p);
    return used_ms(pid) - before;
}

static void same_answer(struct tier *t, const struct question *p)
{
    int ours = run(t, t->clerk, p->ours, p->n, p->params)->n, theirs = run(t, t->owner, p->theirs, p->n, p->params)->n;
    if (ours != theirs) fprintf(stderr, "bench: %s at the %s: %d rows under rights, %d without\n", p->what, t->name, ours, theirs);
    arena_clear(t->turn);
}

static void compare(struct tier *t, const struct question *p)
{
    char what[100];
    snprintf(what, sizeof what, "%s, %s", p->what, t->name);
    same_answer(t, p);
    for (int round = 0; round < ROUNDS; round++) {
        double ours[REPEATS], theirs[REPEATS];
        for (int i = 0; i < REPEATS; i++) {
            ours[i] = worked(t, t->clerk, t->clerk_pid, p->ours, p);
            theirs[i] = worked(t, t->owner, t->owner_pid, p->theirs, p);
        }
        bench_say(p->section, what, bench_calm(ours, REPEATS), bench_calm(theirs, REPEATS), "ms");
    }
}

/* "service".x and service.x become own_<tier>.x */
static const char *of_owner(struct tier *t, const char *sql)
{
    static const char *const names[] = { "\"service\".", "service.", "app.find(" };
    struct str s;
    str_init(&s, t->arena, 1 << 18);
    while (*sql) {
        size_t k = 0;
        while (k < 3 && strncmp(sql, names[k], strlen(names[k])) != 0) k++;
        if (k == 3) str_addn(&s, sql++, 1);
        else {
            str_addf(&s, "own_%s.%s", t->name, k == 2 ? "find(" : "");
            sql += strlen(names[k]);
        }
    }
    return s.s;
}

static int pid_of(struct tier *t, struct pg *pg)
{
    return atoi(run(t, pg, "select pg_backend_pid()", 0, NULL)->cell[0]);
}

static void sit_down(struct tier *t, const char *name)
{
    *t = (struct tier){ .name = name, .arena = arena_new(NULL) };
    t->turn = arena_new(t->arena);
    t->clerk = pg_new(t->arena, arena_printf(t->arena, "user=demo_%s", name), "bench");
    t->owner = pg_new(t->arena, "", "bench");
    run(t, t->owner, "set role lb_owner", 0, NULL);
    t->clerk_pid = pid_of(t, t->clerk);
    t->owner_pid = pid_of(t, t->owner);
}

static void onto_one_processor(const struct tier *t)
{
    cpu_set_t set;
    if (sched_getaffinity(t->clerk_pid, sizeof set, &set) != 0) bench_fail("backend", "gone");
    int first = 0;
    while (!CPU_ISSET(first, &set)) first++;
    CPU_ZERO(&set);
    CPU_SET(first, &set);
    if (sched_setaffinity(t->clerk_pid, sizeof set, &set) != 0 || sched_setaffinity(t->owner_pid, sizeof set, &set) != 0)
        bench_fail("backend", "cannot be given a processor; run the bench as root or as the server's account");
}

static void finds(struct tier *t)
{
    static const struct { const char *what, *typed; } asked[] = {
        { "name", "张建国" }, { "name, beginning", "欧阳" }, { "initials", "zjg" }, { "reading", "lixiaoming" }, { "surname and initials", "zhangjg" },
        { "given name", "jianguo" }, { "given name in han", "建国" }, { "tail of the ID number", "1234" },
    };
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct question p = { .section = "find", .what = asked[i].what, .ours = "select * from app.find($1)", .params = { asked[i].typed }, .n = 1 };
        p.theirs = of_owner(t, p.ours);
        compare(t, &p);
    }
}

static void on_bound(void *ctx, struct bound *b, const struct faults *f, const struct err *e)
{
    if (f) faults_print(f, stderr);
    if (!b) bench_fail("bind", e ? e->text : "the form does not fit");
    *(struct bound **)ctx = b;
}

static void on_page(void *ctx, struct list_page *page, const struct err *e)
{
    if (!page) bench_fail("list", e->text);
    ((struct tier *)ctx)->page = page;
}

static void waited(struct tier *t)
{
    struct err e;
    if (!pg_wait(t->clerk, &e)) bench_fail("wait", e.text);
}

static void list(struct tier *t, const char *name)
{
    struct faults faults;
    struct bound *b = NULL;
    faults_init(&faults, t->arena);
    struct form *f = form_read(t->arena, arena_printf(t->arena, "%s/forms/%s.form", getenv("LB_SRC"), name), &faults);
    if (!f) bench_fail(name, "cannot be read");
    bind_send(t->clerk, t->arena, f, false, on_bound, &b);
    waited(t);
    struct list_ask ask = { .way = LIST_FIRST, .n = PAGE };
    struct question p = { .section = "list", .what = arena_printf(t->arena, "%s, first page", name), .ours = list_sql(t->arena, b, &ask) };
    p.theirs = of_owner(t, p.ours);
    compare(t, &p);
    list_send(t->clerk, t->arena, b, &ask, on_page, t);
    waited(t);
    if (t->page->n < PAGE) return;
    ask.way = LIST_AFTER;
    ask.from = &t->page->at[PAGE - 1];
    p.what = arena_printf(t->arena, "%s, page after", name);
    p.ours = list_sql(t->arena, b, &ask);
    p.theirs = of_owner(t, p.ours);
    for (int k = 0; k < 2; k++)                 /* these registers have two keys: their own order and the id */
        if (ask.from->key[k]) p.params[p.n++] = ask.from->key[k];
    compare(t, &p);
}

void reads_bench(void)
{
    for (int i = 0; i < TIERS; i++) {
        struct tier t;
        sit_down(&t, tier_names[i]);
        onto_one_processor(&t);
        finds(&t);
        list(&t, "person");
        list(&t, "visit");
        arena_free(t.arena);
    }
}

/* ---- with the duties and cases of years: the first screen and lists of what runs, beside a plain statement for the same lines by the owner,
 * who knows office and range ($1, $2 to $3) and asks for no names, no words and no rights */
static void beside(struct tier *t, const char *what, const struct question *ours, const struct question *theirs)
{
    for (int round = 0; round < ROUNDS; round++) {
        double o[AGAIN], u[AGAIN];
        for (int i = 0; i < AGAIN; i++) {
            o[i] = worked(t, t->clerk, t->clerk_pid, ours->ours, ours);
            u[i] = worked(t, t->owner, t->owner_pid, theirs->ours, theirs);
        }
        bench_say("full", arena_printf(t->arena, "%s, %s", what, t->name), bench_median(o, AGAIN), bench_median(u, AGAIN), "ms");
    }
}

static const char *first_page(struct tier *t, const char *name)
{
    struct faults faults;
    struct bound *b = NULL;
    faults_init(&faults, t->arena);
    struct form *f = form_read(t->arena, arena_printf(t->arena, "%s/forms/%s.form", getenv("LB_SRC"), name), &faults);
    if (!f) bench_fail(name, "cannot be read");
    bind_send(t->clerk, t->arena, f, false, on_bound, &b);
    waited(t);
    return list_sql(t->arena, b, &(struct list_ask){ .way = LIST_FIRST, .n = PAGE });
}

static void full(struct tier *t)
{
    static const char place[] = "select s.office::text, x.lo::text, x.hi::text, (ref.today() + 7)::text from sec.scope x join sec.account a using (login) join org.staff s on s.id = a.staff"
                                " where x.login = $1";
    static const char home[] = "select * from ((select due_on, person, id from service.pairing where office = $1 and due_on <= $2 order by due_on limit 200)"
                               " union all (select open_due, person, subject from work.duty where office = $1 and open_due <= $2 order by open_due limit 200)"
                               " union all (select due_on, person, id from work.matter where next_office = $1 and due_on <= $2 order by due_on limit 200)) x order by 1, 3 limit 200";
    static const char duties[] = "select * from work.duty where office >= $1 and office < $2 order by due_on desc, id desc limit 21";
    static const char petitions[] = "select * from service.petition p join work.matter m on m.id = p.id where p.office >= $1 and p.office < $2 order by p.received_on desc, p.id desc limit 21";
    const char *login = arena_printf(t->arena, "demo_%s", t->name), *at[4];
    struct rows *r = run(t, t->owner, place, 1, &login);
    for (int i = 0; i < 4; i++) at[i] = arena_str(t->arena, r->cell[i]);
    beside(t, "first screen", &(struct question){ .ours = "select * from app.home($1)", .params = { at[3] }, .n = 1 },
           &(struct question){ .ours = home, .params = { at[0], at[3] }, .n = 2 });
    beside(t, "ledger of duties, a page", &(struct question){ .ours = first_page(t, "duty") }, &(struct question){ .ours = duties, .params = { at[1], at[2] }, .n = 2 });
    beside(t, "petitions, a page", &(struct question){ .ours = first_page(t, "petition") }, &(struct question){ .ours = petitions, .params = { at[1], at[2] }, .n = 2 });
}

void full_bench(void)
{
    for (int i = 0; i < TIERS; i++) {
        struct tier t;
        sit_down(&t, tier_names[i]);
        onto_one_processor(&t);
        full(&t);
        arena_free(t.arena);
    }
}

/* ---- the first screen: what page/home.c and its drafts ask, by a session that has asked nothing yet, and once more */
static double home_once(struct tier *t)
{
    const char *until = run(t, t->clerk, "select (ref.today() + 7)::text", 0, NULL)->cell[0];
    const struct question home = { .ours = "select * from app.home($1)", .params = { arena_str(t->arena, until) }, .n = 1 };
    const struct question drafts = { .ours = "select * from app.draft_list()" };
    return timed(t, t->clerk, home.ours, &home) + timed(t, t->clerk, drafts.ours, &drafts);
}

void home_bench(void)
{
    for (int round = 0; round < ROUNDS; round++)
        for (int i = 0; i < TIERS; i++) {
            struct tier t;
            double again[AGAIN];
            char what[60];
            sit_down(&t, tier_names[i]);
            double first = home_once(&t);
            for (int k = 0; k < AGAIN; k++) again[k] = home_once(&t);
            snprintf(what, sizeof what, "first in a session, %s", t.name);
            bench_say_alone("home", what, first, "ms");
            snprintf(what, sizeof what, "again, %s", t.name);
            bench_say_alone("home", what, bench_median(again, AGAIN), "ms");
            arena_free(t.arena);
        }
}
