/* SPDX-License-Identifier: Apache-2.0 */
#include "base/cell.h"
#include "base/err.h"
#include "base/str.h"
#include "conf/fault.h"
#include "form/calc.h"
#include "form/idcard.h"
#include "form/layout.h"
#include "form/query.h"
#include "form/record.h"
#include "../harness/runner.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct arena *a;
static struct err e;

static void setup(void) { a = arena_new(NULL); }
static void teardown(void) { arena_free(a); }

/* ---- reading forms: each text is good but for one place */
#define HEAD "register = \"t\"; title = [ \"甲\", \"A\" ]; clause = [ \"6.6.2\" ]; menu = \"66\"; relation = \"s.t\";\n"
#define LIST "list = { columns = [ \"a\" ]; order = [ \"-a\" ]; };\n"
#define RECORD "record = ( { rows = ( [ \"a\" ], [ \"b\", \"c\" ] ); } );\n"
#define BLOCK "blocks = ( { name = \"h\"; relation = \"s.p\"; rows = ( [ \"x\" ] ); } );\n"
#define AN_ACTION(id) " { id = \"" id "\"; call = \"s.f\"; title = [ \"做\", \"Do\" ]; },"
#define NINE_ACTIONS AN_ACTION("a") AN_ACTION("b") AN_ACTION("c") AN_ACTION("d") AN_ACTION("e") AN_ACTION("f") AN_ACTION("g") AN_ACTION("h") AN_ACTION("i")

static const struct bad { const char *text; int line; const char *says; } bad_forms[] = {
    { HEAD LIST RECORD "colour = 1;\n", 4, "colour" },
    { LIST RECORD, 0, "register" },
    { HEAD RECORD, 0, "list" },
    { HEAD LIST, 0, "record" },
    { HEAD LIST RECORD "menu = \"67\";\n", 4, "同一个名字" },
    { "register = \"other\"; title = [ \"甲\", \"A\" ]; clause = []; menu = \"66\"; relation = \"s.t\";\n" LIST RECORD, 1, "与文件名不同" },
    { "register = \"t\"; title = \"甲\"; clause = []; menu = \"66\"; relation = \"s.t\";\n" LIST RECORD, 1, "title" },
    { "register = \"t\"; title = [ \"甲\", \"A\" ]; clause = [ \"6.x\" ]; menu = \"66\"; relation = \"s.t\";\n" LIST RECORD, 1, "条款号 6.x" },
    { "register = \"t\"; title = [ \"甲\", \"A\" ]; clause = []; menu = \"六\"; relation = \"s.t\";\n" LIST RECORD, 1, "menu" },
    { "register = \"t\"; title = [ \"甲\", \"A\" ]; clause = []; menu = \"66\"; relation = \"t\";\n" LIST RECORD, 1, "relation" },
    { HEAD "list = { columns = [ \"a\", \"a\" ]; };\n" RECORD, 2, "a 写了两次" },
    { HEAD "list = { columns = [ \"a\" ]; order = [ \"-a b\" ]; };\n" RECORD, 2, "不是列名" },
    { HEAD "list = { columns = [ \"a\" ]; order = [ \"a\", \"-a\" ]; };\n" RECORD, 2, "写了两次" },
    { HEAD "list = { columns = [ \"a\" ]; where = \"a = 1; drop\"; };\n" RECORD, 2, "where" },
    { HEAD "list = { columns = [ \"a\" ]; asks = [ \"问\", \"Ask\" ]; };\n" RECORD, 2, "就要有 call" },
    { HEAD LIST RECORD "ledger = { columns = []; };\n", 4, "ledger.columns 是空的" },
    { HEAD LIST RECORD "ledger = { columns = [ \"a\", \"a\" ]; };\n", 4, "a 写了两次" },
    { HEAD LIST RECORD "ledger = { columns = [ \"a\" ]; carry = [ \"b\" ]; };\n", 4, "b 不在 columns 里" },
    { HEAD LIST RECORD "ledger = { columns = [ \"a\" ]; given = [ \"a\" ]; };\n", 4, "rows 和 given" },
    { HEAD LIST RECORD "ledger = { columns = [ \"a\" ]; last = \"b\"; heading = [ \"甲\", \"A\" ]; };\n", 4, "有 last 就要有 rows" },
    { HEAD LIST RECORD "ledger = { columns = [ \"a\" ]; rows = \"s.f\"; given = [ \"a\" ]; last = \"b\"; };\n", 4, "last 和 heading" },
    { HEAD LIST RECORD "ledger = { columns = [ \"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\", \"i\" ]; };\n", 4, "最多 8 列" },
    { HEAD LIST RECORD "fields = ( { name = \"a\"; carry = true; readonly = true; } );\n", 4, "有 carry" },
    { HEAD LIST "record = ();\n", 1, "record 是空的" },
    { HEAD LIST "record = ( { rows = ( [ \"a\" ] );\n by = \"b\"; } );\n", 3, "by 只能" },
    { HEAD LIST "record = ( { title = [ \"甲\", \"A\" ]; } );\n", 3, "四者之一" },
    { HEAD LIST "record = ( { sums = ( { title = [ \"甲\", \"A\" ]; is = \"sum(s.c)\"; } ); } );\n", 3, "不会算" },
    { HEAD LIST "record = ( { rows = ( [ \"a\" ] ); },\n { sums = ( { title = [ \"甲\", \"A\" ]; is = \"a + b\"; } ); } );\n", 4, "不会算" },
    { HEAD LIST "record = ( { sums = ( { title = [ \"甲\", \"A\" ]; is = \"days(a)\"; } ); } );\n", 3, "不会算" },
    { HEAD LIST "record = ( { sums = ( { title = [ \"甲\", \"A\" ]; is = \"days(a, b; drop)\"; } ); } );\n", 3, "不会算" },
    { HEAD LIST "record = ( { block = \"nobody\"; } );\n", 3, "nobody" },
    { HEAD LIST "record = ( { rows = ( [ \"a\" ],\n [ \"a\" ] ); } );\n", 4, "a 摆了两次" },
    { HEAD LIST "record = ( { rows = ( [ \"a\", \"b\", \"c\", \"d\", \"e\" ] ); } );\n", 3, "最多 4" },
    { HEAD LIST "record = ( { page = [ \"一\", \"1\" ]; } );\n", 3, "一 这一页是空的" },
    { HEAD LIST BLOCK "record = ( { block = \"h\"; } );\n", 4, "属于 s.p" },
    { HEAD LIST "blocks = ( { name = \"h\"; relation = \"s.t\"; rows = ( [ \"a\" ] ); },\n { name = \"h\"; relation = \"s.t\"; rows = ( [ \"b\" ] ); } );\n"
      "record = ( { block = \"h\"; } );\n", 4, "定义了两次" },
    { HEAD LIST RECORD "fields = ( { name = \"z\"; } );\n", 4, "z 没有摆" },
    { HEAD LIST RECORD "fields = ( { name = \"a\"; },\n { name = \"a\"; } );\n", 5, "a 写了两次" },
    { HEAD LIST RECORD "fields = ( { name = \"a\"; lines = 0; } );\n", 4, "lines" },
    { HEAD LIST RECORD "fields = ( { name = \"b\"; lines = 3; } );\n", 3, "独占一行" },
    { HEAD LIST RECORD "fields = ( { name = \"a\"; width = 500; } );\n", 4, "width" },
    { HEAD LIST RECORD "fields = ( { name = \"a\"; lable = 1; } );\n", 4, "lable" },
    { HEAD LIST RECORD "fields = ( { name = \"a\"; lines = \"3\"; } );\n", 4, "lines" },
    { HEAD LIST RECORD "fields = ( { name = \"a\"; when = \"(b\"; } );\n", 4, "括号" },
    { HEAD LIST RECORD "fields = ( { name = \"a\"; when = \"b = 'x\"; } );\n", 4, "引号" },
    { HEAD LIST RECORD "fields = ( { name = \"a\"; when = \"  \"; } );\n", 4, "空的" },
    { HEAD LIST RECORD "fields = ( { name = \"a\"; on_change = \"b -- c\"; } );\n", 4, "注释" },
    { HEAD LIST RECORD "fields = ( { name = \"a\"; validate = \"b\"; } );\n", 4, "say" },
    { HEAD LIST RECORD "fields = ( { name = \"a\"; from = \"b\"; default = \"c\"; } );\n", 4, "from" },
    { HEAD LIST RECORD "children = ( { relation = \"s.c\"; by = \"t\"; columns = []; } );\n", 4, "没有列" },
    { HEAD LIST RECORD "children = ( { relation = \"s.c\"; by = \"t\"; columns = [ \"t\" ]; } );\n", 4, "by 列" },
    { HEAD LIST RECORD "children = ( { relation = \"s.c\"; by = \"t\"; columns = [ \"x\" ]; rows = 50; } );\n", 4, "rows" },
    { HEAD LIST RECORD "actions = ( { id = \"x\"; call = \"s.f\"; title = [ \"做\", \"Do\" ]; },\n { id = \"x\"; call = \"s.f\"; title = [ \"做\", \"Do\" ]; } );\n", 5, "x 写了两次" },
    { HEAD LIST RECORD "actions = (" NINE_ACTIONS "\n { id = \"y\"; call = \"s.f\"; title = [ \"做\", \"Do\" ]; } );\n", 5, "最多 9" },
    { HEAD LIST RECORD "actions = ( { id = \"x\"; call = \"f\"; title = [ \"做\", \"Do\" ]; } );\n", 4, "call" },
    { HEAD LIST RECORD "fields = ( { name = “a” } );\n", 4, "“" },
    { HEAD LIST RECORD "fields = ( { name = \"a\"; }, );\n", 4, ")" },
    { HEAD LIST RECORD "/* open\n", 4, "*/" },
    { "\xef\xbb\xbf" HEAD LIST RECORD, 1, "" },
    { HEAD LIST RECORD "# \xd0\xd5\xc3\xfb\n", 4, "UTF-8" },
};

