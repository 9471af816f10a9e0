/* SPDX-License-Identifier: Apache-2.0 */
#include "base/log.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

static struct {
    char program[32];
    FILE *file;
    bool to_syslog;
    enum log_level most;
} out;

bool log_open(const char *program, const char *file, enum log_level most)
{
    log_close();
    snprintf(out.program, sizeof out.program, "%s", program);
    out.most = most;
    if (file) {
        out.file = fopen(file, "ae");
        if (out.file) setvbuf(out.file, NULL, _IOLBF, 0);
        return out.file != NULL;
    }
    openlog(out.program, LOG_PID, LOG_LOCAL3);
    return out.to_syslog = true;
}

void log_write(enum log_level level, const char *fmt, ...)
{
    static const int priority[] = { LOG_ERR, LOG_WARNING, LOG_INFO, LOG_DEBUG };
    static const char *const name[] = { "error", "warn", "info", "debug" };
    char line[1024], when[32];
    if ((!out.file && !out.to_syslog) || level > out.most) return;
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    for (char *p = line; *p; p++) if ((unsigned char)*p < 0x20 || *p == 0x7f) *p = ' ';
    if (out.to_syslog) {
        syslog(priority[level], "%s", line);
        return;
    }
    time_t now = time(NULL);
    struct tm tm;
    strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%S%z", localtime_r(&now, &tm));
    fprintf(out.file, "%s %s[%ld] %s: %s\n", when, out.program, (long)getpid(), name[level], line);
}

void log_close(void)
{
    if (out.file) fclose(out.file);
    if (out.to_syslog) closelog();
    memset(&out, 0, sizeof out);
}
