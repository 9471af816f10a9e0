/* SPDX-License-Identifier: Apache-2.0 */
/* account.h - making the rows of sec.account true (decision 29). */
#ifndef LB_TOOLS_ACCOUNT_H
#define LB_TOOLS_ACCOUNT_H
#include "tools/ctl.h"

/* What sshd and PAM of this machine are set up with: the staff's group, the folder of the key files, where each has a drop folder (%u is the
 * login; "": nowhere). */
struct machine { const char *group, *keys, *drop; };

/* The head of a question about names, behind "with ": mark.mine is this database's mark; there, the roles of the cluster; wanted, the rows
 * of sec.account, open or not. alien: a name that is never ours to touch: the system's (lb_, pg_), a superuser's, or one that a database
 * which is there has marked. */
#define ACCOUNT_THERE \
    "mark as (select 'laobing ' || current_database() as mine)," \
    " there as (select r.oid, r.rolname, r.rolcanlogin, shobj_description(r.oid, 'pg_authid') as mark," \
    "     r.rolsuper or r.rolname ~ '^(lb|pg)_' or exists (select from pg_database d where d.datname <> current_database()" \
    "       and shobj_description(r.oid, 'pg_authid') = 'laobing ' || d.datname) as alien from pg_roles r)"
#define ACCOUNT_WANTED ACCOUNT_THERE "," \
    " wanted as (select a.login, a.staff, a.ssh_key, a.active and (a.expires_on is null or a.expires_on >= ref.today()) as open," \
    "     a.login ~ '^(lb|pg)_' or a.login in (select t.rolname from there t where t.alien) as alien from sec.account a)"

/* Database roles: made, given the groups of the person's jobs, closed; the sessions of whoever may no longer sign on end.
 * m not NULL: the accounts and key files of this machine too, as root. dry: only prints what would be done, writes nothing and may be
 * asked within a transaction. A name that is another
 * database's, the system's or another account of the machine is told and left; n_alien gets how many, NULL: one is a failure, after all
 * the others are done. */
bool account_sync(struct ctl *, const struct machine *m, bool dry, int *n_alien, struct err *);
/* The machine's side of it; account_os.c. n_left is counted up by each name of another account of the machine. */
bool account_sync_os(struct ctl *, const struct machine *, bool dry, int *n_left, struct err *);
/* account_drop.c: the folders above all drop folders; one account's, made or put right; one's removed as far as it is empty. */
bool account_drop_prepare(struct ctl *, const struct machine *, bool dry, struct err *);
bool account_drop_open(struct ctl *, const struct machine *, const char *login, bool dry, struct err *);
void account_drop_close(struct ctl *, const struct machine *, const char *login, bool dry);

/* What the command line asks for; NULL: not said. key: what the key file holds, the line of a public key if the database agrees. */
enum { WISH_STAFF, WISH_SECOND, WISH_UNTIL, WISH_LANGUAGE, WISH_CHARSET, WISH_AMBIGUOUS, N_WISHES };
struct wish {
    const char *value[N_WISHES], *key, *key_file;
    bool os, dry;
    struct machine machine;
};

/* account_wish.c. False: an option nobody knows (e is empty), one that is written wrongly (ERR_OPTION), a file that cannot be read
 * or holds no public key. */
bool account_wish_read(struct ctl *, int argc, char **argv, struct wish *, struct err *);
/* May there be this account? is_new gets whether it has no row yet. ERR_OPTION, ERR_VALUE: no, and why. */
bool account_wish_fits(struct ctl *, const char *login, const struct wish *, bool *is_new, struct err *);
#endif
