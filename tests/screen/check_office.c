/* SPDX-License-Identifier: Apache-2.0 */
/* Menu 9 and the history of a record: who changed this, who looked at this file, a colleague has left, an account for a new one. */
#include "screen.h"
#include "harness.h"
#include <stdio.h>
#include <string.h>

/* The log keeps the real clock, the terminal and the version, and so do sign-ons: made still for the goldens. */
static void still(void)
{
    sql("do $$ begin update sec.account set synced_at = '2026-11-23 08:00+08'; update work.draft set at = '2026-11-23 10:05+08';"
        "  update sec.session set began_at = '2026-11-23 09:00+08', ended_at = case when login <> 's_secadmin' then timestamptz '2026-11-23 09:30+08' end;"
        "  alter table audit.log disable trigger append_only;"
        "  update audit.log l set place = regexp_replace(place, 'pts/[0-9]+', 'pts/0'), note = case kind when 'S' then '0.1' else note end,"
        "    at = case when login ^@ 's_' then timestamptz '2026-11-23 09:00+08' + x.n * interval '1 minute' else '2026-11-20 09:00+08' end"
        "    from (select seq, row_number() over (partition by login order by seq) as n from audit.log) x where x.seq = l.seq;"
        "  alter table audit.log enable trigger append_only; end $$");
}

/* A visit is changed by two. */
static void two_changes(void)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>66<Enter><End><Enter>");
    keys(h, "<Down><Down><Down><C-u>米 油 面<Enter><C-u>800<F2>");
    rise(h);
    h = sit("s_head");
    keys(h, "<F10>66<Enter><End><Enter>");
    keys(h, "<Down><Down><Enter><Enter><C-u><BS><F5><Down><Enter><F2>");
    rise(h);
    still();
}

START_TEST(history)
{
    two_changes();
    struct ht *h = sit("s_village");
    keys(h, "<F10>66<Enter><End><Enter>");
    keys(h, "<C-e>");
    see(h, "history");
    keys(h, "<F1>");
    see(h, "history-help");
    keys(h, "<Esc><Down><Down><Enter>");
    see(h, "history-line");
    keys(h, "<Esc><Esc>");
    shows(h, "可改");
    rise(h);
    h = sit("s_english");
    keys(h, "<F10>66<Enter><End><Enter>");
    keys(h, "<C-e>");
    see(h, "history-english");
}
END_TEST

/* More changes than are read at once: going down reads on. */
START_TEST(long_history)
{
    for (int i = 0; i < 60; i++) sql("update service.visit set money = %d where id = 1", 1000 + i);
    still();
    struct ht *h = sit("s_village");
    keys(h, "<F10>66<Enter><End><Enter><C-e>");
    shows(h, "1,058.00 -> 1,059.00");
    for (int i = 0; i < 5; i++) keys(h, "<PgDn>");
    hides(h, "500.00 -> 1,000.00");
    for (int i = 0; i < 5; i++) keys(h, "<PgDn>");
    shows(h, "新建");
    keys(h, "<PgDn>");
    shows(h, "没有更多了");
}
END_TEST

START_TEST(private_history_is_masked)
{
    sql("update service.person_private set phone = '13911112222' where id = 1");
    struct ht *h = sit("s_village");
    keys(h, "<F3>zjg<Enter>");
    keys(h, "<F5>");
    keys(h, "<C-e>");
    shows(h, "联系电话: ＊＊＊ -> ＊＊＊");
    hides(h, "1391111");
}
END_TEST

