/* SPDX-License-Identifier: Apache-2.0 */
/* Attachments: what lies in the drop folder is listed, named, hung on a record of any register, looked at and fetched; and everything that can
 * be wrong with a file, a folder or a line is a sentence, with nothing lost. */
#include "english.h"
#include "folder.h"
#include "harness.h"
#include "screen.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file of s_village's drop folder, as of a known day. */
static void put(const char *name, const char *bytes, size_t n)
{
    char path[700];
    snprintf(path, sizeof path, "%s/s_village/in/%s", folder(), name);
    FILE *f = fopen(path, "w");
    ck_assert_ptr_nonnull(f);
    fwrite(bytes, 1, n, f);
    fclose(f);
    struct timespec day[2] = { { 1795397400, 0 }, { 1795397400, 0 } };      /* 2026-11-23 09:30 in Shanghai */
    utimensat(AT_FDCWD, path, day, 0);
    english_typed(name);
}
#define put_text(name, text) put(name, text, strlen(text))
static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\4\0\0\0\3\0\10\2\0\0\0";
#define put_png(name) put(name, png, sizeof png - 1)

/* Visit 1 and its attachments. */
static struct ht *at_attachments(const char *login)
{
    struct ht *h = sit_here(login);
    keys(h, "<F10>66<Enter><End><Enter><F6>2");
    shows(h, "附件");
    return h;
}

/* The first file of the drop folder, under the name that is proposed. */
static void attach_first(struct ht *h)
{
    keys(h, "<F7><Enter><Enter>");
}

START_TEST(in_looked_at_and_out)
{
    english_typed("说明 老兵您好 第二行");
    put_text("说明.txt", "老兵您好\n第二行\n");
    struct ht *h = at_attachments("s_village");
    shows(h, "还没有附件。F7 挂上。");
    keys(h, "<F7>");
    see(h, "attach-drop");
    keys(h, "<Enter>");
    see(h, "attach-name");
    keys(h, "<Enter>");
    shows(h, "已挂上：说明.txt");
    ck_assert_str_eq(shell("ls -A %s/s_village/in", folder()), "");
    sql_is("select concat_ws(' ', relation, row_id, name, kind, size, office, created_by, scan) from work.attachment", "service.visit 1 说明.txt txt 23 430102001001 s_village none");
    sql_is("select sha256 from work.attachment", shell("printf '老兵您好\\n第二行\\n' | sha256sum | cut -d' ' -f1"));
    sql_is("select count(*) from work.upload", "0");
    put_png("照片.png");
    english_typed("照片");
    attach_first(h);
    sql_is("select width || 'x' || height from work.attachment where kind = 'png'", "1024x768");
    rise(h);

    sql("alter table work.attachment disable trigger user");        /* a day that does not change */
    sql("update work.attachment set created_at = timestamptz '2026-11-23 10:00+08' + id * interval '1 minute'");
    sql("alter table work.attachment enable trigger user");
    h = at_attachments("s_village");
    see(h, "attach-list");
    keys(h, "<Down><Enter>");
    see(h, "attach-picture");
    keys(h, "<Esc><Up><Enter>");
    see(h, "attach-text");
    keys(h, "2<Enter>");
    shows(h, "请写明原因：至少四个字，查的人看得懂");
    keys(h, "核对内容<Enter>");
    shows(h, "老兵您好");
    shows(h, "第二行");
    keys(h, "<Esc><F8>");
    shows(h, "核对内容");
    keys(h, "<Enter>");
    shows(h, "已取出");
    ck_assert_str_eq(shell("cat %s/s_village/out/说明.txt", folder()), "老兵您好\n第二行");
    ck_assert_str_eq(shell("stat -c %%a %s/s_village/out/说明.txt", folder()), "600");
    keys(h, "<F8><Enter>");
    ck_assert_str_eq(shell("ls -A %s/s_village/out | sort | tr '\\n' '|'", folder()), "说明 (2).txt|说明.txt|");
    sql_is("select string_agg(login || ' ' || note || ' ' || (new ->> 'name') || coalesce(' ' || (new ->> 'size'), ''), ', ' order by seq) from audit.log where kind = 'P'",
           "s_village 核对内容 说明.txt, s_village 核对内容 说明.txt 23, s_village 核对内容 说明.txt 23");
    keys(h, "<Esc><F6>");
    shows(h, "附件 (2)");
}
END_TEST

