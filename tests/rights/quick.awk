# SPDX-License-Identifier: Apache-2.0
# Many mutants in one session: each in a transaction that is taken back, its checks behind savepoints under the login's session authorization. What comes
# out otherwise than without any mutant kills it. A check that this way comes out wrong with no mutant at all is not counted.
#   awk -v step=write -v dir=DIR -f quick.awk LIST CHECKS   a script a key (table, or name of a function) into DIR, and DIR/mutants, which runs them all
#   awk -v step=judge -f quick.awk CHECKS LIST ANSWERS      the lines of LIST that no check killed
# CHECKS are ordered by login.
BEGIN { FS = "\t" }
# The table whose checks a line of LIST is for; for a function the beginning of a call.
function key_of(relation, statement) {
    if (relation != "-") return relation
    return match(statement, /(api|app|audit|org|ref|sec|service|work)\.[a-z0-9_]+\(/) ? substr(statement, RSTART, RLENGTH) : "-"
}
function number_of(key) { if (!(key in number)) { number[key] = ++n_keys; is_call[key] = key ~ /\($/ } return number[key] }
function add(key) {
    if (as[key] != $2) {
        script[key] = script[key] (as[key] == "" ? "" : "rollback to l;\n") "savepoint l;\n" ($2 == "superuser" ? "" : "set session authorization " $2 ";\n") "discard plans;\n"
        as[key] = $2
    }
    sub(/^ /, "", $6)
    script[key] = script[key] "savepoint c;\n" $6 ";\n\\echo " $1 " :SQLSTATE :ROW_COUNT\nrollback to c;\n"
}
# How often somebody asked in this hour is not taken back by itself.
function mutant(i, statement, key) {
    printf "select setval(c.oid, 1) from pg_class c where c.relname ~ '^tally_' and c.relkind = 'S';\nbegin;\n%s;\n\\echo mutant %d :SQLSTATE\n\\i %s/%d.sql\nrollback;\n",
        statement, i, dir, number[key] >(dir "/mutants")
}
function killed(i,    n, part) {
    if (i in not_made) return 0
    for (n = split(wrong[i], part, " "); n; n--) if (!(part[n] in not_counted)) return 1
    return 0
}
step == "write" && FILENAME == ARGV[1] { n++; statement[n] = $2; key[n] = all_of_none && $1 == "-" ? "-" : key_of($1, $2); number_of(key[n]); next }
step == "write" {
    if ($3 == "" ? "-" in number : $3 in number) add($3 == "" ? "-" : $3)
    if ($6 ~ /(api|sec|app)\./) for (k in number) if (is_call[k] && index($6, k)) add(k)
}
step == "judge" && FILENAME == ARGV[1] { want[$1] = $5; next }
step == "judge" && FILENAME == ARGV[2] { line[++n] = $0; next }
step == "judge" && /^mutant / { split($0, part, " "); at = part[2]; if (part[3] != "00000") not_made[at] = 1; next }
step == "judge" {
    split($0, part, " ")
    if (part[2] " " part[3] ~ want[part[1]]) next
    if (at == 0) not_counted[part[1]] = 1
    else wrong[at] = wrong[at] " " part[1]
}
END {
    if (step == "judge") { for (i = 1; i <= n; i++) if (!killed(i)) print line[i]; exit }
    for (k in number) printf "%s", script[k] >(dir "/" number[k] ".sql")
    print "\\o /dev/null" >(dir "/mutants")
    for (k in number) mutant(0, "select 1", k)
    for (i = 1; i <= n; i++) if (i % jobs == mine) mutant(i, statement[i], key[i])
    for (k in number) mutant(0, "select 1", k)         # what came out right the first time may depend on numbers that are counted on
}
