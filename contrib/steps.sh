# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# steps.sh - work shown line by line with its time; what did not change since last time is not done again.
# Sourced by contrib/try and contrib/test.
steps_logs=${steps_logs:-/tmp}                     # folder of the logs; the caller sets it

steps_now() { date +%s%3N; }                       # ms
steps_age() { awk -v ms="$(($(steps_now) - $1))" 'BEGIN { printf "%.1f s", ms / 1000 }'; }

# digest_of FILE-OR-FOLDER...: one word that changes when a name or a byte does.
digest_of() { find "$@" -type f -print0 2>/dev/null | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1; }

# step NAME STAMP DIGEST ADVICE CMD...: runs CMD unless the file STAMP holds DIGEST; STAMP "" runs it always.
# set -e does not work inside CMD. When CMD fails: the end of its log, what to do, and the script ends with CMD's status.
step() {
    step_name=$1 step_stamp=$2 step_digest=$3 step_advice=$4
    shift 4
    if [ -n "$step_stamp" ] && [ "$(cat "$step_stamp" 2>/dev/null)" = "$step_digest" ]; then
        printf '  %-34s as before\n' "$step_name" >&2
        return 0
    fi
    printf '  %-34s ' "$step_name" >&2
    step_log=$steps_logs/$(printf %s "$step_name" | tr -c 'a-z0-9\n' '-').log
    step_began=$(steps_now)
    step_code=0
    # descriptor 9 is the caller's lock: a server started here must not keep it
    ("$@") >"$step_log" 2>&1 </dev/null 9>&- || step_code=$?
    if [ $step_code != 0 ]; then
        printf 'FAILED after %s\n\n' "$(steps_age "$step_began")" >&2
        tail -n 25 "$step_log" | sed 's/^/    | /' >&2
        printf '\n  The whole log: %s\n  What to do: %s\n' "$step_log" "$step_advice" >&2
        exit $step_code
    fi
    printf '%s\n' "$(steps_age "$step_began")" >&2
    [ -z "$step_stamp" ] || { mkdir -p "$(dirname "$step_stamp")" && printf '%s\n' "$step_digest" >"$step_stamp"; }
}

# configure_and_make SRC DIR CONFIGURE-ARGUMENT...: builds out of the tree; again only what changed.
# The source is named relatively, since configure refuses a source path with a blank in it.
configure_and_make() {
    cm_src=$1 cm_dir=$2
    shift 2
    [ -x "$cm_src/configure" ] || (cd "$cm_src" && autoreconf -i) || return
    mkdir -p "$cm_dir" && cd "$cm_dir" || return
    if [ ! -s Makefile ] || [ "$(cat .configured 2>/dev/null)" != "$*" ]; then
        "$(realpath --relative-to=. "$cm_src")/configure" -q "$@" || return
        printf '%s\n' "$*" >.configured
    fi
    make -s -j"$(nproc)" all
}
