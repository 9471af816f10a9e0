/* SPDX-License-Identifier: Apache-2.0 */
/* The six answers of a save, each brought about by a second real session; drafts; the look at private values; a register that is
 * only a form and a file of SQL. s_village and s_head sit in the same station. */
#include "screen.h"
#include "english.h"
#include "harness.h"
#include <stdio.h>

static const char *const to_gift = "<Down><Down><Down>", *const to_money = "<Down><Down><Down><Enter>";

/* The real clock stands beside a clash: made still for the goldens. */
static void saved_at_ten(void)
{
    sql("do $$ begin alter table service.visit disable trigger user;"
        "  update service.visit set changed_at = '2026-11-23 10:02+08' where id = 1;"
        "  alter table service.visit enable trigger user; end $$");
}

START_TEST(clash)
{
    struct ht *mine = at_visit("s_village"), *hers = at_visit("s_head");
    keys(mine, to_gift);
    keys(mine, "<C-u>牛奶<Enter><C-u>900");
    keys(hers, to_gift);
    keys(hers, "<C-u>面条<Enter><C-u>800<F2>");
    saved_at_ten();
    keys(mine, "<F2>");
    see(mine, "clash");
    keys(mine, "<F1>");
    see(mine, "clash-help");
    keys(mine, "<Enter><Esc>");
    see(mine, "clash-back");                /* nothing is lost */
    sql_is("select gift || '|' || money from service.visit where id = 1", "面条|800.00");
    keys(mine, "<F2>");
    keys(mine, "<Left><Down>");
    see(mine, "clash-chosen");              /* her gift, my money */
    keys(mine, "<F2>");
    shows(mine, "已保存");
    sql_is("select gift || '|' || money from service.visit where id = 1", "面条|900.00");
    sql_is("select count(*) from work.draft", "0");
}
END_TEST

/* Each of these in both languages. */
static const struct { const char *setting, *merged, *gone, *denied, *jobless, *salvaged; } tongues[] = {
    { "LANGUAGE=zh", "merged", "gone", "denied", "denied-jobless", "draft-of-the-gone" },
    { "LANGUAGE=en", "merged-en", "gone-en", "denied-en", "denied-jobless-en", "draft-of-the-gone-en" },
};

static struct ht *sit_in(const char *login, int tongue)
{
    if (english_on()) return sit(login);
    return sit_as(login, (struct seating){ .env = { "SSH_CONNECTION", tongues[tongue].setting } });     /* taken out: over SSH the account decides */
}

/* What the database says is in the language of the session too. */
START_TEST(one_language)
{
    struct ht *h = sit_in("s_village", 1);
    keys(h, "/zhangjg");
    shows(h, "b. 1958");
    hides(h, "年生");
}
END_TEST

START_TEST(merged)
{
    struct ht *mine = sit_in("s_village", _i), *hers = at_visit("s_head");
    keys(mine, "<F10>66<Enter><End><Enter>");
    keys(mine, to_gift);
    keys(mine, "<C-u>牛奶");
    keys(hers, to_money);
    keys(hers, "<C-u>800<F2>");
    shows(hers, "已保存");
    keys(mine, "<F2>");
    see(mine, tongues[_i].merged);
    sql_is("select gift || '|' || money || '|' || version from service.visit where id = 1", "牛奶|800.00|3");
}
END_TEST

