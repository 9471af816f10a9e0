/* SPDX-License-Identifier: Apache-2.0 */
/* store/ without a server: the catalogue's rows are written by hand. tests/store has the same against a real one. */
#include "base/err.h"
#include "base/str.h"
#include "conf/fault.h"
#include "form/query.h"
#include "pg/rows.h"
#include "store/bind.h"
#include "store/ledger.h"
#include "store/list.h"
#include "store/save.h"
#include "../harness/runner.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct arena *a;
static struct faults faults;

static void setup(void)
{
    a = arena_new(NULL);
    faults_init(&faults, a);
}
static void teardown(void) { arena_free(a); }

/* ---- what the server would have said */
static const char *const names[] = { "n", "relation", "row_zh", "row_en", "row_label", "strips", "near", "beside", "column_name", "type", "max_chars", "required", "ref", "ref_label",
    "ref_short", "ref_hint", "ref_finder", "chooser", "zh", "en", "help_zh", "help_en", "default_value", "mask", "width", "private", "may_insert", "may_update", "owned", "may_select", "only_open", "ordinality" };
enum { WIDTH = sizeof names / sizeof *names };

static const struct column { int n; const char *relation, *name, *type, *required, *ref, *private_, *owned; } catalogue[] = {
    { 1, "s.t", "id", "int", "t", NULL, "f", "t" }, { 1, "s.t", "version", "int", "f", NULL, "f", "t" }, { 1, "s.t", "voided_at", "time", "f", NULL, "f", "t" },
    { 1, "s.t", "a", "date", "t", NULL, "f", "f" }, { 1, "s.t", "b", "text", "f", NULL, "f", "f" }, { 1, "s.t", "p", "ref", "f", "s.p", "f", "f" },
    { 1, "s.t", "c", "code", "f", "code.c", "f", "f" }, { 1, "s.t", "secret", "text", "f", NULL, "t", "f" },
    /* 2 would be the list's relation; it is the form's own and not asked for again */
    { 3, "s.p", "id", "int", "t", NULL, "f", "t" }, { 3, "s.p", "x", "text", "f", NULL, "f", "f" }, { 3, "s.p", "hush", "text", "f", NULL, "t", "f" },
    { 4, "s.k", "id", "int", "t", NULL, "f", "t" }, { 4, "s.k", "t", "ref", "t", "s.t", "f", "f" }, { 4, "s.k", "q", "ref", "f", "s.p", "f", "f" },
    { 4, "s.k", "what", "text", "t", NULL, "f", "f" },
};
enum { N_COLUMNS = sizeof catalogue / sizeof *catalogue };

static struct rows *catalogue_rows(void)
{
    struct rows *r = arena_new_of(a, struct rows);
    const char **cell = arena_array(a, const char *, N_COLUMNS * WIDTH);
    for (int i = 0; i < N_COLUMNS; i++) {
        const struct column *c = &catalogue[i];
        const char *row[WIDTH] = { arena_printf(a, "%d", c->n), c->relation, "甲", "A", "t.b", NULL, NULL, NULL, c->name, c->type, NULL, c->required, c->ref, c->ref ? "t.x" : NULL,
            c->ref && !strcmp(c->ref, "s.p") ? "t.y" : NULL, NULL, NULL, c->ref ? "app.choose_x" : NULL, c->name, c->name, "", "", NULL, NULL, NULL, c->private_, c->owned[0] == 't' ? "f" : "t", c->owned[0] == 't' ? "f" : "t", c->owned, c->private_[0] == 't' ? "f" : "t", "f", "1" };
        memcpy(cell + i * WIDTH, row, sizeof row);
    }
    *r = (struct rows){ .n = N_COLUMNS, .n_columns = WIDTH, .column = names, .cell = cell };
    return r;
}

#define HEAD "register = \"t\"; title = [ \"甲\", \"A\" ]; clause = []; menu = \"66\"; relation = \"s.t\";\n"
#define BLOCK "blocks = ( { name = \"h\"; relation = \"s.p\"; rows = ( [ \"x\" ] ); } );\n"
#define LIST "list = { columns = [ \"a\", \"p\", \"c\" ]; order = [ \"-a\" ]; };\n"
#define RECORD "record = ( { block = \"h\"; by = \"p\"; }, { rows = ( [ \"a\", \"b\" ], [ \"p\", \"c\" ], [ \"secret\" ] ); } );\n"
#define CHILDREN "children = ( { relation = \"s.k\"; by = \"t\"; columns = [ \"what\" ]; } );\n"

