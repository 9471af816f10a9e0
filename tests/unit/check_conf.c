/* SPDX-License-Identifier: Apache-2.0 */
#include "conf/cfg.h"
#include "conf/file.h"
#include "conf/options.h"
#include "conf/paths.h"
#include "../harness/runner.h"
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static struct arena *a;
static struct faults faults;
static char dir[] = "/tmp/check_conf.XXXXXX";

static void setup(void)
{
    strcpy(dir + sizeof dir - 7, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(dir));
    a = arena_new(NULL);
    faults_init(&faults, a);
}

static void teardown(void)
{
    struct err e;
    const char **names = file_list(a, dir, "", &e);

    for (int i = 0; names[i]; i++)
        remove(file_join(a, dir, names[i]));
    rmdir(dir);
    arena_free(a);
}

static const char *put(const char *name, const char *text, size_t n)
{
    const char *path = file_join(a, dir, name);
    FILE *f = fopen(path, "wb");

    ck_assert_ptr_nonnull(f);
    fwrite(text, 1, n, f);
    fclose(f);
    return path;
}

static struct cfg_node *read_text(const char *text)
{
    return cfg_read(a, a, put("t.form", text, strlen(text)), NULL, &faults);
}

/* All faults as "line:text" joined by |. */
static const char *all(void)
{
    const char *s = "";

    for (size_t i = 0; i < faults.n; i++)
        s = arena_printf(a, "%s%s%d:%s", s, i ? "|" : "", faults.at[i].line, faults.at[i].text);
    return s;
}

static const struct { const char *text, *says; int n; } bad[] = {
    { "a = 1;\nb = \"\xd6\xd0\";\n", "2:不是 UTF-8", 1 },
    { "\xef\xbb\xbf" "a = 1;", "1:文件开头有 BOM", 1 },
    { "a = 1；\nb = “x”;\n", "1:引号外面有全角的 ；", 3 },
    { "a = ( 1, 2, );", "1:) 前面多了一个逗号", 1 },
    { "a = [ 1,\n 2,\n];\n", "3:] 前面多了一个逗号", 1 },
    { "a = 430121001001;", "1:数 430121001001 超过 31 位", 1 },
    { "a = 2147483648;", "超过 31 位", 1 },
    { "a = 99999999999999999999L;", "太大", 1 },
    { "a = \"x;\nb = \"y\";\n", "1:引号没有关上", 1 },
    { "a = 1;\nb = \"x;\n", "2:引号没有关上", 1 },
    { "a = 1;\n/* b = 2;\nc = 3;\n", "2:注释没有用 */ 关上", 1 },
    { "@include \"no.inc\n", "1:@include 的引号没有关上", 1 },
    { "@include \"no.inc\"\n", "no.inc", 1 },
    { "@include \".\"\n", "不是普通文件", 1 },
    { "@include \"/etc/passwd\"\n", "1:@include 的文件名不对", 1 },
    { "a = 1; @include \"t.form\"\n", "1:@include 要单独写一行", 1 },
    { "@include \"t.form\"\n", "套得太深", 1 },
    { "a = \"\\xff\";", "1:引号里的 \\x", 1 },
    { "a = 1;\na = 2;", "2:同一个名字写了两次", 1 },
    { "a = [ 1, \"x\" ];", "1:[ ] 里的值必须是同一种", 1 },
    { "a = 1\nb = { c = 2; d = ; };", "2:写法不对", 1 },
    { "姓名 = 1;", "1:引号外面有汉字", 1 },
    { "a = （（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（ 1 ）；", "1:括号套得太深", 2 },
    { "a = ((((((((((((((((((((((((((((((((( 1 )))))))))))))))))))))))))))))))));", "1:括号套得太深", 1 },
};

START_TEST(each_fault_has_its_line)
{
    read_text(bad[_i].text);
    ck_assert_msg(strstr(all(), bad[_i].says) && (int)faults.n == bad[_i].n, "%s\nwanted %s, got %zu: %s", bad[_i].text, bad[_i].says,
                  faults.n, all());
}
END_TEST

