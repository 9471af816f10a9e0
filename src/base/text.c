/* SPDX-License-Identifier: Apache-2.0 */
/* GNU gettext reads LANGUAGE at each look-up but caches by _nl_msg_cat_cntr, so the counter is moved after a change.
 * LANGUAGE counts only outside the plain C locale: hence C.UTF-8 for messages. */
#include "base/text.h"
#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#ifndef LOCALEDIR
#define LOCALEDIR "/usr/share/locale"
#endif
#define DOMAIN "laobing"

extern int _nl_msg_cat_cntr;

static int is_english;

void text_init(void)
{
    const char *dir = getenv("LAOBING_LOCALEDIR");
    bindtextdomain(DOMAIN, dir && *dir ? dir : LOCALEDIR);
    bind_textdomain_codeset(DOMAIN, "UTF-8");
    const char *wanted = getenv("LANGUAGE");
    if (wanted && *wanted) text_language(wanted);           /* else it stays unset: the account decides at sign-on */
}

void text_language(const char *language)
{
    is_english = language && strncmp(language, "en", 2) == 0;
    setlocale(LC_MESSAGES, "C.UTF-8");
    setenv("LANGUAGE", is_english ? "en" : "zh_CN", 1);
    _nl_msg_cat_cntr++;
}

const char *text_language_now(void) { return is_english ? "en" : "zh"; }

const char *text_of(const char *msgid) { return *msgid ? dgettext(DOMAIN, msgid) : msgid; }
