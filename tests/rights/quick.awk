# SPDX-License-Identifier: Apache-2.0
# Many mutants in one session: each in a transaction that is taken back, its checks behind savepoints under the login's session authorization. What comes
# out otherwise than without any mutant kills it. A check that this way comes out wrong with no mutant at all is not counted.
#   awk -v step=write -v dir=DIR -v jobs=N -v mine=K [-v wide=1] -f quick.awk LIST CHECKS   for every N-th line of LIST (mutations.sql): DIR/mutants,
#     which runs them all, and its parts. Checks are those of the tables where a mutant is met and those that call the function, the first 200; wide:
#     all, those too that name the table
#   awk -v step=judge -f quick.awk CHECKS LIST ANSWERS...      the lines of LIST that no check killed
# CHECKS are ordered by login.
BEGIN { FS = "\t" }
# Places, separated by blanks, are one script.
function script_of(places,    n, part) {
    if (!(places in number)) {
        number[places] = ++n_scripts
        for (n = split(places, part, " "); n; n--) scripts[part[n]] = scripts[part[n]] " " n_scripts
    }
    return number[places]
}
function add(place,    n, part) {
    for (n = split(scripts[place], part, " "); n; n--) if (last[part[n]] != $1 && (wide || n_checks[part[n]]++ < 200)) {
        last[part[n]] = $1
        if (as[part[n]] != $2) {
            text[part[n]] = text[part[n]] (as[part[n]] == "" ? "" : "rollback to l;\n") "savepoint l;\n" ($2 == "superuser" ? "" : "set session authorization " $2 ";\n") "discard plans;\n"
            as[part[n]] = $2
        }
        text[part[n]] = text[part[n]] "savepoint c;\n" $6 ";\n\\echo " $1 " :SQLSTATE :ROW_COUNT\nrollback to c;\n"
    }
}
# How often somebody asked in this hour is not taken back by itself.
function mutant(i, statement, script) {
    printf "select setval(c.oid, 1) from pg_class c where c.relname ~ '^tally_' and c.relkind = 'S';\nbegin;\n%s;\n\\echo mutant %d :SQLSTATE\n\\i %s/%d.sql\nrollback;\n",
        statement, i, dir, script >(dir "/mutants")
}
function killed(i,    n, part) {
    if (i in not_made) return 0
    for (n = split(wrong[i], part, " "); n; n--) if (!(part[n] in not_counted)) return 1
    return 0
}
step == "write" && FILENAME == ARGV[1] { if (++n % jobs == mine) { statement[n] = $2; script[n] = script_of($3) } next }
step == "write" {
    sub(/^ /, "", $6)
    if ($3 in scripts) add($3)
    for (rest = $4 " " $6; match(rest, /(api|app|audit|code|flow|org|ref|sec|service|std|work)\.[a-z0-9_]+\(?/); rest = substr(rest, RSTART + RLENGTH)) {
        place = substr(rest, RSTART, RLENGTH)
        if (place in scripts && (wide || place ~ /\($/)) add(place)
    }
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
    for (k = 1; k <= n_scripts; k++) printf "%s", text[k] >(dir "/" k ".sql")
    print "\\o /dev/null" >(dir "/mutants")
    for (k = 1; k <= n_scripts; k++) mutant(0, "select 1", k)
    for (i = 1; i <= n; i++) if (i in script) mutant(i, statement[i], script[i])
    for (k = 1; k <= n_scripts; k++) mutant(0, "select 1", k)      # what came out right the first time may depend on numbers that are counted on
}