/* The needs found on a visit are its lines: the visit's history tells of them by their name; a saved one is voided from its row. */
START_TEST(history_of_the_lines)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>66<Enter><End><Enter><Down><Down><Down><Down><Down><Down>助听器<Enter>左耳<Enter><F2>");
    shows(h, "已保存");
    keys(h, "<Up><F6>");
    see(h, "void-a-line");
    keys(h, "<Enter>");
    shows(h, "为什么作废？");
    keys(h, "<Enter>");                     /* without a reason it stays, and says what it wants */
    shows(h, "请写明原因：至少四个字");
    shows(h, "为什么作废？");
    keys(h, "记错了人家<Enter>");
    shows(h, "已作废；上级和审计还看得到");
    hides(h, "助听器");
    sql_is("select string_agg(what || ':' || void_why, ',') from service.need where visit = 1", "助听器:记错了人家");
    sql_is("select voided_at is null from service.visit where id = 1", "t");
    keys(h, "<C-e>");
    shows(h, "新建  发现的需要：助听器  李华");
    shows(h, "修改  发现的需要：助听器  李华");
    shows(h, "作废人: （空） -> 李华");
    shows(h, "作废原因: （空） -> 记错了人家");
    shows(h, "说明: 左耳");
}
END_TEST

/* Directories are read by all, their histories too; from where the administrator wrote is for those in whose range the row lies. */
START_TEST(history_of_a_directory)
{
    sql("update org.staff set post = '站长' where id = 2");
    still();
    struct ht *h = sit("s_village");
    keys(h, "<F10>42<Enter><End><Enter>");
    shows(h, "历史");
    keys(h, "<C-e>");
    see(h, "history-staff");
    keys(h, "<Esc><Esc><Esc><F10>41<Enter><Enter><C-e>");
    see(h, "history-office");
}
END_TEST

/* No key where there is no history: of a new one, of what is not a row. */
START_TEST(no_history_no_key)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>66<Enter><F7>");
    hides(h, "历史");
    keys(h, "<C-e>");
    hides(h, "修改历史");
}
END_TEST

START_TEST(audit)
{
    two_changes();
    struct ht *h = sit("s_auditor");
    keys(h, "<F10>audit<Enter>");
    see(h, "audit-door");
    keys(h, "<Esc>");
    shows(h, "登记簿目录");
    keys(h, "<Enter> <Enter>");
    shows(h, "请写明原因：至少四个字");
    keys(h, "<Enter>查泄露的事<Enter>");
    shows(h, "这一次查阅已记录在案");
    shows(h, "查泄露的事");
    keys(h, "<F3><Enter><Enter>lh<F2>");
    see(h, "audit");
    keys(h, "<Down><Enter>");
    see(h, "audit-line");
    sql_is("select count(*) from audit.log where login = 's_auditor' and kind = 'P' and relation = 'audit.log' and note = '查泄露的事'", "1");
}
END_TEST

/* Who opened whose file, and why. */
START_TEST(audit_of_a_look)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>61<Enter><F3>张建国<F2><Enter><F6><Enter>");
    keys(h, "电话核对住址<Enter>");
    rise(h);
    h = sit("s_auditor");
    keys(h, "<F10>audit<Enter>");
    keys(h, "例行检查<Enter>");
    keys(h, "<F3><Enter>查看<F2>");
    shows(h, "李华     查看     服务对象   张建国   电话核对住址");
}
END_TEST

START_TEST(drafts)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>66<Enter><Enter>");
    keys(h, "<Down><Down><Down><Down>精神好<Esc>");
    rise(h);
    still();
    h = sit("s_head");
    keys(h, "<F10>draft<Enter>");
    see(h, "drafts");
    keys(h, "<Enter><F6><Enter>");
    see(h, "draft-whom");
    keys(h, "夏<Enter>");
    keys(h, "李华请长假<Enter>");
    see(h, "draft-handed-on");
    keys(h, "<F6><Enter>夏<Enter>再交一次<Enter>");
    shows(h, "本来就是夏雨晴的");
    sql_is("select login from work.draft", "s_english");
    sql_is("select note from audit.log where relation = 'work.draft' and kind = 'U'", "李华请长假");
    rise(h);
    h = sit("s_english");
    shows(h, "Drafts 1");
    shows(h, "from 李华, 11-23 10:05");
    rise(h);
    sql("update work.draft set form = 'account', login = 's_head', from_staff = null");
    h = sit("s_head");
    keys(h, "<F10>draft<Enter><Enter><F6><Enter>夏<Enter>李华请长假<Enter>");
    shows(h, "夏雨晴的岗位不办“账号”");
}
END_TEST