static struct bound *bind_text(const char *text)
{
    char dir[] = "/tmp/check_store.XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(dir));
    const char *path = arena_printf(a, "%s/t.form", dir);
    FILE *f = fopen(path, "w");
    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    fclose(f);
    struct form *form = form_read(a, path, &faults);
    unlink(path);
    rmdir(dir);
    if (!form) faults_print(&faults, stderr);
    ck_assert_ptr_nonnull(form);
    return bind_rows(a, form, catalogue_rows(), false, &faults);
}

static struct bound *good(void)
{
    struct bound *b = bind_text(HEAD BLOCK LIST RECORD CHILDREN);
    faults_print(&faults, stderr);
    ck_assert_ptr_nonnull(b);
    return b;
}

static const struct misfit { const char *text; int line; const char *says; } misfits[] = {
    { HEAD BLOCK "list = { columns = [ \"zz\" ]; };\n" RECORD CHILDREN, 3, "s.t 没有列 zz" },
    { HEAD BLOCK "list = { columns = [ \"secret\" ]; };\n" RECORD CHILDREN, 3, "私密列" },
    { HEAD BLOCK "list = { columns = [ \"a\" ]; order = [ \"-zz\" ]; };\n" RECORD CHILDREN, 3, "没有列 zz" },
    { HEAD BLOCK "list = { columns = [ \"a\" ]; order = [ \"p\" ]; };\n" RECORD CHILDREN, 3, "不能按 p 排序" },
    { HEAD BLOCK LIST "record = ( { block = \"h\"; by = \"p\"; }, { rows = ( [ \"a\" ],\n [ \"zz\" ] ); } );\n" CHILDREN, 5, "没有列 zz" },
    { HEAD BLOCK LIST "record = ( { block = \"h\"; by = \"p\"; }, { rows = ( [ \"b\" ] ); } );\n" CHILDREN, 1, "s.t.a 必须填写" },
    { HEAD BLOCK LIST "record = ( { block = \"h\"; by = \"c\"; }, { rows = ( [ \"a\" ] ); } );\n" CHILDREN, 4, "c 不指向 s.p" },
    { HEAD "blocks = ( { name = \"h\"; relation = \"s.p\"; rows = ( [ \"zz\" ] ); } );\n" LIST RECORD CHILDREN, 2, "s.p 没有列 zz" },
    { HEAD "blocks = ( { name = \"h\"; relation = \"s.p\"; rows = ( [ \"hush\" ] ); } );\n" LIST RECORD CHILDREN, 2, "私密列" },
    { HEAD BLOCK LIST RECORD CHILDREN "actions = ( { id = \"x\"; call = \"s.f\"; title = [ \"做\", \"Do\" ];\n takes = \"zz\"; } );\n", 6, "s.t 没有列 zz" },
    { HEAD BLOCK LIST RECORD "children = ( { relation = \"s.k\"; by = \"zz\"; columns = [ \"what\" ]; } );\n", 5, "没有列 zz" },
    { HEAD BLOCK LIST RECORD "children = ( { relation = \"s.k\"; by = \"q\"; columns = [ \"what\" ]; } );\n", 5, "s.k.q 不指向 s.t" },
    { HEAD BLOCK LIST RECORD "children = ( { relation = \"s.k\"; by = \"t\"; columns = [ \"zz\" ]; } );\n", 5, "没有列 zz" },
    { HEAD BLOCK LIST RECORD CHILDREN "fields = ( { name = \"a\"; },\n { name = \"secret\"; when = \"a is null\"; } );\n", 7, "secret 是私密列" },
    { HEAD BLOCK LIST "record = ( { block = \"h\"; by = \"p\"; }, { rows = ( [ \"a\" ], [ \"b\" ] ); } );\n" CHILDREN "fields = ( { name = \"a\"; lines = 3; } );\n", 6, "a 不是文字" },
    { HEAD BLOCK LIST RECORD CHILDREN "fields = ( { name = \"p\";\n among = [ \"zz\" ]; } );\n", 7, "s.t 没有列 zz" },
    { HEAD BLOCK LIST RECORD CHILDREN "fields = ( { name = \"a\";\n among = [ \"p\" ]; } );\n", 7, "among 没有用" },
    { HEAD BLOCK LIST "record = ( { block = \"h\"; by = \"p\"; }, { rows = ( [ \"a\" ] ); },\n { sums = ( { title = [ \"和\", \"Sum\" ]; is = \"sum(s.k.what)\"; } ); } );\n" CHILDREN, 5, "what 不是数" },
    { HEAD BLOCK LIST "record = ( { block = \"h\"; by = \"p\"; }, { rows = ( [ \"a\" ] ); },\n { sums = ( { title = [ \"和\", \"Sum\" ]; is = \"count(s.q)\"; } ); } );\n" CHILDREN, 5, "s.q 不是这张表的明细" },
    { HEAD BLOCK LIST "record = ( { block = \"h\"; by = \"p\"; }, { rows = ( [ \"a\" ] ); },\n { sums = ( { title = [ \"日\", \"Days\" ]; is = \"days(a, secret)\"; } ); } );\n" CHILDREN, 5, "secret 是私密列" },
};