static struct form *read_text(const char *text, struct faults *faults)
{
    char dir[] = "/tmp/check_form.XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(dir));
    const char *path = arena_printf(a, "%s/t.form", dir);
    FILE *f = fopen(path, "w");
    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    fclose(f);
    faults_init(faults, a);
    struct form *form = form_read(a, path, faults);
    unlink(path);
    rmdir(dir);
    return form;
}

START_TEST(bad_form_is_refused)
{
    const struct bad *b = &bad_forms[_i];
    struct faults faults;
    bool said = false;
    ck_assert_ptr_null(read_text(b->text, &faults));
    for (size_t i = 0; i < faults.n; i++)
        said = said || ((!b->line || faults.at[i].line == b->line) && strstr(faults.at[i].text, b->says));
    if (!said) faults_print(&faults, stderr);
    ck_assert_msg(said, "%d: line %d should say %s", _i, b->line, b->says);
}
END_TEST

START_TEST(all_faults_are_told)
{
    struct faults faults;
    ck_assert_ptr_null(read_text(HEAD LIST RECORD "fields = ( { name = \"z\"; lines = 0; }, { name = \"a\"; when = \"(\"; }, { name = \"b\"; validate = \"c\"; } );\n", &faults));
    ck_assert_uint_eq(faults.n, 4);
    /* bytes, names and what the form says, in one round */
    ck_assert_ptr_null(read_text(HEAD LIST RECORD "colour = 1;\nfields = ( { name = “z”; lable = 1; }, );\n", &faults));
    ck_assert_uint_eq(faults.n, 6);
}
END_TEST