/* Texts longer than a column, a code, what only one of them changed; on each size of terminal nothing is cut for good. */
START_TEST(clash_in_full)
{
    static const char *const names[][4] = { { "clash-long", "clash-all", "clash-small", "clash-wide" }, { "clash-long-en", "clash-all-en", "clash-small-en", "clash-wide-en" } };
    struct ht *mine = sit_in("s_village", _i), *hers = at_visit("s_head");
    keys(mine, "<F10>66<Enter><End><Enter>");
    keys(mine, "<Down><Enter><C-u>2<Enter>");
    keys(mine, "<Enter><Enter><C-u>牛奶<Enter><Enter><C-u>老伴下周出院，女儿请假回来照顾；烧水壶已经送修，下次带高血压的药方来，还要替他问问慢性病门诊怎么办理。");
    keys(hers, "<Down><Enter><C-u>3<Enter>");
    keys(hers, "<Enter><Enter><Enter><C-u>1800<Enter><C-u>老伴住院一月，女儿在外地，社区食堂每天送饭两次；他自己腿脚不便，上下楼要人扶，盼着装一部电梯或者换到一楼住。<F2>");
    saved_at_ten();
    keys(mine, "<F2>");
    keys(mine, "<Down>");
    see(mine, names[_i][0]);
    shows(mine, "慢性病门诊怎么办理。");
    shows(mine, "换到一楼住。");
    keys(mine, "<F5>");
    see(mine, names[_i][1]);
    keys(mine, "<Esc>");
    ht_resize(mine, 12, 60);
    keys(mine, "<Left>");
    see(mine, names[_i][2]);
    keys(mine, "<F5>");                     /* drawn first: a page is as high as the box */
    keys(mine, "<PgDn>");
    shows(mine, "一楼住。");
    keys(mine, "<PgDn>");
    shows(mine, "牛奶");
    keys(mine, "<Esc>");
    ht_resize(mine, 30, 200);
    keys(mine, "");
    see(mine, names[_i][3]);
    keys(mine, "<F2>");                     /* my way of visiting, her account of it, my present and her money */
    sql_is("select concat_ws('|', mode, money, gift, situation ^@ '老伴住院') from service.visit where id = 1", "2|1800.00|牛奶|t");
}
END_TEST

/* The village asks that office for that person. */
static void asks_for(long long holder, int person, const char *why)
{
    char request[256];
    snprintf(request, sizeof request, "insert into service.move (office, other_office, brings_in, person, why) values (430102001001, %lld, true, %d, '%s')", holder, person, why);
    sql("%s", request);
}

/* The street holds his file; while its clerk writes, its head lets it go to the village that asked. */
START_TEST(denied)
{
    struct ht *mine = sit_in("s_street", _i), *hers = sit("s_chief");
    keys(mine, "<F3>gch<Enter><F5>");
    keys(mine, "<PgDn><Down><Down><Down>某处");
    english_typed("人在我社区");
    asks_for(430102001000, 7, "人在我社区");
    keys(hers, "<F10>transfer<Enter><Enter>");
    keys(hers, "<F6>1<Enter>2");
    sql_is("select office from service.person where id = 7", "430102001001");
    keys(mine, "<F2>");
    see(mine, tongues[_i].denied);
    keys(mine, "<Enter>");
    shows(mine, "某处");                     /* nothing is lost */
    hides(mine, "F2");
    keys(mine, "<Esc>");
    sql_is("select label || ':' || (fields::text like '%%某处%%') from work.draft", "郭长河:true");
    sql_is("select coalesce(source, '-') from service.person where id = 7", "-");
    sql_is("select login || ':' || note from audit.log where kind = 'R' order by seq desc limit 1", "s_street:denied");
}
END_TEST

/* His job is taken away while he writes. */
START_TEST(denied_without_the_job)
{
    struct ht *h = sit_in("s_village", _i);
    keys(h, "<F10>66<Enter><End><Enter>");
    keys(h, to_gift);
    keys(h, "<C-u>牛奶");
    sql("reset role");
    sql("revoke lb_clerk from s_village");
    keys(h, "<F2>");
    sql("grant lb_clerk to s_village");      /* the role is the cluster's: first of all */
    see(h, tongues[_i].jobless);
    keys(h, "<Enter>");
    shows(h, "牛奶");
    sql_is("select fields::text like '%%牛奶%%' from work.draft", "t");
}
END_TEST

