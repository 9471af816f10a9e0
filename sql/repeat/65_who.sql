-- SPDX-License-Identifier: Apache-2.0
-- Who owes what by when: the calendar of an office, its staff, the offices below, and the lines behind each figure.

-- Who reads registers at all.
create or replace function sec.has_job_of_reader() returns boolean
language sql stable parallel safe set search_path = pg_catalog, pg_temp
as $$ select pg_has_role(session_user, 'lb_reader', 'member') $$;

-- Figures of the offices next below, from the counters; of the villages of a township from what they owe. No names, so scope is checked here.
create or replace function api.due_below(office bigint) returns table (below bigint, overdue bigint, week bigint, later bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  o constant org.office := (select x from org.office x where x.id = due_below.office);
  today constant date := ref.today();
  sunday constant date := work.bin_end('week', ref.today());
begin
  if o.id is null or not sec.sees(o.id) or not sec.has_job_of_reader() then
    perform sec.refuse_by('due_not_yours');
  end if;
  return query
    select c.id, sum(n) filter (where d.due_on < today)::bigint, sum(n) filter (where d.due_on between today and sunday)::bigint, sum(n) filter (where d.due_on > sunday)::bigint
      from org.office c
      join lateral (select x.due_on, x.n::bigint as n from work.duty_count x where o.tier < 3 and x.unit >= c.id and x.unit < c.hi and x.due_on <= today + 31
                    union all
                    select x.due_on, x.d from work.duty_delta x where o.tier < 3 and x.unit >= c.id and x.unit < c.hi and x.due_on <= today + 31
                    union all
                    select x.due_on, 1 from work.todo x where o.tier = 3 and x.office = c.id and x.due_on <= today + 31) d on true
     where c.parent = o.id group by c.id having sum(n) > 0 order by c.id;
end $$;
comment on function api.due_below(bigint) is '下级各机构的待办数';

-- The same by day, for the offices the session sees.
create or replace function api.due_days(since date, until date) returns table (day date, n bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select c.due_on, sum(c.n)
    from sec.scope s, lateral (values (s.lo, s.hi), (s.lo2, s.hi2)) r (lo, hi),
         lateral (select x.due_on, x.n from work.duty_count x where x.unit >= r.lo and x.unit < r.hi and x.due_on between since and until
                  union all
                  select x.due_on, x.d from work.duty_delta x where x.unit >= r.lo and x.unit < r.hi and x.due_on between since and until) c
   where s.login = session_user and sec.own_staff() is not null and sec.has_job_of_reader() and until - since < 100
   group by c.due_on
$$;
comment on function api.due_days(date, date) is '辖区里每天到期几件';

-- The days of a month: work or rest, festival, what is due here and in the whole area (null where nothing lies below).
create or replace function app.calendar(since date, until date)
returns table (day date, work boolean, provisional boolean, zh text, en text, own bigint, area bigint)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select d.day, coalesce(x.work, extract(isodow from d.day) < 6), coalesce(x.provisional, true), f.zh, f.en, coalesce(t.n, 0),
         case when (select o.tier < 4 from org.office o where o.id = sec.own_office()) then coalesce(b.n, 0) end
    from (select g::date as day from generate_series(since::timestamp, least(until, since + 99)::timestamp, interval '1 day') g) d
    left join ref.day x on x.day = d.day
    left join (select f.day, string_agg(f.name_zh, ' ' order by f.festival) as zh, string_agg(f.name_en, ', ' order by f.festival) as en
                 from ref.festival f where f.day between since and until group by f.day) f on f.day = d.day
    left join (select t.due_on, count(*) as n from work.todo t where t.office = sec.own_office() and t.due_on between since and until group by t.due_on) t on t.due_on = d.day
    left join api.due_days(since, least(until, since + 99)) b on b.day = d.day
   order by d.day
$$;

-- A year of the own office by day: what was noted in its registers, and what was due and is not done: missed, or past its day and open.
create or replace function app.year(of_year int) returns table (day date, noted bigint, late bigint)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  q text;
  first constant date := make_date(of_year, 1, 1);
  last constant date := make_date(of_year, 12, 31);
begin
  select string_agg(format('select (%s)::date as day, count(*) as noted, 0::bigint as late from %s t where t.office = $1 and (%s)::date between $2 and $3 and %s group by 1',
           r.happened, r.relation, r.happened, app.stands(r.relation)), ' union all ' order by r.relation)
    into q
    from app.relation r
   where r.happened is not null and has_table_privilege(r.relation::regclass, 'select')
     and exists (select from pg_attribute o where o.attrelid = r.relation::regclass and o.attname = 'office' and not o.attisdropped);
  q := concat_ws(' union all ', q,
    'select d.due_on, 0, count(*) from work.duty d where d.office = $1 and d.due_on between $2 and $3 and d.outcome = ''m'' group by 1',
    'select m.due_on, 0, sum(m.missed) from work.pairing_missed m where m.office = $1 and m.due_on between $2 and $3 group by 1',
    'select t.due_on, 0, count(*) from work.todo t where t.office = $1 and t.due_on between $2 and least($3, ref.today() - 1) group by 1');
  return query execute 'select x.day, sum(x.noted)::bigint, sum(x.late)::bigint from (' || q || ') x group by x.day order by x.day' using sec.own_office(), first, last;
end $$;
comment on function app.year(int) is '本机构一年里每天办了几件、误了几件';

-- Lines of an office due in a span, of one of its staff (0: of nobody, null: all): who is paired with the person does what is due for him.
-- What is not one's own office's to do opens to be looked at.
create or replace function work.lines_of(of_office bigint, since date, until date)
returns table (rule int2, due_on date, person bigint, subject bigint, last_on date, staff bigint, whom text, note text, with_office bigint)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select t.rule, t.due_on, t.person, t.subject, t.last_on,
         coalesce(t.staff, (select g.staff from service.pairing g where t.rule <> 1 and g.office = t.office and g.person = t.person and g.ended_on is null and g.voided_at is null)),
         t.whom, t.note, t.with_office
    from work.todo t where t.office = of_office and t.due_on between since and until
$$;

create or replace function app.due_lines(of_office bigint, of_staff bigint, since date, until date, most int)
returns table (rule int2, due_on date, person bigint, name text, zh text, en text, clause text, force text, register text, opens text, subject bigint, last_on date,
               cadence_zh text, cadence_en text, whose text)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select l.rule, l.due_on, l.person, coalesce(p.name, l.whom)::text, r.zh, r.en, r.clause, coalesce(k.force, 'shall'),
         case when does then r.register when l.person is not null then (select m.register from app.form m where m.relation = 'service.person' order by m.seq limit 1) when r.opens = 'subject' then r.register end,
         case when does then r.opens else 'subject' end, case when does or l.person is null then l.subject else l.person end,
         l.last_on, c.zh, c.en, coalesce(l.note, app.short_office(w.name))
    from work.lines_of(of_office, since, until) l
    join work.rule r on r.rule = l.rule join org.office o on o.id = of_office
    left join ref.cadence k on k.rule = r.cadence and k.tier = greatest(o.tier, 1)
    left join app.form f on f.register = r.register
    left join service.person p on p.id = l.person
    left join org.office w on w.id = l.with_office
    left join work.cadence c on c.rule = l.rule and c.tier = o.tier
   cross join lateral (select of_office = sec.own_office() and (r.opens = 'subject' or coalesce(has_any_column_privilege(f.relation::regclass, 'insert'), false)) as does) d
   where of_staff is null or coalesce(l.staff, 0) = of_staff
   order by l.due_on, l.subject limit most
$$;

-- Who is due: the staff of an office (0: nobody is named for it), then the offices next below.
create or replace function app.who_due(of_office bigint)
returns table (part text, id bigint, name text, post text, overdue bigint, week bigint, later bigint)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select * from (
    select 'staff' as part, coalesce(l.staff, 0) as id, s.name::text as name, s.post::text as post,
           count(*) filter (where l.due_on < d.today) as overdue, count(*) filter (where l.due_on between d.today and d.sunday) as week, count(*) filter (where l.due_on > d.sunday) as later
      from (select ref.today() as today, work.bin_end('week', ref.today()) as sunday offset 0) d
     cross join lateral work.lines_of(of_office, '1900-01-01', d.today + 31) l left join org.staff s on s.id = l.staff
     group by 2, 3, 4 order by 5 desc, 6 desc, 2) a
  union all
  select * from (
    select 'office', b.below, app.short_office(o.name), null::text, coalesce(b.overdue, 0), coalesce(b.week, 0), coalesce(b.later, 0)
      from api.due_below(of_office) b join org.office o on o.id = b.below order by 5 desc, 6 desc, 2) b
$$;

grant execute on function sec.has_job_of_reader(), api.due_below(bigint), api.due_days(date, date), app.calendar(date, date), app.year(int), work.lines_of(bigint, date, date),
  app.due_lines(bigint, bigint, date, date, int), app.who_due(bigint) to lb_reader;