START_TEST(good_form_is_read)
{
    struct faults faults;
    struct form *f = read_text(HEAD LIST BLOCK "record = ( { block = \"h\"; by = \"p\"; }, { page = [ \"一\", \"1\" ]; },\n { rows = ( [ \"a\" ], [ \"b\", \"c\" ] ); } );\n"
        "fields = ( { name = \"a\"; lines = 3; when = \"b is null or c = '(;'\"; } );\n", &faults);
    faults_print(&faults, stderr);
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(f->record.n, 3);
    ck_assert_int_eq(f->record.at[0].kind, PART_HEADER);
    ck_assert_str_eq(f->record.at[0].rows.at[0].at[0], "x");
    ck_assert_str_eq(pair_text(f->record.at[1].title, true), "1");
    ck_assert_int_eq(form_field(f, "a")->lines, 3);
    ck_assert_ptr_null(form_field(f, "b"));
    ck_assert_str_eq(f->list.relation, "s.t");
}
END_TEST

START_TEST(ledger_is_read)
{
    struct faults faults;
    struct form *f = read_text(HEAD LIST RECORD "ledger = { columns = [ \"a\", \"b\" ]; carry = [ \"b\" ]; rows = \"s.f\"; given = [ \"a\", \"c\" ]; last = \"on\"; heading = [ \"上次\", \"Last\" ]; };\n"
        "fields = ( { name = \"a\"; carry = true; } );\n", &faults);
    faults_print(&faults, stderr);
    ck_assert_ptr_nonnull(f);
    ck_assert_str_eq(f->ledger->register_, "t");
    ck_assert_str_eq(f->ledger->rows, "s.f");
    ck_assert_uint_eq(f->ledger->given.n, 2);
    ck_assert_str_eq(pair_text(f->ledger->heading, true), "Last");
    ck_assert(form_field(f, "a")->carry);
    ck_assert_ptr_null(read_text(HEAD LIST RECORD, &faults)->ledger);
}
END_TEST

/* The limits belong to it. */
START_TEST(good_form_at_its_limits)
{
    struct faults faults;
    ck_assert_ptr_nonnull(read_text(HEAD LIST RECORD "fields = ( { name = \"a\"; lines = 20; width = 120; } );\n", &faults));
    ck_assert_ptr_nonnull(read_text(HEAD LIST RECORD "children = ( { relation = \"s.c\"; by = \"t\"; columns = [ \"x\" ]; rows = 20; } );\n", &faults));
    ck_assert_ptr_nonnull(read_text("register = \"t\"; title = [ \"甲\", \"A\" ]; clause = [ \"4\", \"4.3 a\", \"4.3.4 z\" ]; menu = \"66\"; relation = \"s.t\";\n" LIST RECORD, &faults));
}
END_TEST

START_TEST(digest_is_of_the_meaning)
{
    struct faults faults;
    struct form *one = read_text(HEAD LIST RECORD, &faults), *same = read_text("# said again\n" HEAD "\n\n" LIST RECORD, &faults),
                *other = read_text(HEAD LIST "record = ( { rows = ( [ \"a\" ], [ \"c\", \"b\" ] ); } );\n", &faults);
    ck_assert_str_eq(one->digest, same->digest);
    ck_assert_str_ne(one->digest, other->digest);
}
END_TEST

/* ---- fields */
static struct field fields[] = {
    { .name = "on", .type = FIELD_DATE, .width = 10, .lines = 1, .may_insert = true, .may_update = true, .required = true, .label = { "走访日期", "Date" } },
    { .name = "mode", .type = FIELD_CODE, .ref = "code.mode", .width = 12, .lines = 1, .may_insert = true, .may_update = true, .label = { "方式", "Mode" } },
    { .name = "money", .type = FIELD_MONEY, .width = 12, .lines = 1, .may_insert = true, .may_update = true, .label = { "慰问金", "Money" } },
    { .name = "n", .type = FIELD_INT, .width = 6, .lines = 1, .may_insert = true, .may_update = true, .label = { "人数", "People" } },
    { .name = "zero", .type = FIELD_BOOL, .width = 4, .lines = 1, .may_insert = true, .may_update = true, .label = { "零就业", "Zero-job" } },
    { .name = "note", .type = FIELD_TEXT, .max_chars = 5, .width = 60, .lines = 4, .may_insert = true, .may_update = true, .label = { "家中情况", "Situation" } },
    { .name = "person", .type = FIELD_REF, .ref = "s.p", .ref_label = "t.name", .width = 14, .lines = 1, .may_insert = true, .label = { "服务对象", "Person" } },
    { .name = "id_no", .type = FIELD_TEXT, .mask = "id18", .private_ = true, .width = 18, .lines = 1, .may_insert = true, .may_update = true, .label = { "身份证号", "ID number" } },
    { .name = "phone", .type = FIELD_TEXT, .mask = "phone", .private_ = true, .width = 13, .lines = 1, .may_insert = true, .may_update = true, .label = { "联系电话", "Phone" } },
    { .name = "version", .type = FIELD_INT, .owned = true, .width = 6, .lines = 1, .label = { "版本", "Version" } },
    { .name = "office", .type = FIELD_REF, .ref = "s.o", .ref_label = "t.name", .ref_below = "t.hi", .ref_finder = "app.find_o", .width = 14, .lines = 1, .label = { "机构", "Office" } },
};
static const struct fieldset set = { .relation = "s.t", .name = { "甲", "A" }, .at = fields, .n = sizeof fields / sizeof *fields };