START_TEST(misfit_is_told)
{
    const struct misfit *m = &misfits[_i];
    bool said = false;
    ck_assert_ptr_null(bind_text(m->text));
    for (size_t i = 0; i < faults.n; i++) said = said || (faults.at[i].line == m->line && strstr(faults.at[i].text, m->says));
    if (!said) faults_print(&faults, stderr);
    ck_assert_msg(said, "%d: line %d should say %s", _i, m->line, m->says);
}
END_TEST

START_TEST(missing_tables_are_told)
{
    const char *text = HEAD "blocks = ( { name = \"h\"; relation = \"s.p\"; rows = ( [ \"x\" ] ); } );\n" LIST RECORD
                       "children = ( { relation = \"s.k\"; by = \"t\"; columns = [ \"what\" ]; }, { relation = \"s.none\"; by = \"t\"; columns = [ \"what\" ]; } );\n";
    ck_assert_ptr_null(bind_text(text));
    ck_assert_uint_eq(faults.n, 1);
    ck_assert_ptr_nonnull(strstr(faults.at[0].text, "s.none"));
}
END_TEST

/* Less can be chosen in a record than a condition of the list may ask for. */
START_TEST(list_has_no_chooser)
{
    const struct bound *b = good();
    ck_assert_str_eq(b->fields.at[field_find(&b->fields, "p")].chooser, "app.choose_x");
    ck_assert_ptr_null(b->list.at[field_find(&b->list, "p")].chooser);
}
END_TEST

START_TEST(header_holds_what_it_shows)
{
    const struct fieldset *set = &good()->headers.at[0].fields;
    ck_assert_uint_eq(set->n, 2);
    ck_assert_uint_ne(field_find(set, "x"), NO_FIELD);
}
END_TEST

START_TEST(first_page)
{
    const char *sql = list_sql(a, good(), &(struct list_ask){ .n = 20 });
    ck_assert_ptr_nonnull(strstr(sql, "where true and m.voided_at is null\n order by m.\"a\" desc, m.\"id\" desc\n limit 21"));
    ck_assert_ptr_null(strstr(sql, "offset"));
}
END_TEST

START_TEST(further_pages)
{
    const char *key[] = { "2026-01-01", "7" };
    struct list_row row = { .id = 7, .key = key };
    struct query q;
    query_init(&q, a, "2026-11-23", false);
    struct bound *b = good();
    ck_assert(query_add(&q, &b->fields.at[field_find(&b->fields, "p")], NULL, "张", &(struct err){ 0 }));
    const char *after = list_sql(a, b, &(struct list_ask){ .way = LIST_AFTER, .from = &row, .n = 5, .query = &q });
    const char *before = list_sql(a, b, &(struct list_ask){ .way = LIST_BEFORE, .from = &row, .n = 5 });
    ck_assert_ptr_nonnull(strstr(after, ") and (m.\"a\", m.\"id\") < ($2::date, $3::bigint)"));
    ck_assert_ptr_nonnull(strstr(before, "(m.\"a\", m.\"id\") > ($1::date, $2::bigint)\n order by m.\"a\", m.\"id\"\n"));
}
END_TEST

