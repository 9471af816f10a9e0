# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# tap.sh - for parts that drive the programs: one TAP line a command, its status and words looked at. Read by ".".
n=0 failed=0
t=$(mktemp -d)
export LC_ALL=C.UTF-8
unset LANGUAGE
sql() { psql -XAtqc "$@"; }
report() {                      # report STATUS WHAT [FILE]
    n=$((n + 1))
    if [ "$1" = 0 ]; then echo "ok $n - $2"; return; fi
    echo "not ok $n - $2"
    sed 's/^/#   /' "${3:-$t/out}" | head -n 20
    failed=1
}
# does STATUS WORDS WHAT CMD...: the command ends so and its output holds these words (a basic pattern).
does() {
    want=$1 words=$2 what=$3 got=0
    shift 3
    "$@" >"$t/out" 2>&1 </dev/null || got=$?
    echo "[ended with $got]" >>"$t/out"
    [ "$got" = "$want" ] && grep -q -e "$words" "$t/out"
    report $? "$what"
}
works() { words=$1 what=$2; shift 2; does 0 "$words" "$what" "$@"; }
refuses() { words=$1 what=$2; shift 2; does 1 "$words" "$what" "$@"; }
# holds WHAT CMD...: is true; what the last command printed is still in $t/out.
holds() { what=$1; shift; "$@" >"$t/held" 2>&1; report $? "$what" "$t/held"; }
finish() { echo "1..$n"; rm -rf "$t"; exit $failed; }
