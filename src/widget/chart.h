/* SPDX-License-Identifier: Apache-2.0 */
/* chart.h - figures as signs in a line of text: bars, stacked bars, sparklines, the days of a calendar.
 *
 * ASCII unless the setting `charts` asks for blocks and the terminal draws them one column wide (they are of ambiguous width). What
 * differs differs by its sign, never by colour alone. Figures below 0 count as 0. Texts are the arena's, one column a sign. */
#ifndef LB_WIDGET_CHART_H
#define LB_WIDGET_CHART_H
#include <stddef.h>
struct arena;

enum chart { CHART_ASCII, CHART_BLOCKS };

/* Parts of a stacked bar: past its day and not done, done, due now, due later. */
enum chart_sign { SIGN_LATE, SIGN_DONE, SIGN_SOON, SIGN_LATER, N_SIGNS };
struct chart_part { long n; enum chart_sign sign; };

/* `setting` as in conf/options.def. */
enum chart chart_for(const char *setting);
const char *chart_sign(enum chart, enum chart_sign);

/* A bar of at most `cells`, `most` being a whole one; what is not nothing takes a cell at least. */
const char *chart_bar(struct arena *, enum chart, long n, long most, int cells);
/* The same of parts, one behind the other, each that is not nothing with a cell where there is room. */
const char *chart_stack(struct arena *, enum chart, const struct chart_part *, size_t n_parts, long most, int cells);
/* A cell a figure, the greatest highest; nothing is the lowest sign. */
const char *chart_spark(struct arena *, enum chart, const long *n, size_t n_figures);
/* One day of a calendar: how much of `most`. */
const char *chart_heat(enum chart, long n, long most);
#endif
