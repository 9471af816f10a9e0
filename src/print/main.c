/* SPDX-License-Identifier: Apache-2.0 */
/* laobing-print FORMAT < galley > result: see galley.h and the manual. A program of its own, so that no session carries fonts and XML, and a galley
 * that goes wrong ends nothing but itself. On stderr: "digest HEX", then warnings, a line each; or the sentence that says why not. */
#include "print/setting.h"
#include "base/arena.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include <errno.h>
#include <locale.h>
#include <openssl/evp.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CPU_SECONDS = 300, FAILED = 1, USAGE = 64 };
#define MEMORY_MOST ((rlim_t)3 << 30)

typedef bool set_fn(struct setting *, struct err *);
static const struct { const char *name; set_fn *set; bool signs_file; } formats[] = {
    { "csv", set_csv, true },
#ifdef LB_XLSX
    { "xlsx", set_xlsx, true },
#endif
#ifdef LB_PDF
    { "pdf", set_pdf, false },
#endif
    { "text", set_plain, false },
    { "gb18030", set_gb18030, false },
};
enum { N_FORMATS = sizeof formats / sizeof *formats };

static bool not_put(struct err *e)
{
    return err_set(e, ERR_VALUE, _("没有写成"), errno == ENOSPC || errno == EDQUOT || errno == EFBIG ? _("放不下了，请先拿走或删掉一些") : strerror(errno));
}

bool setting_put(struct setting *s, const void *bytes, size_t n, struct err *e)
{
    return fwrite(bytes, 1, n, s->out) == n || not_put(e);
}

bool setting_head(struct setting *s, struct galley_head *head, struct err *e)
{
    struct arena *a = arena_new(s->arena);
    struct galley galley;
    struct galley_line l;

    *head = (struct galley_head){ "", "", "", "" };
    galley_read(&galley, s->bytes, s->n);
    for (; galley_next(&galley, a, &l, e); arena_clear(a)) {
        if (l.word == GALLEY_LANGUAGE)
            text_language(l.cells[0]);
        else if (l.word == GALLEY_TITLE)
            head->title = arena_str(s->arena, l.cells[0]);
        else if (l.word == GALLEY_OFFICE)
            head->office = arena_str(s->arena, l.cells[0]);
        else if (l.word == GALLEY_PRINTED) {
            head->who = arena_str(s->arena, l.cells[0]);
            head->at = arena_str(s->arena, l.cells[1]);
        }
    }
    return !e->code;
}

static void close_map(void *p)
{
    struct setting *s = p;

    munmap((void *)s->bytes, s->n);
}

/* All of stdin: mapped where it is a file, else read. */
static bool take_galley(struct setting *s, struct err *e)
{
    struct stat st;
    struct str text;
    char part[1 << 16];
    size_t n;

    if (!fstat(0, &st) && S_ISREG(st.st_mode) && st.st_size > 0 && st.st_size <= GALLEY_BYTES) {
        void *map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, 0, 0);
        if (map == MAP_FAILED)
            return err_set(e, ERR_FILE, "stdin", strerror(errno));
        s->bytes = map;
        s->n = (size_t)st.st_size;
        arena_defer(s->arena, close_map, s);
        return true;
    }
    str_init(&text, s->arena, GALLEY_BYTES);
    while ((n = fread(part, 1, sizeof part, stdin)))
        str_addn(&text, part, n);
    s->bytes = text.s;
    s->n = text.n;
    return !text.full || err_set(e, ERR_TOO_LONG, (size_t)GALLEY_BYTES);
}

static void digest_of(const void *bytes, size_t n, char hex[65])
{
    unsigned char sum[EVP_MAX_MD_SIZE];
    unsigned int size = 0;

    EVP_Digest(bytes, n, sum, &size, EVP_sha256(), NULL);
    for (unsigned int i = 0; i < 32; i++)
        snprintf(hex + 2 * i, 3, "%02x", sum[i]);
}

/* The result is made in memory first: so its own digest is known, and a failure leaves nothing behind. */
static bool make(const char *name, struct setting *s, struct err *e)
{
    char *result = NULL;
    size_t size = 0, i = 0;
    struct galley_head head;
    bool done;

    while (i < N_FORMATS && strcmp(formats[i].name, name))
        i++;
    if (!take_galley(s, e) || !setting_head(s, &head, e))
        return false;
    if (i == N_FORMATS)
        return err_set(e, ERR_VALUE, name, _("这台机器的 laobing-print 没有这种格式，请系统管理员装上"));
    digest_of(s->bytes, s->n, s->digest);
    s->out = open_memstream(&result, &size);
    done = formats[i].set(s, e);
    fclose(s->out);
    arena_defer(s->arena, mem_drop, result);
    s->out = stdout;
    if (done && formats[i].signs_file)
        digest_of(result, size, s->digest);
    return done && setting_put(s, result, size, e) && (!fflush(stdout) || not_put(e));
}

int main(int argc, char **argv)
{
    struct setting s = { .arena = arena_new(NULL) };
    struct err e = { .code = ERR_NONE };
    struct str warn;
    bool done = false;

    prctl(PR_SET_DUMPABLE, 0);
    setrlimit(RLIMIT_CPU, &(struct rlimit){ CPU_SECONDS, CPU_SECONDS });
#ifndef __SANITIZE_ADDRESS__
    setrlimit(RLIMIT_AS, &(struct rlimit){ MEMORY_MOST, MEMORY_MOST });
#endif
    signal(SIGXFSZ, SIG_IGN);           /* a file that may not grow is a disk that is full */
    setlocale(LC_CTYPE, "C.UTF-8");
    text_init();
    str_init(&warn, s.arena, 4000);
    s.warn = &warn;
    if (argc == 2 && !strcmp(argv[1], "--formats")) {
        for (size_t i = 0; i < N_FORMATS; i++)
            fprintf(stdout, "%s\n", formats[i].name);
        return 0;
    }
    if (argc != 2 || *argv[1] == '-') {
        fprintf(stderr, "laobing-print --formats | FORMAT < galley > result\n");
        return USAGE;
    }
    done = make(argv[1], &s, &e);
    if (done)
        fprintf(stderr, "digest %s\n%s", s.digest, warn.s);
    else
        fprintf(stderr, "%s\n", e.text);
    arena_free(s.arena);
    return done ? 0 : FAILED;
}
