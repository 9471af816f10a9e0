-- SPDX-License-Identifier: Apache-2.0
-- What a file is, by its bytes. Its name says nothing: anybody can write one. Here and not in a program, for psql could call the program's
-- answer whatever it likes. What is none of these is null.

-- A whole number of so many bytes at this place (from 0), the lowest byte first or last; null where the content ends before.
create or replace function ref.le(content bytea, at bigint, n int) returns bigint
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
  select case when le.at >= 0 and le.at + n <= length(content)
              then (select sum(get_byte(content, (le.at + i)::int)::bigint << (8 * i)) from generate_series(0, n - 1) i)::bigint end
$$;
create or replace function ref.be(content bytea, at bigint, n int) returns bigint
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
  select case when be.at >= 0 and be.at + n <= length(content)
              then (select sum(get_byte(content, (be.at + i)::int)::bigint << (8 * (n - 1 - i))) from generate_series(0, n - 1) i)::bigint end
$$;

-- The names in a zip's directory, at most 5000; null where there is no directory to be read.
create or replace function ref.zip_names(content bytea) returns text[]
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
  names text[] := '{}';
  tail bytea := substring(content from greatest(1, length(content) - 65556));
  at bigint; n bigint; long bigint;
begin
  for i in reverse length(tail) - 22 .. 0 loop
    if get_byte(tail, i) = 80 and substring(tail from i + 1 for 4) = '\x504b0506' then
      at := length(content) - length(tail) + i;
      exit;
    end if;
  end loop;
  n := ref.le(content, at + 10, 2);
  at := ref.le(content, at + 16, 4);
  for i in 1 .. least(n, 5000) loop
    if ref.le(content, at, 4) is distinct from 33639248 then return null; end if;          -- PK 1 2
    long := ref.le(content, at + 28, 2);
    if at + 46 + long > length(content) then return null; end if;
    names := names || encode(substring(content from (at + 47)::int for long::int), 'escape');
    at := at + 46 + long + ref.le(content, at + 30, 2) + ref.le(content, at + 32, 2);
  end loop;
  return case when n > 0 then names end;
end $$;

-- Offices of our day: an OFD (GB/T 33190) and an Office document are zips; which, their directory says. One with macros is none of ours.
create or replace function ref.zip_kind(content bytea) returns text
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
  names text[] := ref.zip_names(content);
begin
  return case when names is null or exists (select from unnest(names) x where x ~* 'vbaproject\.bin$') then null
              when 'OFD.xml' = any (names) then 'ofd' when 'word/document.xml' = any (names) then 'docx'
              when 'xl/workbook.xml' = any (names) then 'xlsx' when 'ppt/presentation.xml' = any (names) then 'pptx' end;
end $$;

-- The text in a file, null where it is none: UTF-8 or GB18030, nothing in it that no text has.
create or replace function ref.file_text(content bytea) returns text
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
  words text;
begin
  if length(content) = 0 or position('\x00'::bytea in content) > 0 then return null; end if;
  begin
    words := convert_from(content, 'UTF8');
  exception when character_not_in_repertoire or untranslatable_character then
    begin
      words := convert_from(content, 'GB18030');
    exception when character_not_in_repertoire or untranslatable_character then
      return null;
    end;
  end;
  return case when words !~ '[\u0001-\u0008\u000b\u000e-\u001f\u007f-\u009f]' then ltrim(words, U&'\FEFF') end;
end $$;

create or replace function ref.file_kind(content bytea) returns text
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
  h constant text := encode(substring(content from 1 for 16), 'hex');
begin
  return case
    when h ~ '^255044462d' then 'pdf'                                        -- %PDF-
    when h ~ '^89504e470d0a1a0a' then 'png'
    when h ~ '^ffd8ff' then 'jpg'
    when h ~ '^(49492a00|4d4d002a)' then 'tif'
    when h ~ '^424d' and ref.le(content, 2, 4) = length(content) and ref.le(content, 14, 4) >= 12 then 'bmp'
    when h ~ '^52494646.{8}57415645' then 'wav'                              -- RIFF, WAVE
    when h ~ '^.{8}66747970' then 'mp4'                                      -- ftyp
    when h ~ '^4944330[234]' or h ~ '^fff[23ab][1-9a-e]' then 'mp3'      -- ID3, or a frame of layer III with a bit rate
    when h ~ '^504b0304' then ref.zip_kind(content)
    when h ~ '^d0cf11e0a1b11ae1' then                                        -- OLE2: its streams have names in UTF-16
      case when position('\x57006f007200640044006f00630075006d0065006e007400'::bytea in content) > 0 then 'doc'
           when position('\x57006f0072006b0062006f006f006b00'::bytea in content) > 0 then 'xls'
           when position('\x50006f0077006500720050006f0069006e007400200044006f00630075006d0065006e007400'::bytea in content) > 0 then 'ppt' end
    when ref.file_text(content) is not null then 'txt' end;
end $$;
comment on function ref.file_kind(bytea) is '由内容认出文件是什么';

-- Pixels of a picture; null where they cannot be read.
create or replace function ref.jpeg_size(content bytea, out width int, out height int)
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
  at bigint := 2;
  mark bigint;
begin
  for i in 1 .. 2000 loop
    exit when ref.be(content, at, 1) is distinct from 255;
    mark := ref.be(content, at + 1, 1);
    if mark = 255 then                                                                      -- may be filled with these
      at := at + 1;
    elsif mark between 192 and 207 and mark not in (196, 200, 204) then
      height := ref.be(content, at + 5, 2); width := ref.be(content, at + 7, 2);
      return;
    else
      exit when mark in (217, 218);                                                         -- the end, or the picture itself
      at := at + 2 + case when mark between 208 and 215 or mark = 1 then 0 else ref.be(content, at + 2, 2) end;
    end if;
  end loop;
end $$;

create or replace function ref.tiff_size(content bytea, out width int, out height int)
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
  little boolean := get_byte(content, 0) = 73;
  at bigint := case when little then ref.le(content, 4, 4) else ref.be(content, 4, 4) end;
  n bigint := case when little then ref.le(content, at, 2) else ref.be(content, at, 2) end;
  tag bigint; wide int; value bigint;
begin
  for i in 0 .. least(n, 200) - 1 loop
    tag := case when little then ref.le(content, at + 2 + 12 * i, 2) else ref.be(content, at + 2 + 12 * i, 2) end;
    continue when tag is null or tag not in (256, 257);
    wide := case when (case when little then ref.le(content, at + 4 + 12 * i, 2) else ref.be(content, at + 4 + 12 * i, 2) end) = 3 then 2 else 4 end;
    value := case when little then ref.le(content, at + 10 + 12 * i, wide) else ref.be(content, at + 10 + 12 * i, wide) end;
    if value between 1 and 1000000 and tag = 256 then width := value; end if;
    if value between 1 and 1000000 and tag = 257 then height := value; end if;
  end loop;
end $$;

create or replace function ref.picture_size(content bytea, kind text, out width int, out height int)
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
  w bigint; h bigint;
begin
  case kind
  when 'png' then w := ref.be(content, 16, 4); h := ref.be(content, 20, 4);
  when 'bmp' then w := ref.le(content, 18, 4); h := ref.le(content, 22, 4);
                  h := least(h, 4294967296 - h);                                            -- lines from the top: a negative height
  when 'jpg' then select s.width, s.height into w, h from ref.jpeg_size(content) s;
  when 'tif' then select s.width, s.height into w, h from ref.tiff_size(content) s;
  else null;
  end case;
  if w between 1 and 1000000 and h between 1 and 1000000 then width := w; height := h; end if;
end $$;
