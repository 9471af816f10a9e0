" SPDX-License-Identifier: Apache-2.0
" Form files (doc/internals/forms.md). cp -r contrib/vim/* ~/.vim/
" A key that is not one stays plain; strings after the keys that take an expression are SQL. tests/gate/vim compares the keys with src/form/form.c.
if exists("b:current_syntax") | finish | endif
syntax include @formSQL syntax/sql.vim
unlet! b:current_syntax
syntax case match
syntax match formComment "#.*$"
syntax match formInclude "^@include"
syntax match formNumber "\<[0-9]\+\>"
syntax keyword formBool true false
syntax region formString start=+"+ skip=+\\.+ end=+"+
" keys:
syntax keyword formKey register title clause menu seq relation list ledger record blocks children actions fields seal create
syntax keyword formKey name lines width required readonly carried carry among say columns order tabs asks page block by rows sums is labelled
syntax keyword formKey id call opens takes given last heading
syntax keyword formExpressionKey when default from on_enter on_leave on_change validate locked where nextgroup=formExpression skipwhite
" end of keys
syntax region formExpression contained matchgroup=formString start=+=\s*"+ skip=+\\.+ end=+"+ contains=@formSQL
highlight default link formComment Comment
highlight default link formInclude Include
highlight default link formNumber Number
highlight default link formBool Boolean
highlight default link formString String
highlight default link formKey Identifier
highlight default link formExpressionKey Statement
let b:current_syntax = "laobing_form"
