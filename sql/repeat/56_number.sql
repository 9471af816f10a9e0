-- SPDX-License-Identifier: Apache-2.0
-- Numbers and people elsewhere: owner's rights, so each function checks scope itself.

-- Questions that could be asked to learn what one may not see are counted by hour, login and kind of question, in sequences: a rolled back
-- transaction gives their numbers not back. A counter holds hour * 1000000 + tries; one left over from an earlier hour counts as none.
-- The tries that it holds for this hour, with this one; with spend => false this one is not kept.
create or replace function sec.tallied(counter regclass, hour bigint, spend boolean) returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare n bigint;
begin
  if not spend then
    n := coalesce(pg_sequence_last_value(counter), 0) + 1;
    return case when n / 1000000 = hour then n % 1000000 else 1 end;
  end if;
  n := nextval(counter);
  -- Its first use in this hour. No lock: one that anybody can take can be held against all. Sessions that meet right here forget each
  -- other's try, once an hour.
  if n / 1000000 <> hour then
    n := setval(counter, hour * 1000000 + 1);
  end if;
  return n % 1000000;
end $$;

-- Every hour another of 256 counters. Where few ask, two logins that meet in one share its tries, which only makes the limit tighter; where
-- thousands do, each counter holds those of many, and the limit is that far higher: by the even share of all there are, and by how far a
-- counter may lie above that by chance. Each try leaves a line in the server's log, too, which no rollback takes away. False when it is one
-- too many; with spend => false it is only asked whether there is one left.
drop function if exists sec.try(text, int), sec.try_or_refuse(text, int);
create or replace function sec.try(what text, most int, spend boolean default true) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  hour constant bigint := extract(epoch from clock_timestamp())::bigint / 3600;
  share constant float := greatest(sec.tallied('sec.tally_all', hour, spend) - 5000, 0) / 256.0;
  n constant bigint := sec.tallied(('sec.tally_' || (hashtextextended(session_user || ' ' || what || ' ' || hour, 0) & 255))::regclass, hour, spend);
begin
  if spend then raise log 'laobing: % asks "%", % of % in this hour', session_user, what, n, most; end if;
  return n <= most + share + 3 * sqrt(share);
end $$;
drop function if exists sec.used_up(text, int), sec.tally(text), sec.refuse_too_many(int);

create or replace function sec.try_or_refuse(what text, most int, spend boolean default true) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not sec.try(what, most, spend) then
    perform sec.refuse('too_many_questions', '这一小时查得太多了，请过一小时再来', format('more than %s questions of this kind in an hour', most),
                       '急用的请直接联系对方机构', hint_en => 'when it is urgent, call the other office');
  end if;
end $$;

-- Persons in scope by the tail of the ID number or phone (3 or 4 characters), or by the whole number. Nothing between: that would let
-- somebody feel their way along a number digit by digit.
create or replace function api.find_number(q text) returns setof bigint
language plpgsql volatile rows 20 security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
as $$
declare
  n text := ref.id_fold(q);
  tails text[] := case length(n) when 4 then array[n] when 3 then array(select d || n from generate_series(0, 9) d) end;
begin
  if sec.own_staff() is null or not pg_has_role(session_user, 'lb_reader', 'member') then return; end if;
  if length(n) in (3, 4) then
    return query select p.id from service.person_private p join service.person x on x.id = p.id and x.voided_at is null
      where (p.id_tail = any (tails) or p.phone_tail = any (tails))
        and sec.in_ranges(p.office, null, sec.ranges()) order by p.id limit 200;
  elsif length(n) >= 7 then
    -- A masked number leaves some thirty candidates: asking for a whole one is a look, on record, and few an hour.
    if ref.id_check(n) is null then
      perform sec.try_or_refuse('whole number', 30);
      perform sec.note('P', 'service.person', null, null, 'find_number ' || ref.id_masked(ref.id_18(n)));
    else
      perform sec.try_or_refuse('number', 300);
    end if;
    return query select p.id from service.person_private p join service.person x on x.id = p.id and x.voided_at is null
      where (p.id_no = ref.id_18(n) or p.phone = n or p.phone2 = n or p.phone_tail = right(n, 4) and replace(p.phone, '-', '') = n)
        and sec.in_ranges(p.office, null, sec.ranges()) order by p.id limit 200;
    return query select x.id from sec.merged_of_number(ref.id_18(n)) m(id) join service.person x on x.id = m.id and x.voided_at is null
      where sec.in_ranges(x.office, null, sec.ranges());
  end if;
end $$;
comment on function api.find_number(text) is '按身份证号、电话或它们的后三四位找人（辖区内）';

grant execute on function api.find_number(text) to lb_reader;