/* What a list says of a row in few cells is asked for beside its name, and found by it; paper and whoever does not ask have the name alone. */
START_TEST(names_said_shorter)
{
    struct bound *b = good();
    const struct field *f = &b->fields.at[field_find(&b->fields, "p")];
    struct query q;
    query_init(&q, a, "2026-11-23", false);
    const char *brief = list_sql(a, b, &(struct list_ask){ .n = 20, .brief = true }), *full = list_sql(a, b, &(struct list_ask){ .n = 20 });
    ck_assert_ptr_nonnull(strstr(brief, "(select (t.x)::text from \"s\".\"p\" t where t.id = m.\"p\")"));
    ck_assert_ptr_nonnull(strstr(brief, "(select (t.y)::text from \"s\".\"p\" t where t.id = m.\"p\")"));
    ck_assert_ptr_null(strstr(full, "t.y"));
    ck_assert(query_add(&q, f, NULL, "=张", &(struct err){ 0 }));
    ck_assert_ptr_nonnull(strstr(q.where->s, "$1 in ((t.x)::text, (t.y)::text)"));
}
END_TEST

/* Other columns, some rows: the keys stay, the rows are a parameter behind those of the question. */
START_TEST(chosen_columns_of_marked_rows)
{
    const char *at[] = { "b" };
    struct names one = { .at = at, .n = 1 };
    struct bound *b = good();
    struct list_ask ask = { .n = 5, .columns = &one, .ids = "{5,7}" };
    int n;
    const char *sql = list_sql(a, b, &ask);
    ck_assert_ptr_nonnull(strstr(sql, "select m.id, (m.\"a\")::text, (m.\"id\")::text,\n       (m.\"b\")::text\n"));
    ck_assert_ptr_nonnull(strstr(sql, "where true and m.voided_at is null and m.id = any ($1::bigint[])\n"));
    ck_assert_ptr_nonnull(strstr(list_from(a, b, &ask), "m.id = any ($1::bigint[])"));
    ck_assert_str_eq(list_params(a, &ask, &n)[0], "{5,7}");
    ck_assert_int_eq(n, 1);
}
END_TEST

/* Neither what is private nor what only tells of the row's keeping. */
START_TEST(what_a_list_may_show)
{
    const struct bound *b = good();
    static const char *const no[] = { "id", "version", "voided_at", "secret" };
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) ck_assert_msg(!list_may_show(b, &b->list.at[field_find(&b->list, no[i])]), "%s", no[i]);
    ck_assert(list_may_show(b, &b->list.at[field_find(&b->list, "a")]));
}
END_TEST

START_TEST(strips_are_merged)
{
    struct bound *b = good();
    b->strips = "s.all()";
    b->near = "m.n = s.at";
    b->beside = "m.o = s.at and m.n <> s.at";
    const char *key[] = { "2026-01-01", "7" }, *page = "from \"s\".\"t\" m\n where true and m.voided_at is null and (%s) and (m.\"a\", m.\"id\") < ($1::date, $2::bigint)\n"
                                                       " order by m.\"a\" desc, m.\"id\" desc\n limit 6)";
    struct list_row row = { .id = 7, .key = key };
    const char *sql = list_sql(a, b, &(struct list_ask){ .way = LIST_AFTER, .from = &row, .n = 5 });
    ck_assert_ptr_nonnull(strstr(sql, "from unnest(s.all()) s(at) cross join lateral ((select m.*\n"));
    ck_assert_ptr_nonnull(strstr(sql, arena_printf(a, page, b->near)));
    ck_assert_ptr_nonnull(strstr(sql, arena_printf(a, page, b->beside)));
    ck_assert_ptr_nonnull(strstr(sql, ")) m\n order by m.\"a\" desc, m.\"id\" desc\n limit 6"));
}
END_TEST

/* ---- saving */
static void put(struct record *r, const char *name, const char *value) { record_set(r, field_find(r->set, name), value, NULL); }
static void was(struct record *r, const char *name, const char *value) { record_read(r, field_find(r->set, name), value, NULL); }

START_TEST(request_of_a_new_one)
{
    struct bound *b = good();
    struct record *r = record_new(a, &b->fields);
    struct str json;
    str_init(&json, a, 4096);
    put(r, "a", "2026-11-23");
    put(r, "b", "\"米\"");
    put(r, "secret", "号");
    r->draft = 9;
    ck_assert(save_request(r, &json));
    ck_assert_str_eq(json.s, "{\"relation\": \"s.t\", \"new\": {\"a\": \"2026-11-23\", \"b\": \"\\\"米\\\"\"}, \"private\": {\"secret\": \"号\"}, "
                             "\"children\": [], \"draft\": 9}");
}
END_TEST

