/* SPDX-License-Identifier: Apache-2.0 */
#include "page/frame.h"
#include "page/ask.h"
#include "page/page.h"
#include "base/cell.h"
#include "base/date.h"
#include "base/str.h"
#include "base/text.h"
#include "term/draw.h"
#include "term/tty.h"
#include <stdio.h>

int frame_bottom(void)
{
    return tty_rows() - 3;
}

static void draw_office(const struct desk *d)
{
    const struct seat *s = &d->seat;
    long day = 0;
    date_read(s->today, &day);
    char left[300], right[200];
    snprintf(left, sizeof left, "%s  %s%s", _("老兵"), s->office_name, s->demo ? _("（演示）") : "");
    snprintf(right, sizeof right, "%s %s  %s %s", s->staff_name, s->jobs, s->today, date_weekday_text(day));
    int wide = tty_cols(), room = cell_text(right);
    draw_text(0, 0, wide - room - 1, FACE_OFFICE, cell_fit(d->event, left, wide - room - 1));
    draw_right(0, wide - room - 1, room + 1, FACE_OFFICE, right);
}

static void draw_where(const struct page *p)
{
    int wide = tty_cols(), room = cell_text(p->mode);
    draw_text(1, 0, wide - room - 1, FACE_PLACE, cell_fit(p->desk->event, p->where, wide - room - 1));
    draw_right(1, wide - room - 1, room + 1, FACE_MODE, p->mode);
}

/* What this key does here and now: in the float when there is one, else on the page. */
static const char *label_of(const struct page *p, enum action a)
{
    const struct desk *d = p->desk;
    if (a == ACTION_CANCEL) return d->is_slow ? action_label(a) : NULL;
    if (d->asking) return ask_label(d, a);
    if (a == ACTION_BACK) return p->below ? action_label(a) : _("退出");
    return p->ops->label ? p->ops->label((struct page *)p, a) : NULL;
}

/* The bottom row as it is being filled: what stands in it, and whether all that works here does. */
struct foot_keys { const char *said[N_SHOWN_ACTIONS]; int room; bool all; };

/* "F2保存", in English "F2 Save"; NULL when it does nothing here. */
static const char *key_text(const struct page *p, enum action a)
{
    char key[8];
    const char *label = label_of(p, a);
    return label ? arena_printf(p->desk->event, "%s%s%s", action_key(a, key), p->desk->seat.en ? " " : "", label) : NULL;
}

/* The keys a page can spare in that row, the last first, or the others, as far as there is room. */
static void fit_keys(const struct page *p, struct foot_keys *k, bool spare, int gap)
{
    for (int i = ACTION_NONE + 1; i < N_SHOWN_ACTIONS; i++) {
        enum action a = spare ? (enum action)(N_SHOWN_ACTIONS - i) : (enum action)i;
        bool is_spare = !p->desk->asking && p->ops->spare && p->ops->spare((struct page *)p, a);
        const char *key = a == ACTION_BACK || is_spare != spare ? NULL : key_text(p, a);
        if (!key) continue;
        int cells = cell_text(key) + gap;
        k->all = k->all && cells <= k->room;
        if (cells > k->room) continue;
        k->said[a] = key;
        k->room -= cells;
    }
}

/* Only what works here, now, for this person. Where there is no room for all, English stands closer, what a page can spare goes first, the way back
 * is always said, and the show-keys page (F1, F9) has them all. */
static const char *keys_text(const struct page *p)
{
    struct foot_keys k;
    struct str line;
    const char *back = key_text(p, ACTION_BACK);
    int gap = p->desk->seat.en ? 2 : 1;
    for (bool closer = false;; closer = true, gap = 1) {
        k = (struct foot_keys){ .room = tty_cols() - 1 - cell_text(back), .all = true };
        fit_keys(p, &k, false, gap);
        fit_keys(p, &k, true, gap);
        if (k.all || closer || gap == 1) break;
    }
    str_init(&line, p->desk->event, 1000);
    for (enum action a = ACTION_NONE + 1; a < N_SHOWN_ACTIONS; a++)
        if (k.said[a]) str_addf(&line, "%s%*s", k.said[a], gap, "");
    str_add(&line, back);
    return line.s;
}

/* Behind what was said before the waiting began: that the line is down, say. */
static const char *waiting_text(const struct desk *d)
{
    const char *doing = d->runs.then ? _("排版") : d->doing ? d->doing : _("读数据库");
    const char *waits = d->drops_ahead ? "" : arena_printf(d->event, _("正在%s，^C 不等了"), doing);
    return arena_printf(d->event, "%s%s%s", d->message, d->message[0] && *waits ? _("；") : "", waits);
}

/* In the lean profile what the field wants follows when the keys pause: the words cost more than the move itself. */
void frame_foot(const struct page *p)
{
    struct desk *d = p->desk;
    if (face_profile_now() != FACE_LEAN || !d->typing || !d->foot.keys[0]) {
        snprintf(d->foot.hint, sizeof d->foot.hint, "%s", d->asking ? ask_hint(d) : p->hint);
        snprintf(d->foot.keys, sizeof d->foot.keys, "%s", keys_text(p));
    }
    int y = tty_rows() - 2;
    const char *said = d->is_slow ? waiting_text(d) : d->message[0] ? d->message : d->foot.hint;
    const char *more = d->message[0] && !d->asking && cell_text(said) > tty_cols() - 2 ? _(" F1看全文") : "";
    int room = tty_cols() - 2 - cell_text(more);
    draw_text(y, 1, tty_cols() - 2, d->message[0] ? d->face : d->is_slow ? FACE_TEXT : FACE_HINT, arena_printf(d->event, "%s%s", cell_fit(d->event, said, room), more));
    draw_text(y + 1, 0, tty_cols() - 1, FACE_KEYS, d->foot.keys);
}

void frame_draw(const struct page *p)
{
    draw_office(p->desk);
    draw_where(p);
}
