/* SPDX-License-Identifier: Apache-2.0 */
/* main.c of laobingctl, the operators' program. */
#include "config.h"
#include "base/text.h"
#include "tools/ctl.h"
#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

static const struct command {
    const char *name, *arguments, *text;
    ctl_command_fn *run;
} commands[] = {
#define COMMAND(id, name, needs, arguments, text) { name, arguments, text, id##_command },
#include "tools/commands.def"
#undef COMMAND
};
enum { N_COMMANDS = sizeof commands / sizeof *commands };

static const struct option global_options[] = {
    { "help", no_argument, NULL, 'h' }, { "version", no_argument, NULL, 'V' }, { "database", required_argument, NULL, 'd' },
    { "conf", required_argument, NULL, 'c' }, { NULL, 0, NULL, 0 }
};

static const char *arguments_of(const struct command *c) { return *c->arguments ? _(c->arguments) : ""; }

static void help(void)
{
    printf("%s\n\n", _("用法：laobingctl [--database 连接串] [--conf 设置文件] 命令 …"));
    for (int i = 0; i < N_COMMANDS; i++)
        printf("  %s %s\n      %s\n", commands[i].name, arguments_of(&commands[i]), _(commands[i].text));
    printf("\n%s\n", _("laobingctl 命令 --help 只说一个命令；--version 说版本。详见 man laobingctl。"));
}

static void help_one(const struct command *c)
{
    printf("laobingctl %s %s\n    %s\n", c->name, arguments_of(c), _(c->text));
}

static const struct command *find(const char *name)
{
    for (int i = 0; i < N_COMMANDS; i++)
        if (!strcmp(commands[i].name, name))
            return &commands[i];
    return NULL;
}

/* Settings of the machine; a wrong file ends the program, since it may name another database. */
static bool read_settings(struct ctl *c, const char *conf, const char *database)
{
    const char *language = getenv("LANGUAGE");
    struct faults faults;

    faults_init(&faults, c->a);
    options_read(c->a, &c->options, conf, &faults);
    faults_sort(&faults);
    faults_print(&faults, stderr);
    text_language(language && *language ? (!strncmp(language, "en", 2) ? "en" : "zh") : c->options.language);
    c->conninfo = database ? database : options_conninfo(&c->options);
    return !faults.n;
}

static bool asks_for_help(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--"); i++)
        if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h"))
            return true;
    return false;
}

static int run(struct ctl *c, int argc, char **argv)
{
    const struct command *command = find(argv[0]);

    if (!command) {
        fprintf(stderr, _("laobingctl: 没有 %s 这个命令，看 laobingctl --help\n"), argv[0]);
        return CTL_USAGE;
    }
    c->command = command->name;
    if (asks_for_help(argc, argv)) {
        help_one(command);
        return CTL_OK;
    }
    return command->run(c, argc, argv);
}

/* The options before the command; -1 to go on, else the exit status. */
static int read_globals(int argc, char **argv, const char **conf, const char **database)
{
    int option;

    while ((option = getopt_long(argc, argv, "+hVd:c:", global_options, NULL)) >= 0) {
        switch (option) {
        case 'h': help(); return CTL_OK;
        case 'V': printf("laobingctl %s (schema %d)\n", PACKAGE_VERSION, LB_SCHEMA); return CTL_OK;
        case 'd': *database = optarg; break;
        case 'c': *conf = optarg; break;
        default: return CTL_USAGE;
        }
    }
    if (optind < argc)
        return -1;
    help();
    return CTL_USAGE;
}

int main(int argc, char **argv)
{
    struct ctl c = { .a = arena_new(NULL) };
    const char *conf = NULL, *database = NULL, *language = getenv("LANGUAGE");
    int end, first;

    setlocale(LC_CTYPE, "C.UTF-8");
    text_init();
    text_language(language && !strncmp(language, "en", 2) ? "en" : "zh");
    end = read_globals(argc, argv, &conf, &database);
    first = optind;
    optind = 0;                         /* commands read their own options anew */
    if (end < 0)
        end = read_settings(&c, conf, database) ? run(&c, argc - first, argv + first) : CTL_FAILED;
    arena_free(c.a);
    return fflush(stdout) ? CTL_FAILED : end;
}