/* Nothing was typed yet: there is nothing to stay for. */
START_TEST(moved_away)
{
    struct ht *h = sit("s_village");
    keys(h, "<F3>oyxw<Enter>");
    keys(h, "<F5>");
    sql("update service.person set office = 430102001002 where id = 3");
    keys(h, "<C-l>");
    shows(h, "欧阳修文 > 时间线");
    hides(h, "信息来源");
}
END_TEST

/* It is the street's that a visit was made; its record is seen here, and is written by them alone. */
START_TEST(denied_by_rule)
{
    sql("update service.visit set office = 430102001000, with_office = 430102001001 where id = 2");
    struct ht *h = sit("s_village");
    keys(h, "<F10>66<Enter><Down><Down><Enter>");
    shows(h, "2026-11-11");
    keys(h, "<Down>新");
    shows(h, "别的机构的记录，只能看");
}
END_TEST

/* She voids the visit while it is changed here. */
START_TEST(gone)
{
    struct ht *mine = sit_in("s_village", _i), *hers = at_visit("s_head");
    keys(mine, "<F10>66<Enter><End><Enter>");
    keys(mine, to_gift);
    keys(mine, "<C-u>牛奶");
    keys(hers, "<F6><Enter>记错了人家<Enter>");
    sql_is("select void_why from service.visit where id = 1", "记错了人家");
    keys(mine, "<F2>");
    see(mine, tongues[_i].gone);
    keys(mine, "<Enter><Esc>");
    sql_is("select label || ':' || (fields::text like '%%牛奶%%') from work.draft", "张建国:true");
    keys(mine, "<Esc><Esc>");
    keys(mine, "<End><Enter>");
    see(mine, tongues[_i].salvaged);        /* what was written can be read, and thrown away */
    keys(mine, "<F6><Enter><Down><Enter>");
    sql_is("select count(*) from work.draft", "0");
}
END_TEST

START_TEST(rule_broken)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>67<Enter><F7>");
    keys(h, "oyxw<Enter>");
    keys(h, "<F2>");
    see(h, "rule-broken");                  /* paired already */
    keys(h, "<F1>");
    see(h, "rule-broken-why");
}
END_TEST

/* Nobody types here: what she saved shows at the next key, and the cursor stays where it was. */
START_TEST(shown_at_the_next_key)
{
    struct ht *mine = at_visit("s_village"), *hers = at_visit("s_head");
    keys(mine, to_gift);
    keys(hers, to_money);
    keys(hers, "<C-u>800<F2>");
    for (int i = 0; i < 100 && !ht_find(mine, "800.00", NULL, NULL); i++) keys(mine, "<End>");      /* the word of it may take a moment */
    see(mine, "shown-at-the-next-key");
}
END_TEST

/* She was faster with the same visit: he is told who, and decides. */
START_TEST(alike)
{
    struct ht *mine = sit("s_village"), *hers = sit("s_head");
    keys(mine, "<F3>oyxw<Enter><F7>1");
    shows(mine, "新增");
    keys(hers, "<F3>oyxw<Enter><F7>1<F2>");
    shows(hers, "已保存");
    keys(mine, "<Enter>-5<F2>");                   /* what cannot be is refused before he is asked */
    shows(mine, "慰问金不能是负数");
    keys(mine, "<C-u><F2>");
    shows(mine, "可能重复");
    shows(mine, "已经登记过这样一条");
    keys(mine, "<Enter>");
    shows(mine, "新增");
    sql_is("select count(*) from service.visit where person = 3 and visited_on = ref.today()", "1");
    keys(mine, "<F2>2");
    shows(mine, "已保存");
    sql_is("select count(*) from service.visit where person = 3 and visited_on = ref.today()", "2");
}
END_TEST

/* Two windows of one clerk: what the other has begun does not take the place of what was saved in this one. */
START_TEST(two_windows)
{
    struct ht *one = at_visit("s_village"), *other = at_visit("s_village");
    keys(one, to_gift);
    keys(one, "<C-u>甲写的");
    keys(other, to_gift);
    keys(other, "<C-u>乙写的<Enter>");
    keys(one, "<F2>");
    shows(one, "已保存");
    shows(one, "甲写的");
    hides(one, "乙写的");
    sql_is("select gift from service.visit where id = 1", "甲写的");
}
END_TEST

