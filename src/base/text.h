/* SPDX-License-Identifier: Apache-2.0 */
/* text.h - the program's own sentences in the user's language. The msgid is the Chinese text; English comes from po/en.po.
 * _() translates now; N_() only marks a text in a table, whoever shows it writes _(table[i].text). */
#ifndef LB_BASE_TEXT_H
#define LB_BASE_TEXT_H

#define _(s) text_of(s)
#define N_(s) s

/* Where the catalogues are: $LAOBING_LOCALEDIR, else the compiled directory. Without the call all texts stay Chinese. */
void text_init(void);
/* "zh" or "en", at any time; anything else means zh. */
void text_language(const char *language);
/* "zh" or "en". */
const char *text_language_now(void);
/* msgid when there is no catalogue; never NULL; valid for ever. */
const char *text_of(const char *msgid) __attribute__((format_arg(1)));
#endif
