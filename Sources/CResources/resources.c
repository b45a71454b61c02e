// C23's #embed takes a moment; a Swift array literal of this size costs the compiler most of a
// minute.
#include "CResources.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t goods[] = {
#embed "../SangamDirectory/Resources/goods.txt"
};
static const uint8_t solidarity[] = {
#embed "../SangamDirectory/Resources/solidarity.txt"
};
static const uint8_t forms[] = {
#embed "../SangamDirectory/Resources/forms.txt"
};
static const uint8_t essglobal[] = {
#embed "../SangamDirectory/Resources/essglobal.txt"
};
static const uint8_t countries[] = {
#embed "../SangamDirectory/Resources/countries.txt"
};
static const uint8_t headers[] = {
#embed "../SangamDirectory/Resources/headers.txt"
};
static const uint8_t languages[] = {
#embed "../SangamDirectory/Resources/languages.txt"
};
static const uint8_t hanzi[] = {
#embed "../SangamDirectory/Resources/hanzi.txt"
};
static const uint8_t names[] = {
#embed "../SangamDirectory/Resources/names.txt"
};

#define TEXT(name) (*count = sizeof name, name)

const uint8_t *sangam_resource_bytes(sangam_resource resource, size_t *count) {
    switch (resource) {
    case SANGAM_GOODS: return TEXT(goods);
    case SANGAM_SOLIDARITY: return TEXT(solidarity);
    case SANGAM_FORMS: return TEXT(forms);
    case SANGAM_ESSGLOBAL: return TEXT(essglobal);
    case SANGAM_COUNTRIES: return TEXT(countries);
    case SANGAM_HEADERS: return TEXT(headers);
    case SANGAM_LANGUAGES: return TEXT(languages);
    case SANGAM_HANZI: return TEXT(hanzi);
    case SANGAM_NAMES: return TEXT(names);
    }
    *count = 0;
    return NULL;
}
