/* SPDX-License-Identifier: Apache-2.0 */
/* folder.h - drop folders for the accounts of the world, and a settings file that names them, for each test afresh. */
#ifndef LB_TESTS_FOLDER_H
#define LB_TESTS_FOLDER_H
struct ht;

/* What a shell says to it, as one line. */
const char *shell(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* A fixture: they are made, they are removed. */
void make_folders(void);
void remove_folders(void);
/* Where they are: LOGIN/in, LOGIN/out, and `conf`. */
const char *folder(void);
struct ht *sit_here(const char *login);
/* With one more variable. */
struct ht *sit_here_with(const char *login, const char *env);
#endif
