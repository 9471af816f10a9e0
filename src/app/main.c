/* SPDX-License-Identifier: Apache-2.0 */
#include "app/app.h"
#include "base/text.h"
#include "base/log.h"
#include "conf/options.h"
#include "conf/paths.h"
#include "config.h"
#include "page/pages.h"
#include "page/place.h"
#include "term/tty.h"
#include <getopt.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <termios.h>
#include <unistd.h>

static struct app app;

static void usage(void)
{
    printf(_("用法: laobing [选项]\n"
             "退役军人服务中心（站）工作台。连接由 PGHOST PGDATABASE PGUSER 等环境变量决定。\n\n"
             "  -d, --database=NAME   数据库，或 libpq 连接串\n"
             "      --profile=NAME    colour 彩色, mono 单色, lean 慢线路\n"
             "      --script=FILE     按文件里的键操作，把画面打印出来，不用终端\n"
             "      --size=ROWSxCOLS  配合 --script，缺省 24x80\n"
             "  -h, --help            这些说明\n"
             "  -V, --version         版本\n"));
}

struct choices { const char *database, *script; int rows, cols; enum face_profile profile; bool has_profile; };

static bool take_profile(const char *name, struct choices *c)
{
    c->has_profile = face_profile_named(name, &c->profile);
    return c->has_profile;
}

static bool take_size(const char *size, struct choices *c)
{
    char rest;
    return sscanf(size, "%3dx%3d%c", &c->rows, &c->cols, &rest) == 2 && c->rows >= 12 && c->rows <= 100 && c->cols >= 60 && c->cols <= 400;
}

static int wrong_use(const char *what, const char *which)
{
    fprintf(stderr, "laobing: %s: %s\n%s\n", what, which, _("用法见 laobing --help"));
    return 2;
}

/* -1 = go on, else the exit status. */
static int take_options(int argc, char **argv, struct choices *c)
{
    static const struct option longs[] = {
        { "database", required_argument, NULL, 'd' }, { "profile", required_argument, NULL, 'p' },
        { "script", required_argument, NULL, 's' }, { "size", required_argument, NULL, 'z' },
        { "help", no_argument, NULL, 'h' }, { "version", no_argument, NULL, 'V' }, { NULL, 0, NULL, 0 },
    };
    opterr = 0;
    for (int o; (o = getopt_long(argc, argv, "d:hV", longs, NULL)) != -1; ) {
        switch (o) {
        case 'd': c->database = optarg; break;
        case 'p': if (!take_profile(optarg, c)) return wrong_use(_("没有这种样式"), optarg); break;
        case 's': c->script = optarg; break;
        case 'z': if (!take_size(optarg, c)) return wrong_use(_("大小写成 24x80，12x60 到 100x400"), optarg); break;
        case 'h': usage(); return 0;
        case 'V': printf("laobing %s (schema %d)\n", PACKAGE_VERSION, LB_SCHEMA); return 0;
        default: return wrong_use(_("没有这个选项，或者少了它的值"), argv[optind - 1]);
        }
    }
    return optind < argc ? wrong_use(_("多出来的"), argv[optind]) : -1;
}

/* The window of PuTTY closes with the program: what it says over SSH stays until Enter, or until nobody has pressed it for ten minutes. */
static void until_read(void)
{
    struct pollfd keys = { .fd = 0, .events = POLLIN };
    if (!getenv("SSH_TTY") || !isatty(0) || !isatty(2)) return;
    tcflush(0, TCIFLUSH);
    tty_say(stderr, _("按 Enter 结束"));
    poll(&keys, 1, 600000);
}

static int fail(const struct err *e)
{
    tty_close();
    tty_say(stderr, e->text);
    if (e->hint[0]) fputc('\n', stderr), tty_say(stderr, e->hint);
    fputc('\n', stderr);
    until_read();
    return 1;
}

/* A test need not wait for a real one. */
static long minute_ms(void)
{
    const char *ms = tty_is_test() ? getenv("LAOBING_MINUTE_MS") : NULL;
    return ms ? atol(ms) : 60000;
}

/* Over SSH the account decides: what a client sends is of his own machine. */
static const char *local_language(void)
{
    const char *local = getenv("SSH_CONNECTION") ? NULL : getenv("LANGUAGE");
    return local && *local ? !strncmp(local, "en", 2) ? "en" : "zh" : NULL;
}

static bool begin(const struct choices *c, struct err *e)
{
    struct arena *a = app.arena;
    struct options *o = arena_new_of(a, struct options);
    struct faults faults;
    faults_init(&faults, a);
    options_read(a, o, NULL, &faults);
    if (faults.n) return err_set(e, ERR_OPTION, arena_printf(a, "%s:%d: %s", faults.at[0].file, faults.at[0].line, faults.at[0].text));
    app.desk.options = o;
    app.language = local_language();
    if (!app.language) text_language(o->language);       /* until the account is known */
    app.idle_ms = o->idle_minutes * minute_ms();
    app.detach_ms = o->detach_seconds * minute_ms() / 60;
    app.desk.forms_dir = paths_data(a, "forms");
    bool welcome = session_begin(&app, c->database ? c->database : options_conninfo(o), e);
    if (!c->script) tty_ask(o->charset, o->ambiguous, welcome ? app.known : "");    /* who is turned away must be able to read why */
    if (!welcome) return false;
    struct choices own = *c;
    if (!own.has_profile) take_profile(*app.profile ? app.profile : o->profile, &own);
    if (c->script) return tty_open_null(c->rows ? c->rows : 24, c->cols ? c->cols : 80, FACE_LEAN, e);
    enum tty_line line = !strcmp(o->line, "slow") ? TTY_LINE_SLOW : !strcmp(o->line, "fast") ? TTY_LINE_FAST : TTY_LINE_AUTO;
    struct tty_setup tty = { .profile = own.profile, .charset = app.charset, .ambiguous = app.ambiguous, .escape_ms = o->escape_ms, .line = line };
    return tty_open(&tty, e);
}

int main(int argc, char **argv)
{
    struct choices c = { 0 };
    struct err e = { 0 };
    prctl(PR_SET_DUMPABLE, 0);          /* no core file with people in it */
    setlocale(LC_CTYPE, "");
    text_init();
    int status = take_options(argc, argv, &c);
    if (status >= 0) return status;
    app.arena = arena_new(NULL);
    if (begin(&c, &e)) {
        desk_open(&app.desk, &home_ops, NULL);
        place_offer(&app.desk, app.left, app.left_at);
        if (app.desk.seat.wants_tour) desk_open(&app.desk, &tour_ops, NULL);
        if (!tty_shows_han()) desk_say(&app.desk, FACE_REFUSED, "%s", _("Set this terminal to UTF-8 or GB18030: 这个终端显示不了汉字，请把编码设为 UTF-8"));
        if (!c.script) session_keep_terminal(&app);
        if (!c.script) status = loop_run(&app);
        else status = script_run(&app, c.script, &e) ? 0 : fail(&e);
        tty_close();
        session_end(&app);
        desk_close(&app.desk);
        if (app.farewell.code) status = fail(&app.farewell);
    } else {
        session_end(&app);
        status = fail(&e);
    }
    arena_free(app.arena);
    return status;
}
