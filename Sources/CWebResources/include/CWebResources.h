// The files of Sources/SangamWeb/Resources as bytes of the program: pages, style, script, words and
// the outline of the land. They live as long as the program.
#ifndef CWEBRESOURCES_H
#define CWEBRESOURCES_H

#include <stddef.h>
#include <stdint.h>

size_t sangam_web_file_count(void);

// The path of a file below the folder, or NULL beyond the last one.
const char *sangam_web_file_name(size_t place);

// The bytes of a file; how many goes to `count`. NULL beyond the last one.
const uint8_t *sangam_web_file_bytes(size_t place, size_t *count);

#endif
