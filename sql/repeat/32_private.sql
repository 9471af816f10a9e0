-- SPDX-License-Identifier: Apache-2.0
-- The private side of a person: the number is checked and folded, and what lists may show (masked number and telephone, year of birth, sex)
-- is kept in service.person. Triggers with the owner's rights, because staff write here but never read.

-- Refuses a number that cannot be one, in words that say what is wrong with it.
create or replace function sec.id_must_be_good(id_no text) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  fault constant text := ref.id_check(id_no);
  n constant text := ref.id_18(id_no);
  birth constant date := case when fault is null then substr(n, 7, 8)::date end;
  zh text; en text;
begin
  if fault = 'length' then
    zh := format('身份证号应是 18 位（老的 15 位也可以），写的是 %s 位', length(ref.id_fold(id_no)));
    en := format('an ID number has 18 characters (old ones 15), not %s', length(ref.id_fold(id_no)));
  elsif fault = 'character' then
    zh := '身份证号只能是数字，末位可以是 X'; en := 'an ID number holds digits only; the last may be X';
  elsif fault = 'birth' then
    zh := format('身份证号第 7 到 14 位“%s”不是一个日期', substr(n, 7, 8)); en := format('characters 7 to 14 (%s) are not a date', substr(n, 7, 8));
  elsif fault = 'digit' then
    -- Which would fit is not said: most often another digit is wrong, and whoever just takes ours has a number of somebody else's.
    zh := '身份证号的末位校验不对，请再看一遍原件'; en := 'the check digit is wrong; look at the document again';
  elsif birth > ref.today() then
    zh := format('身份证号里的出生日期 %s 还没有到', birth); en := format('the date of birth %s lies in the future', birth);
  elsif exists (select from ref.region r where r.code = left(n, 6)::bigint * 1000000 and r.tier = 2 and r.statistical)
        and not (select s.demo from ref.site s) then               -- no card bears the code of a statistical zone (decision 33)
    zh := format('身份证号的前 6 位 %s 是管理区、开发区的代码，身份证上没有', left(n, 6)); en := format('%s is the code of a statistical zone, which no card bears', left(n, 6));
  else
    return;
  end if;
  perform sec.refuse('id_no_good', zh, en, '请对照身份证再输一遍', 'id_no', 'service.person', hint_en => 'compare with the ID card and enter it again');
end $$;

-- Files that are there now and were merged with one of this number.
create or replace function sec.merged_of_number(number text) returns setof bigint
language plpgsql stable rows 1 set search_path = pg_catalog, pg_temp
as $$
begin
  return query select work.merged_into('service.person', x.id)
    from (select c.row_id as id from work.merge_change c where c.relation = 'service.person_private' and c.before ->> 'id_no' = number
          union select v.id from service.person_private v where v.old_id_no = number) x
   where exists (select from work.merge m where m.relation = 'service.person' and m.other = x.id and m.undone_on is null);
end $$;

-- The file of this number, wherever it is, or the one it was merged into; for functions that check who asks.
create or replace function sec.person_of_number(id_no text) returns service.person
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  p service.person;
  whole constant text := ref.id_18(person_of_number.id_no);
begin
  select x.* into p from service.person x join service.person_private v on v.id = x.id where v.id_no = whole and x.voided_at is null;
  if not found then
    select x.* into p from sec.merged_of_number(whole) m(id) join service.person x on x.id = m.id and x.voided_at is null limit 1;
  end if;
  return p;
end $$;

