/* SPDX-License-Identifier: Apache-2.0 */
/* Dates as typed: what is taken exists and can be read back; what ISO says is taken as typed too. */
#include "base/arena.h"
#include "base/date.h"
#include "fuzz.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *a = arena_new(NULL);
    const char *s = arena_copy(a, (const char *)bytes, n);
    long today = date_number(2026, 11, 23), number, again;
    char text[DATE_CHARS];

    if (date_typed(s, today, &number)) {
        struct date d = date_of(number);
        MUST(date_exists(d.year, d.month, d.day) && date_number(d.year, d.month, d.day) == number);
        MUST(date_read(date_text(number, text), &again) && again == number);
        MUST(date_weekday(number) >= 0 && date_weekday(number) <= 6);
    }
    if (date_read(s, &number)) MUST(strlen(s) == 10 && !strcmp(date_text(number, text), s) && date_typed(s, today, &again) && again == number);
    arena_free(a);
    return 0;
}