/* Nobody has this number: the file is opened from there, with the number in it. */
START_TEST(on_file_nowhere)
{
    struct ht *h = sit("s_village");
    keys(h, "<F3>430371199003070012");
    shows(h, "末位");
    keys(h, "<C-u>430371199003070016<F6>");
    shows(h, "现在建档吗");
    keys(h, "2");
    shows(h, "61 信息采集 > 服务对象");
    shows(h, "430371199003070016");
    keys(h, "<Esc>");
    shows(h, "找:");
}
END_TEST

/* The answers are for who holds the file: who asked is not offered them. */
START_TEST(answers_are_not_for_who_asked)
{
    english_typed("搬来了");
    asks_for(430102001002, 6, "搬来了");
    struct ht *asks = sit("s_village"), *holds = sit("s_other");
    keys(asks, "<F10>613<Enter><Tab><Enter><F6>");
    hides(asks, "同意转移");
    shows(asks, "撤回");
    keys(holds, "<F10>613<Enter><Enter><F6>");
    shows(holds, "同意转移");
    hides(holds, "撤回");
}
END_TEST

/* Who asked takes it back; who had just gone to answer is told. */
START_TEST(withdrawn)
{
    english_typed("搬来了");
    asks_for(430102001002, 6, "搬来了");
    struct ht *asks = sit("s_village"), *holds = sit("s_other");
    keys(holds, "<F10>613<Enter><Enter><F6>1<Enter>");
    shows(holds, "赵敬国");                 /* the question names whom it is about */
    keys(asks, "<F10>613<Enter><Tab>");
    see(asks, "transfers");
    keys(asks, "<Enter>");
    see(asks, "transfer-asked");
    keys(asks, "<F6>1<Enter>");
    shows(asks, "赵*国");
    keys(asks, "2");
    shows(asks, "已办");
    keys(holds, "2");
    shows(holds, "刚在");
    sql_is("select state from work.matter where process = 'move'", "dropped");
}
END_TEST

/* Who asked for a file hears the answer, with what may be known of the name, until it was opened; and must decide what follows. */
START_TEST(told_of_the_answer)
{
    english_typed("搬来了");
    asks_for(430102001002, 6, "搬来了");
    struct ht *h = sit("s_village"), *holds = sit("s_other");
    shows(h, "等别人 1");
    shows(h, "赵*国");
    keys(holds, "<F10>613<Enter><Enter><F6>2<Enter>");
    keys(holds, "他还住在这里<F2>");
    keys(h, "<C-l>");
    shows(h, "等别人 0");
    shows(h, "不予转移");
    shows(h, "他还住在这里");
    hides(h, "赵敬国");
    see(h, "transfer-refused");
    keys(h, "<Tab><Enter>");
    shows(h, "对方不同意");
    keys(h, "<F5>");
    shows(h, "搬来了");
    keys(h, "<Esc><Esc>");
    hides(h, "不予转移");
    shows(h, "对方不同意");
    sql_is("select count(*) from work.duty where rule = 4 and closed_on is not null", "1");
}
END_TEST

