# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh disable=SC2154
# Every way in which form files, dictionary and catalogue can differ, each seeded once, all at the same time: lint names each of them and no other.
# A line: what is broken (sed on a form, or SQL), what lint says of it.
dropdb --if-exists lb_lint 2>/dev/null
holds "a copy to be broken" createdb -T "$PGDATABASE" lb_lint
mkdir "$t/seeded" && cp "$LB_SRC"/forms/* "$t/seeded"
: >"$t/wanted"
seed() {                        # seed FORM SED SAYS
    cp "$t/seeded/$1.form" "$t/before" && sed -i "$2" "$t/seeded/$1.form"
    cmp -s "$t/before" "$t/seeded/$1.form" && { echo "$2" >"$t/out"; report 1 "the seed changes $1.form"; }
    echo "$1.form:[0-9]*: $3" >>"$t/wanted"
}
break_it() {                    # break_it SQL SAYS
    PGDATABASE=lb_lint sql "$1" >"$t/out" 2>&1 || report 1 "$1"
    echo "^$2" >>"$t/wanted"
}
#    the form names a column, table, reference, function, clause or chapter that is not there, or that is of another kind
seed visit 's/"gift", "money"/"gift", "mony"/'                      'service.visit 没有列 mony'
seed visit 's/"staff", "situation", "office"/"staf", "situation", "office"/' 'service.visit 没有列 staf'
seed visit 's/"-visited_on"/"-person"/'                             '不能按 person 排序'
seed visit 's/by = "person"; }/by = "staff"; }/'                    'staff 不指向 service.person'
seed visit 's/by = "visit"/by = "office"/'                          'service.need.office 不指向 service.visit'
seed visit 's/"what", "detail"/"what", "detial"/'                   'service.need 没有列 detial'
seed visit 's/"6.6.3"/"6.6.9"/'                                     '标准里没有条款 6.6.9'
seed visit 's/^menu     = "66"/menu     = "88"/'                    '目录里没有第 88 章'
seed visit 's/service.occasion_due/service.occasion_du/'            'occasion default: .*service.occasion_du'
seed visit 's/validate = "visited_on/validate = "visted_on/'        'visited_on validate: .*visted_on'
seed visit 's/{ name = "situation"; lines = 4; }/{ name = "person"; lines = 2; }/' 'person 不是文字，不能占多行'
seed pairing 's/^relation = .*/relation = "service.pairin";/'       '数据库里没有表 service.pairin'
seed event 's/^record = (/children = ( { relation = "service.ned"; by = "event"; columns = [ "what" ]; } );\nrecord = (/' '数据库里没有表 service.ned'
seed person '/^list/s/columns = \[ "name"/columns = [ "id_no", "name"/'    'id_no 是私密列，不能放在列表里'
seed household 's/\[ "name", "kind" \]/[ "kind" ]/'                 'service.household.name 必须填写，却没有摆在 record 里'
seed meeting 's/register = "resolution"/register = "resolutio"/'    '没有登记簿 resolutio'
seed meeting 's/api.meeting_rest_present/api.meeting_rest_presen/'  'call: .*api.meeting_rest_presen'
seed notice 's/^list = {\(.*\)/list = { where = "m.nothing = 1"; \1/' 'list where: .*nothing'
#    the dictionary names what the catalogue has not, or the other way about
break_it "insert into app.relation (relation, zh, en, label) values ('service.nothing', '甲', 'a', 't.id')"      'service.nothing: .*no_such_table'
break_it "insert into app.column (relation, column_name, zh, en) values ('service.visit', 'nothing', '甲', 'a')" 'service.visit.nothing: .*no_such_column'
break_it "delete from app.column where relation = 'service.visit' and column_name = 'gift'"                       'service.visit.gift: .*no_words'
break_it "update app.column set en = '' where relation = 'service.visit' and column_name = 'mode'"                'service.visit.mode: .*one_language'
break_it "update app.relation set label = 't.nothing' where relation = 'service.need'"                           'service.need: label .*nothing.*bad_sql'
break_it "update app.relation set short = 't.no_such' where relation = 'org.office'"                           'org.office: short .*bad_sql'
break_it "update app.relation set hint = 'l.en::text' where relation = 'service.need'"                        'service.need: hint .*bad_sql'
break_it "update app.column set default_sql = 'ref.yesterday()' where relation = 'sec.account' and column_name = 'login'"                   'sec.account.login: default_sql .*bad_sql'
break_it "update app.relation set twins = 'sec.nothing' where relation = 'service.household'"                    'service.household: .*sec.nothing(jsonb).*no_such_function'
break_it "update app.column set lookup = 'code.nothing' where relation = 'service.visit' and column_name = 'money'" 'service.visit.money: .*code.nothing.*no_such_lookup'
break_it "update app.column set due = 'm.filed_on' where relation = 'service.person' and column_name = 'name'"     'service.person.name: .*no_date'
break_it "update app.column set due = 'm.nothing' where relation = 'service.visit' and column_name = 'visited_on'" 'service.visit.visited_on: due .*nothing.*bad_sql'
break_it "insert into app.refusal (name, field, zh, en) values ('t_nothing', 'nothing_at_all', '甲', 'a')"       't_nothing: .*nothing_at_all.*no_such_field'
break_it "update app.refusal set clause = '9.9.9' where name = 'visit_before_birth'"                             'visit_before_birth: .*9.9.9.*no_such_clause'
break_it "alter table service.need add constraint t_unsaid check (what <> 'x')"                                  'service.need t_unsaid: .*no_sentence'
break_it "create table service.t_bare (id bigint primary key); insert into app.relation (relation, zh, en, label) values ('service.t_bare', '甲', 'a', 't.id')" 'service.t_bare: .*unprotected'
break_it "update work.rule set cadence = 'nothing' where rule = 32"                                              'work.rule 32: .*nothing.*no_such_cadence'
break_it "update work.rule set clause = '9.9.8' where rule = 31"                                                 'work.rule 31: .*9.9.8.*no_such_clause'
break_it "insert into work.answering (relation, rule, how, day) values ('service.need', 30, 'bin', 'created_at')" 'work.answering service.need 30: .*does_not_answer'
refuses '处错' "lint of all of them" env PGDATABASE=lb_lint laobingctl lint "$t/seeded"
cp "$t/out" "$t/said"
while read -r pattern; do holds "it names $pattern" grep -q -e "$pattern" "$t/said"; done <"$t/wanted"
grep -v -e '^\[ended' -e '处错$' "$t/said" | grep -v -f "$t/wanted" >"$t/more" || :
cp "$t/more" "$t/out"
holds "and nothing else" [ ! -s "$t/more" ]
# What cannot be reckoned stops neither lint nor the sentences about other forms.
PGDATABASE=lb_lint sql "update app.column set default_sql = 'ref.yesterday()' where relation = 'service.visit' and column_name = 'visited_on'"
refuses 'visit.form:1: service.visit: .*ref.yesterday' "a default that fails is told of its form" env PGDATABASE=lb_lint laobingctl lint "$t/seeded"
holds "and the others are told of, too" grep -q 'person.form:[0-9]*: id_no' "$t/out"
# What is wrong within one file is named before the database is asked, all of it.
cp "$LB_SRC"/forms/* "$t/seeded"
sed -i 's/^register = "visit"/register = "vist"/; s/"gift", "money"/"gift", "gift"/; s/^seq/seqq/' "$t/seeded/visit.form"
refuses 'visit.form:[0-9]*: .*seqq' "a key there is not" laobingctl lint "$t/seeded"
sed -i 's/^seqq/seq/' "$t/seeded/visit.form"
refuses 'visit.form:1: .*vist' "a register of another name" laobingctl lint "$t/seeded"
holds "and a field placed twice" grep -q 'visit.form:[0-9]*: .*gift' "$t/out"
dropdb lb_lint
