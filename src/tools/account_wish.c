/* SPDX-License-Identifier: Apache-2.0 */
/* What the command line of account asks for. Each option is judged by what it looks like while it is read: a wrong one is a wrong way to
 * call the command. What only the database knows is asked before anything is written, so that the sentence names the option. */
#include "tools/account.h"
#include "base/date.h"
#include "base/text.h"
#include "conf/file.h"
#include <ctype.h>
#include <getopt.h>
#include <string.h>

enum { KEY_MAX = 1 << 14, NUMBER_MOST = 18, LOGIN_LEAST = 2, LOGIN_MOST = 31 };     /* bytes, digits, letters */

static bool is_number(const char *s)
{
    return *s && strspn(s, "0123456789") == strlen(s) && strlen(s) <= NUMBER_MOST;
}

static bool is_day(const char *s)
{
    long number;

    return date_read(s, &number);
}

static bool is_language(const char *s) { return !strcmp(s, "zh") || !strcmp(s, "en"); }

static bool is_charset(const char *s) { return !strcmp(s, "auto") || !strcmp(s, "UTF-8") || !strcmp(s, "GB18030") || !strcmp(s, "GBK"); }
static bool is_columns(const char *s) { return !strcmp(s, "0") || !strcmp(s, "1") || !strcmp(s, "2"); }

static const struct rule {
    const char *option;
    bool (*is_one)(const char *);
    const char *wants;          /* said where it is none                                     */
    const char *sql, *wrong;    /* what the database must say yes to; said where it says no  */
} rules[N_WISHES] = {
    [WISH_STAFF] = { "staff", is_number, N_("要写人员编号，是个数字"),
                     "select exists (select from org.staff where id = $1::bigint)", N_("没有这个人员") },
    [WISH_SECOND] = { "second", is_number, N_("要写机构编号，是个数字"),
                      "select exists (select from org.office where id = $1::bigint)", N_("没有这个机构") },
    [WISH_UNTIL] = { "until", is_day, N_("没有这个日期，请写成 2027-12-31 这样"),
                     "select $1::date >= ref.today()", N_("这一天已经过去了；要马上停用，用 laobingctl account disable") },
    [WISH_LANGUAGE] = { "language", is_language, N_("只有 zh 和 en"), NULL, NULL },
    [WISH_CHARSET] = { "charset", is_charset, N_("只有 auto、UTF-8、GB18030、GBK"), NULL, NULL },
    [WISH_AMBIGUOUS] = { "ambiguous", is_columns, N_("只有 0（终端自己说）、1、2"), NULL, NULL },
};

static bool look_right(struct ctl *c, const struct wish *w, struct err *e)
{
    for (size_t i = 0; i < N_WISHES; i++)
        if (w->value[i] && !rules[i].is_one(w->value[i]))
            return err_set(e, ERR_OPTION, arena_printf(c->a, _("--%s %s：%s"), rules[i].option, w->value[i], _(rules[i].wants)));
    return true;
}

/* Of OpenSSH and of PuTTY. */
static bool is_private_key(const char *text)
{
    return strstr(text, "PRIVATE KEY-----") || strstr(text, "PuTTY-User-Key-File");
}

static char *trimmed(char *s)
{
    size_t n;

    s += strspn(s, " \r\n");
    for (n = strlen(s); n && strchr(" \r\n", s[n - 1]); n--)
        ;
    s[n] = 0;
    return s;
}

static bool read_key(struct ctl *c, const char *path, struct wish *w, struct err *e)
{
    size_t n;
    char *text = file_read(c->a, path, KEY_MAX, &n, e);

    if (!text)
        return false;
    if (is_private_key(text))
        return err_set(e, ERR_VALUE, path, _("这是私钥，只能留在本人那里，谁也不要给；这里要的是 .pub 文件里的那一行"));
    w->key_file = path;
    w->key = strlen(text) == n ? trimmed(text) : "";            /* with a zero in it: none */
    return true;
}

