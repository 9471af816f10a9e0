# SPDX-License-Identifier: Apache-2.0
# count.awk -v code=STATUS LOG - prints "passed failed skipped" of one part's output.
# TAP is counted line by line; a plan that does not fit is one failure; several TAP streams may follow one another.
# Without TAP the "N passed, N failed" lines count; without these the exit status is the one test.
/^ok([ \t]|$)/ {
    seen++
    if (tolower($0) ~ /#[ \t]*skip/) skipped++
    else passed++
    next
}
/^not ok([ \t]|$)/ {
    seen++
    if (tolower($0) !~ /#[ \t]*todo/) failed++
    next
}
/^1\.\.[0-9]+/ {
    plans++
    planned += substr($1, 4)
    if ($1 == "1..0") skipped++
    next
}
/^Bail out!/ { failed++; next }
/^[0-9]+ passed, [0-9]+ failed/ {
    sums++
    sum_passed += $1
    sum_failed += $3
    if ($6 ~ /^skipped/) sum_skipped += $5
}
END {
    if (seen + plans == 0 && sums) {
        passed = sum_passed
        failed = sum_failed
        skipped = sum_skipped
    } else if (seen + plans == 0 && code == 77) skipped = 1
    else if (seen + plans == 0 && code == 0) passed = 1
    else if (plans && planned != seen) failed++
    if (code != 0 && code != 77 && !failed) failed = 1
    print passed + 0, failed + 0, skipped + 0
}
