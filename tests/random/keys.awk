# SPDX-License-Identifier: Apache-2.0
# keys.awk -v seed=S -v most=KEYS -v mode=wild|careful REGISTERS - a script of about so many keys, drawn by lot: the same for the same seed.
# REGISTERS: a name a line, of the registers this account opens.
# wild: any key at any time. careful: rounds of opening a form, typing a mark into a field and leaving it, then keys that only look, move or
# leave. The screen is dumped as "before MARK" and, behind the field, as "typed MARK": a mark that stands there has been typed and may not be
# lost, but by typing over it.
function lot(n) { state = (state * 16807) % 2147483647; return state % n }
function one(list,   parts, n) { n = split(list, parts, " "); return parts[1 + lot(n)] }
function mark(   i, s) { s = "zq"; for (i = 0; i < 4; i++) s = s substr("bcdfghjkmnpqrtvwxyz23456789", 1 + lot(27), 1); return s }
function put(s) { out = out s; keys++ }
# The keys so far as a line: what lies between two lines is typed ahead.
function line() { if (out != "") print out; out = "" }
function some(   r) {
    r = lot(100)
    if (r < 45) put(one("<Down> <Up> <Left> <Right> <Tab> <S-Tab> <Enter> <PgDn> <PgUp> <Home> <End>"))
    else if (r < 60) put(one("<F1> <F2> <F3> <F4> <F5> <F6> <F7> <F8> <F9> <F10> <C-e> <C-r> <C-l> <C-z> <C-c> <C-b> <C-k>"))
    else if (r < 70) put("<Esc>")
    else if (r < 78) put(one("<Backspace> <Delete> <Insert> <C-a> <C-u> <C-w> <C-y>"))
    else put(one("张 建 国 䶮 𬱖 · — 。 ， é a z 1 2 3 0 9 - . = * ? ! > | ／ １ Ｙ ： 11-23 66 zjg 430371199001011234 买买提·阿不都 \xc2\xa0 ̈ < (空)"))
}
function wild() { some(); if (!lot(4)) line() }
function home() { line(); put("<Esc>"); line(); put("<Esc>"); line(); put("<Esc>"); line(); put("<F10>"); line(); out = out "0"; put("<Enter>"); line() }
function careful(   i, n, m) {
    put("<F10>"); line(); out = out registers[1 + lot(n_registers)]; put("<Enter>"); line()
    if (lot(3)) put("<F7>")
    else { n = lot(6); for (i = 0; i < n; i++) put("<Down>"); put("<Enter>") }
    line()
    n = lot(14)
    for (i = 0; i < n; i++) put("<Tab>")
    line()
    m = mark()
    print "=before " m
    out = out m; keys += length(m); line()
    put("<Tab>"); line()
    print "=typed " m
    n = lot(25)
    for (i = 0; i < n; i++) {
        put(one("<Tab> <Tab> <S-Tab> <Down> <Up> <PgDn> <PgUp> <F1> <Esc> <C-l> <C-e> <F2> <F3> <C-r> <Enter>"))
        if (!lot(3)) line()
    }
    home()
}
{ registers[++n_registers] = $1 }
END {
    state = (seed * 7919 + 12345) % 2147483646 + 1
    for (n = 0; n < 20; n++) lot(2)
    while (keys < most) if (mode == "wild") wild(); else careful()
    line()
}
