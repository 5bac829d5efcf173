#include "CNcurses.h"

#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

static SCREEN *screen;
static FILE *input;
static FILE *output;
static int terminal = -1;

static void enter_modes(void) {
    raw();  // Ctrl-C, Ctrl-Z, Ctrl-S and Ctrl-Q arrive as keys
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    typeahead(-1);  // input is read elsewhere, so curses must not look at it
    curs_set(0);
}

bool cn_start(const char *term, int input_fd, int output_fd) {
    input = fdopen(dup(input_fd), "r");
    output = fdopen(dup(output_fd), "w");
    terminal = output_fd;
    if (input && output) screen = newterm(term, output, input);
    if (!screen) {
        cn_stop(false);
        return false;
    }
    set_term(screen);
    enter_modes();
    // Curses draws nothing but this: the screen of its own, empty.
    refresh();
    return true;
}

void cn_stop(bool restore) {
    if (screen) {
        if (restore) endwin();
        delscreen(screen);
    }
    if (input) fclose(input);
    if (output) fclose(output);
    screen = NULL;
    input = output = NULL;
    terminal = -1;
}

void cn_write(const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t written = write(terminal, bytes, length);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0 && errno == EAGAIN) {
            struct pollfd room = {.fd = terminal, .events = POLLOUT};
            poll(&room, 1, 100);
            continue;
        }
        if (written <= 0) return;
        bytes += written;
        length -= (size_t)written;
    }
}

void cn_resize(int height, int width) {
    // Not resizeterm: that would push a resize key back into the input.
    resize_term(height, width);
}

void cn_leave(void) { endwin(); }

void cn_return(void) { refresh(); }

/// Copies a command without the pauses, such as $<5>, that printing terminals needed.
static size_t copy_without_pauses(const char *command, char *bytes, size_t room) {
    size_t length = 0;
    while (*command && length < room) {
        const char *end = strncmp(command, "$<", 2) == 0 ? strchr(command, '>') : NULL;
        if (end) {
            command = end + 1;
        } else {
            bytes[length++] = *command++;
        }
    }
    return length;
}

size_t cn_spell(const char *name, bool takes_numbers, int first, int second, char *bytes, size_t room) {
    const char *command = tigetstr((char *)name);
    if (!command || command == (const char *)-1) return 0;
    // Not tiparm, which older systems do not have.
    if (takes_numbers) command = tparm((char *)command, (long)first, (long)second, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
    return command ? copy_without_pauses(command, bytes, room) : 0;
}

bool cn_has(const char *flag) { return tigetflag((char *)flag) > 0; }

int cn_number(const char *name) {
    int number = tigetnum((char *)name);
    return number < 0 ? 0 : number;
}
