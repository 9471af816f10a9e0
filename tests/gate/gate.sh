# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# gate.sh - what the gates share. Sourced with the tree's root as $1; goes there.
set -u
export LC_ALL=C.UTF-8
# shellcheck disable=SC2034  # for those who source this
here=$(cd "$(dirname "$0")" && pwd -P)
cd "${1:?the root of a tree}" || exit 66
faults=$(mktemp /tmp/lbgate.XXXXXX)
trap 'rm -f "$faults"' EXIT

c_files() { find src tests -name '*.[ch]' -type f 2>/dev/null | sort; }
# verdict GATE: prints what was gathered in $faults less the exceptions, and the exceptions nobody needs; fails on either.
# A fault may name its function: file:line: function: message.
verdict() {
    awk -v gate="$1" -v list=tests/gate/exceptions '
        BEGIN {
            while ((getline line < list) > 0) {
                at++
                if (line ~ /^#/ || split(line, w, " ") < 3 || w[1] != gate) continue
                excused[w[2]] = at
            }
        }
        {
            split($0, w, ": ")
            file = w[1]; sub(/:[0-9]+$/, "", file)
            if ((file ":" w[2]) in excused) { used[file ":" w[2]] = 1; next }
            if (file in excused) { used[file] = 1; next }
            print; bad = 1
        }
        END {
            for (e in excused) if (!(e in used)) { print list ":" excused[e] ": " e " needs no exception any more"; bad = 1 }
            exit bad
        }' "$faults"
}