/* Who holds a file offers it; who takes it in is told what comes along before he agrees, and who offered hears that it went. */
START_TEST(offered)
{
    sql("insert into service.aid_application (office, person, aid_type, applied_on, reason) values (430102001001, 3, '03', ref.today(), '住院')");
    sql("insert into service.visit (office, person, visited_on, mode, occasion, staff) values (430102001001, 3, ref.today(), '1', '7', 1)");
    struct ht *h = sit("s_village"), *takes = sit("s_other");
    keys(h, "<F10>613<Enter><F7>");
    see(h, "move-new");
    keys(h, "oyxw<Enter>wyxc<Enter>搬到女儿家住<F2>");
    shows(h, "已保存");
    keys(h, "<Tab>");
    see(h, "move-offered");
    keys(takes, "<C-l>");
    shows(takes, "欧**文");
    keys(takes, "<F10>613<Enter><Enter><F6>");
    sql("do $$ begin alter table work.step disable trigger z_audit; update work.step set at = timestamptz '2026-11-23 10:00+08' + seq * interval '1 minute'; alter table work.step enable trigger z_audit; end $$");
    keys(takes, "<C-l>");
    see(takes, "move-to-answer");
    keys(takes, "1<Enter>2");
    shows(takes, "已办");
    shows(takes, "欧阳修文");               /* he is theirs now */
    sql_is("select office from service.person where id = 3", "430102001002");
    sql_is("select home || ' ' || next_office from work.matter where process = 'aid'", "430102001002 430102001002");
    keys(h, "<Esc><Esc><Esc><C-l>");
    shows(h, "同意转移");
    keys(takes, "<Esc><Esc><Esc><Esc>");
    shows(takes, "填报中");
}
END_TEST

START_TEST(nothing_changed)
{
    struct ht *h = at_visit("s_village");
    keys(h, "<F2>");
    shows(h, "没有改动，不用保存");
    sql_is("select version from service.visit where id = 1", "1");
}
END_TEST

/* ---- drafts */

START_TEST(draft_offered_again)
{
    struct ht *h = at_visit("s_village");
    keys(h, to_gift);
    keys(h, "<C-u>半箱牛奶<Esc>");
    shows(h, "没有保存，已存草稿");
    rise(h);
    h = sit("s_village");
    shows(h, "草稿 1");
    keys(h, "<End><Enter>");
    shows(h, "接着写草稿，写过的都在");
    shows(h, "[半箱牛奶");
    keys(h, "<F2>");
    sql_is("select gift from service.visit where id = 1", "半箱牛奶");
    sql_is("select count(*) from work.draft", "0");
    hides(sit("s_head"), "草稿 1");
}
END_TEST

/* What was wrong is marked again; saved, the page below stands where one goes on. */
START_TEST(draft_with_a_fault)
{
    struct ht *h = sit("s_village");
    keys(h, "<Enter>");
    keys(h, "<Enter>一百<Enter><Esc>");
    shows(h, "没有保存，已存草稿");
    keys(h, "<Enter>");
    see(h, "draft-with-a-fault");
    keys(h, "<F2>");
    shows(h, "请填金额");
    keys(h, "<C-u>100<F2>");
    see(h, "draft-saved");
}
END_TEST

/* One draft for one thing, from wherever it is opened: the duty, the file of the person, the list. The first screen has it once. */
START_TEST(draft_gone_on_with)
{
    struct ht *h = sit("s_village");
    keys(h, "<Enter>");
    keys(h, "半箱牛奶<Esc>");
    shows(h, "草稿 1");
    sql("update work.draft set at = '2026-11-23 10:05+08'");
    keys(h, "<C-l>");
    see(h, "home-draft-of-a-duty");
    keys(h, "<Enter>");
    shows(h, "接着写草稿，写过的都在");
    shows(h, "[半箱牛奶");
    keys(h, "<Esc><F3>zjg<Enter><F7><Enter>");
    shows(h, "[半箱牛奶");
    keys(h, "<Esc><Esc><Esc><F10>66<Enter><F7>");
    hides(h, "半箱牛奶");                   /* what begins with nothing is a new one */
    keys(h, "<Esc><End><Enter>");
    keys(h, to_gift);
    keys(h, "<C-u>两箱苹果<Esc>");
    keys(h, "<Enter>");
    shows(h, "[两箱苹果");
    sql_is("select string_agg(coalesce(record, 0) || ' ' || label, ', ' order by id) from work.draft", "0 张建国, 1 张建国");
    keys(h, "<F6>22");                      /* thrown away: nothing to go on with */
    shows(h, "草稿丢掉了");
    keys(h, "<Esc><Enter>");
    hides(h, "两箱苹果");
}
END_TEST