static const struct typed { const char *field, *typed, *value; } typed[] = {    /* value NULL: refused */
    { "on", "2026-11-23", "2026-11-23" }, { "on", "1123", "2026-11-23" }, { "on", "t", "2026-11-23" }, { "on", " -1 ", "2026-11-22" },
    { "on", "２０２６－１１－２３", "2026-11-23" }, { "on", "2026-02-30", NULL }, { "on", "昨天吧", NULL },
    { "money", "1,200.5", "1200.5" }, { "money", "５００", "500" }, { "money", "12.345", NULL }, { "money", "米", NULL }, { "money", "12345678901", NULL },
    { "n", "12", "12" }, { "n", "1.5", NULL }, { "n", "9999999999999999999", NULL },
    { "zero", "是", "true" }, { "zero", "n", "false" }, { "zero", "也许", NULL },
    { "note", "住院了", "住院了" }, { "note", "　五个字可以　", "五个字可以" }, { "note", "六个字就不行", NULL }, { "note", "\xf0\xa0\xae\xb7野家好吗", "\xf0\xa0\xae\xb7野家好吗" },
    { "id_no", "11010519491231002x", "11010519491231002X" }, { "id_no", "110105 19491231 002X", "11010519491231002X" }, { "id_no", "110105194912310021", NULL },
    { "id_no", "110105194913310021", NULL }, { "id_no", "1101", NULL }, { "id_no", "13010519491231002A", NULL },
    { "phone", "138-1234-5678", "13812345678" }, { "phone", "0731-88888888", "073188888888" }, { "phone", "1381234567", NULL }, { "phone", "问他儿子", NULL },
    { "phone", "0731888888881234", "0731888888881234" }, { "phone", "07318888888812345", NULL }, { "mode", "上门", "上门" },
};

START_TEST(typed_text_is_taken)
{
    const struct typed *t = &typed[_i];
    const char *out;
    bool ok = field_take(a, &set.at[field_find(&set, t->field)], t->typed, "2026-11-23", &out, &e);
    ck_assert_msg(ok == (t->value != NULL), "%s %s: %s", t->field, t->typed, ok ? out : e.text);
    if (ok) ck_assert_str_eq(out, t->value);
    else {
        ck_assert_str_eq(e.column, t->field);
        ck_assert_ptr_nonnull(strstr(e.text, set.at[field_find(&set, t->field)].label.zh));
    }
}
END_TEST

START_TEST(old_card_is_raised)
{
    struct idcard card;
    ck_assert_int_eq(idcard_read("110105491231002", &card), IDCARD_GOOD);
    ck_assert_str_eq(card.number, "11010519491231002X");
    ck_assert_str_eq(card.birth, "1949-12-31");
    ck_assert_int_eq(card.sex, '2');
    ck_assert_int_eq(idcard_read("430102195801011231", &card) == IDCARD_GOOD || idcard_read("430102195801011231", &card) == IDCARD_DIGIT, 1);
    ck_assert_int_eq(idcard_read("110105990230002", &card), IDCARD_BIRTH);
    ck_assert_int_eq(idcard_read("110105491231997", &card), IDCARD_GOOD);
    ck_assert_str_eq(card.birth, "1849-12-31");
    ck_assert_int_eq(idcard_read("110105491231996", &card), IDCARD_GOOD);
    ck_assert_str_eq(card.birth, "1849-12-31");
    ck_assert_int_eq(idcard_read("110105491231995", &card), IDCARD_GOOD);
    ck_assert_str_eq(card.birth, "1949-12-31");
}
END_TEST

START_TEST(every_wrong_digit_is_found)
{
    struct idcard card;
    int passed = 0;
    for (int i = 0; i < 17; i++)
        for (char d = '0'; d <= '9'; d++) {
            char s[] = "11010519491231002X";
            if (s[i] == d) continue;
            s[i] = d;
            passed += idcard_read(s, &card) == IDCARD_GOOD;
        }
    ck_assert_int_eq(passed, 0);
}
END_TEST

START_TEST(masks_hide)
{
    ck_assert_str_eq(field_masked(a, &set.at[field_find(&set, "id_no")], "430102195801011234"), "430102********1234");
    ck_assert_str_eq(field_masked(a, &set.at[field_find(&set, "phone")], "13812345678"), "138****5678");
    ck_assert_str_eq(field_masked(a, &set.at[field_find(&set, "phone")], "123"), "***");
    ck_assert_str_eq(field_masked(a, &set.at[field_find(&set, "phone")], "1234567"), "*******");
    ck_assert_str_eq(field_masked(a, &set.at[field_find(&set, "phone")], "12345678"), "123*5678");
}
END_TEST

/* ---- record */
START_TEST(record_keeps_old_and_new)
{
    struct record *r = record_new(a, &set);
    size_t money = field_find(&set, "money");
    struct record_at at;
    r->id = 7;
    record_read(r, money, "1234567.50", NULL);
    ck_assert_str_eq(record_show(r, money), "1,234,567.50");
    record_read(r, field_find(&set, "zero"), "true", NULL);
    ck_assert_str_eq(record_show(r, field_find(&set, "zero")), "是");
    record_read(r, field_find(&set, "zero"), "false", NULL);
    ck_assert_str_eq(record_show(r, field_find(&set, "zero")), "否");
    ck_assert(!record_dirty(r));
    ck_assert(record_set(r, money, "5", NULL));
    ck_assert(!record_set(r, money, "5", NULL));
    ck_assert(record_dirty(r));
    ck_assert(record_set(r, money, "", NULL));
    ck_assert_ptr_null(r->values[money].now);
    ck_assert(record_undo(r, &at) && at.child == NO_CHILD && at.field == money);
    ck_assert_str_eq(r->values[money].now, "5");
    ck_assert(record_undo(r, &at));
    ck_assert(!record_dirty(r) && !record_undo(r, &at));
    record_set(r, money, "9", NULL);
    record_rebase(r, money, "8", true);
    ck_assert_str_eq(r->values[money].old, "8");
    ck_assert_str_eq(r->values[money].now, "9");
    record_saved(r, 7, 2);
    ck_assert(!record_dirty(r));
}
END_TEST

