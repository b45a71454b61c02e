// Wrappers for what Swift cannot call in zlib: the initialisers are macros there.
#pragma once
#include <zlib.h>

/// Begins the reading of one gzip stream (RFC 1952 header and trailer, window of 32 KiB).
static inline int cz_inflate_begin(z_stream *stream) {
    return inflateInit2(stream, 15 + 16);
}

/// Begins the writing of one gzip stream; the header carries no name and no time, so that
/// equal bytes give equal output.
static inline int cz_deflate_begin(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}
