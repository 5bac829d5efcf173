#include "CCycles.h"

#include <pthread.h>

uintptr_t current_thread(void) { return (uintptr_t)pthread_self(); }
