-- SPDX-License-Identifier: Apache-2.0
-- The dictionary: how a row is named and what each column is called, in both languages. Forms and COMMENT ON are made from it.
-- Rows of a site's own registers stay; what names a column or table that is gone goes.
delete from app.column k
 where not exists (select from pg_attribute a where a.attrelid in (to_regclass(k.relation), to_regclass(k.relation || '_private'))
                      and a.attname = k.column_name and not a.attisdropped);
delete from app.relation r where to_regclass(r.relation) is null;

insert into app.relation (relation, zh, en, label, hint, finder) values
  ('service.person',    '服务对象', 'Person',    't.name', 'coalesce(t.birth_year::text, '''') || '' '' || (select o.name from org.office o where o.id = t.office)', 'app.find_person'),
  ('service.household', '家庭',     'Household', 't.name',
    '(select string_agg(m.name, '' '') from (select p.name from service.person p where p.household = t.id and p.voided_at is null order by p.id limit 4) m)', 'app.find_household'),
  ('service.household_people', '家庭', 'Household', 't.people', '''''', null),
  ('service.pairing',   '包联',     'Pairing',   '(select p.name from service.person p where p.id = t.person and sec.sees(p.office))', 't.started_on::text', null),
  ('service.visit',     '走访记录', 'Visit',     '(select p.name from service.person p where p.id = t.person and sec.sees(p.office))', 't.visited_on::text', null),
  ('service.need',      '发现的需要', 'Need',    't.what', '''''', null),
  ('org.staff',         '工作人员', 'Staff',     't.name', '(select o.name from org.office o where o.id = t.office)', 'app.find_staff'),
  ('org.office',        '机构',     'Office',    't.name', '''''', 'app.find_office'),
  ('ref.region',        '区划',     'Region',    't.name', '(select p.name from ref.region p where p.code = t.parent)', null),
  ('work.duty',         '待办',     'Duty',      '(select p.name from service.person p where p.id = t.person and sec.sees(p.office))', '''''', null),
  ('work.draft',        '草稿',     'Draft',     't.form', '''''', null),
  ('work.office_draft', '草稿',     'Draft',     't.register', '''''', null),
  ('org.staff_job',     '岗位职责', 'Job',       't.job', '''''', null),
  ('org.account',       '账号',     'Account',   't.login', '''''', null),
  ('sec.account',       '账号',     'Account',   't.login', '''''', null),
  ('sec.session',       '登录',     'Sign-on',   't.login', '''''', null),
  ('sec.audit_entry',       '审计日志', 'Audit log', 't.at::date || '' '' || (select a.name from sec.actor a where a.id = t.who)', '''''', null),
  ('sec.actor',         '人员',     'Person',    't.name', '(select o.name from org.office o where o.id = t.office)', 'app.find_actor'),
  ('audit.log',         '审计日志', 'Audit log', 't.seq', '''''', null),
  ('ref.setting',       '设置',     'Setting',   't.key', '''''', null),
  ('ref.site',          '本系统',   'Site',      't.name', '''''', null)
  on conflict (relation) do update set zh = excluded.zh, en = excluded.en, label = excluded.label, hint = excluded.hint, finder = excluded.finder;

insert into app.column (relation, column_name, zh, en, help_zh, help_en, default_sql, mask, width, private) values
  ('service.person', 'name',       '姓名',     'Name',          '与身份证一致；打不出的字按 F9', 'as on the identity card; F9 finds a character that cannot be typed', null, null, 12, false),
  ('service.person', 'office',     '档案所在', 'Held by',       '', '', null, null, 24, false),
  ('service.person', 'sex',        '性别',     'Sex',           '由身份证号带出', 'follows from the ID number', null, null, 6, false),
  ('service.person', 'birth_year', '出生年',   'Born',          '由身份证号带出', 'follows from the ID number', null, null, 6, false),
  ('service.person', 'id_masked',  '身份证号（遮盖）', 'ID (masked)', '', '', null, null, 18, false),
  ('service.person', 'phone_masked', '电话（遮盖）', 'Phone (masked)', '', '', null, null, 11, false),
  ('service.person', 'category',   '对象类别', 'Category',      '退役军人或其他优抚对象的主要类别', 'main class of veteran or entitled person', null, null, 24, false),
  ('service.person', 'condition',  '人员状态', 'Condition',     '现在的情况：在世、迁出、去世等', 'how things stand: living here, moved, deceased', '''1''', null, 16, false),
  ('service.person', 'focus',      '重点对象', 'Focus class',   '列入重点对象的应一对一包联', 'focus persons are to be paired', null, null, 20, false),
  ('service.person', 'ethnic',     '民族',     'Ethnic group',  '', '', '''01''', null, 10, false),
  ('service.person', 'political',  '政治面貌', 'Political status', '', '', null, null, 16, false),
  ('service.person', 'branch',     '军兵种',   'Branch',        '在哪个军种服役', 'the branch served in', null, null, 16, false),
  ('service.person', 'role',       '服役身份', 'Role in service', '义务兵、士官还是军官', 'conscript, NCO or officer', null, null, 14, false),
  ('service.person', 'enlisted_on', '入伍时间', 'Enlisted',     '与入伍批准书或退役证一致', 'as on the enlistment or discharge papers', null, null, 10, false),
  ('service.person', 'discharged_on', '退役时间', 'Discharged', '不能早于入伍时间', 'not before enlistment', null, null, 10, false),
  ('service.person', 'placement',  '安置方式', 'Placement',     '退役时怎样安置的', 'how he was placed at discharge', null, null, 18, false),
  ('service.person', 'health',     '健康状况', 'Health',        '本人身体的大概情况，变了就改', 'health in general; put it right when it changes', null, null, 14, false),
  ('service.person', 'household',  '所属家庭', 'Household',     '同住一户的选同一个家庭；没有就先登记家庭', 'people of one household choose the same one; enter it under Households first', null, null, 16, false),
  ('service.person', 'filed_on',   '建档日期', 'Filed on',      '逐人建档立卡的日期', 'date the file was opened', 'ref.today()', null, 10, false),
  ('service.person', 'verified_on', '核实日期', 'Verified on',  '每年至少核实一次', 'to be verified every year', null, null, 10, false),
  ('service.person', 'situation',  '基本情况', 'Situation',     '家庭、收入、困难、诉求，接手的人看了就明白', 'family, income, troubles, wishes; so that whoever takes over knows', null, null, 60, false),
  ('service.person', 'source',     '信息来源', 'Source',        '这份档案的信息从哪里来', 'where the information comes from', null, null, 16, false),
  ('service.person', 'external_no', '部系统编号', 'Ministry number', '部里系统中的编号，有就写', 'the number there, if there is one', null, null, 20, false),
  ('service.person', 'py',         '姓名拼音', 'Pinyin',        '自动带出，读音不对可以改；只写字母，不带声调', 'made by itself, may be corrected; letters only, no tones', null, null, 20, false),
  ('service.person', 'id_no',      '身份证号', 'ID number',     '18 位，末位可为 X；老的 15 位也可以写', '18 characters, or an old one of 15', null, 'id18', 18, true),
  ('service.person', 'old_id_no',  '旧证件号', 'Old number',    '换号、更正以前的证件号', 'the number before it was changed or corrected', null, null, 18, true),
  ('service.person', 'birth_on',   '出生日期', 'Date of birth', '由身份证号带出', 'follows from the ID number', null, null, 10, true),
  ('service.person', 'phone',      '联系电话', 'Phone',         '手机 11 位，或区号-号码', 'mobile, or area code and number', null, 'phone', 13, true),
  ('service.person', 'phone2',     '备用电话', 'Other phone',   '家属的也可以', 'a relatives will do', null, 'phone', 13, true),
  ('service.person', 'address',    '现住址',   'Address',       '写到门牌，上门找得到', 'down to the door, so that it can be found', null, null, 50, true),
  ('service.person', 'bank_account', '银行账号', 'Bank account', '非必要不采集', 'only where needed', null, null, 22, true),

  ('service.household', 'name',    '户主',     'Head of household', '户主的姓名', 'name of the head of the household', null, null, 12, false),
  ('service.household', 'office',  '档案所在', 'Held by',       '', '', null, null, 24, false),
  ('service.household', 'kind',    '户口类别', 'Kind',          '户口本上的类别', 'as in the household register', null, null, 16, false),
  ('service.household', 'plaque',  '光荣牌户', 'Plaque household', '一户一牌', 'one plaque a household', null, null, 20, false),
  ('service.household', 'zero_job', '零就业',  'Zero-job',      '家中没有一人就业', 'nobody in it has work', null, null, 6, false),
  ('service.household', 'note',    '备注',     'Note',          '接手的人要知道的', 'what whoever takes over should know', null, null, 40, false),

  ('service.household_people', 'people', '在档的人', 'On file', '', '', null, null, 60, false),

  ('service.visit', 'person',      '服务对象', 'Person',        '写姓名、拼音首字母、全拼、身份证后几位都可以', 'name, initials, pinyin, or the tail of the ID number', null, null, 14, false),
  ('service.visit', 'visited_on',  '走访日期', 'Date',          '年-月-日，也可写 1123、t（今天）、-1（昨天），不能晚于今天', 'date; also 1123, t (today), -1 (yesterday); not in the future', 'ref.today()', null, 10, false),
  ('service.visit', 'mode',        '方式',     'Mode',          '包联走访以上门为主，电话是否算数由本机构设置', 'home visits first; whether a call counts is a setting', '''1''', null, 12, false),
  ('service.visit', 'occasion',    '事由',     'Occasion',      '六必访的哪一项，或包联走访', 'which of the six must-visits, or a pairing contact', '''7''', null, 16, false),
  ('service.visit', 'staff',       '走访人',   'Visitor',       '谁去的；默认是您自己', 'who went; yourself unless changed', 'sec.own_staff()', null, 10, false),
  ('service.visit', 'situation',   '家中情况', 'Situation',     '身体、生活、情绪、诉求', 'health, living, mood, wishes', null, null, 60, false),
  ('service.visit', 'gift',        '慰问品',   'Gift',          '送了什么、多少，如 米 1 袋、油 1 桶', 'what was given and how much: 1 bag of rice', null, null, 20, false),
  ('service.visit', 'money',       '慰问金',   'Money',         '元', 'yuan', null, null, 12, false),
  ('service.visit', 'office',      '走访机构', 'Office',        '', '', null, null, 24, false),

  ('service.need', 'visit',        '走访',     'Visit',         '', '', null, null, 14, false),
  ('service.need', 'what',         '需要',     'Need',          '一件事写一行', 'one line a matter', null, null, 20, false),
  ('service.need', 'detail',       '说明',     'Detail',        '来龙去脉、要什么材料、急不急', 'how it came, what papers it takes, how urgent', null, null, 40, false),

  ('service.pairing', 'person',    '服务对象', 'Person',        '写姓名、拼音首字母、全拼、身份证后几位都可以', 'name, initials, pinyin, or the tail of the ID number', null, null, 14, false),
  ('service.pairing', 'staff',     '包联人',   'Paired staff',  '由谁包联；默认是您自己', 'who is paired; yourself unless changed', 'sec.own_staff()', null, 10, false),
  ('service.pairing', 'started_on', '开始日期', 'From',         '从哪天起；下次该联系的日子从这天算起', 'from which day; the first contact is reckoned from it', 'ref.today()', null, 10, false),
  ('service.pairing', 'ended_on',  '结束日期', 'To',            '不再包联的那一天；写了就不再催', 'the day it ended; nothing is due any more', null, null, 10, false),
  ('service.pairing', 'end_why',   '结束原因', 'Why ended',     '去世、迁出、换人等', 'death, move, another colleague', null, null, 30, false),
  ('service.pairing', 'last_on',   '上次联系', 'Last contact',  '由走访记录带出', 'follows from the visits', null, null, 10, false),
  ('service.pairing', 'due_on',    '应于何时前', 'Due',         '市每季、县每两月、乡镇每月、村每周至少一次', 'city each quarter, county two months, township month, village week', null, null, 10, false),
  ('service.pairing', 'office',    '包联机构', 'Office',        '', '', null, null, 24, false),

  ('org.staff', 'name',       '姓名',     'Name',      '', '', null, null, 12, false),
  ('org.staff', 'py',         '姓名拼音', 'Pinyin',   '', '', null, null, 20, false),
  ('org.staff', 'initials',   '拼音首字母', 'Initials', '', '', null, null, 10, false),
  ('org.staff_job', 'staff',  '工作人员', 'Staff',     '', '', null, null, 12, false),
  ('org.staff_job', 'job',    '岗位职责', 'Job',       '', '', null, null, 16, false),
  ('org.staff', 'kind',       '人员类别', 'Kind',      '编制或聘用的身份', 'how he is employed', null, null, 16, false),
  ('org.staff', 'post',       '岗位',     'Post',      '在站里做什么，如 服务专干、站长', 'what he does in the office', null, null, 16, false),
  ('org.staff', 'started_on', '到岗日期', 'From',      '到本机构的日期', 'day of coming to this office', null, null, 10, false),
  ('org.staff', 'ended_on',   '离岗日期', 'To',        '离开本机构的日期；账号另由安全管理员停用', 'day of leaving; the account is disabled by the security administrator', null, null, 10, false),
  ('org.staff', 'office',     '机构',     'Office',    '', '', null, null, 24, false),
  ('org.office', 'id',          '代码',     'Code',        '', '', null, null, 12, false),
  ('org.office', 'name',        '名称',     'Name',        '', '', null, null, 34, false),
  ('org.office', 'tier',        '层级',     'Tier',        '', '', null, null, 8, false),
  ('org.office', 'kind',        '类型',     'Kind',        '', '', null, null, 20, false),
  ('org.office', 'established', '已建',     'Established', '已经挂牌办事的是“是”', 'yes once it stands and works', null, null, 6, false),
  ('org.office', 'served_by',   '由谁代办', 'Served by',   '不足 30 人不单独建站的，由代办的站服务', 'villages under 30 veterans are served by another station', null, null, 24, false),
  ('org.office', 'parent',      '上级',     'Parent',      '', '', null, null, 24, false),
  ('org.office', 'phone',       '电话',     'Phone',       '', '', null, null, 13, false),

  ('work.office_draft', 'staff',    '写的人',   'Written by', '', '', null, null, 10, false),
  ('work.office_draft', 'register', '登记簿',   'Register',   '', '', null, null, 16, false),
  ('work.office_draft', 'at',       '最后写于', 'Last written', '', '', null, null, 16, false),
  ('work.office_draft', 'to_staff', '交给谁',   'Hand on to', '本机构有账号的人', 'somebody of this office who has an account', null, null, 10, false),

  ('org.account', 'login',      '账号',     'Account',   '小写字母开头，只有小写字母、数字、下划线；不要用机构的名称', 'small letters, digits and _; not the name of an office', null, null, 20, false),
  ('org.account', 'staff',      '使用人',   'Person',    '先在“工作人员”里登记；已有账号的不列出，一个人只用一个账号', 'on file under Staff; who has an account is not listed: one account, one person', null, null, 10, false),
  ('org.account', 'office',     '机构',     'Office',    '', '', null, null, 24, false),
  ('org.account', 'jobs',       '岗位',     'Jobs',      '', '', null, null, 16, false),
  ('org.account', 'state',      '状态',     'State',     '', '', null, null, 8, false),
  ('org.account', 'active',     '启用',     'Enabled',   '', '', null, null, 4, false),
  ('org.account', 'expires_on', '到期日',   'Good until', '过了这一天就不能登录；不写就不到期', 'no sign-on after this day; empty: no end', null, null, 10, false),
  ('org.account', 'last_on',    '上次登录', 'Last sign-on', '', '', null, null, 16, false),
  ('org.account', 'last_off',   '上次退出', 'Last sign-off', '', '', null, null, 16, false),
  ('org.account', 'online',     '正开着',   'Open now',  '', '', null, null, 6, false),
  ('org.account', 'has_key',    '有公钥',   'Has a key', '', '', null, null, 4, false),
  ('org.account', 'synced_at',  '最近同步', 'Last made true', '', '', null, null, 16, false),
  ('org.account', 'ssh_key',    'SSH 公钥', 'SSH public key', '.pub 文件里的那一行；可以以后用“换 SSH 公钥”补', 'the line of the .pub file; may follow later', null, null, 60, false),
  ('work.draft', 'login',       '写的人',   'Written by',   '', '', null, null, 20, false),
  ('org.account', 'key_print',  '公钥指纹', 'Print of the key', '与 ssh-keygen -lf 文件.pub 印出来的一样', 'as ssh-keygen -lf FILE.pub prints it', null, null, 60, false),
  ('sec.account', 'login',         '账号',     'Account',      '', '', null, null, 20, false),
  ('sec.account', 'wants_tour',    '没看导览', 'Tour to come', '', '', null, null, 4, false),
  ('sec.account', 'staff',         '使用人',   'Person',       '', '', null, null, 10, false),
  ('sec.account', 'active',        '启用',     'Enabled',      '', '', null, null, 4, false),
  ('sec.account', 'expires_on',    '到期日',   'Good until',   '', '', null, null, 10, false),
  ('sec.account', 'second_office', '借调机构', 'Seconded to',  '', '', null, null, 24, false),
  ('sec.account', 'language',      '语言',     'Language',     '', '', null, null, 4, false),
  ('sec.account', 'charset',       '终端编码', 'Terminal code', 'auto：登录时问终端', 'auto: the terminal is asked', null, null, 8, false),
  ('sec.account', 'ambiguous',     '宽度不定的符号', 'Ambiguous width', '0：登录时问终端', '0: the terminal is asked', null, null, 2, false),
  ('sec.account', 'ssh_key',       'SSH 公钥', 'SSH public key', '', '', null, null, 60, false),
  ('sec.account', 'synced_at',     '最近同步', 'Last made true', '', '', null, null, 16, false),
  ('org.account', 'why',        '原因',     'Reason',    '为什么开，记录在案', 'why it is opened; it is put on record', null, null, 40, false),

  ('work.duty', 'rule',      '事项',     'Matter',      '', '', null, null, 8, false),
  ('work.duty', 'person',    '服务对象', 'Person',      '', '', null, null, 14, false),
  ('work.duty', 'subject',   '哪一条',   'Which',       '', '', null, null, 8, false),
  ('work.duty', 'from_on',   '从哪天起', 'From',        '', '', null, null, 10, false),
  ('work.duty', 'due_on',    '应于何时前', 'Due',       '', '', null, null, 10, false),
  ('work.duty', 'outcome',   '结果',     'Outcome',     '', '', null, null, 4, false),
  ('work.duty', 'closed_on', '办结日期', 'Closed on',   '', '', null, null, 10, false),
  ('work.duty', 'record',    '由哪一条办结', 'Answered by', '', '', null, null, 8, false),
  ('work.duty', 'whom',      '称呼',     'Called',      '', '', null, null, 14, false),
  ('work.duty', 'note',      '告知',     'Told',        '', '', null, null, 40, false),
  ('org.staff_job', 'from_on', '从哪天起', 'From',      '', '', null, null, 10, false),
  ('org.staff_job', 'to_on', '到哪天',   'To',          '', '', null, null, 10, false),
  ('ref.site', 'name',       '名称',     'Name',        '', '', null, null, 30, false),
  ('ref.site', 'demo',       '演示',     'Demonstration', '', '', null, null, 4, false),
  ('ref.site', 'clock_offset', '时钟拨动', 'Clock moved by', '', '', null, null, 16, false),
  ('ref.setting', 'key',     '设置项',   'Setting',     '', '', null, null, 20, false),
  ('ref.setting', 'value',   '值',       'Value',       '', '', null, null, 20, false),

  ('sec.audit_entry', 'at',       '时间',     'When',      '', '', null, null, 16, false),
  ('sec.audit_entry', 'who',      '谁',       'Who',       '', '', null, null, 8, false),
  ('sec.audit_entry', 'login',    '账号',     'Account',   '', '', null, null, 16, false),
  ('sec.audit_entry', 'office',   '机构',     'Office',    '', '', null, null, 30, false),
  ('sec.audit_entry', 'place',    '从哪里',   'From',      '', '', null, null, 20, false),
  ('sec.audit_entry', 'kind',     '做什么',   'Did',       '登录 退出 拒绝 查看 新建 修改 删除', 'sign-on sign-off refused look new changed deleted', null, null, 8, false),
  ('sec.audit_entry', 'register', '哪里',     'Where',     '', '', null, null, 10, false),
  ('sec.audit_entry', 'whose',    '哪一条',   'Which',     '', '', null, null, 8, false),
  ('sec.audit_entry', 'what',     '内容',     'What',      '查看的写原因，修改的写原来和现在；私密内容遮盖', 'of a look the reason, of a change what was and is; private values masked', null, null, 60, false)
  on conflict (relation, column_name) do update set zh = excluded.zh, en = excluded.en, help_zh = excluded.help_zh, help_en = excluded.help_en,
    default_sql = excluded.default_sql, mask = excluded.mask, width = excluded.width, private = excluded.private;
update app.column c set lookup = v.lookup
  from (values ('org.office', 'tier', 'code.tier'), ('work.office_draft', 'staff', 'org.staff'), ('work.office_draft', 'to_staff', 'org.staff'),
               ('org.account', 'staff', 'org.staff'), ('org.account', 'office', 'org.office'), ('sec.audit_entry', 'office', 'org.office'),
               ('sec.audit_entry', 'who', 'sec.actor')) v(relation, column_name, lookup)
 where c.relation = v.relation and c.column_name = v.column_name;

-- A view whose rows have their story in a table's log.
update app.relation r set short = v.short
  from (values ('org.office', 'app.short_office(t.name)'),
               ('service.person', 't.name || coalesce((select '' '' || t.birth_year from service.person n where n.name = t.name and n.id <> t.id and n.voided_at is null limit 1), '''')')) v(relation, short)
 where r.relation = v.relation;