/* A draft of a register that one's job no longer opens is named as it was, and opens with a sentence. */
START_TEST(draft_of_another_job)
{
    sql("insert into work.draft (login, office, form, fields, label) values ('s_village', 430102001001, 'account', '{\"v\": {}}', 'li_hua')");
    still();
    struct ht *h = sit("s_village");
    see(h, "draft-of-another-job");
    keys(h, "<Down><Down><Down><Enter>");
    see(h, "draft-of-another-job-opened");
}
END_TEST

START_TEST(accounts)
{
    struct ht *h = sit("s_secadmin");
    still();
    keys(h, "<F10>account<Enter>");
    see(h, "accounts");
    keys(h, "<End><Enter>");
    see(h, "account");
    keys(h, "<F6>");
    see(h, "account-acts");
    keys(h, "<Enter>已经离岗<Enter>");
    shows(h, "已停用");
    sql_is("select active::text from sec.account where login = 's_village'", "false");
    keys(h, "<F6><Enter>借调回来<Enter>");
    shows(h, "已启用");
    keys(h, "<F6><Down><Enter>二〇二六<Enter>");
    shows(h, "没有这个日期");
    keys(h, "<C-u>2026-11-01<Enter>借调到年底<Enter>");
    see(h, "account-until");                /* the date is at fault: it comes back, the reason is kept */
    keys(h, "<C-u>1231<Enter><Enter>");
    shows(h, "到期日改为 2026-12-31");
    sql_is("select expires_on::text from sec.account where login = 's_village'", "2026-12-31");
    sql_is("select count(*) from audit.log where relation = 'sec.account' and login = 's_secadmin' and note in ('已经离岗', '借调回来', '借调到年底')", "3");
    keys(h, "<F6><Down><Enter><C-u><Enter>转为长期<Enter>");
    shows(h, "不再有到期日");
    keys(h, "<F6>3ssh-ed25519 AAAA bogus<Enter>换了电脑<Enter>");
    shows(h, "或者抄漏");
    keys(h, "<C-u>ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f a@b<Enter><Enter>");
    shows(h, "SHA256:");
    sql_is("select (ssh_key like 'ssh-ed25519 %% a@b')::text from sec.account where login = 's_village'", "true");
    still();
    keys(h, "<C-e>");
    see(h, "account-history");
    keys(h, "<Esc><Esc>");
    rise(h);
    h = sit("s_auditor");
    keys(h, "<F10>audit<Enter>年度检查<Enter><F3><Enter><Enter><Enter><Enter><Enter><Enter><F1>");
    keys(h, "<Enter>账号<F2>");
    see(h, "audit-of-accounts");
}
END_TEST

START_TEST(account_opened)
{
    struct ht *h = sit("s_secadmin");
    still();
    keys(h, "<F10>account<Enter><F7>");
    see(h, "account-new");
    sql("update sec.account set active = false where login = 's_street'");
    keys(h, "Wang<Enter>王芳<Enter><Enter>");
    sql("update sec.account set active = true where login = 's_street'");
    keys(h, "<Enter>新来的经办<F2>");
    shows(h, "小写字母");
    keys(h, "<S-Tab><S-Tab><S-Tab><S-Tab><C-u>wang_fang<F2>");
    shows(h, "这个人已经有账号 s_street");
    sql("update sec.account set active = false where login = 's_street'");
    keys(h, "<F2>");
    sql_is("select staff::text from sec.account where login = 'wang_fang'", "5");
    shows(h, "wang_fang");
    shows(h, "待开通");
}
END_TEST

