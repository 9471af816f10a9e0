# SPDX-License-Identifier: Apache-2.0
# report.awk - lines "section what ours theirs unit" (tabs), one a round, into tables with medians, spreads, ratios and goals.
BEGIN {
    FS = "\t"
    n_sections = split("find list home start wake memory writes bytes beside full notices steps import twins ticks", order, " ")
    title["find"] = "Finding a person, under rights against the owner's same SQL"
    about["find"] = "`bench reads`: app.find() as each tier's clerk; theirs is the same functions with the scope as literals and no rights asked. Ratio, and ours in ms of the processor."
    title["list"] = "Registers page by page, under rights against the owner's same SQL"
    about["list"] = "`bench reads`: the very text the terminal sends for 20 rows; theirs reads the tables as their owner with the scope as literals. Ratio, and ours in ms of the processor."
    title["home"] = "First screen, all its statements together"
    about["home"] = "`bench home`: app.home and app.draft_list, ms; \"first in a session\" is what somebody who signs on waits for."
    title["start"] = "Sign-on to first screen"
    about["start"] = "`bench start`: `laobing` on a pseudo-terminal until the duties are painted, against `psql -X -c 'select 1'` on another, ms."
    title["wake"] = "Waking: the first key after the line to the server was let go"
    about["wake"] = "`bench wake`: `laobing` on a pseudo-terminal, from the key until the first byte of its answer, and until nothing is under way any more: the line is back, the page read anew, the sitting on record. Theirs is the same key with the line held. ms."
    title["memory"] = "Private memory of an idle session"
    about["memory"] = "`bench memory`: Private_Clean + Private_Dirty of smaps_rollup, kB; theirs is psql waiting at its prompt after one statement. Work is: find, open, page a register, open a record; each form opened so far stays read and bound, some 30 kB."
    title["writes"] = "Audited against unaudited writes"
    about["writes"] = "`tests/bench/writes`: pgbench as a township's clerk, visits a second, each told to who listens (app.tell); theirs without the audit triggers of the visit and its pairing."
    title["bytes"] = "Bytes to the terminal, lean profile"
    about["bytes"] = "`bench bytes`: `laobing --profile=lean`, 24 x 80, xterm-256color; median of the presses, and the worst. Counted is all that is written from the key until its answer is painted and nothing is under way. What the field wants (lines 23 and 24) follows half a second after the last key, in this profile only, and is counted by itself."
    title["beside"] = "Bytes beside other programs"
    about["beside"] = "`bench beside`: the same keys on the same pseudo-terminal (24 x 80, xterm-256color), each listened to until it is quiet: a list opened, Down, PgDn, ^L; theirs has 200 rows in hanzi: a `whiptail` and a `dialog --menu`, a mailbox in `mutt`, a history in `tig`, each as installed."
    title["full"] = "With the duties and cases of years"
    about["full"] = "`BENCH_ONLY=full make bench`, 2,000,000 open and 20,000,000 closed duties unless BENCH_DUTIES says otherwise, 100,000 petitions: app.home() and the very text the terminal sends for a page of 20; theirs is a plain statement for the same lines by the owner, without names, words and rights. Processor time of the two backends."
    title["notices"] = "How far a notice has got"
    about["notices"] = "`BENCH_ONLY=notices make bench`: a notice of the province to everybody, two of three have read it; the lines on its page, as each tier has them. Theirs counts receipts and staff of the range by office, by the owner. ms."
    title["steps"] = "Cases: a step, a registration"
    about["steps"] = "`BENCH_ONLY=steps make bench` (tests/bench/steps): pgbench as a petition handler, ms a transaction; theirs updates one row and puts one in, or puts three in, with the same indexes and nothing else, or, where it says \"here\", in the tables of the cases, with their log and counters. The goal is at most twice as long."
    title["import"] = "Import of a sheet"
    about["import"] = "`BENCH_ONLY=import make bench` (tests/bench/import): 100,000 lines staged, tried and written a thousand a transaction; theirs is one plain insert of the same rows by the same login, into the same tables with their triggers, or into bare ones with the indexes and nothing else. Lines a second of the backend's processor time. The goal is 0.7 of it."
    title["twins"] = "Possible duplicates"
    about["twins"] = "`BENCH_ONLY=twins make bench` (tests/bench/twins): the whole database is asked for one file at entry, for the list of the three thousand files last changed, for a thousand lines of a sheet. Processor time of the backend."
    title["ticks"] = "The timer"
    about["ticks"] = "`BENCH_ONLY=ticks make bench` (tests/bench/ticks): work.tick() on days with much to do, s; theirs puts the same duties into a table like work.duty with its indexes and nothing else, or changes them there. The goal is for ours."
    n_tiers = split("village township county city province", tier, " ")
    for (i = 1; i <= n_tiers; i++) {
        own["full/first screen, " tier[i]] = own["full/ledger of duties, a page, " tier[i]] = own["full/petitions, a page, " tier[i]] = i <= 3 ? 5 : 50
        own["notices/its page, " tier[i]] = 50
    }
    own["ticks/a Monday"] = own["ticks/a festival in fifteen days: its duties opened"] = own["ticks/a festival over: its duties missed"] = 10
    for (i = 1; i <= n_tiers; i++) { own["twins/one file at entry, " tier[i]] = 50; own["twins/the list, a page, head of a " tier[i]] = 1000 }
    goal["steps"] = 2
    goal["find"] = goal["list"] = 1.3; goal["home"] = 50; goal["start"] = 1.5; goal["writes"] = 0.5; goal["import"] = 0.7
    own["wake/first screen: a step, answered"] = own["wake/list: a step, answered"] = own["wake/list: a record opened, answered"] = own["wake/record: a letter, answered"] = 20
    n_others = split("whiptail dialog mutt tig", other, " ")
    for (i = 1; i <= n_others; i++)
        goal["beside/a list opened: lean beside " other[i]] = goal["beside/a step: lean beside " other[i]] = goal["beside/a page: lean beside " other[i]] = goal["beside/all anew (^L): lean beside " other[i]] = 1
    goal["memory/client, first screen"] = goal["memory/client, after some work"] = 1.0
    goal["bytes/汉字 typed"] = 3; goal["bytes/field move"] = 12; goal["bytes/list step"] = 12; goal["bytes/page of a list"] = 1500
    goal["bytes/unchanged redraw"] = 0
}
{
    key = $1 "/" $2
    if (!(key in rounds)) { place[$1, ++lines[$1]] = $2; unit[key] = $5 }
    k = ++rounds[key]
    ours[key, k] = $3
    theirs[key, k] = $4
    if ($4 != "-") { has_theirs[key] = 1; ratio[key, k] = $3 / $4 }
}
# Sorts the rounds of v at key into s; sets low, mid, high.
function look(v, key,   n, i, j, x, s) {
    n = rounds[key]
    for (i = 1; i <= n; i++) {
        x = v[key, i] + 0
        for (j = i - 1; j >= 1 && s[j] > x; j--) s[j + 1] = s[j]
        s[j + 1] = x
    }
    low = s[1]; high = s[n]; mid = n % 2 ? s[(n + 1) / 2] : (s[n / 2] + s[n / 2 + 1]) / 2
}
function number(x) { return x >= 100 ? sprintf("%.0f", x) : x >= 10 ? sprintf("%.1f", x) : sprintf("%.2f", x) }
function whole(x) { return x == int(x) ? x "" : number(x) }
function goal_of(section, what) { return (section "/" what) in own ? own[section "/" what] : (section in goal) ? goal[section] : (section "/" what) in goal ? goal[section "/" what] : "" }
# Is the goal met? Notes what is not.
function judge(section, what, value,   g, good) {
    g = goal_of(section, what)
    if (g == "") return ""
    good = section ~ /^(writes|import)$/ ? value >= g : value <= g
    if (good) n_met++
    else missed[++n_missed] = title[section] ": " what " " whole(value) " (goal " (section ~ /^(writes|import)$/ ? "at least " : "") g ")" ((section "/" what) in why ? ": " why[section "/" what] : "")
    return good ? "met" : "**not met**"
}
function cell(section, what,   key, verdict) {
    key = section "/" what
    if (!(key in rounds)) return "–"
    look(ours, key); verdict = number(mid)
    look(ratio, key)
    judge(section, what, mid)
    return sprintf(mid > goal[section] ? "**%.2f** (%.2f–%.2f) %s" : "%.2f (%.2f–%.2f) %s", mid, low, high, verdict)
}
function matrix(section,   i, k, what, name, seen, text) {
    text = "| goal: ratio at most " goal[section] " | village | township | county | city | province |\n|---|---|---|---|---|---|\n"
    for (i = 1; i <= lines[section]; i++) {
        name = place[section, i]
        sub(/, [a-z]+$/, "", name)
        if (name in seen) continue
        seen[name] = 1
        text = text "| " name " |"
        for (k = 1; k <= n_tiers; k++) text = text " " cell(section, name ", " tier[k]) " |"
        text = text "\n"
    }
    return text
}
function table(section,   i, what, key, g, value, text, compared) {
    for (i = 1; i <= lines[section]; i++) if ((section "/" place[section, i]) in has_theirs) compared = 1
    text = compared ? "| | ours | theirs | ratio | goal | |\n|---|---|---|---|---|---|\n" : "| | ours | goal | |\n|---|---|---|---|\n"
    for (i = 1; i <= lines[section]; i++) {
        what = place[section, i]
        key = section "/" what
        g = goal_of(section, what)
        look(ours, key)
        value = mid
        text = text "| " what " | " whole(mid) (rounds[key] > 1 ? " (" whole(low) "–" whole(high) ")" : "") " " unit[key] " |"
        if (compared) {
            look(theirs, key)
            text = text ((key in has_theirs) ? " " whole(mid) " |" : "  |")
            look(ratio, key)
            if (!(key in own)) value = mid
            text = text ((key in has_theirs) ? sprintf(" %.2f (%.2f–%.2f) |", mid, low, high) : "  |")
        }
        text = text " " (g == "" ? "" : (section ~ /^(writes|import)$/ ? "≥ " : "≤ ") g) " | " judge(section, what, value) " |\n"
    }
    return text
}
END {
    for (i = 1; i <= n_sections; i++) {
        s = order[i]
        if (s in lines) out = out "## " title[s] "\n\n" about[s] "\n\n" (s == "find" || s == "list" ? matrix(s) : table(s)) "\n"
    }
    printf "## Goals\n\n%d met, %d not met%s\n\n", n_met, n_missed, n_missed ? ":" : "."
    for (i = 1; i <= n_missed; i++) print "- " missed[i]
    if (n_missed) print ""
    printf "%s", substr(out, 1, length(out) - 1)
}
