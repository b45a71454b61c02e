// The texts of Sources/SangamDirectory/Resources as bytes of the program; the compiler reads them
// when it builds resources.c.
#ifndef CRESOURCES_H
#define CRESOURCES_H

#include <stddef.h>
#include <stdint.h>

typedef enum {
    SANGAM_GOODS,
    SANGAM_SOLIDARITY,
    SANGAM_FORMS,
    SANGAM_ESSGLOBAL,
    SANGAM_COUNTRIES,
    SANGAM_HEADERS,
    SANGAM_LANGUAGES,
    SANGAM_HANZI,
    SANGAM_NAMES,
} sangam_resource;

// The text, which lives as long as the program. Its length goes to `count`. Units: bytes.
const uint8_t *sangam_resource_bytes(sangam_resource resource, size_t *count);

#endif
