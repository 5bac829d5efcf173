// A crash must not leave the terminal in raw mode on the alternate screen. Everything in the handler
// is safe inside a signal handler: descriptors, memory prepared before, no allocation, no locks.

#include "CNcurses.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/types.h>
#include <termios.h>
#include <unistd.h>

static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP};
enum { crash_count = sizeof crashes / sizeof *crashes, stack_bytes = 64 * 1024 };

static struct {
    int fd, saved_output, saved_error, captured;
    off_t captured_from;
    struct termios modes;
    bool has_modes;
    char restore[512];
    size_t restore_length;
} state;

static struct sigaction previous[crash_count];
static volatile sig_atomic_t armed, fired;
static char stack[stack_bytes];

static void write_all(int fd, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t written = write(fd, bytes, length);
        if (written <= 0) return;
        bytes += written;
        length -= (size_t)written;
    }
}

static void give_terminal_back(void) {
    write_all(state.fd, state.restore, state.restore_length);
    if (state.has_modes) tcsetattr(state.fd, TCSANOW, &state.modes);
    dup2(state.saved_output, STDOUT_FILENO);
    dup2(state.saved_error, STDERR_FILENO);
    char bytes[4096];
    for (ssize_t count; state.captured >= 0; state.captured_from += count) {
        count = pread(state.captured, bytes, sizeof bytes, state.captured_from);
        if (count <= 0) break;
        write_all(STDERR_FILENO, bytes, (size_t)count);
    }
    // Swift's backtracer would wait half a minute for a key on a terminal.
    int nothing = open("/dev/null", O_RDONLY);
    if (nothing >= 0) dup2(nothing, STDIN_FILENO);
}

static void on_crash(int number, siginfo_t *info, void *context) {
    if (armed) {
        armed = 0;
        fired = 1;
        give_terminal_back();
    }
    for (int i = 0; i < crash_count; i++) {
        if (crashes[i] != number) continue;
        const struct sigaction *before = &previous[i];
        if (before->sa_flags & SA_SIGINFO) {
            before->sa_sigaction(number, info, context);
        } else if (before->sa_handler != SIG_DFL && before->sa_handler != SIG_IGN) {
            before->sa_handler(number);
        }
    }
    // Without this a program that raised the signal itself would run on.
    signal(number, SIG_DFL);
    raise(number);
}

void cn_guard_arm(int fd, int saved_output, int saved_error, int captured) {
    state.fd = fd;
    state.saved_output = saved_output;
    state.saved_error = saved_error;
    state.captured = captured;
    off_t end = captured >= 0 ? lseek(captured, 0, SEEK_END) : 0;
    state.captured_from = end < 0 ? 0 : end;
    state.has_modes = tcgetattr(fd, &state.modes) == 0;
    state.restore_length = 0;
    fired = 0;
    armed = 1;

    stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&alternate, NULL);
    struct sigaction action = {.sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < crash_count; i++) sigaction(crashes[i], &action, &previous[i]);
}

void cn_guard_set_restore(const char *restore, size_t length) {
    if (length > sizeof state.restore) length = sizeof state.restore;
    memcpy(state.restore, restore, length);
    state.restore_length = length;
}

void cn_guard_disarm(void) {
    if (!armed) return;
    armed = 0;
    for (int i = 0; i < crash_count; i++) sigaction(crashes[i], &previous[i], NULL);
}

bool cn_guard_fired(void) { return fired; }