/* What was typed into a choice and names nobody yet has no value, but is not lost either. */
START_TEST(half_a_choice_is_kept)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>66<Enter><F7>");
    keys(h, "没有这个人<Enter>");
    shows(h, "列表里没有“没有这个人”");
    keys(h, "<Esc>");
    shows(h, "没有保存，已存草稿");
    keys(h, "<Esc><Esc>");
    shows(h, "没有这个人");                 /* the first screen names it so */
    rise(h);
    h = sit("s_village");
    keys(h, "<End><Enter>");
    see(h, "half-a-choice");
    keys(h, "<C-u>oyxw<Enter>");
    keys(h, "<Down><Down>水果<F2>");
    shows(h, "已保存");
    sql_is("select person || gift from service.visit where id > 1000", "3水果");
    sql_is("select count(*) from work.draft", "0");
    keys(h, "<F10>66<Enter><End><Enter>");
    keys(h, "<Enter><Enter>");
    keys(h, "xyz<Esc>");               /* of a choice that was made before: the old one stays, the words beside it */
    keys(h, "<Enter>");
    shows(h, "xyz");
    keys(h, "<C-u><Esc>");
}
END_TEST

/* ---- a list after a change made from it */

START_TEST(list_stays_where_it_was)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>61<Enter>");
    keys(h, "<PgDn>");
    keys(h, "<Down><Down><Down><Enter>");
    keys(h, "<PgDn><Down><Down><Down><C-u>外地<F2>");
    shows(h, "已保存");
    keys(h, "<Esc>");
    see(h, "list-2-changed");
    sql("update service.person set name = '孙武三' where name = '钱武三'");
    keys(h, "<C-l>");
    see(h, "list-2-moved");
    keys(h, "<PgUp><Down><Down>");
    shows(h, "陈武九");
    ht_resize(h, 14, 80);
    keys(h, "");
    see(h, "list-small");
    keys(h, "<PgDn>");
    see(h, "list-resized");
    ht_resize(h, 24, 80);
    ck_assert(ht_wait(h, "李𬱖"));           /* the rows a larger window has room for come by themselves */
}
END_TEST

/* ---- private values */

START_TEST(private_opened)
{
    struct ht *h = sit("s_village");
    keys(h, "<F3>zjg<Enter><F5>");
    keys(h, "<F6>");
    see(h, "private-acts");
    keys(h, "<Enter>");
    see(h, "private-why");
    keys(h, "<Enter>");                     /* no reason, no look */
    hides(h, "13812345678");
    sql_is("select count(*) from audit.log where relation like 'service.person%%' and kind = 'P'", "0");
    see(h, "private-why-not");              /* what is typed next goes into the box, not into the record */
    keys(h, "核对<Enter>");
    shows(h, "请写明原因：至少四个字");
    keys(h, "电话<Enter>");
    see(h, "private-opened");
    sql_is("select login || '|' || key || '|' || note from audit.log where relation like 'service.person%%' and kind = 'P'", "s_village|1|核对电话");
    keys(h, "<F6>1");                       /* the same number is the same thing, before and after */
    shows(h, "已经打开着");
    keys(h, "<F6>2");
    shows(h, "作废“张建国”，为什么？");
}
END_TEST

static struct ht *at_phone(const char *login)
{
    struct ht *h = sit(login);
    keys(h, "<F3>zjg<Enter><F5><F6><Enter>核对电话<Enter>");
    shows(h, "13812345678");
    keys(h, "<Down><Down><Down><C-u>");
    return h;
}

/* Private columns clash as others do, for who has looked at them. */
START_TEST(clash_in_private)
{
    struct ht *mine = at_phone("s_village"), *hers = at_phone("s_head");
    keys(mine, "13911112222");
    keys(hers, "13733334444<F2>");
    shows(hers, "已保存");
    keys(mine, "<F2>");
    shows(mine, "不一样的 1 处");
    shows(mine, "13733334444");
    shows(mine, "周志红");
    keys(mine, "<F2>");
    shows(mine, "已保存");
    sql_is("select phone from service.person_private where id = 1", "13911112222");
    sql_is("select phone_masked from service.person where id = 1", "139****2222");
}
END_TEST

