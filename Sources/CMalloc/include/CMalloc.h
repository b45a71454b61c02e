#pragma once
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

// Two heaps for all threads: a heap for each keeps what its thread freed and others need, which was
// a quarter of a first sync's memory, and in one alone the writer and those who prepare its rows
// wait for each other. Blocks from 256 KiB on are mapped by themselves, and go back
// to the system as soon as they are free. A C library without these settings goes on as it does.
static inline void cm_keep_heap_small(void) {
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, 2);
    mallopt(M_MMAP_THRESHOLD, 262144);
    // Setting one of them ends the adjusting of both: without this the heap would be cut back and
    // grown again with every request.
    mallopt(M_TRIM_THRESHOLD, 4194304);
#endif
}

// Gives the system back what is free inside of the heaps: each keeps what the other could use.
static inline void cm_give_back(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}