bool account_wish_read(struct ctl *c, int argc, char **argv, struct wish *w, struct err *e)
{
    static const struct option options[] = {
        { "staff", required_argument, NULL, WISH_STAFF }, { "second", required_argument, NULL, WISH_SECOND },
        { "until", required_argument, NULL, WISH_UNTIL }, { "language", required_argument, NULL, WISH_LANGUAGE },
        { "charset", required_argument, NULL, WISH_CHARSET }, { "ambiguous", required_argument, NULL, WISH_AMBIGUOUS },
        { "key", required_argument, NULL, 'k' }, { "os", no_argument, NULL, 'o' }, { "dry-run", no_argument, NULL, 'n' },
        { "group", required_argument, NULL, 'g' }, { "keys", required_argument, NULL, 'd' }, { "drop", required_argument, NULL, 'f' },
        { NULL, 0, NULL, 0 } };
    int option;

    while ((option = getopt_long(argc, argv, "", options, NULL)) >= 0) {
        switch (option) {
        case WISH_STAFF: case WISH_SECOND: case WISH_UNTIL: case WISH_LANGUAGE: case WISH_CHARSET: case WISH_AMBIGUOUS: w->value[option] = optarg; break;
        case 'k':
            if (!read_key(c, optarg, w, e))
                return false;
            break;
        case 'o': w->os = true; break;
        case 'n': w->dry = true; break;
        case 'g': w->machine.group = optarg; break;
        case 'd': w->machine.keys = optarg; break;
        case 'f': w->machine.drop = optarg; break;
        default: return false;
        }
    }
    return look_right(c, w, e);
}

/* A name nobody may have, whatever the cluster holds; the table and the database's own way to open an account (59_office.sql) say the same. */
static bool is_login(const char *login, struct err *e)
{
    size_t n = strlen(login);

    if (n < LOGIN_LEAST || n > LOGIN_MOST || strspn(login, "abcdefghijklmnopqrstuvwxyz0123456789_") != n || !isalpha((unsigned char)*login))
        return err_set(e, ERR_VALUE, login, _("账号用小写字母开头，只有小写字母、数字、下划线，2 到 31 个"));
    return (strncmp(login, "lb_", 3) && strncmp(login, "pg_", 3)) || err_set(e, ERR_VALUE, login, _("lb_ 和 pg_ 开头的名字归系统，请换一个"));
}

/* A role there is already may only be ours: what sync would take over, it would close one day. A row that is there has taken it over. */
static bool is_free(struct ctl *c, const char *login, bool is_new, struct err *e)
{
    const char *p[] = { login, is_new ? "t" : "f" };
    const char *taken = ctl_cell(c, e, "with " ACCOUNT_THERE " select t.alien or $2::boolean and coalesce(t.mark, '') not like 'laobing %'"
                                       " from there t where t.rolname = $1", 2, p);

    return !e->code && (*taken != 't' || err_set(e, ERR_VALUE, login, _("已有这个角色，是系统或别人的，请换一个名字")));
}

static bool holds(struct ctl *c, const struct rule *r, const char *value, struct err *e)
{
    const char *yes = ctl_cell(c, e, r->sql, 1, &value);

    return !e->code && (*yes == 't' || err_set(e, ERR_VALUE, arena_printf(c->a, "--%s %s", r->option, value), _(r->wrong)));
}

/* One line, nothing but a key (sql/repeat/36_key.sql). */
static bool is_public_key(struct ctl *c, const struct wish *w, struct err *e)
{
    const char *yes = w->key ? ctl_cell(c, e, "select sec.ssh_key_inside($1) is not null", 1, &w->key) : "t";

    return !e->code && (*yes == 't' || err_set(e, ERR_VALUE, w->key_file, _("这不是一行 SSH 公钥；.pub 文件里有，以 ssh-ed25519 开头")));
}

bool account_wish_fits(struct ctl *c, const char *login, const struct wish *w, bool *is_new, struct err *e)
{
    if (!is_login(login, e))
        return false;
    *is_new = !*ctl_cell(c, e, "select true from sec.account where login = $1", 1, &login);
    if (e->code || !is_free(c, login, *is_new, e))
        return false;
    if (*is_new && !w->value[WISH_STAFF])
        return err_set(e, ERR_OPTION, _("新账号要有 --staff 人员编号"));
    for (size_t i = 0; i < N_WISHES; i++)
        if (w->value[i] && rules[i].sql && !holds(c, &rules[i], w->value[i], e))
            return false;
    return is_public_key(c, w, e);
}
