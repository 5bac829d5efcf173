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

#else

static const int has_cycles = 0;

static inline uint64_t read_cycles(void) { return 0; }

#endif

#endif