/* A register nobody wrote a line of C for. */
START_TEST(hangs_on_any_register)
{
    put_text("借条.txt", "借伞一把");
    english_typed("借条");
    struct ht *h = sit_here("s_village");
    keys(h, english_on() ? "<F10>Umbrellas<Enter><Enter><F6>" : "<F10>借伞<Enter><Enter><F6>");
    shows(h, "附件 (0)");
    keys(h, "2");
    attach_first(h);
    shows(h, "已挂上：借条.txt");
    sql_is("select relation || ' ' || row_id || ' ' || name from work.attachment", "service.umbrella 2 借条.txt");
}
END_TEST

/* A case: from its page, by who holds it; who only sees it may look. */
START_TEST(hangs_on_a_case)
{
    sql("insert into service.petition (office, petitioner, channel, purpose, topic, received_on, title, request)"
        " values (430102001001, '王五', '2', '1', '01', '2026-11-20', '住房漏水', '请修')");
    english_typed("王五 住房漏水 请修");
    put_text("照片说明.txt", "屋顶");
    struct ht *h = sit_here("s_village");
    keys(h, "<F10>672<Enter><Enter><F6>1<F7>");
    shows(h, "还没有附件。F7 挂上。");
    attach_first(h);
    shows(h, "已挂上：照片说明.txt");
    sql_is("select relation || ' ' || office || ' ' || (row_id = (select max(id) from service.petition)) from work.attachment", "service.petition 430102001001 true");
    rise(h);
    h = sit_here("s_street");
    keys(h, "<F10>672<Enter><Tab><Tab><Tab><Enter><F6>1<F7>");
    shows(h, "照片说明.txt");
    hides(h, "F7挂上");
}
END_TEST

/* What lies there is not to be trusted: each is listed, none is attached, nothing goes away. */
START_TEST(what_cannot_be_attached)
{
    static const struct { const char *make, *said; } odd[] = {
        { "mkdir d", "d：不是普通文件，不能挂" }, { "ln -s /etc/passwd l", "l：不是普通文件，不能挂" }, { "mkfifo p", "p：不是普通文件，不能挂" },
        { "touch e", "e：是空文件" }, { "printf 'PK\\003\\004not a zip' >z", "认不出这个文件" }, { "printf '\\177ELF\\000\\001' >x.pdf", "认不出这个文件" },
        { "head -c 3000 /dev/zero >b", "b：太大：3000 字节，最多 2000" } };
    sql("insert into ref.setting values ('attachment.max_bytes', 430102000000, '2000')");
    struct ht *h = at_attachments("s_village");
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        shell("cd %s/s_village/in && rm -rf * && %s", folder(), odd[i].make);
        keys(h, "<F7><Enter><Enter>");
        shows(h, odd[i].said);
        ck_assert_str_ne(shell("ls -A %s/s_village/in", folder()), "");
        keys(h, "<Esc><Esc>");
        rise(h);
        h = at_attachments("s_village");
    }
    sql_is("select count(*) from work.attachment", "0");
    sql_is("select count(*) from work.upload", "0");
    shell("cd %s/s_village/in && rm -rf * && mkdir 文件夹 && ln -s x 链接 && mkfifo 管道 && touch -h -d '2026-11-23 01:30Z' *", folder());
    english_typed("文件夹 链接 管道");
    keys(h, "<F7>");
    see(h, "attach-odd");
    if (getuid()) {                             /* root may read everything */
        put_text("closed", "x");
        shell("chmod 0 %s/s_village/in/closed", folder());
        keys(h, "<C-l><End><Enter>");
        shows(h, "不许读这个文件，请改它的权限");
    }
}
END_TEST