update app.relation r set orders = v.orders from (values ('service.person', 't.sort_as'), ('service.household', 't.sort_as'), ('org.staff', 't.sort_as'), ('org.office', 't.id'), ('ref.region', 't.code')) v(relation, orders) where r.relation = v.relation;
update app.relation r set logged = 'sec.account' where r.relation = 'org.account';

update app.column c set finder = v.finder
  from (values ('work.office_draft', 'to_staff', 'app.find_taker'), ('org.account', 'staff', 'app.find_without_account'),
               ('org.office', 'served_by', 'app.find_server')) v(relation, column_name, finder)
 where c.relation = v.relation and c.column_name = v.column_name;

update app.relation r set happened = v.happened, summary = v.summary
  from (values
    ('service.visit', 't.visited_on',
     'concat_ws(case when l.en then ''; '' else ''；'' end,
                (select case when l.en then o.name_en else o.name_zh end from code.visit_occasion o where o.code = t.occasion),
                case when l.en then t.money || '' yuan'' else ''慰问金 '' || t.money || '' 元'' end, t.gift, t.situation)'),
    ('service.pairing', 't.started_on',
     'coalesce((select s.name from org.staff s where s.id = t.staff), '''') || coalesce(case when l.en then '' to '' else '' 至 '' end || t.ended_on, '''') || coalesce('' '' || t.end_why, '''')')) v(relation, happened, summary)
 where v.relation = r.relation;
update app.relation set headline =
  't.name || ''   '' || (select case when l.en then s.name_en else s.name_zh end from code.sex s where s.code = t.sex) || '' '' || coalesce(t.birth_year::text, '''') || ''   '' ||
   (select case when l.en then c.name_en else c.name_zh end from code.object_category c where c.code = t.category) || ''   '' ||
   coalesce(t.id_masked, '''') || case when l.en then ''   filed '' else ''   建档 '' end || to_char(t.filed_on, ''YYYY-MM'')'
 where relation = 'service.person';

-- Within one office: each tier visits for itself (6.7.7), so the street's visit of the same day is no second entry of the village's.
update app.relation r set alike = v.alike
  from (values ('service.visit', '{office,person,visited_on,mode}'::text[]), ('service.household', '{office,name}')) v(relation, alike)
 where v.relation = r.relation;

call app.comment_all();

insert into app.refusal (name, field, zh, en, hint_zh, hint_en) values
  ('office_stays', null, '经办机构不能改', 'the office of a row never changes', '人转走了，用“申请转入”，由现在的机构答复', 'who has moved comes by a request for transfer, which the present office answers'),
  ('reason_needed', null, '请写明原因：至少四个字，查的人看得懂', 'a reason is needed: four characters at least, and words', '', ''),
  ('name_needed', 'name', '姓名、名称不能空着', 'a name is needed', '请照身份证、户口簿写', 'write it as on the identity card or the household register'),
  ('child_moved_on', null, '明细里有一行刚被别人改过', 'a line was changed by somebody else meanwhile', '请再按一次 F2：会让您看两边各是什么', 'press F2 once more: you are shown both'),
  ('child_gone', null, '明细里有一行刚被别人作废了', 'a line was voided by somebody else meanwhile', '用 ^Z 撤销对这一行的改动，再按 F2', 'undo your change of that line with ^Z and press F2'),
  ('draft_not_yours', null, '没有这份草稿，或不归您交办', 'no such draft for you to hand on', '草稿由本机构负责人交办', 'the head of the office hands drafts on'),
  ('draft_to_nobody', null, '这个人在本机构没有在用的账号', 'this person has no account in use in this office', '请另选一个人', 'choose somebody else'),
  ('draft_is_his', null, '这份草稿本来就是他的', 'this draft is his already', '请另选一个人', 'choose somebody else'),
  ('look_first', null, '查日志要先写明为什么查', 'say first why you look into the log', '返回目录，再打开“审计日志”', 'go back and open the log again'),
  ('account_not_yours', null, '没有这个账号，或不归您管', 'no such account for you to keep', '账号由本辖区的安全管理员管', 'accounts are kept by the security administrator of the area'),
  ('account_own', null, '自己的账号不能自己改', 'nobody changes his own account', '请上级的安全管理员改', 'ask the security administrator above'),
  ('account_moved_on', null, '这个账号刚被别人改过', 'this account was changed by somebody else meanwhile', '按 Esc 返回，再打开', 'Esc, and open it again'),
  ('account_key', 'ssh_key', '这不是一行 SSH 公钥（ssh-ed25519 开头的那一行），或者抄漏了、太短了', 'this is no line of an SSH public key, or not all of it, or too short a key', '请把 .pub 文件里的那一行整行贴进来', 'paste the line of the .pub file, all of it'),
  ('account_ended', null, '您的账号刚被停用，或者到期了，这里什么也办不了', 'your account has just been disabled, or has expired: nothing can be done here', '写过的草稿都留着；请找本单位的安全管理员', 'your drafts are kept; ask the security administrator of your office'),
  ('draft_not_his_job', null, '这个人的岗位不办这个登记簿', 'this person''s job has nothing to do with the register', '请另选一个人', 'choose somebody else'),
  ('account_name', 'login', '账号用小写字母开头', 'a name of small letters', '不要用机构的名称或代码', 'not the name or code of an office'),
  ('append_only', null, '审计日志只能增加，不能改动', 'the audit log only grows', '', ''),
  ('visit_money_check', 'money', '慰问金不能是负数', 'money cannot be negative', '没有发的就空着', 'leave it empty where none was given'),
  ('discharged_after_enlisted', 'discharged_on', '退役时间不能早于入伍时间', 'discharge cannot come before enlistment', '请对照退役证再看一遍', 'look at the discharge paper again'),
  ('pairing_end_why', 'end_why', '结束包联要写明原因', 'say why the pairing ends', '写在“结束原因”里，如去世、迁出、换人', 'under Why ended: death, move, another colleague'),
  ('draft_size', 'fields', '草稿太大，最多一百万个字节', 'a draft holds at most a million bytes', '先存一次，再接着写', 'save first, then go on'),
  ('pairing_ended_after_started', 'ended_on', '结束日期不能早于开始日期', 'the end cannot come before the beginning', '还在包联的，结束日期空着', 'leave it empty while the pairing lasts'),
  ('due_while_it_runs', 'ended_on', '下次走访的日子由系统算，不能改', 'the next due day is reckoned by the system', '改包联的起止日期，它会跟着变', 'change the dates of the pairing and it follows'),
  ('person_birth_year_check', 'birth_on', '出生年份应在 1880 年以后', 'the year of birth lies before 1880', '请对照身份证再看一遍', 'look at the ID card again'),
  ('ended_after_started', 'ended_on', '离岗日期不能早于到岗日期', 'the end cannot come before the beginning', '还在岗的，离岗日期空着', 'leave it empty while the person is in office'),
  ('not_served_by_itself', 'served_by', '不能由本机构代办本机构', 'an office cannot serve itself', '自己办的就空着，要代办的选附近的站', 'leave it empty, or choose a station near by'),
  ('one_live_pairing_per_office', 'person', '本机构已经在包联这位服务对象', 'this office is already paired with this person', '到“包联”里打开原来那一条', 'open the pairing that is there'),
  ('person_id_no_once', 'id_no', '这个身份证号已经建档', 'this ID number is already on file', '先用 F3 找人；在别处建档的，用“申请转入”', 'look it up with F3; if it is on file elsewhere, ask for transfer')
  on conflict (name) do update set field = excluded.field, zh = excluded.zh, en = excluded.en, hint_zh = excluded.hint_zh, hint_en = excluded.hint_en;

-- What now, and who can, for rules that word their own sentence.
insert into app.refusal (name, hint_zh, hint_en) values
  ('auditors_only', '要查的事请交给本辖区的审计员', 'ask the auditor of the area'),
  ('not_voidable', '写错了的，打开它改正', 'what is wrong in it is corrected in it'),
  ('gone', '请返回列表，按 ^L 重读', 'go back to the list and read it anew with ^L'),
  ('not_your_job', '请本机构的经办或负责人办', 'ask a clerk or the head of your office'),
  ('not_your_office', '请那个机构自己申请，或由代办它的机构申请', 'that office asks itself, or who serves it'),
  ('no_request', '写法见 app.save 的说明', 'see the comment on app.save'),
  ('asked_already', '等对方答复；急的，打电话给对方机构', 'wait for the answer, or call the other office'),
  ('not_here_any_more', '请提出的机构撤回，重新查这个人在哪里建档', 'who proposed it withdraws and looks again where the person is on file'),
  ('history_out_of_scope', '要看别处的，请审计员查审计日志', 'for what lies elsewhere ask an auditor'),
  ('account_expired', '先用“改到期日”，再启用', 'set the date first, then enable it'),
  ('account_once', '先停用原来的账号，再开新的', 'disable that account first, then open a new one'),
  ('until_passed', '请写今天以后的日子', 'put a day to come'),
  ('staff_has_left', '到“工作人员”里看这个人还在不在岗', 'see the register of staff'),
  ('office_not_yours', '请县级以上的系统管理员定', 'ask the system administrator of the county or above'),
  ('office_serves_itself', '要由别的站代办，先改成未建站', 'for another to serve it, first put it down as not established'),
  ('office_cannot_serve', '请选已经建站的乡镇站、村站', 'choose an established station of a township or village'),
  ('office_moved_on', '按 Esc 返回，再打开', 'Esc, and open it again'),
  ('export_unseen', '要用的，请看得到的机构导出', 'ask an office that sees it')
  on conflict (name) do update set hint_zh = excluded.hint_zh, hint_en = excluded.hint_en;

-- What they rest on.
insert into app.refusal (name, clause) values
  ('person_id_no_once', '6.1.2'), ('already_here', '6.1.2'), ('not_on_file', '6.1.2'), ('office_stays', '6.1.2'), ('not_here_any_more', '6.1.2'),
  ('name_needed', '6.1.1'), ('discharged_after_enlisted', '6.1.1'), ('visit_back_dated', '6.1.2'), ('visit_before_birth', '6.1.1'), ('visit_not_in_future', '6.1.1'),
  ('one_live_pairing_per_office', '6.7.7'), ('pairing_ended_after_started', '6.7.7'), ('pairing_end_why', '6.7.7'), ('day_not_past', '6.1.1'), ('due_while_it_runs', '6.7.7'),
  ('office_serves_itself', '4.1.2'), ('office_cannot_serve', '4.1.2'), ('not_served_by_itself', '4.1.2'), ('office_not_yours', '4.1.2'),
  ('ended_after_started', '4.2.3'), ('staff_has_left', '4.2.3'),
  ('void_denied', '4.6.1 e'), ('void_late', '4.6.1 e'), ('not_voidable', '4.6.1 e'), ('append_only', '4.6.1 e'),
  ('auditors_only', '4.5.3'), ('export_unseen', '4.5.3'), ('account_own', '4.5.3'), ('account_expired', '4.5.3'), ('account_not_yours', '4.5.3'), ('account_name', '4.5.3'), ('account_key', '4.5.3'), ('account_once', '4.5.3'), ('jobs_exclude', '4.5.3')
  on conflict (name) do update set clause = excluded.clause;
insert into app.refusal (name, law_zh, law_en) values
  ('id_no_good', 'GB 11643 公民身份号码', 'GB 11643, citizen identification number'),
  ('sex_differs', 'GB 11643 公民身份号码', 'GB 11643, citizen identification number'),
  ('reason_needed', '《个人信息保护法》第六条：目的明确、合理', 'Personal Information Protection Law, article 6: a clear and reasonable purpose'),
  ('look_first', '《个人信息保护法》第六条：目的明确、合理', 'Personal Information Protection Law, article 6: a clear and reasonable purpose'),
  ('too_many_questions', '《个人信息保护法》第六条：只取最少', 'Personal Information Protection Law, article 6: no more than needed'),
  ('visible_reference', '《个人信息保护法》第六条：只取最少', 'Personal Information Protection Law, article 6: no more than needed')
  on conflict (name) do update set law_zh = excluded.law_zh, law_en = excluded.law_en;