/* Lists offer what can be taken: who can sign on, who has no account yet, who may serve; a condition still finds all there are. */
START_TEST(choices)
{
    sql("insert into org.staff (office, name, post) values (430102001001, '夏天', '服务专干'), (430102001002, '夏至', '服务专干')");
    sql("update org.office set established = false where id = 430102001002");
    sql("insert into work.draft (login, office, form, fields) values ('s_village', 430102001001, 'visit', '{\"v\": {}}')");
    struct ht *h = sit("s_head");
    keys(h, "<F10>draft<Enter><Enter><F6><Enter>");
    shows(h, "夏雨晴");
    hides(h, "夏天");
    sql("update sec.account set expires_on = '2026-11-01' where login = 's_english'");
    keys(h, "夏");
    shows(h, "没有符合的");
    rise(h);
    h = sit("s_secadmin");
    keys(h, "<F10>account<Enter><F7>xia_tian<Enter><F5>汤");      /* himself */
    shows(h, "没有符合的");
    keys(h, "<BS>夏");
    shows(h, "夏雨晴");                                   /* hers has ended */
    shows(h, "夏至");
    keys(h, "<BS>王");
    shows(h, "没有符合的");
    rise(h);
    h = sit("s_secadmin");
    keys(h, "<F10>account<Enter><F3><Enter>王芳<F2>");
    shows(h, "s_street");
    rise(h);
    h = sit("s_sysadmin");
    keys(h, "<F10>41<Enter><End><Enter><F6><Enter>");
    see(h, "served-by-whom");
}
END_TEST

/* An action is offered to whom it is for and where it makes sense. */
START_TEST(served_by)
{
    sql("update org.office set established = false where id = 430102001002");
    struct ht *h = sit("s_sysadmin");
    keys(h, "<F10>41<Enter><End><Enter>");
    shows(h, "F6办理");
    keys(h, "<F6><Enter>识字里<Enter>就近服务<Enter>");
    shows(h, "代办");
    sql_is("select served_by::text from org.office where id = 430102001002", "430102001001");
    keys(h, "<Esc><Up><Enter>");
    hides(h, "F6办理");
    rise(h);
    h = sit("s_county");
    keys(h, "<F10>41<Enter><End><Enter>");
    hides(h, "F6办理");
}
END_TEST

/* Menu 9 as each may open it: tier and job decide, in the program as in the database. */
START_TEST(who_may)
{
    static const struct { const char *login, *may; } table[] = {
        { "s_village", "" }, { "s_head", "draft" }, { "s_street", "" }, { "s_county", "" },
        { "s_auditor", "audit" }, { "s_secadmin", "account" }, { "s_sysadmin", "" } };
    static const char *const registers[] = { "draft", "account", "audit" };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct ht *h = sit(table[i].login);
        keys(h, "<F10>");
        for (size_t k = 0; k < sizeof registers / sizeof *registers; k++) {
            char typed[40], refused[80];
            snprintf(typed, sizeof typed, "<C-u>%s", registers[k]);
            snprintf(refused, sizeof refused, "没有“%s”", registers[k]);
            keys(h, typed);
            if (strcmp(table[i].may, registers[k])) shows(h, refused);
            else hides(h, refused);
        }
        rise(h);
    }
}
END_TEST

/* One who only looks on is led to what he may read, and told who does the rest. */
START_TEST(supervisor)
{
    sql("update org.staff set office = 430102001001 where id = 11");
    struct ht *h = sit("s_supervisor");
    keys(h, "<Enter>");
    see(h, "supervisor-person");
    keys(h, "改");
    shows(h, "您的岗位只能看，不能改");
    keys(h, "<Esc><F10>66<Enter><F7>");
    shows(h, "您的岗位不能新增走访记录，由经办、负责人新增");
    keys(h, "<Enter><Esc><F10>41<Enter><F7>");
    shows(h, "机构不在这里新增");
    keys(h, "/张建国");
    hides(h, "F6");
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("office");
    TCase *c = screen_case(s, "office");
    tcase_add_test(c, history);
    tcase_add_test(c, long_history);
    tcase_add_test(c, private_history_is_masked);
    tcase_add_test(c, history_of_the_lines);
    tcase_add_test(c, history_of_a_directory);
    tcase_add_test(c, no_history_no_key);
    tcase_add_test(c, audit);
    tcase_add_test(c, audit_of_a_look);
    tcase_add_test(c, drafts);
    tcase_add_test(c, draft_of_another_job);
    tcase_add_test(c, accounts);
    tcase_add_test(c, account_opened);
    tcase_add_test(c, choices);
    tcase_add_test(c, served_by);
    tcase_add_test(c, who_may);
    tcase_add_test(c, supervisor);
    return s;
}