START_TEST(nul_byte_is_seen)
{
    ck_assert_ptr_null(cfg_read(a, a, put("t.form", "a = 1;\nb\0 = 2;", 14), NULL, &faults));
    ck_assert_str_eq(all(), "2:文件里有 NUL 字节");
}
END_TEST

START_TEST(all_faults_at_once)
{
    read_text("a = ( 1, );\nb = 430121001001;\nc = 1；\nd = “x”;\n");
    ck_assert_str_eq(all(), "1:) 前面多了一个逗号|2:数 430121001001 超过 31 位，代码和号码请写在引号里|"
                            "3:引号外面有全角的 ；，请改成半角的 ;|4:引号外面有全角的 “，请改成半角的 \"|"
                            "4:引号外面有全角的 ”，请改成半角的 \"");
}
END_TEST

/* What was surely meant is read on, so that what is behind it is found in the same round. */
START_TEST(faults_behind_are_found_too)
{
    read_text("\xef\xbb\xbf" "a = ( 1, 2, );\nb = “走访，记录”；c ＝ ［ \"x\"， \"y\", ]；\nd = 1;\nd = 2;\n");
    ck_assert_str_eq(all(), "1:文件开头有 BOM，请存成不带 BOM 的 UTF-8|1:) 前面多了一个逗号|2:引号外面有全角的 “，请改成半角的 \"|2:引号外面有全角的 ”，请改成半角的 \"|"
                            "2:引号外面有全角的 ；，请改成半角的 ;|2:引号外面有全角的 ＝，请改成半角的 =|2:引号外面有全角的 ［，请改成半角的 [|"
                            "2:引号外面有全角的 ，，请改成半角的 ,|2:] 前面多了一个逗号|4:同一个名字写了两次");
}
END_TEST

START_TEST(what_was_meant_is_read)
{
    const struct cfg_node *root = read_text("b = “走访，记录”；\nc = [ \"x\"， \"y\", ];\n");

    ck_assert_str_eq(cfg_text(root, "b", "?"), "走访，记录");
    ck_assert_int_eq(cfg_get(root, "c")->n_child, 2);
    ck_assert_int_eq(cfg_get(read_text("c = [ \"x\"， ]；\n"), "c")->n_child, 1);
    ck_assert_int_eq(cfg_get(read_text("c = （ \"x\", ）；\n"), "c")->n_child, 1);
    ck_assert_ptr_null(read_text("b = “走访\n”;\n"));
    ck_assert_ptr_null(read_text("b = “x\\”;\n"));
    put("i.inc", "c = 1；\n", strlen("c = 1；\n"));
    ck_assert_ptr_null(read_text("@include \"i.inc\"\n"));
}
END_TEST

START_TEST(reads_a_tree)
{
    const struct cfg_node *root, *n;

    root = read_text("# 注释，；\n// （也是）\n/* “全角”，） */\ntitle = [ \"走访，记录\", \"Visits\" ];\n"
                     "help = \"第一行\n第二行；“好”\" \"续\";\nn = -5; big = 430121001001L; hex = 0x1F; r = 3.5e9; yes = TRUE;\n"
                     "list = ( { name = \"a\"; }, \"b\", ( 1 ), [ ], 7 )\n");
    ck_assert_msg(root && !faults.n, "%s", all());
    ck_assert_int_eq(root->kind, CFG_GROUP);
    ck_assert_str_eq(cfg_get(root, "title")->child[0].text, "走访，记录");
    ck_assert_int_eq(cfg_get(root, "title")->line, 4);
    ck_assert_str_eq(cfg_text(root, "help", ""), "第一行\n第二行；“好”续");
    ck_assert_int_eq(cfg_int(root, "n", 0), -5);
    ck_assert_int_eq(cfg_int(root, "big", 0), 430121001001LL);
    ck_assert_int_eq(cfg_int(root, "hex", 0), 31);
    ck_assert(cfg_bool(root, "yes", false) && cfg_get(root, "r")->real == 3.5e9);
    n = cfg_get(root, "list");
    ck_assert_int_eq(n->n_child, 5);
    ck_assert_str_eq(cfg_text(&n->child[0], "name", ""), "a");
    ck_assert_ptr_null(n->child[0].name);
    ck_assert_int_eq(n->child[3].kind, CFG_ARRAY);
    ck_assert_ptr_null(cfg_get(root, "none"));
    ck_assert_str_eq(cfg_text(root, "n", "?"), "?");
}
END_TEST

