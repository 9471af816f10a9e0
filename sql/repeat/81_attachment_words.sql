-- SPDX-License-Identifier: Apache-2.0
-- Words of attachments.
insert into app.relation (relation, zh, en, label, hint, finder) values
  ('work.attachment', '附件', 'Attachment', 't.name', '''''', null)
  on conflict (relation) do update set zh = excluded.zh, en = excluded.en, label = excluded.label, hint = excluded.hint, finder = excluded.finder;
insert into app.column (relation, column_name, zh, en, help_zh, help_en, width) values
  ('work.attachment', 'name',     '名称',     'Name',      '别人一看就知道是什么，如“住院证明 2026-11”', 'so that others know what it is, like "hospital paper 2026-11"', 40),
  ('work.attachment', 'relation', '挂在哪本登记簿', 'Register', '', '', 20),
  ('work.attachment', 'row_id',   '挂在哪一条', 'Row',     '', '', 10),
  ('work.attachment', 'upload',   '收件号',   'Receipt',   '', '', 10),
  ('work.attachment', 'file',     '内容',     'Content',   '', '', 10),
  ('work.attachment', 'kind',     '种类',     'Kind',      '由内容认出，不看文件名', 'told by the content, not by the name', 14),
  ('work.attachment', 'size',     '字节数',   'Bytes',     '', '', 10),
  ('work.attachment', 'sha256',   'SHA-256',  'SHA-256',   '', '', 64),
  ('work.attachment', 'sm3',      'SM3 摘要', 'SM3',       'GB/T 32905', 'GB/T 32905', 64),
  ('work.attachment', 'width',    '宽（像素）', 'Width',   '', '', 6),
  ('work.attachment', 'height',   '高（像素）', 'Height',  '', '', 6),
  ('work.attachment', 'scan',     '查毒',     'Scanned',   '', '', 8),
  ('work.attachment', 'office',   '机构',     'Office',    '', '', 24)
  on conflict (relation, column_name) do update set zh = excluded.zh, en = excluded.en, help_zh = excluded.help_zh, help_en = excluded.help_en, width = excluded.width;
call app.comment_all();

insert into app.refusal (name, field, zh, en, hint_zh, hint_en) values
  ('attachment_nowhere', 'relation', '这里不能挂附件', 'nothing can be attached here', '附件挂在登记簿的一条记录上', 'a file is attached to a record of a register'),
  ('attachment_row', 'row_id', '没有这条记录，或不在您的辖区里', 'no such record in your area', '请从登记簿里打开那条记录再挂', 'open the record from its register and attach there'),
  ('attachment_row_void', 'row_id', '这条记录已经作废，不能再挂附件', 'this record is voided', '挂到有效的那一条上', 'attach it to the one that holds'),
  ('attachment_denied', 'row_id', '这条记录不归您写，附件也不能挂、不能改名', 'this record is not yours to write, nor are its files', '请能改这条记录的人挂', 'ask who may change the record'),
  ('attachment_office', 'office', '附件的机构就是那条记录的机构', 'the office of a file is that of its record', '不写机构就行', 'leave the office out'),
  ('attachment_no_content', 'upload', '没有收到文件的内容', 'the content has not come', '空文件不收；不是空的，请再挂一次', 'an empty file is not taken; if it is not empty, attach it again'),
  ('attachment_stays', 'name', '附件挂上以后只能改名称', 'only its name can be changed afterwards', '挂错了的，作废了重新挂', 'void what is wrong and attach anew'),
  ('attachment_name', 'name', '附件的名称不能空着，不能有 / \ 和看不见的字，不能以点开头', 'a name is needed, without / \ and hidden characters, and not with a dot at its front', '请另写一个名称', 'write another name'),
  ('attachment_once', 'upload', '这个文件已经挂在这条记录上了', 'this very file is attached to this record already', '看一下已有的附件；内容一样的不用再挂', 'look at what is there; the content is the same'),
  ('attachment_upload', 'upload', '这个文件刚才已经挂上了', 'this was attached a moment ago', '返回附件一页看看', 'look at the attachments'),
  ('upload_too_much', null, '送来还没有挂上的文件太多', 'too much has been sent and not attached', '过一小时再挂，或者先挂小一点的', 'wait an hour, or attach a smaller one first'),
  ('fetch_stays', null, '取附件的记录不能改', 'what was fetched, and why, is not changed', '再取一次就另记一次', 'fetch once more and it is noted once more'),
  ('fetch_over', null, '取附件要先记下为什么取，十分钟内取完', 'say first why, and fetch within ten minutes', '请再取一次', 'fetch it once more'),
  ('file_infected', null, '查毒没有通过，这个文件不能看也不能取', 'the scan found something: this file is not given out', '请告诉挂它的人和系统管理员；作废这个附件', 'tell who attached it and the system administrator; void it'),
  ('file_not_scanned', null, '这个文件还没有查毒，现在不能看也不能取', 'this file has not been scanned yet', '过一两分钟再取；一直不行，请找系统管理员', 'wait a minute or two; if it lasts, ask the system administrator')
  on conflict (name) do update set field = excluded.field, zh = excluded.zh, en = excluded.en, hint_zh = excluded.hint_zh, hint_en = excluded.hint_en;
insert into app.refusal (name, clause) values ('attachment_denied', '6.1.2'), ('attachment_row_void', '6.1.2'), ('attachment_stays', '4.6.1 e'), ('fetch_stays', '4.6.1 e')
  on conflict (name) do update set clause = excluded.clause;
insert into app.refusal (name, law_zh, law_en) values
  ('attachment_row', '《个人信息保护法》第六条：只取最少', 'Personal Information Protection Law, article 6: no more than needed'),
  ('fetch_over', '《个人信息保护法》第六条：目的明确、合理', 'Personal Information Protection Law, article 6: a clear and reasonable purpose'),
  ('file_infected', 'GB/T 22239 恶意代码防范', 'GB/T 22239, protection against malicious code'),
  ('file_not_scanned', 'GB/T 22239 恶意代码防范', 'GB/T 22239, protection against malicious code')
  on conflict (name) do update set law_zh = excluded.law_zh, law_en = excluded.law_en;
