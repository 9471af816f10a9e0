-- SPDX-License-Identifier: Apache-2.0
-- Files: what they are by their bytes, their digests, where they hang, and that nothing tells what others have.
begin;
select no_plan();

------------------------------------------------------------------------------ digests
-- GB/T 32905-2016, appendix A: the two examples.
select is(encode(public.digest('abc'::bytea, 'sm3'), 'hex'), '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0', 'SM3 of abc');
select is(encode(public.digest(repeat('abcd', 16)::bytea, 'sm3'), 'hex'), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732', 'SM3 of 64 bytes');

------------------------------------------------------------------------------ what a file is
create function pg_temp.le(v bigint, n int) returns bytea language sql as
$$ select string_agg(set_byte('\x00', 0, (v >> (8 * i) & 255)::int), '' order by i) from generate_series(0, n - 1) i $$;
create function pg_temp.zip(names text[]) returns bytea language sql as $$
  with d as (select string_agg('\x504b0102'::bytea || decode(repeat('00', 24), 'hex') || pg_temp.le(octet_length(x), 2) || decode(repeat('00', 16), 'hex') || convert_to(x, 'UTF8'), '' order by n) as dir
               from unnest(names) with ordinality u(x, n))
  select '\x504b0304'::bytea || decode(repeat('00', 26), 'hex') || dir || '\x504b0506'::bytea || decode(repeat('00', 4), 'hex') || pg_temp.le(cardinality(names), 2) || pg_temp.le(cardinality(names), 2)
         || pg_temp.le(length(dir), 4) || pg_temp.le(30, 4) || '\x0000'::bytea from d $$;
create function pg_temp.utf16(t text) returns bytea language sql as
$$ select string_agg(convert_to(c, 'UTF8') || '\x00', '' order by n) from string_to_table(t, null) with ordinality u(c, n) $$;
create temp table sample (kind text, what text, bytes bytea, w int, h int);
insert into sample values
  ('pdf', 'PDF', convert_to(E'%PDF-1.7\n1 0 obj', 'UTF8'), null, null),
  ('png', 'PNG', '\x89504e470d0a1a0a0000000d49484452000004000000030008020000', 1024, 768),
  ('jpg', 'JPEG with a comment before its size', '\xffd8ffe000104a46494600010100000100010000fffe0004414affc000110802d00500030122000211010311', 1280, 720),
  ('jpg', 'JPEG, progressive', '\xffd8ffc2000b080040008001011100', 128, 64),
  ('tif', 'TIFF, low byte first', '\x49492a0008000000020000010300010000008002000001010300010000005802000000000000', 640, 600),
  ('tif', 'TIFF, high byte first', '\x4d4d002a00000008000201000003000000010280000001010004000000010000025800000000', 640, 600),
  ('wav', 'WAV', '\x524946462400000057415645666d7420', null, null),
  ('mp3', 'MP3 with a tag', '\x494433040000000000', null, null), ('mp3', 'MP3', '\xfffb9064000000000000', null, null),
  ('mp4', 'MP4', '\x00000018667479706d703432', null, null),
  ('ofd', 'OFD', pg_temp.zip('{OFD.xml,Doc_0/Document.xml}'), null, null), ('docx', 'Word', pg_temp.zip('{[Content_Types].xml,word/document.xml}'), null, null),
  ('xlsx', 'Excel', pg_temp.zip('{[Content_Types].xml,xl/workbook.xml}'), null, null), ('pptx', 'slides', pg_temp.zip('{ppt/presentation.xml}'), null, null),
  ('doc', 'Word 97', '\xd0cf11e0a1b11ae1000000000000' || pg_temp.utf16('WordDocument'), null, null), ('xls', 'Excel 97', '\xd0cf11e0a1b11ae1000000000000' || pg_temp.utf16('Workbook'), null, null),
  ('ppt', 'slides of 97', '\xd0cf11e0a1b11ae1000000000000' || pg_temp.utf16('PowerPoint Document'), null, null),
  ('txt', 'UTF-8', convert_to(E'老兵您好\r\n\t第二行', 'UTF8'), null, null), ('txt', 'UTF-8 with a mark', '\xefbbbf' || convert_to('老兵', 'UTF8'), null, null),
  ('txt', 'GB18030', convert_to('识字里社区', 'GB18030'), null, null), ('txt', 'letters', 'BM is no picture', null, null),
  (null, 'a zip', pg_temp.zip('{a.txt}'), null, null), (null, 'Word with macros', pg_temp.zip('{word/document.xml,word/vbaProject.bin}'), null, null),
  (null, 'half a zip', '\x504b0304000000', null, null), (null, 'a zip that says there are more', '\x504b0304' || decode(repeat('00', 26), 'hex') || '\x504b0506000000000900090000000000ffffff7f0000', null, null),
  (null, 'a program of Windows', '\x4d5a90000300000004000000', null, null), (null, 'a program of Linux', '\x7f454c460201010000', null, null),
  (null, 'an installer of Windows', '\xd0cf11e0a1b11ae100000000', null, null), (null, 'RAR', '\x526172211a0700', null, null),
  (null, 'bytes', '\x0001020304', null, null), (null, 'a text with an escape in it', E'abc\\033[31m', null, null), (null, 'neither UTF-8 nor GB18030', '\x61ff62fe', null, null), (null, 'nothing', '', null, null);
insert into sample values ('bmp', 'BMP from its top', '\x424d'::bytea || pg_temp.le(30, 4) || '\x0000000036000000'::bytea || pg_temp.le(40, 4) || pg_temp.le(320, 4) || pg_temp.le(4294967296 - 200, 4) || '\x01001800'::bytea, 320, 200);
select is(ref.file_kind(bytes), kind, what) from sample;
select is((select p.width || 'x' || p.height from ref.picture_size(bytes, kind) p), w || 'x' || h, what || ': its size') from sample where kind in ('png', 'jpg', 'tif', 'bmp');
select is(ref.file_text(convert_to('识字里', 'GB18030')), '识字里', 'a text of GB18030 is read');
select is(ref.file_text('\xefbbbf' || convert_to('识', 'UTF8')), '识', 'without its mark');

-- Whatever is cut off, turned over or put before it: an answer, never an error; and what is not a picture any more has no size.
create function pg_temp.survives(bytes bytea) returns int language plpgsql as $$
declare n int := 0; b bytea; k text;
begin
  for i in 0 .. length(bytes) loop
    b := substring(bytes from 1 for i);
    k := ref.file_kind(b);
    perform ref.picture_size(b, coalesce(k, 'jpg')), ref.picture_size(b, 'png'), ref.picture_size(b, 'bmp');
    if length(b) > 0 then perform ref.picture_size(b, 'tif'); end if;
    n := n + 1;
  end loop;
  for i in 1 .. 200 loop
    b := bytes;
    for j in 1 .. 1 + (random() * 3)::int loop
      if length(b) > 0 then b := set_byte(b, (random() * (length(b) - 1))::int, (random() * 255)::int); end if;
    end loop;
    k := ref.file_kind(b);
    perform ref.picture_size(b, coalesce(k, 'jpg'));
    n := n + 1;
  end loop;
  return n;
end $$;
select setseed(0.32905);
select cmp_ok(sum(pg_temp.survives(bytes)), '>', 5000::bigint, 'cut and broken files') from sample;

------------------------------------------------------------------------------ a file on its way
create function pg_temp.as_login(login name, statement text) returns text language plpgsql as $$
declare said text;
begin
  execute format('set local session authorization %I', login);
  begin
    execute statement into said;
  exception when others then
    said := sqlerrm;
  end;
  reset session authorization;
  return said;
end $$;
create temp table v as select min(id) filter (where office = 430102001001) as own, min(id) filter (where office = 430102001002) as next from service.visit;
create function pg_temp.attach(login name, row_id bigint, name text, bytes bytea, upload bigint) returns text language sql as $$
  select pg_temp.as_login(login, format('insert into work.upload (upload, n, data) select %s, 0, %L::bytea returning n', upload, bytes)) where bytes is not null
  union all select pg_temp.as_login(login, format('select app.attach(''service.visit'', %s, %L, %s)', row_id, name, upload)) offset (bytes is not null)::int $$;
select matches(pg_temp.attach('t_village', v.own, '通知', 'notice', 50), '^[0-9]+$', 'hung up') from v;
select is(pg_temp.attach('t_village', v.own, '通知', null, 50), (select max(id)::text from work.attachment), 'asked once more, the same answer') from v;
select is(pg_temp.attach('t_village', v.own, '通知', 'notice', 51), '这个文件已经挂在这条记录上了', 'once on a row') from v;
select matches(pg_temp.attach('t_neighbour', v.next, '通知', 'notice', 50), '^[0-9]+$', 'what another has put in is answered as what is new') from v;
select is((select count(*) from work.file where sha256 = sha256('notice')), 2::bigint, 'and kept for each by itself');
select matches(pg_temp.as_login('t_village', format('insert into work.upload (upload, n, data) values (52, 0, ''notice'') returning n')), '0', 'parts once more');
select matches(pg_temp.as_login('t_village', format('select app.attach(''service.person'', (select person from service.visit where id = %s), ''通知'', 52)', v.own)), '^[0-9]+$', 'one''s own on another row') from v;
select is((select count(*) from work.file where sha256 = sha256('notice')), 2::bigint, 'is kept once');
select is((select concat_ws(' ', f.size, f.kind, encode(f.sm3, 'hex') = a.sm3, encode(f.sha256, 'hex') = a.sha256, a.office, a.scan)
             from work.attachment a join work.file f on f.id = a.file where a.created_by = 't_village' and a.upload = 50), '6 txt t t 430102001001 none', 'what is noted of it');
select is(pg_temp.attach('t_village', v.own, '', 'other', 53), '附件的名称不能空着，不能有 / \ 和看不见的字，不能以点开头', 'a name is needed') from v;
select is(pg_temp.attach('t_village', v.own, 'a' || chr(x'202e'::int) || 'b', null, 53), '附件的名称不能空着，不能有 / \ 和看不见的字，不能以点开头', 'no hidden turn in it') from v;
select is(pg_temp.attach('t_village', v.own, '空', null, 54), '没有收到文件的内容', 'an empty file') from v;
select matches(pg_temp.attach('t_village', v.own, '包', pg_temp.zip('{a}'), 55), '^认不出这个文件，或者这一种不收；收的有：PDF 文件、OFD 版式文件、', 'what is taken is said') from v;
update code.file_kind set valid = false where code = 'txt';
select matches(pg_temp.attach('t_village', v.own, '文', 'words', 56), '^认不出这个文件', 'a kind that is not taken here') from v;
update code.file_kind set valid = true where code = 'txt';

-- The nearest office that says how many bytes.
insert into ref.setting values ('attachment.max_bytes', 430000000000, '10'), ('attachment.max_bytes', 430102001001, '20');
select is(pg_temp.attach('t_village', v.own, '大', repeat('x', 21)::bytea, 60), '文件有 21 bytes，最多 20 bytes', 'too big here') from v;
select matches(pg_temp.attach('t_village', v.own, '大', repeat('x', 20)::bytea, 61), '^[0-9]+$', 'as many as may be') from v;
select is(pg_temp.attach('t_neighbour', v.next, '大', repeat('x', 11)::bytea, 60), '文件有 11 bytes，最多 10 bytes', 'what the province says holds elsewhere') from v;
delete from ref.setting where key = 'attachment.max_bytes';

-- A voided row takes none; a voided file makes room for the same one.
select is(pg_temp.as_login('t_village', (select format('select api.void(''work.attachment'', %s, ''挂错了人'')', max(id)) from work.attachment where created_by = 't_village' and upload = 50)), '', 'voided');
select matches(pg_temp.attach('t_village', v.own, '通知', null, 51), '没有收到文件的内容|^[0-9]+$', 'and its parts were kept or are to be sent again') from v;
update service.visit set voided_at = now(), voided_by = 'x', void_why = '写错了人' where id = (select own from v);
select is(pg_temp.attach('t_village', v.own, '迟', 'late', 70), '这条记录已经作废，不能再挂附件', 'not on a voided row') from v;

-- A move: the person's files go along, and the old office sees them no more.
select pg_temp.as_login('t_village', format('insert into work.upload (upload, n, data) values (80, 0, ''moves'') returning n'));
create temp table who_moves as select min(p.id) as id from service.person p where p.office = 430102001001 and p.situation = '丙';
select matches(pg_temp.as_login('t_village', format('select app.attach(''service.person'', %s, ''证明'', 80)', id)), '^[0-9]+$', 'on a person') from who_moves;
select is(pg_temp.as_login('t_far', format('select count(*) from work.attachment where relation = ''service.person'' and row_id = %s', id)), '0', 'seen by nobody far away') from who_moves;
grant select on who_moves to lb_owner;
set local role lb_owner;
update service.person set office = 430302001001, household = null where id = (select id from who_moves);
reset role;
select is(pg_temp.as_login('t_far', format('select count(*) from work.attachment where relation = ''service.person'' and row_id = %s', id)), '1', 'the new office sees it') from who_moves;
select is(pg_temp.as_login('t_village', format('select count(*) from work.attachment where relation = ''service.person'' and row_id = %s', id)), '0', 'the old one no more') from who_moves;

------------------------------------------------------------------------------ looking for viruses
select ok(work.scan_begin('/bin/true') > 0, 'there are files to look at');
create temp table scanned as select file from work.scan_next();
select ok((select length(decode(work.scan_part(file, 0, 100), 'base64')) > 0 from scanned), 'a part of one');
select work.scan_done(file, 'failed') from scanned;
select isnt((select n.file from work.scan_next() n), (select file from scanned), 'one that could not be looked at waits');
select work.scan_done(file, 'found') from scanned;
select is((select distinct a.scan from work.attachment a join scanned using (file)), 'found', 'a verdict is the attachment''s');
select is((select l.new ->> 'scan' from audit.log l where l.relation = 'work.attachment' and l.kind = 'U' order by l.seq desc limit 1), 'found', 'and on record');
select work.scan_done(file, 'clean') from scanned;
select is((select distinct a.scan from work.attachment a join scanned using (file)), 'found', 'and stays');
select is((select work.scan_part(file, 0, 100) from scanned), null, 'what has been looked at is not given for it once more');
select is((select count(*) from audit.log l where l.relation like 'work.%' and coalesce(l.new, l.old)::text ~ 'content|\\x6e6f74696365'), 0::bigint, 'the log holds no content');

-- What was begun and left.
set local role lb_owner;
update work.upload set at = clock_timestamp() - interval '2 days';
reset role;
select work.sweep_files();
select is((select count(*) from work.upload), 0::bigint, 'parts of yesterday are gone');
select * from finish();
rollback;