-- The number is on file already: who has it, as far as the writer may know. That it is on file at all is an answer worth something: with
-- the masked number it leaves nothing open. So such answers are counted, wherever the file is, and once they are used up no new number is
-- taken this hour, on file or not; nor are more numbers an hour than anybody types.
create or replace function sec.id_must_be_free(number text, for_person bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  p service.person := sec.person_of_number(number);
begin
  if sec.own_staff() is not null then
    perform sec.try_or_refuse('on file', 30, spend => p.id is not null and p.id is distinct from for_person);
    if not sec.brought(ref.id_18(number)) then              -- an import looked for it, under limits of its own
      perform sec.try_or_refuse('new number', 300);
    end if;
  end if;
  if p.id is null or p.id = for_person then return; end if;
  if sec.sees(p.office) then
    perform sec.refuse('person_id_no_once', format('这个身份证号已经建档：%s（%s）', p.name, (select o.name from org.office o where o.id = p.office)),
      'this ID number is already on file in your area', '按 F3，写这个号码，打开原来那一份', 'id_no', 'service.person', hint_en => 'F3, this number: open the file that is there');
  end if;
  perform sec.refuse('person_id_no_once', '这个身份证号已在别处建档', 'this ID number is on file at another office', '按 F3，写这个号码，再按 F6 申请转入', 'id_no', 'service.person', hint_en => 'F3, this number, F6: ask for transfer');
end $$;

create or replace function service.private_checked() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  new.office := (select p.office from service.person p where p.id = new.id);
  new.phone := nullif(ref.phone_fold(new.phone), '');
  new.phone2 := nullif(ref.phone_fold(new.phone2), '');
  new.id_no := nullif(ref.id_18(new.id_no), '');
  if new.id_no is null or tg_op = 'UPDATE' and new.id_no is not distinct from old.id_no and new.birth_on is not distinct from old.birth_on then
    return new;
  end if;
  perform sec.id_must_be_good(new.id_no);
  if (tg_op = 'INSERT' or new.id_no is distinct from old.id_no) and not sec.merging() then
    perform sec.id_must_be_free(new.id_no, new.id);
  end if;
  new.birth_on := substr(new.id_no, 7, 8)::date;        -- without a word: yes or no to a date would tell it to who may not open the number
  return new;
end $$;
create or replace trigger e_checked before insert or update on service.person_private for each row execute function service.private_checked();

create or replace trigger e_days before insert or update of filed_on, verified_on, enlisted_on, discharged_on on service.person for each row execute function sec.days_past('filed_on', 'verified_on', 'enlisted_on', 'discharged_on');

-- (All rows of a statement together, a sheet brings a thousand.)
create or replace function service.private_shown() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare changed bigint[];
begin
  if tg_op = 'INSERT' then
    changed := array(select n.id from born n);
  else
    changed := array(select n.id from born n join gone o on o.id = n.id where (o.id_no, o.phone, o.birth_on) is distinct from (n.id_no, n.phone, n.birth_on));
  end if;
  update service.person p
     set id_masked = ref.id_masked(n.id_no), phone_masked = ref.phone_masked(n.phone),
         birth_year = coalesce(extract(year from n.birth_on), p.birth_year),
         sex = case when p.sex in ('0', '9') then coalesce(ref.id_sex(n.id_no), p.sex) else p.sex end
    from service.person_private n where n.id = any (changed) and p.id = n.id;
  return null;
end $$;
drop trigger if exists x_shown on service.person_private;
call sec.by_statement('service.person_private', 'x_shown', 'service.private_shown()', gone => false);

-- 1 against 2 is a mistake in one of them, and only the clerk can know in which; unknown (0, 9) takes the number's word. On both tables;
-- from the row of lists at the end of the transaction, since one save may put both sex and number right, that row first.
create or replace function service.sex_agrees() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  ids bigint[];
  x record;
begin
  if tg_level = 'ROW' then ids := array[new.id]; else ids := array(select b.id from born b); end if;
  select y.* into x
    from (select p.id, p.sex, ref.id_sex(v.id_no) as on_card from service.person p join service.person_private v on v.id = p.id where p.id = any (ids) and p.sex in ('1', '2')) y
   where y.on_card <> y.sex order by y.id limit 1;
  if found then
    select on_card.name_zh as on_card, chosen.name_zh as chosen into x from code.sex on_card, code.sex chosen where on_card.code = x.on_card and chosen.code = x.sex;
    perform sec.refuse('sex_differs', format('性别与身份证号不一致：证上是%s，选的是%s', x.on_card, x.chosen), 'the sex chosen differs from the ID number',
                       '请核对身份证号第 17 位（单男双女）', 'sex', 'service.person', hint_en => 'check the 17th digit of the ID number: odd is male, even is female');
  end if;
  return null;
end $$;
drop function if exists sec.sex_must_agree(text, text);
create or replace trigger w_sex after update of id_no on service.person_private for each row execute function service.sex_agrees();
call sec.by_statement('service.person_private', 'w_sex', 'service.sex_agrees()', gone => false, moved => false);
drop trigger if exists y_sex on service.person;
create constraint trigger y_sex after update of sex on service.person deferrable initially deferred for each row when (new.sex <> old.sex) execute function service.sex_agrees();

-- What follows by itself is part of the save that brought it: it moves no version, or the writer's own next save would meet it as
-- somebody else's change.
create or replace function service.person_derived() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  other service.person := new;
begin
  if (new.id_masked, new.phone_masked, new.birth_year) is distinct from (old.id_masked, old.phone_masked, old.birth_year) then
    other.id_masked := old.id_masked; other.phone_masked := old.phone_masked; other.birth_year := old.birth_year;
    other.version := old.version; other.changed_at := old.changed_at; other.changed_by := old.changed_by;
    if other is not distinct from old then
      new.version := old.version;
    end if;
  end if;
  return new;
end $$;
create or replace trigger f_derived before update on service.person for each row execute function service.person_derived();
