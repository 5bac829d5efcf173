#include "CNcurses.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/mman.h>
#include <sys/signalfd.h>
#else
#include <sys/event.h>
#include <sys/time.h>
#endif

static const int handled[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT};
enum { handled_count = sizeof handled / sizeof *handled };

static sigset_t handled_set(void) {
    sigset_t set;
    sigemptyset(&set);
    for (int i = 0; i < handled_count; i++) sigaddset(&set, handled[i]);
    return set;
}

void cn_signals_block(void) {
    sigset_t set = handled_set();
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    // A limit on the size of files is an error of the write, as a full disk is, and not the end of the program.
    signal(SIGXFSZ, SIG_IGN);
}

#ifdef __linux__

int cn_signals_open(void) {
    sigset_t set = handled_set();
    return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

int cn_signals_next(int fd) {
    struct signalfd_siginfo info;
    return read(fd, &info, sizeof info) == sizeof info ? (int)info.ssi_signo : 0;
}

int cn_unnamed_file(void) { return memfd_create("alphastocks", MFD_CLOEXEC); }

#else

int cn_signals_open(void) {
    int fd = kqueue();
    if (fd < 0) return -1;
    for (int i = 0; i < handled_count; i++) {
        struct kevent change;
        EV_SET(&change, handled[i], EVFILT_SIGNAL, EV_ADD | EV_CLEAR, 0, 0, NULL);
        if (kevent(fd, &change, 1, NULL, 0, NULL) < 0) {
            close(fd);
            return -1;
        }
    }
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    return fd;
}

int cn_signals_next(int fd) {
    struct kevent event;
    const struct timespec now = {0, 0};
    if (kevent(fd, NULL, 0, &event, 1, &now) != 1) return 0;
    // The filter tells of the signal but leaves it pending.
    sigset_t set;
    int taken;
    sigemptyset(&set);
    sigaddset(&set, (int)event.ident);
    sigset_t pending;
    sigpending(&pending);
    if (sigismember(&pending, (int)event.ident)) sigwait(&set, &taken);
    return (int)event.ident;
}

int cn_unnamed_file(void) {
    char path[] = "/tmp/alphastocks-XXXXXX";
    int fd = mkstemp(path);
    if (fd >= 0) {
        unlink(path);
        fcntl(fd, F_SETFD, FD_CLOEXEC);
    }
    return fd;
}

#endif
