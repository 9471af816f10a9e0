/* SPDX-License-Identifier: Apache-2.0 */
/* frame.h - the lines every page has: office, person and date; where I am and the mode; what this field wants or what just happened;
 * the keys that work here and now. The page has the lines FRAME_TOP .. frame_bottom(). */
#ifndef LB_PAGE_FRAME_H
#define LB_PAGE_FRAME_H
struct page;

enum { FRAME_TOP = 2 };
int frame_bottom(void);                 /* last line the page may use */
void frame_draw(const struct page *);
/* Lines 23 and 24, after the page and the float have been drawn: only then is known what scrolls. */
void frame_foot(const struct page *);
#endif
