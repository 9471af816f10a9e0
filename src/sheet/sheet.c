/* SPDX-License-Identifier: Apache-2.0 */
#include "sheet/sheet.h"
#include "base/arena.h"
#include "base/text.h"
#include "sheet/csv.h"
#include "sheet/decode.h"
#include "sheet/xlsx.h"
#include <string.h>

/* Between a reader and whoever wants the rows. */
struct sieve { sheet_row_fn *row; void *ctx; bool has_heading; int n_rows; };

static bool is_blank(const char *s)
{
    return !s[strspn(s, " \t\r\n")];
}

static bool sieve_row(void *ctx, int line, const char *const *cells, int n, struct err *e)
{
    struct sieve *s = ctx;
    int texts = 0;

    for (int i = 0; i < n; i++)
        texts += !is_blank(cells[i]);
    if (texts < (s->has_heading ? 1 : 2))
        return true;
    while (!s->has_heading && is_blank(cells[n - 1]))
        n--;
    s->has_heading = true;
    if (s->n_rows++ > SHEET_ROWS)
        return err_set(e, ERR_VALUE, _("表"), _("行数超过一百万，请拆成几份"));
    return s->row(s->ctx, line, cells, n, e);
}

/* How the files of before 2007 begin. */
static const unsigned char ole[] = { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1 };

bool sheet_read(struct arena *a, const char *bytes, size_t n, struct sheet_found *found, sheet_row_fn *row, void *ctx, struct err *e)
{
    struct sieve s = { .row = row, .ctx = ctx };
    bool ok;

    *found = (struct sheet_found){ "", "" };
    if (!n)
        return err_set(e, ERR_VALUE, _("表"), _("是空的"));
    if (n > sizeof ole && !memcmp(bytes, ole, sizeof ole))
        return err_set(e, ERR_VALUE, _("表"), _("是老的 .xls（或加了密码），请另存为 .xlsx 再导入"));
    if (n > 4 && !memcmp(bytes, "PK\3\4", 4)) {
        found->encoding = "xlsx";
        ok = xlsx_read(a, bytes, n, &found->name, sieve_row, &s, e);
    } else {
        char *text = decode_text(a, bytes, n, &found->encoding, e);
        ok = text && csv_read(a, text, sieve_row, &s, e);
    }
    return ok && (s.has_heading || err_set(e, ERR_VALUE, _("表"), _("没有表头：第一行要写各列的名称，至少两列")));
}
