# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh disable=SC2154
# Help, versions, manual pages, wrong options.
works 'schema [0-9]' "laobing --version" laobing --version
works '用法' "laobing --help" laobing --help
works 'schema [0-9]' "laobingctl --version" laobingctl --version
works 'bench-data' "laobingctl --help names the last command" laobingctl --help
for command in $(laobingctl --help | sed -n 's/^  \([a-z][a-z-]*\).*/\1/p'); do
    works "^laobingctl $command" "$command --help" laobingctl "$command" --help
    does 64 '用法：laobingctl '"$command" "$command with odd arguments" laobingctl "$command" too many odd words
done
account_options() { sed 's/{ /\n/g' "$LB_SRC"/src/tools/account*.c | sed -n 's/^"\([a-z-]*\)", [a-z]*_argument.*/\1/p'; }
for option in $(account_options); do
    works "[[ ]--$option\\>" "account --help names --$option" laobingctl account --help
done
works '^usage: laobingctl' "English help" env LANGUAGE=en laobingctl --help
does 64 '没有 nonsense 这个命令' "no such command" laobingctl nonsense
does 64 '用法' "no command" laobingctl
does 2 '没有这种样式: gold' "a profile there is not" laobing --profile=gold
for size in abc 24 99999x99999 24x80x 11x60; do does 2 "大小写成 24x80，12x60 到 100x400: $size" "no size ($size)" laobing --size="$size"; done
does 2 '没有这个选项，或者少了它的值: --bogus' "an option there is not" laobing --bogus
does 2 '用法见 laobing --help' "and where they are told" laobing --database
does 2 '多出来的: extra' "a word too many" laobing extra
holds "the manual pages name every command and option" "$LB_SRC/tests/tools/pages"
