/* SPDX-License-Identifier: Apache-2.0 */
/* log.h - what operators read: to a file, or to syslog as LOG_LOCAL3. Never a word a person was given in confidence: no names,
 * no ID numbers, no phone numbers, no passwords; tables, codes, SQLSTATEs and durations. One line a message, controls painted. */
#ifndef LB_BASE_LOG_H
#define LB_BASE_LOG_H
#include <stdbool.h>

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARN, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

/* file NULL: syslog. Messages above `most` are dropped. Before log_open() nothing is written. False: the file cannot be opened. */
bool log_open(const char *program, const char *file, enum log_level most);
void log_write(enum log_level, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void log_close(void);
#endif
