# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh disable=SC2154
# Looking for viruses: by a program of the site's, under the timer's account; without one nothing is looked at and status says so.
hang() { sql "insert into work.upload (office, upload, n, data) select 1, $1, 0, convert_to('$2', 'UTF8'); insert into work.attachment (relation, row_id, name, upload) select 'service.visit', min(v.id), '$2', $1 from service.visit v"; }
verdicts() { sql "select string_agg(name || ' ' || scan, ', ' order by name collate \"C\") from work.attachment"; }
conf() { echo "scanner = \"$1\";" >"$t/scan.conf"; }
scan() { env PGUSER=lb_tick laobingctl --conf "$t/scan.conf" scan; }
PGOPTIONS='-c role=lb_owner' hang 1 clean-one && PGOPTIONS='-c role=lb_owner' hang 2 EICAR-one && PGOPTIONS='-c role=lb_owner' hang 3 odd-one
# The scanner's ways of ending, and what it was started with.
cat >"$t/scanner" <<END
#!/bin/sh
printf '%s|' "\$@" >>"$t/scanned"; env >"$t/scan.env"; stat -c '%a %s' "\$2" >>"$t/scanned"
grep -q EICAR "\$2" && exit 1
grep -q odd "\$2" && exit 2
exit 0
END
chmod 755 "$t/scanner" "$t"
conf ''
works '没有设查毒的程序' "scan without a scanner" scan
holds "looks at nothing" [ "$(verdicts)" = 'EICAR-one none, clean-one none, odd-one none' ]
works '^附件查毒（- 是不查）	-, 3 / 0$' "and status says so" laobingctl status
conf 'clamscan'
refuses 'clamscan：要写全路径' "a scanner without its path" scan
conf "$t/nowhere --quiet"
refuses "没查成 3 份" "a scanner that is not there" scan
holds "is no verdict" [ "$(verdicts)" = 'EICAR-one none, clean-one none, odd-one none' ]
PGOPTIONS='-c role=lb_owner' sql 'update work.file set tried_at = null'
conf "$t/scanner --quiet"
refuses '查过 2 份附件，有毒 1 份，没查成 1 份' "scan" scan
holds "says which" grep -q '有毒，已经封住' "$t/out"
holds "each has its verdict, or none" [ "$(verdicts)" = 'EICAR-one found, clean-one clean, odd-one none' ]
holds "by path, behind the arguments, no shell between" [ "$(cut -d'|' -f1 "$t/scanned" | sort -u)" = '--quiet' ]
holds "a file for the timer's account alone" [ "$(grep -c ' ' "$t/scanned")$(grep -vc '|600 ' "$t/scanned")" = 30 ]
holds "with nothing of our environment" [ "$(grep -vc '^\(PATH\|LC_ALL\|PWD\|SHLVL\|_\|OLDPWD\)=' "$t/scan.env")" = 0 ]
holds "and is gone afterwards" [ -z "$(find "${TMPDIR:-/tmp}" -maxdepth 1 -name 'laobing-scan-*' -newer "$t/scanner" 2>/dev/null)" ]
works '查过 0 份附件，有毒 0 份，没查成 0 份' "once more: what could not be looked at waits its turn" scan
works "^附件查毒（- 是不查）	$t/scanner --quiet, 1 / 1$" "status tells what is left, and what was found" laobingctl status
works '^附件	3, [0-9]' "and how many there are" laobingctl status
does 1 '没有权限' "who is not the timer writes no verdict" env PGUSER=demo_village laobingctl --conf "$t/scan.conf" scan
conf ''
works '没有设查毒的程序' "the scanner is taken away" scan
does 64 '用法' "scan takes no argument" laobingctl scan now
