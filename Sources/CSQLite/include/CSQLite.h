#pragma once
#include <sqlite3.h>

// What is bound stays where it is: whoever binds clears the binding before the value goes. An empty
// value has no address in Swift, and SQLite takes none for NULL: it is given one.

static inline int cs_bind_text(sqlite3_stmt *statement, int place, const char *text, int bytes) {
    return sqlite3_bind_text(statement, place, text ? text : "", bytes, SQLITE_STATIC);
}

static inline int cs_bind_blob(sqlite3_stmt *statement, int place, const void *blob, int bytes) {
    return sqlite3_bind_blob(statement, place, blob ? blob : "", bytes, SQLITE_STATIC);
}
