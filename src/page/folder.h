/* SPDX-License-Identifier: Apache-2.0 */
/* folder.h - what lies in the drop folder, as a table on a page: one file of it is chosen, to be attached or imported. */
#ifndef LB_PAGE_FOLDER_H
#define LB_PAGE_FOLDER_H
#include "drop/drop.h"
#include "widget/table.h"
struct page;

enum { FOLDER_COLUMNS = 3 };
struct folder {
    struct page *page;
    struct arena *data;         /* of list and rows */
    struct drop_list list;
    struct { const char *cell[FOLDER_COLUMNS]; } *rows;
    struct table_column columns[FOLDER_COLUMNS];
    struct table table;
};

/* Of a page's own, for as long as the page. */
void folder_begin(struct folder *, struct page *);
/* Looks anew; turns the page back where there is no such folder. */
void folder_read(struct folder *);
/* The current one, NULL when there is none. */
const struct drop_entry *folder_chosen(const struct folder *);
/* Its name as it may stand on a screen. */
const char *folder_words(const struct folder *);
/* From line y of the screen to the bottom of the page. */
void folder_draw(struct folder *, int y);
#endif
