#pragma once
#include <zlib.h>
// deflateInit2 is a macro: Swift cannot import it. 16 + 15 window bits write a gzip header (RFC 1952).
static inline int towow_zlib_gzip_init(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, 16 + 15, 8, Z_DEFAULT_STRATEGY);
}
