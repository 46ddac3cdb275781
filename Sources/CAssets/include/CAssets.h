#pragma once
#include <stddef.h>
typedef struct { const char *name, *url, *type, *etag; const unsigned char *raw; size_t raw_n; const unsigned char *gz; size_t gz_n; const unsigned char *br; size_t br_n; } towow_asset;
size_t towow_asset_count(void);
const towow_asset *towow_asset_at(size_t index);
/* bundled members, JSON Lines; not served as a page asset */
const unsigned char *towow_bundled_members(size_t *count_of_bytes);