START_TEST(request_of_a_change)
{
    struct bound *b = good();
    struct record *r = record_new(a, &b->fields);
    struct record_rows *rows = record_add_children(r, b->children.at[0].child, &b->children.at[0].fields);
    struct str json;
    str_init(&json, a, 4096);
    r->id = 5;
    r->version = 3;
    was(r, "a", "2026-01-01");
    was(r, "b", "米");
    ck_assert(!save_request(r, &json));
    str_reset(&json);
    put(r, "b", NULL);
    put(record_add_row(rows, a), "what", "修");
    ck_assert(save_request(r, &json));
    ck_assert_str_eq(json.s, "{\"relation\": \"s.t\", \"id\": 5, \"version\": 3, \"old\": {\"a\": \"2026-01-01\", \"b\": \"米\", \"p\": null, \"c\": null}, "
                             "\"new\": {\"b\": null}, \"private\": {}, \"children\": [{\"relation\": \"s.k\", \"by\": \"t\", \"rows\": [{\"new\": {\"what\": \"修\"}}]}]}");
}
END_TEST

/* A whole code or name before all; else what only one begins with or holds. */
START_TEST(code_is_understood)
{
    struct ledger_code list[] = { { 3, "1", "上门走访", "smzf", "上门走访", "home visit" }, { 3, "10", "视频", "sp", "视频", "video call" },
                                  { 3, "2", "电话联系", "dhlx", "电话联系", "telephone" }, { 4, "2", "难", "n", "难", "hardship" } };
    const struct ledger_codes codes = { list, 4, 4 };
    static const struct { size_t field; const char *typed, *code; int fits; } is[] = {
        { 3, "1", "1", 1 }, { 3, "10", "10", 1 }, { 3, "dh", "2", 1 }, { 3, "视", "10", 1 }, { 3, "上门走访", "1", 1 },
        { 3, "visit", "1", 1 }, { 3, "s", NULL, 2 }, { 3, "x", NULL, 0 }, { 4, "2", "2", 1 }, { 5, "2", NULL, -1 } };
    for (size_t i = 0; i < sizeof is / sizeof *is; i++) {
        int fits;
        const struct ledger_code *x = ledger_code_of(&codes, is[i].field, is[i].typed, &fits);
        ck_assert_msg((x || fits == is[i].fits) && (x ? is[i].code && !strcmp(x->code, is[i].code) : !is[i].code), "%s", is[i].typed);
    }
}
END_TEST

START_TEST(answer_is_read)
{
    static const char *const columns[] = { "answer", "field", "was", "theirs", "mine", "id", "version", "who", "at" };
    static const char *const cell[] = { "clash", "b", "米", "油", NULL, "5", "4", "王芳", "10:02", "merged", "a", NULL, "2026-01-02", NULL, "5", "4", "王芳", "10:02" };
    struct rows r = { .n = 2, .n_columns = 9, .column = columns, .cell = cell };
    struct save_answer *s = save_rows(a, good(), &r);
    ck_assert_int_eq(s->kind, SAVE_CLASH);
    ck_assert_int_eq(s->version, 4);
    ck_assert_uint_eq(s->fields.n, 2);
    ck_assert(s->fields.at[0].clash && !s->fields.at[1].clash);
    ck_assert_ptr_null(s->fields.at[0].mine);
    ck_assert_str_eq(s->fields.at[1].theirs, "2026-01-02");
    r.n = 0;
    ck_assert_ptr_null(save_rows(a, good(), &r));
}
END_TEST

Suite *suite(void)
{
    Suite *s = suite_create("store");
    TCase *t = tcase_create("store");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, misfit_is_told, 0, (int)(sizeof misfits / sizeof *misfits));
    tcase_add_test(t, missing_tables_are_told);
    tcase_add_test(t, header_holds_what_it_shows);
    tcase_add_test(t, list_has_no_chooser);
    tcase_add_test(t, first_page);
    tcase_add_test(t, further_pages);
    tcase_add_test(t, names_said_shorter);
    tcase_add_test(t, chosen_columns_of_marked_rows);
    tcase_add_test(t, what_a_list_may_show);
    tcase_add_test(t, strips_are_merged);
    tcase_add_test(t, request_of_a_new_one);
    tcase_add_test(t, request_of_a_change);
    tcase_add_test(t, answer_is_read);
    tcase_add_test(t, code_is_understood);
    suite_add_tcase(s, t);
    return s;
}
