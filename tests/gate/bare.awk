# SPDX-License-Identifier: Apache-2.0
# bare.awk - C source with comments, texts and character constants blanked; one output line an input line.
{
    out = ""
    n = length($0)
    for (i = 1; i <= n; i++) {
        c = substr($0, i, 1)
        two = substr($0, i, 2)
        if (inside == "comment") {
            if (two == "*/") { inside = ""; i++ }
        } else if (inside != "") {
            if (c == "\\") i++
            else if (c == inside) { inside = ""; out = out c }
        } else if (two == "/*") { inside = "comment"; out = out " "; i++ }
        else if (two == "//") break
        else {
            if (c == "\"" || c == "'") inside = c
            out = out c
        }
    }
    if (inside != "comment") inside = ""
    print out
}
