/* SPDX-License-Identifier: Apache-2.0 */
/* form --from TABLE: a first form from what the database knows of a table; somebody then orders the names. */
#include "base/text.h"
#include "conf/fault.h"
#include "form/field.h"
#include "pg/rows.h"
#include "store/bind.h"
#include "tools/ctl.h"
#include <stdio.h>

enum { COLUMNS_IN_LIST = 6, TALL_FROM = 100, ROW_CELLS = 30 };

struct draft {
    const struct fieldset *set;
    const char *name;           /* of the register: the table's without its schema */
};

static bool goes_in(const struct field *f) { return !f->owned; }

static bool is_tall(const struct field *f) { return f->type == FIELD_TEXT && (f->max_chars > TALL_FROM); }

static bool is_wide(const struct field *f) { return is_tall(f) || f->width > ROW_CELLS; }

/* The newest first, where its rows have a day. */
static void print_order(const struct draft *d)
{
    for (size_t i = 0; i < d->set->n; i++)
        if (goes_in(&d->set->at[i]) && d->set->at[i].type == FIELD_DATE && !d->set->at[i].private_) {
            printf("         order   = [ \"-%s\" ]; };\n\n", d->set->at[i].name);
            return;
        }
    printf("         order   = [ \"-id\" ]; };\n\n");
}

static void print_list(const struct draft *d)
{
    int n = 0;
    printf("list = { columns = [");
    for (size_t i = 0; i < d->set->n && n < COLUMNS_IN_LIST; i++)
        if (goes_in(&d->set->at[i]) && !d->set->at[i].private_ && !is_tall(&d->set->at[i])) printf("%s \"%s\"", n++ ? "," : "", d->set->at[i].name);
    if (!n) printf(" \"id\"");
    printf(" ];\n");
    print_order(d);
}

/* Two short ones in a row, a wide one by itself. */
static void print_rows(const struct draft *d)
{
    const struct field *waits = NULL;
    const char *sep = "";
    printf("record = (\n  { rows = (");
    for (size_t i = 0; i < d->set->n; i++) {
        const struct field *f = &d->set->at[i];
        if (!goes_in(f)) continue;
        if (waits && !is_wide(f)) { printf("%s [ \"%s\", \"%s\" ]", sep, waits->name, f->name); waits = NULL; }
        else {
            if (waits) { printf("%s [ \"%s\" ]", sep, waits->name); sep = ",\n            "; }
            waits = is_wide(f) ? NULL : f;
            if (waits) continue;
            printf("%s [ \"%s\" ]", sep, f->name);
        }
        sep = ",\n            ";
    }
    if (waits) printf("%s [ \"%s\" ]", sep, waits->name);
    printf(" ); }\n);\n");
}

static void print_fields(const struct draft *d)
{
    int n = 0;
    for (size_t i = 0; i < d->set->n; i++)
        if (goes_in(&d->set->at[i]) && is_tall(&d->set->at[i])) printf("%s  { name = \"%s\"; lines = 3; }", n++ ? ",\n" : "\nfields = (\n", d->set->at[i].name);
    if (n) printf("\n);\n");
}

static void print_form(const struct draft *d)
{
    printf("# %s\n# %s\n\nregister = \"%s\";\ntitle    = [ \"%s\", \"%s\" ];\nclause   = [];\nmenu     = \"0\";\nrelation = \"%s\";\n\n",
           d->set->name.zh, _("clause：回答标准的哪几条，如 \"4.3.5\"；menu：排在标准的哪一章下面，如 \"43\"；各项的次序、分行自己定"), d->name, d->set->name.zh, d->set->name.en, d->set->relation);
    print_list(d);
    print_rows(d);
    print_fields(d);
}

enum ctl_end form_command(struct ctl *c, int argc, char **argv)
{
    struct err e = { .code = ERR_NONE };
    struct faults faults;
    const char *dot = argc == 3 ? strchr(argv[2], '.') : NULL;
    if (argc != 3 || strcmp(argv[1], "--from") || !dot) return ctl_usage(c);
    struct form bare = { .file = argv[2], .relation = argv[2], .register_ = dot + 1, .list = { .relation = argv[2] }, .create = "any" };
    const char *param = bind_param(c->a, &bare);
    struct rows *rows = ctl_connect(c, NULL, &e) ? ctl_rows(c, &e, bind_sql(), 1, &param) : NULL;
    if (!rows) return ctl_fail(c, &e);
    faults_init(&faults, c->a);
    struct bound *b = bind_rows(c->a, &bare, rows, false, &faults);
    if (!b) {
        faults_print(&faults, stderr);
        return CTL_FAILED;
    }
    print_form(&(struct draft){ &b->fields, bare.register_ });
    return CTL_OK;
}
