/* SPDX-License-Identifier: Apache-2.0 */
#include "store/sql.h"
#include "base/str.h"
#include "base/text.h"

const char *sql_type(const struct field *f)
{
    static const char *const types[] = {
        [FIELD_TEXT] = "text", [FIELD_INT] = "bigint", [FIELD_MONEY] = "numeric", [FIELD_DATE] = "date", [FIELD_BOOL] = "boolean",
        [FIELD_TIME] = "timestamptz", [FIELD_REF] = "bigint", [FIELD_CODE] = "text" };
    return types[f->type];
}

void sql_text(struct str *out, const struct field *f, const char *of)
{
    if (f->type == FIELD_TIME) str_addf(out, "to_char(%s at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI')", of);
    else if (f->type == FIELD_DATE) str_addf(out, "to_char(%s, 'YYYY-MM-DD')", of);
    else str_addf(out, "(%s)::text", of);
}

bool sql_has_show(const struct field *f) { return f->type == FIELD_REF || f->type == FIELD_CODE; }

/* What `said`, over alias t, makes of the row a reference points to. */
static void add_row_said(struct str *out, const struct field *f, const char *said, const char *of)
{
    str_addf(out, "coalesce((select (%s)::text from ", said);
    str_add_ident(out, f->ref);
    str_addf(out, " t where t.id = %s), case when %s is not null then '%s' end)", of, of, _(SQL_HIDDEN));
}

void sql_show(struct str *out, const struct field *f, const char *of, bool en)
{
    if (f->type == FIELD_CODE) {
        str_addf(out, "(select %s from ", en ? "coalesce(nullif(t.name_en, ''), t.name_zh)" : "t.name_zh");
        str_add_ident(out, f->ref);
        str_addf(out, " t where t.code = (%s)::text)", of);
    } else if (f->type == FIELD_REF)
        add_row_said(out, f, f->ref_label, of);
    else
        str_add(out, "null::text");
}

void sql_show_short(struct str *out, const struct field *f, const char *of) { add_row_said(out, f, f->ref_short, of); }

void sql_soon(struct str *out, const struct field *f) { str_addf(out, "to_char(%s, 'YYYY-MM-DD')", f->due); }

const char *sql_column(struct arena *a, const struct field *f)
{
    struct str s;
    str_init(&s, a, 200);
    str_add(&s, "m.");
    str_add_ident(&s, f->name);
    return s.s;
}

const char *sql_alive(const struct fieldset *set)
{
    return field_find(set, "voided_at") == NO_FIELD ? "" : " and m.voided_at is null";
}
