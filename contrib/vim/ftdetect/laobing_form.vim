" SPDX-License-Identifier: Apache-2.0
autocmd BufRead,BufNewFile *.form,blocks.inc setfiletype laobing_form
