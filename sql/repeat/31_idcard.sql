-- SPDX-License-Identifier: Apache-2.0
-- The citizen identity number: GB 11643 (18 characters, ISO 7064 MOD 11-2) and the 15 digits of before 1999. What is more than an expression is
-- plpgsql: a strict SQL function that the planner does not inline is planned anew at each call, which cost more than all else of a saved row.

-- Blanks away, full-width digits and every x folded.
create or replace function ref.id_fold(typed text) returns text
language sql immutable parallel safe strict
return translate(typed, '０１２３４５６７８９ＸｘxＸ 　-', '0123456789XXXX');

-- The eighteenth character that belongs to seventeen digits.
create or replace function ref.id_digit(body text) returns text
language sql immutable parallel safe strict
return substr('10X98765432', 1 + (
    ascii(substr(body, 1)) * 7 + ascii(substr(body, 2)) * 9 + ascii(substr(body, 3)) * 10 + ascii(substr(body, 4)) * 5 + ascii(substr(body, 5)) * 8
  + ascii(substr(body, 6)) * 4 + ascii(substr(body, 7)) * 2 + ascii(substr(body, 8)) + ascii(substr(body, 9)) * 6 + ascii(substr(body, 10)) * 3
  + ascii(substr(body, 11)) * 7 + ascii(substr(body, 12)) * 9 + ascii(substr(body, 13)) * 10 + ascii(substr(body, 14)) * 5 + ascii(substr(body, 15)) * 8
  + ascii(substr(body, 16)) * 4 + ascii(substr(body, 17)) * 2 - 48 * 100) % 11, 1);

-- Eighteen characters: a number of fifteen digits gets its century and its check character.
create or replace function ref.id_18(typed text) returns text
language plpgsql immutable parallel safe strict set search_path = pg_catalog, pg_temp
as $$
declare
  n text := ref.id_fold(typed);
begin
  if n ~ '^[0-9]{15}$' then
    n := overlay(n placing '19' from 7 for 0);
    n := n || ref.id_digit(n);
  end if;
  return n;
end $$;

-- Is yyyymmdd a day of the calendar (since 1880).
create or replace function ref.is_day(d text) returns boolean
language plpgsql immutable parallel safe strict set search_path = pg_catalog, pg_temp
as $$
begin
  return d ~ '^[0-9]{8}$' and left(d, 4)::int >= 1880 and substr(d, 5, 2)::int between 1 and 12 and right(d, 2)::int between 1 and
    case substr(d, 5, 2)::int when 2 then 28 + (left(d, 4)::int % 4 = 0 and left(d, 4)::int % 100 <> 0 or left(d, 4)::int % 400 = 0)::int
      when 4 then 30 when 6 then 30 when 9 then 30 when 11 then 30 else 31 end;
end $$;

-- Null when the number is good, else what is wrong: length, character, birth, digit.
create or replace function ref.id_check(typed text) returns text
language plpgsql immutable parallel safe strict set search_path = pg_catalog, pg_temp
as $$
declare
  f constant text := ref.id_fold(typed);
  n constant text := ref.id_18(f);
begin
  return case when f !~ '^[0-9X]*$' then 'character'
    when length(f) not in (15, 18) then 'length'
    when n !~ '^[0-9]{17}[0-9X]$' then 'character'
    when not ref.is_day(substr(n, 7, 8)) then 'birth'
    when right(n, 1) <> ref.id_digit(n) then 'digit' end;
end $$;
comment on function ref.id_check(text) is '身份证号对不对：空为对，否则 length character birth digit';

create or replace function ref.id_birth(typed text) returns date
language plpgsql immutable parallel safe strict set search_path = pg_catalog, pg_temp
as $$
declare
  n constant text := ref.id_18(typed);
begin
  return case when ref.id_check(n) is null then make_date(substr(n, 7, 4)::int, substr(n, 11, 2)::int, substr(n, 13, 2)::int) end;
end $$;

-- 1 man, 2 woman (GB/T 2261.1).
create or replace function ref.id_sex(typed text) returns text
language plpgsql immutable parallel safe strict set search_path = pg_catalog, pg_temp
as $$
declare
  n constant text := ref.id_18(typed);
begin
  return case when ref.id_check(n) is null then case substr(n, 17, 1)::int % 2 when 1 then '1' else '2' end end;
end $$;

create or replace function ref.id_masked(id_no text) returns text
language sql immutable parallel safe strict
return left(id_no, 6) || repeat('*', greatest(length(id_no) - 10, 0)) || right(id_no, 4);

-- Blanks away; dashes only in numbers with an area code.
create or replace function ref.phone_fold(typed text) returns text
language sql immutable parallel safe strict
return case when translate(normalize(typed, nfkc), ' —–-', '') ~ '^1[0-9]{10}$' then translate(normalize(typed, nfkc), ' —–-', '')
  else translate(normalize(typed, nfkc), '—– ', '--') end;

create or replace function ref.phone_masked(phone text) returns text
language sql immutable parallel safe strict
return left(phone, 3) || repeat('*', greatest(length(phone) - 7, 0)) || right(phone, least(4, greatest(length(phone) - 3, 0)));

-- 张国强: 张*强; 张强: 张*.
create or replace function ref.name_masked(name text) returns text
language sql immutable parallel safe strict
return left(name, 1) || repeat('*', greatest(char_length(name) - 2, 1)) || case when char_length(name) > 2 then right(name, 1) else '' end;

grant execute on function ref.id_fold(text), ref.id_digit(text), ref.id_18(text), ref.is_day(text), ref.id_check(text), ref.id_birth(text), ref.id_sex(text),
  ref.id_masked(text), ref.phone_fold(text), ref.phone_masked(text), ref.name_masked(text) to lb_staff;
