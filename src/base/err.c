/* SPDX-License-Identifier: Apache-2.0 */
#include "base/err.h"
#include "base/text.h"
#include "base/utf8.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *err_text(enum err_code code)
{
    switch (code) {
#define ERR(id, number, text) case ERR_##id: return text;
#include "base/err.def"
#undef ERR
    case ERR_NONE: break;
    }
    return "";
}

void err_clear(struct err *e) { *e = (struct err){ .code = ERR_NONE }; }

/* A text cut by its buffer must not end within a character. */
static void heal(char *s, size_t size)
{
    size_t n = strlen(s);
    if (n + 1 == size) s[utf8_floor(s, n)] = 0;
}

bool err_set(struct err *e, enum err_code code, ...)
{
    if (!e) return false;
    va_list ap;
    struct err made = { .code = code };         /* arguments may lie in *e itself */
    va_start(ap, code);
    vsnprintf(made.text, sizeof made.text, _(err_text(code)), ap);
    va_end(ap);
    heal(made.text, sizeof made.text);
    *e = made;
    return false;
}

bool err_wrap(struct err *e, const char *what)
{
    if (!e) return false;
    char text[sizeof e->text];
    int n = snprintf(text, sizeof text, "%s: %s", what, e->text);
    memcpy(e->text, text, sizeof text);
    if (n > 0) heal(e->text, sizeof e->text);
    return false;
}