/* ---- a register nobody wrote C for */

START_TEST(umbrella)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>umbrella<Enter>");
    see(h, "umbrella-list");
    hides(h, "赵敬国");                      /* lent next door */
    keys(h, "<C-a>");
    shows(h, "2 条");
    keys(h, "<F3><S-Tab>红<F2>");
    hides(h, "欧阳修文");
    keys(h, "<Enter>");
    see(h, "umbrella");
    keys(h, "<Down><Down>1101<F2>");
    see(h, "umbrella-rule");                /* back before it was lent */
    keys(h, "<C-u>1122<F2>");
    sql_is("select back_on from service.umbrella where id = 1", "2026-11-22");
    sql_is("select string_agg(kind::text || ':' || key, ' ' order by seq) from audit.log where relation = 'service.umbrella' and login = 's_village'", "U:1");
    keys(h, "<Esc><F7>");
    keys(h, "mmt<Enter>花<Esc>");
    sql_is("select form || '|' || (fields::text like '%%花%%') from work.draft", "umbrella|true");
    keys(h, "<Esc><Esc>");
    keys(h, "<F3>zjg<Enter>");
    shows(h, "借伞");                        /* in the person's timeline */
    keys(h, "<F7>");
    shows(h, "借伞");
    rise(h);
    h = sit("s_other");
    keys(h, "<F10>umbrella<Enter>");
    shows(h, "赵敬国");
    hides(h, "张建国");
}
END_TEST

/* Typed as a question, meant as a record: nothing is lost, and back it is a question still. */
START_TEST(question_becomes_record)
{
    struct ht *h = sit("s_village");
    keys(h, "<F10>66<Enter><F3><S-Tab>oyxw<Enter>1123<Enter>dh<Enter><Enter><Enter>茶叶<F7>");
    see(h, "query-to-record");
    keys(h, "<F2>");
    sql_is("select count(*) from service.visit where gift = '茶叶' and mode = '2' and visited_on = '2026-11-23'", "1");
    shows(h, "查询");
    shows(h, "[茶叶");
}
END_TEST

Suite *screen_suite(void)
{
    Suite *s = suite_create("save");
    TCase *c = screen_case(s, "save");
    tcase_add_test(c, one_language);
    tcase_add_loop_test(c, merged, 0, 2);
    tcase_add_test(c, clash);
    tcase_add_loop_test(c, clash_in_full, 0, 2);
    tcase_add_test(c, shown_at_the_next_key);
    tcase_add_loop_test(c, denied, 0, 2);
    tcase_add_loop_test(c, denied_without_the_job, 0, 2);
    tcase_add_test(c, moved_away);
    tcase_add_test(c, denied_by_rule);
    tcase_add_loop_test(c, gone, 0, 2);
    tcase_add_test(c, rule_broken);
    tcase_add_test(c, alike);
    tcase_add_test(c, told_of_the_answer);
    tcase_add_test(c, offered);
    tcase_add_test(c, two_windows);
    tcase_add_test(c, on_file_nowhere);
    tcase_add_test(c, answers_are_not_for_who_asked);
    tcase_add_test(c, withdrawn);
    tcase_add_test(c, nothing_changed);
    tcase_add_test(c, draft_offered_again);
    tcase_add_test(c, draft_with_a_fault);
    tcase_add_test(c, draft_gone_on_with);
    tcase_add_test(c, half_a_choice_is_kept);
    tcase_add_test(c, list_stays_where_it_was);
    tcase_add_test(c, private_opened);
    tcase_add_test(c, clash_in_private);
    tcase_add_test(c, umbrella);
    tcase_add_test(c, question_becomes_record);
    return s;
}
