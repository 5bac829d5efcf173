#ifndef CCYCLES_H
#define CCYCLES_H

#include <stdint.h>

#if defined(__linux__) && defined(__x86_64__)

#include <x86intrin.h>

/// Whether `read_cycles` may be called at all. Whether its steps are even, and the same on all cores, the kernel knows.
static const int has_cycles = 1;

/// The processor's time stamp counter, as it is while the loads before may still be on their way: a stamp that another
/// thread took may be some nanoseconds younger. Who subtracts the two takes less than nothing for nothing.
static inline uint64_t read_cycles(void) { return __rdtsc(); }

/// Fetches the cache lines of memory that is about to be written, while other work goes on.
static inline void prefetch_for_writing(const void *_Nonnull address, long bytes) {
    for (long offset = 0; offset < bytes; offset += 64)
        __asm__ volatile("prefetchw %0" : : "m"(((const char *)address)[offset]));
}

#else

static const int has_cycles = 0;

static inline uint64_t read_cycles(void) { return 0; }

static inline void prefetch_for_writing(const void *_Nonnull address, long bytes) {
    for (long offset = 0; offset < bytes; offset += 64) __builtin_prefetch((const char *)address + offset, 1);
}

#endif

/// Which thread this is. A call: inlined, the compiler would take the answer from before a suspension for the one after.
uintptr_t current_thread(void);

#endif