/* What is taken over from another record is nobody's doing until it is meant; it goes along with the rest. */
START_TEST(carried_until_meant)
{
    struct record *r = record_new(a, &set);
    size_t mode = field_find(&set, "mode"), money = field_find(&set, "money");
    struct record_at at;
    record_carry(r, mode, "2", "电话");
    ck_assert(r->values[mode].carried && record_dirty(r) && !record_differs(r));
    ck_assert_str_eq(record_show(r, mode), "电话");
    record_mean(r, mode);
    ck_assert(!r->values[mode].carried && record_differs(r));
    record_carry(r, mode, "2", "电话");
    record_set(r, mode, "1", "上门");
    ck_assert(!r->values[mode].carried && record_differs(r));
    record_undo(r, &at);
    ck_assert(!r->values[mode].carried);
    record_carry(r, mode, NULL, NULL);
    ck_assert(!r->values[mode].carried);
    struct record_loan l = record_lend(r, mode, "dian", "2026-11-23");
    ck_assert_str_eq(r->values[mode].typed, "dian");
    record_give_back(&l);
    ck_assert_ptr_null(r->values[mode].typed);
    l = record_lend(r, money, "1,000", "2026-11-23");
    ck_assert_str_eq(r->values[money].now, "1000");
    record_give_back(&l);
    ck_assert_ptr_null(r->values[money].now);
    record_set(r, field_find(&set, "person"), "12", "张建国");
    ck_assert_str_eq(record_called(r), "张建国");
}
END_TEST

START_TEST(private_is_not_shown)
{
    struct record *r = record_new(a, &set);
    size_t phone = field_find(&set, "phone");
    ck_assert_str_eq(record_show(r, phone), "");
    r->id = 7;
    ck_assert_str_eq(record_show(r, phone), "******");
    record_set(r, phone, "13812345678", NULL);
    ck_assert_str_eq(record_show(r, phone), "13812345678");
    record_saved(r, 7, 2);
    ck_assert_str_eq(record_show(r, phone), "******");
}
END_TEST

START_TEST(record_says_what_is_missing)
{
    struct record *r = record_new(a, &set);
    size_t on = field_find(&set, "on");
    struct record_at bad;
    ck_assert(!record_check(r, &bad, &e));
    ck_assert_uint_eq(bad.child, NO_CHILD);
    ck_assert_uint_eq(bad.field, on);
    ck_assert_int_eq(e.code, ERR_REQUIRED);
    ck_assert_str_eq(e.column, "on");
    ck_assert_ptr_nonnull(r->values[on].fault);
    record_set(r, on, "2026-11-23", NULL);
    ck_assert(record_check(r, &bad, &e));
    r->values[on].hidden = true;                        /* not asked for: not missed */
    record_set(r, on, NULL, NULL);
    ck_assert(record_check(r, &bad, &e));
    ck_assert(!record_editable(r, on));
    ck_assert(!record_editable(r, field_find(&set, "version")));
    ck_assert(record_editable(r, field_find(&set, "person")));
    const struct form_field from = { .from = "x" }, readonly = { .readonly = true }, neither = { .from = NULL };
    struct field one = fields[0];
    one.more = &from;
    ck_assert(!field_editable(&one, false));
    one.more = &readonly;
    ck_assert(!field_editable(&one, false));
    one.more = &neither;
    ck_assert(field_editable(&one, false));
    r->id = 1;
    ck_assert(!record_editable(r, field_find(&set, "person")));
}
END_TEST

static struct record *with_row(struct record *r)
{
    static const struct form_child child = { .relation = "s.t", .by = "x", .title = { "需要", "Needs" } };
    return record_add_row(record_add_children(r, &child, &set), a);
}

/* One undo takes back a change with all that followed from it, whether in the record or in a row. */
START_TEST(undo_takes_what_followed_along)
{
    struct record *r = record_new(a, &set), *row = with_row(r);
    size_t money = field_find(&set, "money"), mode = field_find(&set, "mode");
    struct record_at at;
    record_set(r, money, "1", NULL);
    record_begin(r);
    ck_assert(record_dirty(r) && !record_differs(r) && !record_can_undo(r));        /* a default is nobody's doing */
    record_set(row, mode, "2", "电话");
    record_set(r, money, "5", NULL);
    record_follow(r, mode, "1", "上门");
    ck_assert(record_undo(r, &at) && at.child == NO_CHILD && at.field == money);
    ck_assert_str_eq(r->values[money].now, "1");
    ck_assert_ptr_null(r->values[mode].now);
    ck_assert(record_differs(r) && !record_is_blank(row));
    record_clear(row);
    ck_assert(record_is_blank(row) && !record_differs(r));
    ck_assert(record_undo(r, &at) && at.child == 0 && at.row == 0 && at.field == mode);
    ck_assert(record_undo(r, &at) && record_is_blank(row) && !record_can_undo(r));
}
END_TEST

START_TEST(fault_in_a_row_is_named)
{
    struct record *r = record_new(a, &set), *row = with_row(r);
    struct record_at bad;
    record_set(r, field_find(&set, "on"), "2026-11-23", NULL);
    ck_assert(record_check(r, &bad, &e));               /* the empty row is none */
    row = record_add_row(&r->children.at[0], a);
    record_set(row, field_find(&set, "mode"), "1", NULL);
    ck_assert(!record_check(r, &bad, &e));
    ck_assert(bad.child == 0 && bad.row == 1 && bad.field == field_find(&set, "on"));
    ck_assert_ptr_nonnull(strstr(e.text, "“需要”第 1 行"));
    record_set(row, field_find(&set, "on"), "2026-11-23", NULL);
    row = record_add_row(&r->children.at[0], a);
    record_set(row, field_find(&set, "on"), "2026-11-22", NULL);
    row = record_add_row(&r->children.at[0], a);
    record_set(row, field_find(&set, "mode"), "1", NULL);
    ck_assert(!record_check(r, &bad, &e));
    ck_assert_ptr_nonnull(strstr(e.text, "“需要”第 3 行"));
}
END_TEST