/* Names are whatever a client made of them. */
START_TEST(odd_names)
{
    char long_name[256];
    memset(long_name, 'n', 255);
    long_name[255] = 0;
    put_text(long_name, "one");
    struct ht *h = at_attachments("s_village");
    keys(h, "<F7>");
    see(h, "attach-long-name");
    keys(h, "<Enter><Enter>");
    shows(h, "已挂上");
    sql_is("select char_length(name) from work.attachment", "120");
    put_text("a\nb\033[31m\xff\xfe.txt", "two");
    keys(h, "<F7>");
    see(h, "attach-odd-name");
    keys(h, "<Enter><Enter>");
    shows(h, "已挂上：a_b_[31m__.txt");
    put_text("..hidden", "three");
    keys(h, "<F7><Enter><Enter>");
    shows(h, "已挂上：_.hidden");
    put_text("-rf", "four");
    keys(h, "<F7><Enter><C-u>a/b<Enter>");
    shows(h, "附件的名称不能空着，不能有 / \\ 和看不见的字，不能以点开头");
    keys(h, "<C-u>好名字<Enter>");
    shows(h, "已挂上：好名字");
    ck_assert_str_eq(shell("ls -A %s/s_village/in", folder()), "");
    keys(h, "<Esc>");
}
END_TEST

/* Gone, changed or there twice between the list and the key. */
START_TEST(meanwhile)
{
    struct ht *h = at_attachments("s_village");
    put_text("one", "content");
    keys(h, "<F7>");
    shell("rm %s/s_village/in/one", folder());
    keys(h, "<Enter>");
    shows(h, "one：已经不在投递夹里了");
    put_text("one", "content");
    keys(h, "<C-l><Enter>");
    shell("rm %s/s_village/in/one", folder());
    keys(h, "<Enter>");
    shows(h, "one：已经不在投递夹里了");
    put_text("one", "content");
    keys(h, "<C-l><Enter>");
    shell("rm %s/s_village/in/one && ln -s /etc/passwd %s/s_village/in/one", folder(), folder());
    keys(h, "<Enter>");
    shows(h, "one：不是普通文件，不能挂");
    shell("rm %s/s_village/in/one", folder());
    put_text("one", "content");
    put_text("two", "content");
    keys(h, "<C-l><Enter><Enter>");
    shows(h, "已挂上：one");
    keys(h, "<F7><Enter><Enter>");
    shows(h, "这个文件已经挂在这条记录上了");
    ck_assert_str_eq(shell("ls -A %s/s_village/in", folder()), "two");
    shell("rm -r %s/s_village/in", folder());
    keys(h, "<Esc><F7>");
    shows(h, "投递夹：还没有建好，请系统管理员运行 laobingctl account sync --os");
    sql_is("select count(*) from work.attachment", "1");
}
END_TEST

/* A file of many parts, and a line that breaks under one of them: nothing to do, it is hung up once. */
START_TEST(a_broken_line_is_no_matter)
{
    shell("cd %s/s_village/in && { printf '%%%%PDF-1.4\\n'; head -c 3000000 /dev/zero; } >big.pdf", folder());
    const char *digest = shell("sha256sum <%s/s_village/in/big.pdf | cut -d' ' -f1", folder());
    char want[80];
    snprintf(want, sizeof want, "%s", digest);
    sql("create sequence work.breaks");
    sql("grant usage on sequence work.breaks to lb_staff");
    sql("create function work.break_once() returns trigger language plpgsql as"
        " $$ begin if new.n = 3 and nextval('work.breaks') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if; return new; end $$");
    sql("create trigger a_break after insert on work.upload for each row execute function work.break_once()");
    struct ht *h = at_attachments("s_village");
    attach_first(h);
    shows(h, "已挂上：big.pdf");
    sql_is("select string_agg(sha256, ',') from work.attachment where size = 3000009", want);
    keys(h, "<F8>看看内容<Enter>");
    shows(h, "已取出");
    ck_assert_str_eq(shell("sha256sum <%s/s_village/out/big.pdf | cut -d' ' -f1", folder()), want);
}
END_TEST

