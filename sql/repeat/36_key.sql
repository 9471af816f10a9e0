-- SPDX-License-Identifier: Apache-2.0
-- SSH public keys. One stands in a file of sshd: one line, a key and nothing but a key, for options in front of it would give it other powers.

-- The parts of a key's inside (RFC 4253, 6.6: each is four bytes of length and as many bytes); null where it is no such thing.
create or replace function sec.ssh_key_parts(inside bytea) returns bytea[]
language plpgsql immutable strict set search_path = pg_catalog, pg_temp
as $$
declare
  parts bytea[] := '{}';
  at int := 1;
  n bigint;
begin
  while at <= length(inside) loop
    if at + 3 > length(inside) then return null; end if;
    n := get_byte(inside, at - 1)::bigint << 24 | get_byte(inside, at) << 16 | get_byte(inside, at + 1) << 8 | get_byte(inside, at + 2);
    if at + 3 + n > length(inside) then return null; end if;
    parts := parts || substring(inside from at + 4 for n::int);
    at := at + 4 + n::int;
  end loop;
  return parts;
end $$;

-- The inside of one line of a public key whose kind sshd takes and whose parts have the length of that kind (RSA from 2048 bits); else null.
create or replace function sec.ssh_key_inside(line text) returns bytea
language plpgsql immutable set search_path = pg_catalog, pg_temp
as $$
declare
  word text[] := regexp_match(line, '^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-ssh-ed25519@openssh\.com) ([A-Za-z0-9+/]+={0,3})(?: [^[:cntrl:]]*)?$');
  inside bytea;
  part bytea[];
begin
  begin
    inside := decode(word[2], 'base64');
  exception when invalid_parameter_value then
    return null;
  end;
  part := sec.ssh_key_parts(inside);
  return case when part[1] is distinct from convert_to(word[1], 'UTF8') then null
              when word[1] = 'ssh-ed25519' and cardinality(part) = 2 and length(part[2]) = 32 then inside
              when word[1] like 'sk-%' and cardinality(part) = 3 and length(part[2]) = 32 and length(part[3]) > 0 then inside
              when word[1] = 'ssh-rsa' and cardinality(part) = 3 and length(part[2]) > 0 and length(part[3]) >= 256 then inside
              when word[1] like 'ecdsa-%' and cardinality(part) = 3 and part[2] = convert_to(right(word[1], 8), 'UTF8')
                   and length(part[3]) = case right(word[1], 3) when '256' then 65 when '384' then 97 else 133 end then inside end;
end $$;

-- As ssh-keygen -l prints it.
create or replace function sec.ssh_key_print(line text) returns text
language sql immutable set search_path = pg_catalog, pg_temp
as $$ select 'SHA256:' || rtrim(encode(sha256(sec.ssh_key_inside(line)), 'base64'), '=') $$;

create or replace function sec.ssh_key_must_be_one() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  new.ssh_key := nullif(btrim(new.ssh_key, E' \r\n'), '');
  if new.ssh_key is not null and sec.ssh_key_inside(new.ssh_key) is null then
    perform sec.refuse_by('account_key', 'org.account', 'ssh_key');
  end if;
  return new;
end $$;
create or replace trigger e_key before insert or update of ssh_key on sec.account for each row execute function sec.ssh_key_must_be_one();