/* Words that name nothing are no value: they stand, are not saved, and undo takes them back. */
START_TEST(words_are_no_value)
{
    struct record *r = record_new(a, &set);
    size_t mode = field_find(&set, "mode");
    struct record_at at;
    struct err e;
    struct str out;
    record_set(r, mode, "1", "上门");
    record_words(r, mode, "飞");
    ck_assert(record_differs(r) && !record_is_blank(r) && !record_get(r, "mode"));
    ck_assert_str_eq(record_show(r, mode), "飞");
    record_judge(r);
    ck_assert_ptr_null(r->values[mode].fault);
    record_set(r, field_find(&set, "person"), "12", "张建国");
    record_set(r, field_find(&set, "on"), "2026-11-23", NULL);
    ck_assert(!record_check(r, &at, &e) && at.field == mode);
    ck_assert_ptr_nonnull(strstr(e.text, "“飞”还没有选定"));
    str_init(&out, a, 4096);
    record_to_draft(r, &out);
    ck_assert_ptr_nonnull(strstr(out.s, "\"mode\": [null, \"飞\", null, \"飞\"]"));
    ck_assert(record_undo(r, &at) && record_undo(r, &at) && record_undo(r, &at));
    ck_assert_str_eq(record_get(r, "mode"), "1");
    ck_assert(!r->values[mode].typed && !r->values[mode].fault);
    record_words(r, mode, "飞");
    ck_assert(record_set(r, mode, NULL, NULL) && !r->values[mode].typed && record_is_blank(r));
}
END_TEST

/* A number is nobody's name, and what a new record would begin with again is emptied in its draft, too. */
START_TEST(emptied_and_unnamed)
{
    struct record *r = record_new(a, &set);
    struct str out;
    record_words(r, field_find(&set, "mode"), "430371195803051237");
    ck_assert_str_eq(record_called(r), "");
    record_carry(r, field_find(&set, "on"), "2026-11-23", "2026-11-23");
    record_set(r, field_find(&set, "on"), NULL, NULL);
    str_init(&out, a, 4096);
    record_to_draft(r, &out);
    ck_assert_ptr_nonnull(strstr(out.s, "\"on\": [null, \"\", null]"));
}
END_TEST

/* What a draft brings back is marked as it was; what is only missing is not. */
START_TEST(judged_as_typed)
{
    struct record *r = record_new(a, &set);
    size_t on = field_find(&set, "on"), money = field_find(&set, "money");
    struct record_at at;
    struct record *row = with_row(r);
    record_set(r, money, "一百", NULL);
    record_set(row, money, "二百", NULL);
    record_judge(r);
    ck_assert_ptr_nonnull(row->values[money].fault);
    ck_assert_ptr_nonnull(r->values[money].fault);
    ck_assert_ptr_null(r->values[on].fault);
    record_set(r, money, "6", NULL);
    record_set(r, money, "7", NULL);
    ck_assert(record_undo(r, &at));
    ck_assert_ptr_null(r->values[money].fault);
    ck_assert(record_undo(r, &at));                     /* what was wrong is so again */
    ck_assert_ptr_nonnull(r->values[money].fault);
}
END_TEST

/* ---- figures of the values on the screen */
static const struct figure { const char *is, *shows; } figures[] = {
    { "sum(s.t.money)", "1,301.05" }, { "sum(s.t.n)", "3" }, { "count(s.t)", "3" }, { "count(s.t.n)", "2" }, { " count( s.t )", "3" },
    { "days(on, today)", "266" }, { "days(on,on)", "0" }, { "years(on, today)", "0" }, { "days(today, on)", "" }, { "count(s.other)", "" },
};

START_TEST(figures_are_reckoned)
{
    const struct figure *f = &figures[_i];
    struct record *r = record_new(a, &set), *row = with_row(r);
    struct calc c;
    record_set(r, field_find(&set, "on"), "2026-03-02", NULL);
    record_set(row, field_find(&set, "money"), "1300.5", NULL);
    record_set(row, field_find(&set, "n"), "5", NULL);
    record_set(record_add_row(&r->children.at[0], a), field_find(&set, "money"), "1.05", NULL);
    row = record_add_row(&r->children.at[0], a);
    record_set(row, field_find(&set, "money"), "-0.50", NULL);
    record_set(row, field_find(&set, "n"), "-2", NULL);
    record_add_row(&r->children.at[0], a);                      /* blank: no row */
    ck_assert_ptr_null(calc_read(a, f->is, &c));
    ck_assert_str_eq(calc_show(a, &c, r, "2026-11-23"), f->shows);
}
END_TEST

START_TEST(years_are_whole)
{
    struct record *r = record_new(a, &set);
    struct calc c;
    ck_assert_ptr_null(calc_read(a, "years(on, today)", &c));
    ck_assert_str_eq(calc_show(a, &c, r, "2026-11-23"), "");
    record_set(r, field_find(&set, "on"), "1990-11-23", NULL);
    ck_assert_str_eq(calc_show(a, &c, r, "2026-11-23"), "36");
    ck_assert_str_eq(calc_show(a, &c, r, "2026-11-22"), "35");
}
END_TEST

static const struct figure misfits[] = {
    { "sum(s.c.note)", "不是数" }, { "sum(s.c.nowhere)", "没有列 nowhere" }, { "days(on, note)", "note 不是" }, { "years(nowhere, today)", "nowhere 不是" }, { "count(s.c.phone)", "phone 是私密列" },
};

START_TEST(figures_fit_the_columns)
{
    struct calc c;
    ck_assert_ptr_null(calc_read(a, misfits[_i].is, &c));
    ck_assert_ptr_nonnull(strstr(calc_fits(a, &c, &set, &set), misfits[_i].shows));
    ck_assert_ptr_null(calc_read(a, "count(s.c)", &c));
    ck_assert_ptr_nonnull(strstr(calc_fits(a, &c, &set, NULL), "不是这张表的明细"));
    ck_assert_ptr_null(calc_fits(a, &c, &set, &set));
}
END_TEST

