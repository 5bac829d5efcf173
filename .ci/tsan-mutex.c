// Lets the thread sanitizer see the contended half of Synchronization.Mutex.
//
// Taking and giving back a free Mutex is an atomic operation in the code that is instrumented, which the sanitizer
// sees. When somebody waits, the kernel hands the lock over inside the library, which is not instrumented, and what
// two owners did one after the other looks like a race. Preloaded, these two stand in front of the library's own and
// tell the sanitizer what the kernel has ordered. Where there is no sanitizer they only pass the call on.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define SELF __attribute__((swift_context)) void *self
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

typedef __attribute__((swiftcall)) void (*Lock)(uint32_t thread, SELF);
typedef __attribute__((swiftcall)) void (*Unlock)(SELF);

__attribute__((weak)) void __tsan_acquire(void *address);
__attribute__((weak)) void __tsan_release(void *address);

__attribute__((swiftcall)) void lockSlow(uint32_t thread, SELF) __asm__(LOCK);
__attribute__((swiftcall)) void unlockSlow(SELF) __asm__(UNLOCK);

static Lock lockOfLibrary;
static Unlock unlockOfLibrary;

__attribute__((constructor)) static void find(void) {
    lockOfLibrary = (Lock)dlsym(RTLD_NEXT, LOCK);
    unlockOfLibrary = (Unlock)dlsym(RTLD_NEXT, UNLOCK);
}

__attribute__((swiftcall)) void lockSlow(uint32_t thread, SELF) {
    lockOfLibrary(thread, self);
    if (__tsan_acquire) __tsan_acquire(self);
}

__attribute__((swiftcall)) void unlockSlow(SELF) {
    if (__tsan_release) __tsan_release(self);
    unlockOfLibrary(self);
}