START_TEST(taken_back_by_key)
{
    put_text("one", "content");
    sql("create function work.wait_long() returns trigger language plpgsql as $$ begin perform pg_sleep(300); return new; end $$");
    sql("create trigger a_wait before insert on work.upload for each row execute function work.wait_long()");
    struct ht *h = at_attachments("s_village");
    keys(h, "<F7><Enter>");
    sends(h, "<Enter>");
    waits(h, "传附件");
    keys(h, "<C-c>");
    waits(h, "已经取消，您写的内容都在");
    ck_assert_str_eq(shell("ls -A %s/s_village/in", folder()), "one");
    sql("drop trigger a_wait on work.upload");
    keys(h, "<Enter><Enter>");
    shows(h, "已挂上：one");
}
END_TEST

/* Who sees the row sees its files; who may not write it cannot attach, rename or void. */
START_TEST(others)
{
    put_text("one", "content");
    struct ht *h = at_attachments("s_village");
    attach_first(h);
    shows(h, "已挂上：one");
    rise(h);
    h = sit_here("s_street");
    keys(h, "<F10>66<Enter><End><Enter><F6>");
    shows(h, "附件 (1)");
    keys(h, "1");
    shows(h, "one");
    hides(h, "F7挂上");
    keys(h, "<F7>");
    shows(h, "这条记录不归您写，附件也不能挂");
    keys(h, "<Enter>");
    hides(h, "作废这个附件");
    hides(h, "改名称");
    keys(h, "1街道存一份<Enter>");
    shows(h, "已取出");
    ck_assert_str_eq(shell("cat %s/s_street/out/one.txt", folder()), "content");
}
END_TEST

START_TEST(renamed_and_voided)
{
    put_text("one", "content");
    struct ht *h = at_attachments("s_village");
    attach_first(h);
    keys(h, "<Enter>3<C-u>..<Enter>");
    shows(h, "附件的名称不能空着，不能有 / \\ 和看不见的字，不能以点开头");
    keys(h, "<C-u>住院证明<Enter>");
    shows(h, "已改名");
    shows(h, "住院证明");
    keys(h, "<Enter>4挂错了人<Enter>");
    shows(h, "已作废；上级和审计还看得到");
    shows(h, "还没有附件。F7 挂上。");
    sql_is("select name || ' ' || void_why || ' ' || voided_by from work.attachment", "住院证明 挂错了人 s_village");
    put_text("two", "content");
    attach_first(h);
    shows(h, "已挂上：two");
}
END_TEST

START_TEST(scanned)
{
    put_text("one", "content");
    struct ht *h = at_attachments("s_village");
    attach_first(h);
    sql("update work.scan_state set program = '/bin/true'");
    keys(h, "<F8>看看内容<Enter>");
    shows(h, "这个文件还没有查毒，现在不能看也不能取");
    keys(h, "<Esc>");
    sql("select work.scan_done(id, 'found') from work.file");
    keys(h, "<C-l>");
    shows(h, "有毒");
    keys(h, "<F8><Enter>");
    shows(h, "查毒没有通过，这个文件不能看也不能取");
    keys(h, "<Esc>");
    sql("update work.file set scan = 'none'");
    sql("select work.scan_done(id, 'clean') from work.file");
    keys(h, "<C-l>");
    shows(h, "已查毒");
    keys(h, "<F8><Enter>");
    shows(h, "已取出");
}
END_TEST

START_TEST(no_drop_folder)
{
    shell("echo 'drop_folder = \"\";' >%s/conf", folder());
    struct ht *h = at_attachments("s_village");
    keys(h, "<F7>");
    shows(h, "这台机器没有设投递夹，请找系统管理员");
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("attach");
    TCase *c = screen_case(s, "attach");
    tcase_add_checked_fixture(c, make_folders, remove_folders);
    tcase_set_timeout(c, 60);
    tcase_add_test(c, in_looked_at_and_out);
    tcase_add_test(c, hangs_on_any_register);
    tcase_add_test(c, hangs_on_a_case);
    tcase_add_test(c, what_cannot_be_attached);
    tcase_add_test(c, odd_names);
    tcase_add_test(c, meanwhile);
    tcase_add_test(c, a_broken_line_is_no_matter);
    tcase_add_test(c, taken_back_by_key);
    tcase_add_test(c, others);
    tcase_add_test(c, renamed_and_voided);
    tcase_add_test(c, scanned);
    tcase_add_test(c, no_drop_folder);
    return s;
}