START_TEST(draft_holds_what_is_dirty)
{
    struct record *r = record_new(a, &set);
    struct form_child child = { .relation = "s.t", .by = "x" };
    struct record *row = record_add_row(record_add_children(r, &child, &set), a);
    struct str out;
    str_init(&out, a, 4096);
    record_set(r, field_find(&set, "mode"), "1", "上门\"");
    record_set(r, field_find(&set, "phone"), "13812345678", NULL);
    record_set(row, field_find(&set, "n"), "3", NULL);
    record_to_draft(r, &out);
    ck_assert_str_eq(out.s, "{\"v\": {\"mode\": [\"1\", \"上门\\\"\", null]}, \"p\": {\"phone\": [\"13812345678\", \"13812345678\", null]}, "
                            "\"c\": [{\"relation\": \"s.t\", \"n\": 0, \"v\": {\"n\": [\"3\", \"3\", null]}}]}");
    r = record_new(a, &set);
    record_begin(r);
    record_set(r, 0, "2026-11-23", NULL);               /* the first field counts as any other */
    ck_assert(record_dirty(r) && record_differs(r) && !record_is_blank(r));
    str_reset(&out);
    record_to_draft(r, &out);
    ck_assert_str_eq(out.s, "{\"v\": {\"on\": [\"2026-11-23\", \"2026-11-23\", null]}, \"p\": {}, \"c\": []}");
}
END_TEST

/* ---- layout */
static const char *row1[] = { "person" }, *row2[] = { "on", "mode" }, *row3[] = { "money", "n" }, *row4[] = { "note" };
static struct names some[] = { { row1, 1, 1, 0 }, { row2, 2, 2, 0 }, { row3, 2, 2, 0 }, { row4, 1, 1, 0 } };
static const struct form_rows rows = { some, 4, 4 };

static void sound(const struct layout *l, int width)
{
    for (size_t i = 0; i < l->n; i++) {
        const struct place *p = &l->at[i];
        ck_assert_int_ge(p->label_x, 0);
        ck_assert_int_le(p->label_x + p->label_cells, p->x);
        ck_assert_int_gt(p->cells, 0);
        ck_assert_int_le(p->x + p->cells, width);
        for (size_t k = 0; k < i; k++) {
            const struct place *q = &l->at[k];
            bool apart = q->line + q->lines <= p->line || p->line + p->lines <= q->line || q->x + q->cells <= p->label_x;
            ck_assert_msg(apart, "places %zu and %zu overlap at width %d", k, i, width);
        }
    }
}

START_TEST(layout_at_80)
{
    struct layout l;
    layout_rows(a, &l, &set, &rows, 80, false, NULL);
    sound(&l, 80);
    ck_assert_int_eq(l.lines, 7);
    ck_assert_uint_eq(l.n, 6);
    ck_assert_int_eq(l.at[0].x, 10);                    /* 服务对象 and one blank, margin one */
    ck_assert_int_eq(l.at[1].x, 10);
    ck_assert_int_eq(l.at[3].label_x, 3);               /* 慰问金 ends where 走访日期 ends */
    ck_assert_int_eq(l.at[2].label_x + l.at[2].label_cells, l.at[4].label_x + l.at[4].label_cells);
    ck_assert_int_eq(l.at[5].cells, 69);
    ck_assert_int_eq(l.at[5].lines, 4);
}
END_TEST

START_TEST(layout_at_any_width)
{
    struct layout l;
    for (int width = 40; width <= 400; width++)
        for (int en = 0; en < 2; en++) {
            layout_rows(a, &l, &set, &rows, width, en, NULL);
            sound(&l, width);
            ck_assert_uint_eq(l.n, 6);
        }
    layout_rows(a, &l, &set, &rows, 160, false, NULL);
    ck_assert_int_eq(l.lines, 6);                       /* two rows share a line */
}
END_TEST

START_TEST(hidden_fields_take_no_place)
{
    struct layout l;
    bool skip[sizeof fields / sizeof *fields] = { false };
    skip[field_find(&set, "money")] = skip[field_find(&set, "n")] = true;
    layout_rows(a, &l, &set, &rows, 80, false, skip);
    ck_assert_int_eq(l.lines, 6);
    ck_assert_uint_eq(l.n, 4);
}
END_TEST

START_TEST(list_columns_fit)
{
    const char *names[] = { "on", "person", "money", "note" };
    struct names columns = { names, 4, 4, 0 };
    int cells[4], whole[4], squeezed = 0;
    layout_columns(&set, &columns, 200, false, whole);
    for (int width = 20; width <= 200; width++) {
        int used = 0;
        layout_columns(&set, &columns, width, false, cells);
        ck_assert(cells[2] == 0 || cells[2] == whole[2]);            /* an amount is there whole or not at all */
        squeezed += cells[2] && cells[1] < whole[1];
        for (int i = 0; i < 4; i++) used += cells[i] + (i && cells[i]);
        ck_assert_int_le(used, width);
        ck_assert_int_ge(cells[0], 10);
    }
    ck_assert_int_eq(cells[0], 10);
    ck_assert_int_gt(cells[3], 40);
    ck_assert_int_gt(squeezed, 0);                                   /* names make room for it */
}
END_TEST

/* ---- query */
static const struct ask { const char *field, *typed, *sql, *words; } asks[] = {
    { "money", ">=500", "(m.\"money\" >= $1::numeric)", "慰问金 不少于 500" },
    { "on", "1001..", "((m.\"on\" >= $1::date))", "走访日期 2026-10-01 起" },
    { "on", "2026-10-01..t", "((m.\"on\" >= $1::date and m.\"on\" <= $2::date))", "走访日期 2026-10-01 起 到 2026-11-23 为止" },
    { "on", "t", "(m.\"on\" = $1::date)", "走访日期 是 2026-11-23" },
    { "note", "*住院*", "(m.\"note\" like $1)", "家中情况 像 *住院*" },
    { "note", "100%", "(m.\"note\" like $1)", "家中情况 以 100% 开头" },
    { "note", "=", "(m.\"note\" is null)", "家中情况 是空的" },
    { "n", "1|>3", "(m.\"n\" = $1::numeric or m.\"n\" > $2::numeric)", "人数 是 1 或 多于 3" },
    { "n", "!2", "(not coalesce(m.\"n\" = $1::numeric, false))", "人数 不是 2" },
    { "person", "张*", "(m.\"person\" in (select t.id from \"s\".\"p\" t where (t.name)::text like $1))", "服务对象 是 张*" },
    { "office", "=甲..", "(exists (select from \"s\".\"o\" t where (t.name)::text = $1 and m.\"office\" >= t.id and m.\"office\" < (t.hi)))", "机构 在 甲 和它下面" },
    { "money", ">米", NULL, NULL }, { "on", "..", NULL, NULL }, { "money", ">", NULL, NULL },
    { "n", "=2", "(m.\"n\" = $1::numeric)", "人数 是 2" }, { "n", "!米", NULL, NULL },
};

