// libqrencode, which turns a text into the modules of a QR code. Nothing of it is a macro that
// Swift cannot call; the header is here so that the library is named in one place.
#pragma once
#include <qrencode.h>
