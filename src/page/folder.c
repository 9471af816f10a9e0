/* SPDX-License-Identifier: Apache-2.0 */
#include "page/folder.h"
#include "base/cell.h"
#include "base/text.h"
#include "page/attach.h"
#include "page/frame.h"
#include "page/page.h"
#include "term/draw.h"
#include "term/tty.h"
#include <time.h>

enum { COL_NAME, COL_SIZE, COL_AT };
enum { SHANGHAI = 8 * 3600 };    /* seconds ahead of UTC */

static const char *cell_of(void *ctx, size_t row, size_t column)
{
    const struct folder *k = ctx;
    return k->rows[row].cell[column];
}

static enum face face_of(void *ctx, size_t row, size_t column)
{
    const struct folder *k = ctx;
    (void)column;
    return k->list.at[row].kind == DROP_FILE ? FACE_TEXT : FACE_HINT;
}

static const char *size_of(const struct page *p, const struct drop_entry *e)
{
    switch (e->kind) {
    case DROP_FILE: return attach_size(p->desk, e->size);
    case DROP_FOLDER: return _("文件夹");
    case DROP_LINK: return _("链接");
    default: return _("不是文件");
    }
}

/* As people here read it, wherever the machine thinks it is. */
static const char *day_of(struct arena *a, int64_t at)
{
    time_t t = (time_t)at + SHANGHAI;
    struct tm tm;
    char text[40] = "";

    if (gmtime_r(&t, &tm)) strftime(text, sizeof text, "%Y-%m-%d %H:%M", &tm);
    return arena_str(a, text);
}

void folder_read(struct folder *k)
{
    struct page *p = k->page;
    struct err e = { .code = ERR_NONE };

    arena_clear(k->data);
    if (!drop_list(k->data, attach_folder(p->desk), &k->list, &e)) {
        page_turns_back(p, &e);
        return;
    }
    k->rows = arena_get(k->data, (k->list.n + 1) * sizeof *k->rows);
    for (size_t i = 0; i < k->list.n; i++) {
        k->rows[i].cell[COL_NAME] = cell_clean(k->data, k->list.at[i].name);
        k->rows[i].cell[COL_SIZE] = arena_str(k->data, size_of(p, &k->list.at[i]));
        k->rows[i].cell[COL_AT] = day_of(k->data, k->list.at[i].at);
    }
    table_rows(&k->table, k->list.n);
    if (k->list.more) desk_say(p->desk, FACE_TEXT, _("投递夹里东西太多，只列出 %d 个"), DROP_MOST);
}

void folder_begin(struct folder *k, struct page *p)
{
    k->page = p;
    k->data = arena_new(p->arena);
    k->columns[COL_NAME].title = _("文件名");
    k->columns[COL_SIZE] = (struct table_column){ .title = _("大小"), .cells = 12, .is_right = true };
    k->columns[COL_AT] = (struct table_column){ .title = _("时间"), .cells = 16 };
    table_init(&k->table, k->columns, FOLDER_COLUMNS, (struct table_source){ cell_of, face_of, k });
}

const struct drop_entry *folder_chosen(const struct folder *k)
{
    return k->list.n ? &k->list.at[k->table.row] : NULL;
}

const char *folder_words(const struct folder *k)
{
    return k->rows[k->table.row].cell[COL_NAME];
}

void folder_draw(struct folder *k, int y)
{
    int wide = tty_cols(), first = y + 2;

    k->columns[COL_NAME].cells = wide - 2 - k->columns[COL_SIZE].cells - k->columns[COL_AT].cells - 4;
    table_titles(&k->table, y, 0, wide);
    draw_rule(y + 1, 0, wide, FACE_RULE);
    table_draw(&k->table, first, 0, frame_bottom() - first + 1, wide, true);
    if (!k->list.n) draw_text(first, 2, wide - 2, FACE_TEXT, _("投递夹是空的。先用 sftp 把文件传到 in 文件夹，再按 ^L。"));
}