START_TEST(question_becomes_parameters)
{
    const struct ask *k = &asks[_i];
    struct query q;
    query_init(&q, a, "2026-11-23", false);
    bool ok = query_add(&q, &set.at[field_find(&set, k->field)], NULL, k->typed, &e);
    ck_assert_msg(ok == (k->sql != NULL), "%s: %s", k->typed, ok ? q.where->s : e.text);
    ck_assert_str_eq(q.where->s, ok ? k->sql : "");
    ck_assert_str_eq(q.words->s, ok ? k->words : "");
    ck_assert(!strstr(q.where->s, "500") && !strstr(q.where->s, "住院"));
}
END_TEST

START_TEST(patterns_are_escaped)
{
    struct query q;
    query_init(&q, a, "2026-11-23", false);
    ck_assert(query_add(&q, &set.at[field_find(&set, "note")], NULL, "1_0%*?", &e));
    ck_assert_str_eq(q.at[0], "1\\_0\\%%_");
    ck_assert(query_add(&q, &set.at[field_find(&set, "note")], NULL, " 米 ", &e));
    ck_assert_str_eq(q.at[1], "米%");
}
END_TEST

START_TEST(questions_add_up)
{
    struct query q;
    query_init(&q, a, "2026-11-23", false);
    const struct field *n = &set.at[field_find(&set, "n")], *money = &set.at[field_find(&set, "money")];
    ck_assert(query_add(&q, n, NULL, "12", &e));
    ck_assert(query_add(&q, money, NULL, "5|6", &e));
    ck_assert_str_eq(q.where->s, "(m.\"n\" = $1::numeric) and (m.\"money\" = $2::numeric or m.\"money\" = $3::numeric)");
    ck_assert_uint_eq(q.n, 3);
    ck_assert_str_eq(q.at[2], "6");
}
END_TEST

START_TEST(one_question_a_field_is_put_anew)
{
    struct query q;
    query_init(&q, a, "2026-11-23", false);
    const struct field *n = &set.at[field_find(&set, "n")], *money = &set.at[field_find(&set, "money")];
    ck_assert(query_add(&q, n, NULL, "12", &e));
    ck_assert(query_add(&q, money, NULL, "5|6", &e));
    ck_assert_str_eq(query_on(&q, n)->typed, "12");
    ck_assert_str_eq(query_on(&q, n)->words, "是 12");
    struct query *rest = query_copy(a, &q, n);
    ck_assert_ptr_null(query_on(rest, n));
    ck_assert_str_eq(rest->where->s, "(m.\"money\" = $1::numeric or m.\"money\" = $2::numeric)");
    ck_assert_str_eq(rest->words->s, "慰问金 是 5 或 是 6");
    ck_assert(query_add(rest, n, NULL, "=", &e));
    ck_assert_str_eq(query_on(rest, n)->words, "是空的");
    ck_assert_uint_eq(rest->n, 2);
    ck_assert_uint_eq(query_copy(a, &q, NULL)->conditions.n, 2);
    ck_assert(query_add(rest, n, NULL, " | ", &e));
    ck_assert_uint_eq(rest->conditions.n, 2);           /* nothing written is no condition */
}
END_TEST

#define N(array) ((int)(sizeof array / sizeof *array))

static TCase *forms_case(void)
{
    TCase *t = tcase_create("forms");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, bad_form_is_refused, 0, N(bad_forms));
    tcase_add_test(t, all_faults_are_told);
    tcase_add_test(t, good_form_is_read);
    tcase_add_test(t, good_form_at_its_limits);
    tcase_add_test(t, digest_is_of_the_meaning);
    return t;
}

static TCase *values_case(void)
{
    TCase *t = tcase_create("values");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, typed_text_is_taken, 0, N(typed));
    tcase_add_test(t, old_card_is_raised);
    tcase_add_test(t, every_wrong_digit_is_found);
    tcase_add_test(t, masks_hide);
    tcase_add_test(t, record_keeps_old_and_new);
    tcase_add_test(t, private_is_not_shown);
    tcase_add_test(t, record_says_what_is_missing);
    tcase_add_test(t, undo_takes_what_followed_along);
    tcase_add_test(t, fault_in_a_row_is_named);
    tcase_add_test(t, words_are_no_value);
    tcase_add_test(t, emptied_and_unnamed);
    tcase_add_test(t, judged_as_typed);
    tcase_add_test(t, draft_holds_what_is_dirty);
    tcase_add_test(t, carried_until_meant);
    tcase_add_test(t, ledger_is_read);
    tcase_add_loop_test(t, figures_are_reckoned, 0, N(figures));
    tcase_add_test(t, years_are_whole);
    tcase_add_loop_test(t, figures_fit_the_columns, 0, N(misfits));
    return t;
}

static TCase *shapes_case(void)
{
    TCase *t = tcase_create("shapes");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, layout_at_80);
    tcase_add_test(t, layout_at_any_width);
    tcase_add_test(t, hidden_fields_take_no_place);
    tcase_add_test(t, list_columns_fit);
    tcase_add_loop_test(t, question_becomes_parameters, 0, N(asks));
    tcase_add_test(t, patterns_are_escaped);
    tcase_add_test(t, questions_add_up);
    tcase_add_test(t, one_question_a_field_is_put_anew);
    return t;
}

Suite *suite(void)
{
    Suite *s = suite_create("form");
    suite_add_tcase(s, forms_case());
    suite_add_tcase(s, values_case());
    suite_add_tcase(s, shapes_case());
    return s;
}