START_TEST(includes_keep_their_place)
{
    const struct cfg_node *root;

    put("b.inc", "\n\nb = 2;\n", 9);
    root = read_text("a = 1;\n@include \"b.inc\"\nc = 3;\n");
    ck_assert_msg(root && !faults.n, "%s", all());
    ck_assert_str_eq(file_name(cfg_get(root, "b")->file), "b.inc");
    ck_assert_int_eq(cfg_get(root, "b")->line, 3);
    ck_assert_int_eq(cfg_get(root, "c")->line, 3);
    put("b.inc", "\nb = ；;\n", 10);
    read_text("a = 1;\n@include \"b.inc\"\n");
    ck_assert_int_eq(faults.at[0].line, 2);
    ck_assert_str_eq(file_name(faults.at[0].file), "b.inc");
    ck_assert_str_eq(faults.at[0].file, file_join(a, dir, "b.inc"));
}
END_TEST

static const struct cfg_key field_keys[] = { { "name", WANT_NAME, true, NULL, NULL }, { "lines", WANT_INT, false, NULL, NULL },
    { "check", WANT_TEXT, false, NULL, "id18 phone" }, { NULL, WANT_ANY, false, NULL, NULL } };
static const struct cfg_key form_keys[] = { { "title", WANT_PAIR, true, NULL, NULL }, { "relation", WANT_RELATION, true, NULL, NULL },
    { "rows", WANT_ROWS, false, NULL, NULL }, { "fields", WANT_GROUPS, false, field_keys, NULL }, { "one", WANT_GROUP, false, field_keys, NULL },
    { "names", WANT_NAMES, false, NULL, "x y" }, { "on", WANT_BOOL, false, NULL, NULL }, { NULL, WANT_ANY, false, NULL, NULL } };

START_TEST(keys_are_checked)
{
    const struct cfg_node *root = read_text(
        "relation = \"visit\";\nrows = ( [ \"a\" ], \"b\" );\nfields = (\n { lable = 1; lines = \"4\"; },\n { name = \"Big\"; check = \"id15\"; } );\n"
        "names = [ \"x\", \"z\" ];\none = ( 1 );\non = 1;\n");

    ck_assert_ptr_nonnull(root);
    ck_assert(!cfg_check(root, "登记簿", form_keys, &faults));
    faults_sort(&faults);
    ck_assert_str_eq(all(),
        "1:relation 要写成引号里的 \"模式.表\"|1:登记簿 里缺少 title|2:rows 要写成( [ \"name\" ], [ \"name\" ] )|"
        "4:fields 里没有 lable 这个名字|4:lines 要写成整数|4:fields 里缺少 name|5:name 要写成引号里的小写英文名|"
        "5:check 不能是 \"id15\"，只能是：id18 phone|6:names 不能是 \"z\"，只能是：x y|7:one 要写成{ ... }|8:on 要写成true 或 false");
}
END_TEST

START_TEST(good_keys_pass)
{
    const struct cfg_node *root = read_text("title = [ \"走访\", \"Visits\" ];\nrelation = \"service.visit\";\nrows = ( [ \"a\", \"b\" ], [ \"c\" ] );\n"
        "fields = ( { name = \"a\"; lines = 4; check = \"phone\"; } ); one = { name = \"b\"; }; names = [ \"y\" ]; on = true;");

    ck_assert_msg(root && cfg_check(root, "登记簿", form_keys, &faults), "%s", all());
}
END_TEST

