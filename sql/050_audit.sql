-- SPDX-License-Identifier: Apache-2.0
-- Append-only history: rows, sign-ons, refusals, openings. Written by sec.audit_row() and sec.note() alone (GB/T 22239 7.1.4.3).
create table audit.log (
  seq bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),                 -- the real clock, always
  txid bigint not null default (pg_current_xact_id()::text)::bigint,
  login name not null default session_user,
  place text not null,                                               -- where from: address and program
  kind "char" not null check (kind in ('I', 'U', 'D', 'S', 'E', 'R', 'P')),  -- insert update delete sign-on end refusal private look
  relation text not null default '',
  key bigint,
  office bigint,
  old jsonb, new jsonb,
  note text
);
comment on table audit.log is '审计日志：只增不改';
create index on audit.log (relation, key, seq);
create index on audit.log (txid);
create index on audit.log (login, at);

-- A block holds the rows of closed transactions: seq >= from_seq and lo_xid <= txid < hi_xid. `seqs` and `leaves` (32 bytes a row)
-- name the row at fault; the hash covers them and every other column.
create table audit.seal (
  block bigint primary key,
  from_seq bigint not null,                                          -- grows only when transaction numbers begin anew (audit.new_life)
  lo_xid bigint not null, hi_xid bigint not null,
  n bigint not null,
  seqs bigint[] not null,
  leaves bytea not null,
  prev bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null default clock_timestamp()
);
comment on table audit.seal is '审计封存：每块接着上一块的摘要';
