/* SPDX-License-Identifier: Apache-2.0 */
#include "tools/sqlscan.h"
#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

static bool is_word(char c) { return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80; }

static const char *behind(const char *p, const char *mark)
{
    const char *found = strstr(p, mark);

    return found ? found + strlen(mark) : p + strlen(p);
}

/* Comments of this kind lie within each other. */
static const char *skip_comment(const char *p)
{
    int depth = 0;

    do {
        if (!strncmp(p, "/*", 2))
            depth++, p += 2;
        else if (!strncmp(p, "*/", 2))
            depth--, p += 2;
        else
            p++;
    } while (*p && depth);
    return p;
}

/* A doubled quote is two texts without anything between, which comes to the same. */
static const char *skip_quoted(const char *p, bool backslash)
{
    char quote = *p++;

    for (; *p && *p != quote; p++)
        if (backslash && *p == '\\' && p[1])
            p++;
    return *p ? p + 1 : p;
}

/* $tag$ ... $tag$; a lone $ is a sign like any other. */
static const char *skip_dollars(const char *p)
{
    size_t n = 1;
    char tag[80];

    while (is_word(p[n]))
        n++;
    if (p[n] != '$' || n + 2 > sizeof tag)
        return p + 1;
    memcpy(tag, p, n + 1);
    tag[n + 1] = 0;
    return behind(p + n + 1, tag);
}

static const char *skip(const char *p, bool escape)
{
    if (!strncmp(p, "--", 2))
        return behind(p, "\n");
    if (!strncmp(p, "/*", 2))
        return skip_comment(p);
    if (*p == '\'' || *p == '"')
        return skip_quoted(p, escape && *p == '\'');
    return *p == '$' ? skip_dollars(p) : p + 1;
}

static bool is_of_transactions(const char *word, size_t n)
{
    static const char *const words[] = { "begin", "start", "commit", "rollback", "abort" };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == n && !strncasecmp(word, words[i], n))
            return true;
    return false;
}

static int line_of(const char *sql, const char *at)
{
    int line = 1;

    for (; sql < at; sql++)
        line += *sql == '\n';
    return line;
}

int sqlscan_transaction(const char *sql)
{
    bool first = true, escape = false;

    for (const char *p = sql; *p;) {
        if (is_word(*p)) {
            size_t n = 1;
            while (is_word(p[n]) || p[n] == '$')
                n++;
            if (first && is_of_transactions(p, n))
                return line_of(sql, p);
            escape = n == 1 && (*p == 'e' || *p == 'E');
            first = false;
            p += n;
            continue;
        }
        bool comment = !strncmp(p, "--", 2) || !strncmp(p, "/*", 2);
        first = *p == ';' || (first && (comment || isspace((unsigned char)*p)));
        p = skip(p, escape);
        escape = false;
    }
    return 0;
}
