/* SPDX-License-Identifier: Apache-2.0 */
#include "stage.h"
#include "base/arena.h"
#include "base/cell.h"
#include "base/mem.h"
#include "term/draw.h"
#include "term/key.h"
#include "term/tty.h"
#include "widget/box.h"
#include "widget/edit.h"
#include "widget/pick.h"
#include "widget/table.h"
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#define N_EDITS 3
enum { AT_LIST = N_EDITS };

static struct stage {
    struct arena *page, *event;
    struct edit edits[N_EDITS];
    struct table list;
    struct box box;
    struct pick pick;
    int at;
    bool has_box, has_pick, is_over, is_asked;
    size_t n_syncs, n_matches;
    char status[200];
} st;

static const int edit_row[N_EDITS] = { 3, 5, 7 }, edit_col = 13;
static const char *const label[N_EDITS] = { "姓名", "证号", "情况" };
static const char *const names[] = { "张建国", "欧阳修文", "买买提·阿不都", "𠅤明", "李满妹" };

static const char paper[] = "空军4i 军4\n\x81\x30\x9b\x34i\n\f";

static const char *cell(void *ctx, size_t row, size_t column)
{
    (void)ctx;
    if (column == 0) return arena_printf(st.event, "%06zu", row + 1);
    return column == 1 ? names[row % 5] : column == 2 ? "识字里社区退役军人服务站" : arena_printf(st.event, "%zu.00", row * 37 % 1000);
}

static const char *pick_label(void *ctx, size_t row) { (void)ctx; return names[row % 5]; }
static const char *pick_hint(void *ctx, size_t row) { (void)ctx; return arena_printf(st.event, "%zu", 1949 + row); }

static void pick_filter(void *ctx, const char *text)
{
    (void)ctx;
    st.n_matches = 5 > strlen(text) ? 5 - strlen(text) : 0;
    pick_rows(&st.pick, st.n_matches);
}

static void open_box(void)
{
    box_init(&st.box, st.page, "保存");
    box_text(&st.box, FACE_BOX, "您改的这条走访记录，王芳(文艺路街道) 10:02 已先保存过。她改了 2 处，您改了 3 处；只有 1 处相同，请选。");
    box_choice(&st.box, 7, "用我的");
    box_choice(&st.box, 8, "用她的");
    st.has_box = true;
}

static void open_pick(bool has_numbers)
{
    pick_init(&st.pick, st.page, "服务对象", (struct pick_source){ pick_label, pick_hint, pick_filter, NULL });
    pick_rows(&st.pick, 5);
    st.pick.note = "同名 2 人";
    st.pick.has_numbers = has_numbers;
    st.has_pick = true;
}

static void say(const char *text) { snprintf(st.status, sizeof st.status, "%s", text); }

static void floating_key(uint32_t key)
{
    if (st.has_box) {
        box_key(&st.box, key);
        if (st.box.state == BOX_CHOSEN) say(st.box.chosen == 7 ? "选了我的" : "选了她的");
        st.has_box = st.box.state == BOX_OPEN;
        return;
    }
    pick_key(&st.pick, key);
    if (st.pick.state == PICK_CHOSEN) say(pick_label(NULL, st.pick.chosen));
    st.has_pick = st.pick.state == PICK_OPEN;
}

static void key(uint32_t k)
{
    char name[8];
    if (k >= K_REPORT) tty_heard((int)(k - K_REPORT));
    else if (k == K_SYNC) st.n_syncs++;
    else if (k == K_BROKEN) say(arena_printf(st.event, "终端送来的不是 %s: %zu", tty_charset(), key_n_broken()));
    else if (st.has_box || st.has_pick) floating_key(k);
    else if (k == K_F(10)) st.is_over = true;
    else if (k == K_F(9)) die("stage");
    else if (k == K_F(4)) open_box();
    else if (k == K_F(5) || k == K_F(6)) open_pick(k == K_F(6));
    else if (k == K_CTRL('L')) tty_repaint();
    else if (k == K_CTRL('P')) tty_print(paper, sizeof paper - 1);
    else if (k == K_TAB || (k == K_ENTER && st.at != 2)) st.at = (st.at + 1) % (N_EDITS + 1);
    else if (k == K_BACKTAB) st.at = (st.at + N_EDITS) % (N_EDITS + 1);
    else if (st.at < N_EDITS ? edit_key(&st.edits[st.at], k) : table_key(&st.list, k)) say(st.at < N_EDITS ? edit_why(&st.edits[st.at], st.event) : "");
    else say(key_label(k, name));
}

