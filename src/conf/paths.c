/* SPDX-License-Identifier: Apache-2.0 */
#include "conf/paths.h"
#include "conf/file.h"
#include <stdlib.h>

char *paths_data(struct arena *a, const char *name)
{
    const char *dir = getenv("LAOBING_DATA");

    return file_join(a, dir && *dir ? dir : PKGDATADIR, name);
}
