# SPDX-License-Identifier: Apache-2.0
# awk -v step=N -f judge.awk ANSWERS... CELLS - compares tests/rights/cells with what the database answered (tests/rights/ask). Every letter is one
# test. With N > 0 instead: each N-th letter flipped and the file read anew, which must turn its own test red and no other.
BEGIN { FS = "\t" }
FILENAME != ARGV[ARGC - 1] { if (NF == 5) got[$1 " / " $2 " / " $3 " / " $4] = $5; next }
/^#/ || !NF { next }
{ lines[++n_lines] = $0 }
# The cells of the file into want; the flip-th letter is another.
function parse(flip,    i, j, k, part, n, register, tier, letter, name) {
    delete want; n_cells = 0
    for (i = 1; i <= n_lines; i++) {
        n = split(lines[i], part, / +/)
        if (lines[i] !~ /^ /) { register = lines[i]; sub(/  .*/, "", register); continue }
        tier = part[2]
        for (j = 1; j <= n_jobs; j++) for (k = 1; k <= 4; k++) {
            letter = substr(part[j + 2], k, 1)
            if (letter == ".") continue
            n_cells++
            name = register " / " tier " / " job[j] " / " position[k]
            if (n_cells == flip) { flipped = name; letter = letter == "-" ? "s" : "-" }
            want[name] = letter
        }
    }
}
function judge(say,    name, red) {
    for (name in want) if (!(name in got) || want[name] != got[name]) { red++; last = name; if (say) printf "failed: %s: the file says %s, the database %s\n", name, want[name], name in got ? got[name] : "nothing" }
    for (name in got) if (!(name in want)) { red++; last = name; if (say) printf "failed: %s: not in the file, the database %s\n", name, got[name] }
    return red + 0
}
END {
    n_jobs = split("clerk head petition archivist counsellor supervisor reporter sysadmin secadmin auditor", job, " ")
    split("own below beside above", position, " ")
    parse(0)
    if (!step) {
        red = judge(1); printf "%d passed, %d failed\n", n_cells - red, red
        exit red > 0 || n_cells == 0
    }
    if (judge(0)) exit 1                              # red already
    for (flip = 1; flip <= n_cells; flip += step) {
        parse(flip)
        red = judge(0)
        if (red == 1 && last == flipped) right++; else { wrong++; printf "failed: %s flipped turns %d tests red\n", flipped, red }
    }
    printf "%d passed, %d failed\n", right, wrong
    exit wrong > 0 || !right
}
