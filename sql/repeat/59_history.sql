-- SPDX-License-Identifier: Apache-2.0
-- What was changed, read back: by who sees the row, and by the auditor. In the words of the dictionary, masked (decision 12).
drop function if exists api.history(text, bigint);
drop function if exists api.history(text, bigint, bigint, int);

-- Titles of columns that every register has.
create or replace function sec.column_title(relation text, column_name text, out zh text, out en text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  select c.zh, c.en into zh, en from app.column c where c.relation = regexp_replace(column_title.relation, '_private$', '') and c.column_name = column_title.column_name;
  if zh is null then
    select v.zh, v.en into zh, en
      from (values ('office', '机构', 'Office'), ('with_office', '相关机构', 'Second office'), ('voided_at', '作废时间', 'Voided at'), ('voided_by', '作废人', 'Voided by'),
                   ('void_why', '作废原因', 'Why voided'), ('name_zh', '名称', 'Name'), ('name_en', '英文名称', 'English name'), ('seq', '顺序', 'Order'), ('py', '拼音', 'Pinyin'), ('initials', '首字母', 'Initials'), ('sort_as', '按什么排', 'Sorted by'),
                   ('code', '代码', 'Code'), ('valid', '在用', 'In use'), ('id', '编号', 'Number'), ('zh', '中文', 'Chinese'), ('en', '英文', 'English'), ('clause', '条款', 'Clause'), ('chapter', '章', 'Chapter'),
                   ('parent', '上一级', 'Above'), ('force', '约束力', 'Force'), ('rule', '事项', 'Matter'), ('tier', '层级', 'Tier'), ('grade', '等级', 'Grade'), ('day', '日期', 'Day'), ('festival', '节日', 'Festival'),
                   ('period', '周期', 'Period'), ('per', '按什么数', 'Counted by'), ('min_count', '至少几次', 'At least'), ('subject_zh', '对象', 'Of whom'), ('subject_en', '对象（英文）', 'Of whom (English)'),
                   ('op', '比较', 'Comparison'), ('value', '值', 'Value'), ('divisor', '除数', 'Divisor'), ('unit', '单位', 'Unit'), ('length', '多长', 'How long'), ('fixed_on', '固定日期', 'Fixed day'),
                   ('from_event', '从何起算', 'Counted from'), ('extendable_days', '可延天数', 'May be extended by'), ('source', '出处', 'Source'), ('zone', '功能区', 'Zone'), ('job', '岗位', 'Job'), ('admin', '管理岗位', 'Of administration'),
                   ('register', '登记簿', 'Register'), ('menu', '目录号', 'Menu number'), ('opens', '打开什么', 'Opens'), ('closes', '怎样办结', 'Closed by'), ('amber_days', '提前几天提醒', 'Warned days before'), ('restricted', '限定知悉', 'Restricted'), ('process', '流程', 'Process'), ('kind', '类别', 'Kind'), ('one', '唯一', 'Only one'), ('synced_at', '最近同步', 'Last made true'))
           v(name, zh, en) where v.name = column_title.column_name;
  end if;
  -- what no form shows has its comment
  zh := coalesce(zh, (select col_description(a.attrelid, a.attnum) from pg_attribute a where a.attrelid = to_regclass(relation) and a.attname = column_title.column_name), column_name);
  en := coalesce(en, column_name);
end $$;

-- The case a row belongs to: it is one, it refers to one, or it hangs on such a row. Null where it belongs to none.
create or replace function sec.case_of(relation text, key bigint) returns bigint
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  rel constant text := regexp_replace(relation, '_private$', '');
  by_column name;
  found bigint;
begin
  if rel = 'work.matter' or exists (select from flow.process p where p.relation = rel) then
    return key;
  elsif rel = 'work.attachment' then
    return (select sec.case_of(a.relation, a.row_id) from work.attachment a where a.id = key);
  end if;
  select a.attname into by_column from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and c.conkey = array[a.attnum]
   where c.conrelid = to_regclass(rel) and c.contype = 'f' and (c.confrelid = 'work.matter'::regclass or c.confrelid in (select to_regclass(p.relation) from flow.process p))
     and exists (select from pg_attribute i where i.attrelid = c.conrelid and i.attname = 'id') order by c.confrelid <> 'work.matter'::regclass, a.attnum limit 1;
  if by_column is not null then
    execute format('select %I from %s where id = $1', by_column, rel) into found using key;
  end if;
  return found;
end $$;

-- Is this a row of an accusation that the session is not named for (Petition Regulation 30)? Its contents are told to nobody else, neither by
-- a name in another row's history nor to the auditor, whatever reason he gives: he learns that it is there, and its days.
create or replace function sec.withheld(relation text, key bigint) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  x constant bigint := sec.case_of(relation, key);
begin
  return exists (select from work.matter m where m.id = x and m.restricted) and not exists (select from work.entrusted e where e.matter = x and e.staff = sec.own_staff());
end $$;

-- What a row is called, as far as the caller sees it; null where there is no such row or no word for it.
create or replace function sec.row_label(relation text, id bigint) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  base text := regexp_replace(relation, '_private$', '');
  label text := (select r.label from app.relation r where r.relation = base);
  everybodys boolean := exists (select from sec.protected p where p.relation = to_regclass(base) and p.kind = 'directory');
  found text;
begin
  if label is null or id is null or not exists (select from pg_attribute a where a.attrelid = to_regclass(base) and a.attname = 'id') then return null; end if;
  -- what has no office is of its person's
  execute format('select (%s)::text from (select t.*, to_jsonb(t) as j from %s t) t
                   where t.id = $1 and ($2 or sec.sees(coalesce((j ->> ''office'')::bigint, (select s.office from org.staff s where s.id = (j ->> ''staff'')::bigint)))
                                           or sec.sees((j ->> ''with_office'')::bigint))', label, to_regclass(base))
    into found using id, everybodys;
  if found is not null and sec.withheld(base, id) then
    return case when sec.language() = 'en' then '(restricted)' else '（限定知悉）' end;
  end if;
  return found;
end $$;

-- A value as a person reads it: the name behind a code or a number, yes or no, an amount with its thousands.
create or replace function sec.shown(relation text, column_name text, value text) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  en boolean := sec.language() = 'en';
  target text := coalesce(
    (select c.confrelid::regclass::text from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.conrelid = to_regclass(shown.relation) and c.contype = 'f' and cardinality(c.conkey) = 1 and a.attname = shown.column_name limit 1),
    (select k.lookup from app.column k where k.relation = shown.relation and k.column_name = shown.column_name));
  name text;
begin
  if value = '＊＊＊' then                       -- masked: no yes or no, no name
    return value;
  elsif target like 'code.%' then
    execute format('select case when $2 then t.name_en else t.name_zh end from %s t where t.code = $1', target) into name using value, en;
  elsif column_name = 'voided_by' and value is not null then
    name := sec.who(value::name);
  elsif target is not null and value ~ '^[0-9]{1,18}$' then
    name := coalesce(sec.row_label(target, value::bigint),
                     case when exists (select from sec.protected p where p.relation = to_regclass(target)) then case when en then '(outside your area)' else '（不在您的辖区）' end end);
  else
    select case a.atttypid when 'bool'::regtype then case when value = 'true' then case when en then 'yes' else '是' end else case when en then 'no' else '否' end end
                           when 'timestamptz'::regtype then to_char(case when value ~ '^[0-9]{4}-' then value::timestamptz end at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI')
                           when 'numeric'::regtype then to_char(case when value ~ '^-?[0-9.]+$' then value::numeric end, 'FM999,999,999,990.00') end
      into name from pg_attribute a where a.attrelid = to_regclass(shown.relation) and a.attname = shown.column_name;
  end if;
  return coalesce(name, value);
end $$;

-- One line of the log, a row a field, in the order of the table.
create or replace function sec.changes(line audit.log) returns table (field text, zh text, en text, was text, now text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  withheld constant boolean := sec.withheld(line.relation, line.key);
begin
  return query
    select f.key, t.zh, t.en, sec.shown(line.relation, f.key, f.was), sec.shown(line.relation, f.key, f.now)
      from (select coalesce(o.key, n.key) as key, o.value as was, n.value as now
              from jsonb_each_text(audit.masked(line.relation, coalesce(line.old, '{}'), withheld)) o
              full join jsonb_each_text(audit.masked(line.relation, coalesce(line.new, '{}'), withheld)) n on n.key = o.key
             where coalesce(o.value, n.value) is not null) f
      left join pg_attribute a on a.attrelid = to_regclass(line.relation) and a.attname = f.key
     cross join lateral sec.column_title(line.relation, f.key) t
     where (f.key <> 'id' or line.key is null) and f.key not in ('version', 'created_at', 'created_by', 'changed_at', 'changed_by') and coalesce(a.attgenerated, '') = ''
           -- a reading that people do not write follows from the name
       and (f.key not in ('py', 'initials', 'sort_as') or not exists (select from sec.protected p where p.relation = to_regclass(line.relation) and (p.kind <> 'register' or f.key = any (p.fixed))))
     order by a.attnum, f.key;
end $$;

-- May the caller read this row: of a directory whoever has an account, of a register who sees an office of it.
create or replace function sec.sees_row(relation text, r jsonb) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select coalesce(case when p.kind = 'directory' then sec.own_staff() is not null
                       else sec.holds_for(p.relation, (r ->> 'id')::bigint, 'see') end, false)
    from sec.protected p where p.relation = to_regclass(sees_row.relation)
$$;

-- The row and the lines saved with it: `parts` as a form's children, [{"relation": "service.need", "by": "visit"}]. A line is a row that
-- refers to this one by that column, and that the caller sees too; what it has from this one (`hides`) need not be told again.
create or replace function sec.rows_of_history(relation text, id bigint, parts jsonb) returns table (rel text, row_id bigint, hides text[])
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare part record;
begin
  return query select relation, id, '{}'::text[] union all select relation || '_private', id, '{}';
  for part in
    select c.conrelid::regclass::text as rel, a.attname
      from jsonb_to_recordset(parts) x(relation text, by text)
      join pg_constraint c on c.conrelid = to_regclass(x.relation) and c.confrelid = to_regclass(rows_of_history.relation) and c.contype = 'f'
      join pg_attribute a on a.attrelid = c.conrelid and c.conkey = array[a.attnum] and a.attname = x.by
     where sec.keeps_history(x.relation)
  loop
    return query execute format('select %L::text, t.id, $2 from %s t where t.%I = $1 and sec.sees_row(%L, to_jsonb(t))', part.rel, part.rel, part.attname, part.rel)
      using id, array['office', 'with_office', part.attname::text];
  end loop;
end $$;

-- What a line of a record is called in the record's history: "发现的需要：修屋顶".
create or replace function sec.part_label(relation text, id bigint) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select case when e.en then r.en || ': ' else r.zh || '：' end || coalesce(sec.row_label(part_label.relation, part_label.id), '')
    from app.relation r cross join (select sec.language() = 'en') e(en) where r.relation = part_label.relation
$$;

-- From where, as a person reads it; what came over no network came from this machine.
create or replace function sec.place_shown(place text, en boolean) returns text
language sql immutable parallel safe
return regexp_replace(place, '^local ', case when en then 'this machine ' else '本机 ' end);

-- The history of a row the caller can see and of its parts, the newest change first: one line a field, private ones masked; `part` names
-- the line changed, null is the row itself. `most` changes, those before the one given. From where a change was made is for those alone
-- in whose range the row lies.
create or replace function api.history(relation text, id bigint, before bigint default null, most int default 500, parts jsonb default '[]')
returns table (seq bigint, at timestamptz, who text, place text, kind text, part text, field text, zh text, en text, was text, now text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  r jsonb;
  ours boolean;
  logged text := (select x.logged from app.relation x where x.relation = history.relation);     -- a view shows what its reader may see
begin
  if sec.keeps_history(relation) then
    execute format('select to_jsonb(t) from %s t where t.id = $1', to_regclass(relation)) into r using history.id;
  end if;
  if r is null or logged is null and not sec.sees_row(relation, r) then
    perform sec.refuse('history_out_of_scope', '没有这条记录，或者不在您的辖区里', 'no such row, or outside your scope', '', '', relation);
  end if;
  logged := coalesce(logged, relation);
  ours := sec.sees(coalesce((r ->> 'office')::bigint, history.id)) or sec.sees((r ->> 'with_office')::bigint);
  return query
    select (x.l).seq, (x.l).at, sec.who((x.l).login), case when ours then sec.place_shown((x.l).place, sec.language() = 'en') else '' end,
           case when (x.l).kind = 'U' and exists (select from audit.log b where b.txid = (x.l).txid and b.login = (x.l).login and b.kind = 'B' and b.seq > (x.l).seq) then 'B' else (x.l).kind::text end,
           case when (x.l).relation not in (logged, logged || '_private') then sec.part_label((x.l).relation, (x.l).key) end,
           c.field, c.zh, c.en, c.was, c.now
      from (select l, o.hides from sec.rows_of_history(logged, history.id, parts) o join audit.log l on l.relation = o.rel and l.key = o.row_id
             where l.kind in ('I', 'U', 'D') and (history.before is null or l.seq < history.before)
             order by l.seq desc limit history.most) x
     cross join lateral (select * from sec.changes(x.l) with ordinality
                         union all select '', '原因', 'Reason', null, sec.note_shown((x.l).relation, (x.l).note, sec.language() = 'en'), 0 where (x.l).note is not null) c(field, zh, en, was, now, n)
     where c.field <> all (x.hides)
     order by (x.l).seq desc, c.n;
end $$;
comment on function api.history(text, bigint, bigint, int, jsonb) is '一条记录和它的明细的修改历史，最近的在前';

------------------------------------------------------------------------------ the auditor
-- The office a line belongs to: its own, else that of who did it; what nobody's office did is the province's.
create or replace function sec.office_of_log(office bigint, login name) returns bigint
language plpgsql stable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
  if office is null then              -- (the lowest code is the province's)
    office := coalesce((select s.office from sec.account a join org.staff s on s.id = a.staff where a.login = office_of_log.login),
                       (select o.id from org.office o order by o.id limit 1));
  end if;
  return office;
end $$;

-- Looking into the log is itself on record first: by another transaction, since this one could still be rolled back.
create or replace function sec.audit_open() returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not sec.has_job('auditor') or sec.own_staff() is null then
    perform sec.refuse('auditors_only', '只有审计员可以查审计日志', 'only auditors search the log');
  elsif not exists (select from audit.log l where l.login = session_user and l.at > clock_timestamp() - interval '1 hour' and l.kind = 'P' and l.relation = 'audit.log'
                       and l.txid <> coalesce(pg_current_xact_id_if_assigned()::text::bigint, 0)) then
    perform sec.refuse('look_first', '查日志要先写明为什么查，写一次管一小时', 'say first why you look into the log; once serves for an hour', '返回目录，再打开“审计日志”');
  end if;
  return true;
end $$;

create or replace function api.audit_look(why text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not sec.has_job('auditor') or sec.own_staff() is null then
    perform sec.refuse('auditors_only', '只有审计员可以查审计日志', 'only auditors search the log');
  end if;
  perform sec.note('P', 'audit.log', null, sec.own_office(), sec.reason_given(why));
  return case when sec.language() = 'en' then 'your look is on record' else '这一次查阅已记录在案' end;
end $$;
comment on function api.audit_look(text) is '查审计日志之前：写明为什么查';

-- What a line tells, masked: the fields with what they were and are.
create or replace function api.audit_told(seq bigint) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  line audit.log := (select l from audit.log l where l.seq = audit_told.seq);
  english boolean := sec.language() = 'en';
begin
  if not sec.audit_open() or not coalesce(sec.sees(sec.office_of_log(line.office, line.login)), false) then return null; end if;
  if line.kind = 'X' then             -- the conditions of a list of cases may name whom one complains of
    return (select case when english then 'conditions: ' else '条件：' end || case when exists (select from flow.process p where p.relation = line.relation) then '＊＊＊' else w end
              from nullif(line.new ->> 'words', '') w);
  end if;
  return (select string_agg(case when english then c.en || ': ' else c.zh || '：' end || case when line.kind = 'U' and c.was is distinct from c.now then coalesce(c.was, e.nothing) || ' -> ' || coalesce(c.now, e.nothing) else coalesce(c.now, c.was) end,
                            case when english then '; ' else '；' end)
            from sec.changes(line) c, (select case when english then '(empty)' else '（空）' end) e(nothing));
end $$;
comment on function api.audit_told(bigint) is '日志里的一行改了什么，遮盖私密内容';

-- The columns that hold no contents of rows; old and new are api.audit_told's.
alter table audit.log enable row level security;
drop policy if exists see on audit.log;
create policy see on audit.log for select to lb_auditor      -- apart by whether the line names its office: so the common case is inlined
  using ((select sec.audit_open()) and (select sec.scope_ok(sec.ranges()))
         and case when office is not null then sec.in_ranges(office, null, sec.ranges()) else sec.in_ranges(sec.office_of_log(null, login), null, sec.ranges()) end);
grant usage on schema audit to lb_auditor;
grant select (seq, at, login, place, kind, relation, key, office, note) on audit.log to lb_auditor;

-- A note of ours in words; what somebody gave as a reason stays as it is.
create or replace function sec.note_shown(relation text, note text, en boolean) returns text
language sql immutable parallel safe
return case when note ~ '^(merged|merged_into|unmerged) [0-9]+: '
              then case split_part(note, ' ', 1) when 'merged' then case when en then 'merged with file ' else '合并：并进来 ' end
                        when 'merged_into' then case when en then 'merged into file ' else '合并：并入 ' end else case when en then 'merge undone, apart from file ' else '撤销合并：分开了 ' end end
                   || substring(note, '^[a-z_]+ ([0-9]+): ') || case when en then ': ' else ' 号档案；' end || substring(note, '^[a-z_]+ [0-9]+: (.*)$')
            when note ~ '^undone [0-9: -]+$' then case when en then 'undid what was done ' else '撤销自己做的：' end || substr(note, 8)
            when note ~ '^twins_of [0-9a-f]+$' or note = 'twins_here' then case when en then 'compared with the whole database for duplicates' else '全库查重' end
            when relation = 'service.person' and note ~ '^(find_number|on_file) [0-9Xx*]+$'
              then case split_part(note, ' ', 1) when 'on_file' then case when en then 'asked where it is on file: ' else '问在哪里建档：' end
                        else case when en then 'looked for the number ' else '查号码 ' end end || split_part(note, ' ', 2)
            when relation = 'service.person' and note = 'find_elsewhere' then case when en then 'asked how many bear a name elsewhere' else '问别处有几个同名的人' end
            when note = 'denied' then case when en then 'a save that was not allowed' else '保存被拒绝：没有权限' end
            when note = 'gone' then case when en then 'a save of what was gone' else '保存时记录已经不在' end
            when note = 'sign-on refused' then case when en then 'not registered, disabled or expired' else '账号没有登记、已停用或已到期' end
            when note ~ '^(csv|xlsx|pdf|text|gb18030|[?]) (file|printer|terminal|[?]) [0-9]+ ([0-9a-f]{64}|-)$'
              then (select concat_ws(' ', upper(n[1]), case when en then n[3] || ' row(s)' else n[3] || ' 条' end,
                                     case n[2] when 'file' then case when en then 'to the drop folder' else '到投递夹' end when 'printer' then case when en then 'to a printer' else '到打印机' end
                                               else case when en then 'to the terminal''s printer' else '到终端的打印机' end end,
                                     case when en then 'SHA-256 ' else '摘要 ' end || n[4]) from string_to_array(note, ' ') n)
            when note like 'open_private: %' then case when en then 'did not get to see private values' else '没有看成遮盖的内容' end || substr(note, 13)
            else note end;

-- Who can have done what: the staff, those who have left too, and number 0, the system.
drop view if exists sec.audit_entry, sec.actor;
create view sec.actor with (security_invoker = true) as
select s.id, s.office, s.name from org.staff s
union all
select 0, null, case when sec.language() = 'en' then 'the system' else '系统' end;
comment on view sec.actor is '日志里的“谁”：工作人员，离岗的也在内，和系统';
grant select on sec.actor to lb_auditor;

create or replace function app.find_actor(q text, most int default 50) returns setof bigint
language sql stable rows 20 set search_path = pg_catalog, pg_temp
as $$
  select a.id from sec.actor a where a.id = 0 and q <> '' and (a.name ^@ q or 'xitong' ^@ lower(q) or 'xt' ^@ lower(q))
  union all
  (select f.id from app.find_staff(q, null) with ordinality f(id, n) order by f.n limit most)
$$;
comment on function app.find_actor(text, int) is '按姓名、拼音、首字母找日志里的人';

-- Whose login it is; 0 for what no account of this system did.
create or replace function sec.actor_of(login name) returns bigint
language plpgsql stable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$ begin return coalesce((select a.staff from sec.account a where a.login = actor_of.login), 0); end $$;

create view sec.audit_entry with (security_invoker = true) as
select l.seq as id, l.at, sec.actor_of(l.login) as who, l.login::text as login, sec.office_of_log(l.office, l.login) as office, sec.place_shown(l.place, e.en) as place,
       case when e.en then case l.kind when 'I' then 'new' when 'U' then 'changed' when 'D' then 'deleted' when 'S' then 'sign-on' when 'E' then 'sign-off' when 'R' then 'refused' when 'X' then 'exported' when 'B' then 'undone' else 'look' end
            else case l.kind when 'I' then '新建' when 'U' then '修改' when 'D' then '删除' when 'S' then '登录' when 'E' then '退出' when 'R' then '拒绝' when 'X' then '导出' when 'B' then '撤销' else '查看' end end as kind,
       coalesce((select case when e.en then r.en else r.zh end from app.relation r where r.relation = regexp_replace(l.relation, '_private$', '')),
                case when not e.en then obj_description(to_regclass(l.relation), 'pg_class') end, l.relation) as register,
       sec.row_label(l.relation, l.key) as whose,
       case when l.kind in ('I', 'U', 'D') then concat_ws(case when e.en then '; ' else '；' end, api.audit_told(l.seq), case when e.en then 'reason: ' else '原因：' end || l.note)
            when l.kind = 'S' then sec.place_shown(l.place, e.en) || ' ' || l.note
            when l.kind = 'X' then concat_ws(case when e.en then '; ' else '；' end, sec.note_shown(l.relation, l.note, e.en), api.audit_told(l.seq)) else sec.note_shown(l.relation, l.note, e.en) end as what
  from audit.log l cross join (select sec.language() = 'en' as en offset 0) e;
comment on view sec.audit_entry is '审计日志，审计员在辖区里看得到的';
grant select on sec.audit_entry to lb_auditor;

grant execute on function api.history(text, bigint, bigint, int, jsonb) to lb_staff;
grant execute on function api.audit_look(text), api.audit_told(bigint), sec.audit_open(), sec.office_of_log(bigint, name), sec.row_label(text, bigint), sec.place_shown(text, boolean), sec.note_shown(text, text, boolean), sec.actor_of(name), app.find_actor(text, int) to lb_auditor;
