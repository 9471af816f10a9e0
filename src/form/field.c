/* SPDX-License-Identifier: Apache-2.0 */
#include "form/field.h"
#include "base/date.h"
#include "base/err.h"
#include "base/fold.h"
#include "base/str.h"
#include "base/text.h"
#include "base/utf8.h"
#include "form/idcard.h"
#include <ctype.h>
#include <stdio.h>

enum { MONEY_DIGITS = 10, MONEY_CENTS = 2, INT_DIGITS = 18 };

bool field_type_of(const char *word, enum field_type *type)
{
    static const char *const words[] = { "text", "int", "money", "date", "bool", "time", "ref", "code" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(word, words[i])) { *type = (enum field_type)i; return true; }
    return false;
}

size_t field_find(const struct fieldset *set, const char *name)
{
    for (size_t i = 0; i < set->n; i++)
        if (!strcmp(set->at[i].name, name)) return i;
    return NO_FIELD;
}

bool field_editable(const struct field *f, bool born)
{
    if (f->owned || (f->more && (f->more->from || f->more->readonly))) return false;
    return born ? f->may_update : f->may_insert;
}

int field_cells(const struct field *f) { return f->width + (f->due ? FIELD_MARK_CELLS : 0); }

bool field_is_number(const struct field *f) { return f->type == FIELD_MONEY || f->type == FIELD_INT; }

bool field_is_choice(const struct field *f) { return f->type == FIELD_CODE || f->type == FIELD_REF; }

bool field_is_retyped(const struct field *f) { return field_is_choice(f) || field_is_number(f) || f->type == FIELD_DATE || f->type == FIELD_BOOL; }

static bool has_mask(const struct field *f, const char *mask) { return f->mask && !strcmp(f->mask, mask); }

static const char *label_of(const struct field *f) { return pair_text(f->label, !strcmp(text_language_now(), "en")); }

/* "慰问金：请填金额"; a sentence that begins with the label stands alone. */
static bool wrong(struct err *e, const struct field *f, const char *sentence)
{
    const char *label = label_of(f);
    err_set(e, ERR_VALUE, label, sentence);
    if (!e) return false;
    if (!strncmp(sentence, label, strlen(label))) snprintf(e->text, sizeof e->text, "%s", sentence);
    snprintf(e->column, sizeof e->column, "%s", f->name);
    return false;
}

/* Blanks at both ends are never meant, the full-width one neither. */
static char *trimmed(struct arena *a, const char *s)
{
    static const char wide[] = "\u3000";
    size_t n;
    for (;;) {
        if (*s && isspace((unsigned char)*s)) s++;
        else if (!strncmp(s, wide, 3)) s += 3;
        else break;
    }
    for (n = strlen(s); n; ) {
        if (isspace((unsigned char)s[n - 1])) n--;
        else if (n >= 3 && !memcmp(s + n - 3, wide, 3)) n -= 3;
        else break;
    }
    return arena_copy(a, s, n);
}

static void drop_chars(char *s, const char *which)
{
    char *d = s;
    for (; *s; s++)
        if (!strchr(which, *s)) *d++ = *s;
    *d = 0;
}

static void upper(char *s)
{
    for (; *s; s++) *s = (char)toupper((unsigned char)*s);
}

/* 0078 is 78. */
static void drop_zeros(char *s)
{
    char *first = s + (*s == '-');
    size_t zeros = strspn(first, "0");
    if (zeros && !isdigit((unsigned char)first[zeros])) zeros--;
    memmove(first, first + zeros, strlen(first + zeros) + 1);
}

static bool take_date(struct arena *a, char *s, const char *today, const char **out)
{
    long now = 0, day;
    if (!date_read(today, &now) || !date_typed(s, now, &day)) return false;
    *out = date_text(day, arena_get(a, DATE_CHARS));
    return true;
}

static bool take_bool(const char *s, const char **out)
{
    static const struct { const char *typed; const char *value; } words[] = {
        { "是", "true" }, { "有", "true" }, { "y", "true" }, { "yes", "true" }, { "t", "true" }, { "true", "true" }, { "1", "true" },
        { "否", "false" }, { "无", "false" }, { "n", "false" }, { "no", "false" }, { "f", "false" }, { "false", "false" }, { "0", "false" } };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(s, words[i].typed)) { *out = words[i].value; return true; }
    return false;
}

const char *field_wants(struct arena *a, const struct field *f)
{
    switch (f->type) {
    case FIELD_DATE: case FIELD_TIME: return _("写日期：2026-11-23、1123、t（今天）或 -1（昨天）");
    case FIELD_BOOL: return _("写 是 或 否，F5 换成另一个");
    case FIELD_INT: return _("写整数");
    case FIELD_MONEY: return _("写数，可以有小数");
    case FIELD_REF: return _("写名称或拼音首字母，F5 从列表中选");
    case FIELD_CODE: return _("写名称、拼音首字母或代码，F5 从列表中选");
    default: return f->max_chars ? arena_printf(a, _("写字，最多 %d 个"), f->max_chars) : _("写字，长短不限");
    }
}