static void draw_edit(int i)
{
    bool is_active = st.at == i && !st.has_box && !st.has_pick;
    struct edit *e = &st.edits[i];
    draw_text(edit_row[i], 2, 8, FACE_LABEL, label[i]);
    if (face_has_brackets(is_active)) {
        draw_text(edit_row[i], edit_col - 1, 1, FACE_LABEL, "[");
        draw_text(edit_row[i], edit_col + e->cols, 1, FACE_LABEL, "]");
    }
    edit_draw(e, edit_row[i], edit_col, is_active ? FACE_ACTIVE : FACE_FIELD, is_active);
}

static void draw(void)
{
    draw_begin();
    draw_text(0, 0, tty_cols(), FACE_OFFICE, "老兵  识字里社区退役军人服务站");
    draw_text(1, 0, tty_cols(), FACE_PLACE, tty_strange() ? tty_strange() : st.is_asked ? arena_printf(st.event, "%s %d", tty_charset(), cell_width(0xb7)) : "66 走访");
    draw_rule(10, 0, tty_cols(), FACE_RULE);
    for (int i = 0; i < N_EDITS; i++) draw_edit(i);
    table_draw(&st.list, 11, 0, tty_rows() - 13, tty_cols(), st.at == AT_LIST);
    draw_text(tty_rows() - 2, 0, tty_cols(), FACE_HINT, st.status);
    draw_text(tty_rows() - 1, 0, tty_cols(), FACE_KEYS, tty_shows_han() ? "F10结束" : "F10 (no han)");
    if (st.has_box) box_draw(&st.box);
    if (st.has_pick) pick_draw(&st.pick);
    draw_end();
}

static void loop(int signals)
{
    struct signalfd_siginfo info;
    struct pollfd p[] = { { .fd = 0, .events = POLLIN }, { .fd = signals, .events = POLLIN } };
    while (!st.is_over) {
        for (uint32_t k; (k = key_next()) != K_NONE && !st.is_over; ) key(k);
        draw();
        for (; st.n_syncs > 0; st.n_syncs--) tty_sync_answer();
        arena_clear(st.event);
        if (st.is_over || poll(p, 2, -1) < 0 || (p[0].revents & (POLLHUP | POLLERR))) return;
        if (p[1].revents && read(signals, &info, sizeof info) > 0 && tty_resize()) tty_repaint();
    }
}

int stage_main(int argc, char **argv)
{
    static const struct table_column columns[] = { { "号", 6, false }, { "姓名", 12, false }, { "单位", 19, false }, { "金额", 10, true } };
    struct tty_setup setup = { .profile = FACE_COLOUR, .ambiguous = 1 };
    struct err e;
    sigset_t set;
    for (int i = 2; i < argc; i++) {
        if (!strcmp(argv[i], "lean")) setup.profile = FACE_LEAN;
        if (!strcmp(argv[i], "mono")) setup.profile = FACE_MONO;
        if (!strcmp(argv[i], "ambiguous2")) setup.ambiguous = 2;
        bool known = !strncmp(argv[i], "known ", 6);
        if (known || !strcmp(argv[i], "ask")) tty_ask("", 0, known ? argv[i] + 6 : ""), setup.ambiguous = 0, st.is_asked = true;
    }
    sigemptyset(&set);
    sigaddset(&set, SIGWINCH);
    sigprocmask(SIG_BLOCK, &set, NULL);
    st.page = arena_new(NULL);
    st.event = arena_new(st.page);
    edit_init(&st.edits[0], st.page, 1, 20, 30);
    edit_init(&st.edits[1], st.page, 1, 20, 18);
    edit_init(&st.edits[2], st.page, 3, 40, 0);
    st.edits[2].takes_enter = true;
    table_init(&st.list, columns, 4, (struct table_source){ .cell = cell });
    table_rows(&st.list, 1000);
    bool ok = tty_open(&setup, &e);
    if (ok) loop(signalfd(-1, &set, SFD_CLOEXEC));
    else fprintf(stderr, "%s\n", e.text);
    tty_close();
    arena_free(st.page);
    return ok ? 0 : 3;
}
