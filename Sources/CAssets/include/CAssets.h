#include <stddef.h>
size_t towow_asset_count(void);