bool field_take(struct arena *a, const struct field *f, const char *typed, const char *today, const char **out, struct err *e)
{
    char *s = trimmed(a, typed ? typed : "");
    *out = *s ? s : NULL;
    if (!*s || f->type == FIELD_REF || f->type == FIELD_CODE) return true;
    if (f->type != FIELD_TEXT || f->mask) *out = s = fold_text(a, s);
    switch (f->type) {
    case FIELD_DATE:
        if (!take_date(a, s, today, out)) return wrong(e, f, _("没有这个日期，请写成 2026-11-23、1123、t（今天）或 -1（昨天）"));
        return true;
    case FIELD_BOOL:
        if (!take_bool(s, out)) return wrong(e, f, _("请填 是 或 否"));
        return true;
    case FIELD_MONEY: case FIELD_INT:
        drop_chars(s, ", ");
        drop_zeros(s);
        break;
    default:
        if (f->mask) drop_chars(s, " -");
        if (has_mask(f, "id18") || has_mask(f, "upper")) upper(s);
    }
    return field_check(f, *out, e);
}

static bool is_number(const char *s, int whole, int cents)
{
    s += *s == '-';
    size_t n = strspn(s, "0123456789");
    if (!n || n > (size_t)whole) return false;
    if (s[n] != '.') return !s[n];
    size_t c = strspn(s + n + 1, "0123456789");
    return c && c <= (size_t)cents && !s[n + 1 + c];
}

/* Mobile, or area code and number, maybe an extension. */
static bool is_phone(const char *s)
{
    size_t n = strspn(s, "0123456789");
    return !s[n] && n >= 7 && n <= 16 && (*s != '1' || n == 11 || n < 9);
}

static bool check_mask(const struct field *f, const char *value, struct err *e)
{
    struct idcard card;
    if (has_mask(f, "id18")) {
        enum idcard_fault fault = idcard_read(value, &card);
        return fault == IDCARD_GOOD || wrong(e, f, idcard_text(fault));
    }
    if (has_mask(f, "phone") && !is_phone(value)) return wrong(e, f, _("电话号码应为 7 到 16 位数字，手机 11 位"));
    return true;
}

bool field_check(const struct field *f, const char *value, struct err *e)
{
    long day;
    if (!value || !*value) {
        if (!f->required) return true;
        err_set(e, ERR_REQUIRED, label_of(f));
        if (e) strncpy(e->column, f->name, sizeof e->column - 1);
        return false;
    }
    if (f->max_chars && utf8_count(value) > (size_t)f->max_chars) {
        char sentence[120];
        snprintf(sentence, sizeof sentence, _("最多 %d 个字，现在 %zu 个"), f->max_chars, utf8_count(value));
        return wrong(e, f, sentence);
    }
    if (f->type == FIELD_DATE && !date_read(value, &day)) return wrong(e, f, _("没有这个日期"));
    if (f->type == FIELD_BOOL && strcmp(value, "true") && strcmp(value, "false")) return wrong(e, f, _("请填 是 或 否"));
    if (f->type == FIELD_INT && !is_number(value, INT_DIGITS, 0)) return wrong(e, f, _("请填整数"));
    if (f->type == FIELD_MONEY && !is_number(value, MONEY_DIGITS, MONEY_CENTS)) return wrong(e, f, _("请填金额，最多十位和两位小数，如 500 或 1200.50"));
    if (f->type == FIELD_REF && !is_number(value, INT_DIGITS, 0)) return wrong(e, f, _("请从列表中选"));
    return check_mask(f, value, e);
}

void field_unchosen(const struct field *f, const char *typed, bool fits, struct err *e)
{
    char sentence[400];
    snprintf(sentence, sizeof sentence, fits ? _("“%.200s”还没有选定，按 F5 从列表中选") : _("列表里没有“%.200s”，请改写，或按 F5 从列表中选"), typed);
    wrong(e, f, sentence);
}

static const char *with_thousands(struct arena *a, const char *s)
{
    struct str out;
    size_t n = strspn(s, "-0123456789");
    str_init(&out, a, 80);
    for (size_t i = 0; i < n; i++) {
        if (i && s[i - 1] != '-' && (n - i) % 3 == 0) str_add(&out, ",");
        str_addn(&out, s + i, 1);
    }
    str_add(&out, s + n);
    return out.s;
}

const char *field_show(struct arena *a, const struct field *f, const char *value, bool en)
{
    if (!value) return "";
    if (f->type == FIELD_MONEY) return with_thousands(a, value);
    if (f->type == FIELD_BOOL && (!strcmp(value, "true") || !strcmp(value, "false"))) return *value == 't' ? (en ? "yes" : "是") : (en ? "no" : "否");
    return arena_str(a, value);
}

static const char *starred(struct arena *a, const char *s, size_t head, size_t tail)
{
    size_t n = strlen(s);
    char *out = arena_copy(a, s, n);
    for (size_t i = 0; i < n; i++)
        if (n <= head + tail || (i >= head && i < n - tail)) out[i] = '*';
    return out;
}

const char *field_masked(struct arena *a, const struct field *f, const char *value)
{
    if (!value) return "";
    if (has_mask(f, "id18")) return starred(a, value, 6, 4);
    if (has_mask(f, "phone")) return starred(a, value, 3, 4);
    return "******";
}