START_TEST(options_have_defaults_and_limits)
{
    struct options o;
    const char *text = "idle_minutes = 5;\nprofile = \"lean\";\nambiguous = 3;\nescape_ms = 300;\nspeed = 9;\ndetach_seconds = \"x\";\n";

    options_read(a, &o, put("o.conf", text, strlen(text)), &faults);
    ck_assert_int_eq(o.idle_minutes, 5);
    ck_assert_str_eq(o.profile, "lean");
    ck_assert_int_eq(o.ambiguous, 0);
    ck_assert_int_eq(o.detach_seconds, 45);
    ck_assert_int_eq(o.escape_ms, 300);
    faults_sort(&faults);
    ck_assert_str_eq(all(), "3:ambiguous 只能是：0 1 2|5:设置文件 里没有 speed 这个名字|6:detach_seconds 要写成整数");
    setenv("LAOBING_CONF", "/nowhere/laobing.conf", 1);
    faults_init(&faults, a);
    options_read(a, &o, NULL, &faults);
    ck_assert_int_eq(faults.n, 1);
    unsetenv("PGDATABASE");
    unsetenv("PGSERVICE");
    ck_assert_str_eq(options_conninfo(&o), "dbname=laobing");
    setenv("PGDATABASE", "x", 1);
    ck_assert_str_eq(options_conninfo(&o), "");
}
END_TEST

/* The example names every option and, uncommented, says what the table says. */
START_TEST(example_is_the_table)
{
    struct options o, standard;
    struct err e;
    const char *src = getenv("LB_SRC");
    char *text, *path;

    if (!src)
        return;
    path = file_join(a, src, "conf/laobing.conf");
    text = file_read(a, path, 1 << 16, NULL, &e);
    ck_assert_msg(text != NULL, "%s", e.text);
    for (char *p = text; *p; p++)
        if (p > text && p[-1] == '\n' && p[0] == '#' && p[1] == ' ' && strchr("abcdefghijklmnopqrstuvwxyz", p[2]))
            *p = ' ';
    options_read(a, &o, put("o.conf", text, strlen(text)), &faults);
    ck_assert_msg(!faults.n, "%s", all());
    for (const struct option_row *r = options_table(); r->name; r++)
        ck_assert_msg(strstr(text, arena_printf(a, "  %s = ", r->name)) != NULL, "%s is not in the example", r->name);
    options_default(&standard);
    ck_assert_str_eq(o.profile, standard.profile);
    ck_assert_int_eq(o.idle_minutes, standard.idle_minutes);
    ck_assert_int_eq(o.detach_seconds, standard.detach_seconds);
    ck_assert_int_eq(o.escape_ms, standard.escape_ms);
}
END_TEST

START_TEST(files_and_paths)
{
    struct err e;
    size_t n;
    const char **names;

    put("b.sql", "x\0y", 3);
    put("a.sql", "", 0);
    put(".a.sql.swp", "", 0);
    names = file_list(a, dir, ".sql", &e);
    ck_assert(!strcmp(names[0], "a.sql") && !strcmp(names[1], "b.sql") && !names[2]);
    ck_assert_ptr_nonnull(file_read(a, file_join(a, dir, "b.sql"), 3, &n, &e));
    ck_assert_int_eq(n, 3);
    ck_assert_ptr_null(file_read(a, file_join(a, dir, "b.sql"), 2, &n, &e));
    ck_assert_ptr_null(file_read(a, dir, 100, &n, &e));
    ck_assert_int_eq(e.code, ERR_FILE);
    ck_assert_ptr_null(file_list(a, "/nowhere", "", &e));
    ck_assert_str_eq(file_dir(a, "/x"), "/");
    ck_assert_str_eq(file_dir(a, "a/b/c"), "a/b");
    ck_assert_str_eq(file_dir(a, "c"), ".");
    setenv("LAOBING_DATA", "/d", 1);
    ck_assert_str_eq(paths_data(a, "sql/data"), "/d/sql/data");
}
END_TEST

Suite *suite(void)
{
    Suite *s = suite_create("conf");
    TCase *t = tcase_create("conf");

    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, each_fault_has_its_line, 0, sizeof bad / sizeof *bad);
    tcase_add_test(t, nul_byte_is_seen);
    tcase_add_test(t, all_faults_at_once);
    tcase_add_test(t, faults_behind_are_found_too);
    tcase_add_test(t, what_was_meant_is_read);
    tcase_add_test(t, reads_a_tree);
    tcase_add_test(t, includes_keep_their_place);
    tcase_add_test(t, keys_are_checked);
    tcase_add_test(t, good_keys_pass);
    tcase_add_test(t, options_have_defaults_and_limits);
    tcase_add_test(t, example_is_the_table);
    tcase_add_test(t, files_and_paths);
    suite_add_tcase(s, t);
    return s;
}
