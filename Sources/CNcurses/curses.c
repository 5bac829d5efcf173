#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include "CNcurses.h"

#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <term.h>
#include <unistd.h>

static SCREEN *screen;
static FILE *input;
static FILE *output;
static int terminal = -1;
/// Where a frame is put together: curses writes out what it has at each move of the cursor, and the terminal should be
/// woken once for a frame and not a hundred times.
static int frame = -1;

static void enter_modes(void) {
    raw();  // Ctrl-C, Ctrl-Z, Ctrl-S and Ctrl-Q arrive as keys
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    typeahead(-1);  // input is read elsewhere, so curses must not look at it
    leaveok(stdscr, FALSE);
    scrollok(stdscr, FALSE);
    idlok(stdscr, FALSE);
    curs_set(0);
}

bool cn_start(const char *term, int input_fd, int output_fd) {
    input = fdopen(dup(input_fd), "r");
    output = fdopen(dup(output_fd), "w");
    terminal = output_fd;
    frame = cn_unnamed_file();
    // A limit on the size of files is an error of the write, as a full disk is, and not the end of the program.
    signal(SIGXFSZ, SIG_IGN);
    if (input && output) screen = newterm(term, output, input);
    if (!screen) {
        cn_stop(false);
        return false;
    }
    set_term(screen);
    if (has_colors()) {
        start_color();
        use_default_colors();
    }
    enter_modes();
    return true;
}

void cn_stop(bool restore) {
    if (screen) {
        if (restore) endwin();
        delscreen(screen);
    }
    if (input) fclose(input);
    if (output) fclose(output);
    if (frame >= 0) close(frame);
    screen = NULL;
    input = output = NULL;
    terminal = frame = -1;
}

int cn_colours(void) { return has_colors() ? COLORS : 0; }

int cn_pair_limit(void) {
    if (!has_colors()) return 0;
#ifdef NCURSES_EXT_COLORS
    return COLOR_PAIRS - 1;
#else
    return COLOR_PAIRS > 256 ? 255 : COLOR_PAIRS - 1;
#endif
}

void cn_define_pair(int pair, int foreground, int background) {
#ifdef NCURSES_EXT_COLORS
    init_extended_pair(pair, foreground, background);
#else
    init_pair((short)pair, (short)foreground, (short)background);
#endif
}

static int make_cell(cchar_t *cell, cn_glyph glyph, attr_t bits, int pair) {
    const wchar_t text[] = {glyph.base, glyph.marks[0], glyph.marks[1], 0};
#ifdef NCURSES_EXT_COLORS
    return setcchar(cell, text, bits, (short)pair, &pair);
#else
    return setcchar(cell, text, bits, (short)pair, NULL);
#endif
}

void cn_put(int y, int x, const cn_glyph *glyphs, int count, unsigned attributes, int pair) {
    attr_t bits = A_NORMAL;
    if (attributes & CN_BOLD) bits |= A_BOLD;
    if (attributes & CN_DIM) bits |= A_DIM;
    if (attributes & CN_REVERSE) bits |= A_REVERSE;
    if (attributes & CN_UNDERLINE) bits |= A_UNDERLINE;
    if (wmove(stdscr, y, x) == ERR) return;
    // Ready cells are copied as they are; a string would be looked at character by character for tabs, line ends and
    // the right margin, which takes longer than everything else that is done for a frame.
    cchar_t cells[64];
    // Most glyphs differ from a space in one code point only, so only that is changed.
    cchar_t space;
    if (make_cell(&space, (cn_glyph){.base = L' '}, bits, pair) == ERR) return;
    while (count > 0) {
        int length = 0, filled = 0;
        for (; length < count && length < (int)(sizeof cells / sizeof *cells); length++) {
            cn_glyph glyph = glyphs[length];
            bool is_plain = glyph.base >= L' ' && glyph.base < 0x7f && !glyph.marks[0];
            if (is_plain) {
                cells[length] = space;
                cells[length].chars[0] = glyph.base;
            } else if (make_cell(&cells[length], glyph, bits, pair) == ERR) {
                return;
            }
            int width = is_plain ? 1 : wcwidth(glyph.base);
            filled += width > 1 ? width : 1;
        }
        if (wadd_wchnstr(stdscr, cells, length) == ERR) return;
        glyphs += length;
        count -= length;
        x += filled;
        if (count > 0 && wmove(stdscr, y, x) == ERR) return;
    }
}

static bool write_all(int descriptor, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t written = write(descriptor, bytes, length);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0 && errno == EAGAIN) {
            struct pollfd room = {.fd = descriptor, .events = POLLOUT};
            poll(&room, 1, 100);
            continue;
        }
        if (written <= 0) return false;
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

bool cn_write(const char *bytes, size_t length) { return write_all(terminal, bytes, length); }

/// Lets what is written to a descriptor go into the frame; false when it goes to the terminal as before.
static bool begin_frame(int descriptor) {
    return frame >= 0 && lseek(frame, 0, SEEK_SET) == 0 && dup2(frame, descriptor) >= 0;
}

/// Sends the frame to the terminal, where the descriptor leads again.
static void send_frame(int descriptor) {
    static char bytes[64 * 1024];
    off_t length = lseek(frame, 0, SEEK_CUR);
    dup2(terminal, descriptor);
    for (off_t sent = 0; sent < length;) {
        // Another thread may have crashed meanwhile, and the terminal have been given back.
        if (cn_guard_fired()) return;
        size_t wanted = (size_t)(length - sent) < sizeof bytes ? (size_t)(length - sent) : sizeof bytes;
        ssize_t count = pread(frame, bytes, wanted, sent);
        if (count <= 0 || !write_all(terminal, bytes, (size_t)count)) return;
        sent += count;
    }
}

/// Goes on without frames, after one that could not be written: what curses believes to be shown is not.
static void give_up_frames(int descriptor) {
    dup2(terminal, descriptor);
    close(frame);
    frame = -1;
    clearok(curscr, TRUE);
}

void cn_flush(int cursor_y, int cursor_x) {
    // A terminal that knows synchronised updates shows the frame in one piece.
    static const char begin[] = "\033[?2026h", end[] = "\033[?2026l";
    if (cn_guard_fired()) return;
    int descriptor = fileno(output);
    bool is_framed = begin_frame(descriptor);
    bool is_written = write_all(descriptor, begin, sizeof begin - 1);
    if (cursor_y >= 0) {
        wmove(stdscr, cursor_y, cursor_x);
        curs_set(1);
    } else {
        curs_set(0);
    }
    wnoutrefresh(stdscr);
    doupdate();
    // The last write tells of a full disk too, where curses says nothing.
    is_written = write_all(descriptor, end, sizeof end - 1) && is_written;
    if (!is_framed) return;
    if (is_written) return send_frame(descriptor);
    give_up_frames(descriptor);
    doupdate();
}

void cn_forget(void) {
    werase(stdscr);
    clearok(curscr, TRUE);
}

void cn_resize(int height, int width) {
    // Not resizeterm: that would push a resize key back into the input.
    resize_term(height, width);
    cn_forget();
}

void cn_leave(void) { endwin(); }

void cn_return(void) {
    cn_forget();
    wnoutrefresh(stdscr);
    doupdate();
}

const char *cn_capability(const char *name) {
    const char *value = tigetstr((char *)name);
    return value == (const char *)-1 ? NULL : value;
}
