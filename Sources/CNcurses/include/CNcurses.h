// The C side of the terminal: what Swift cannot import from ncurses and the system (global
// variables, macros, variable arguments), and what must be safe inside a signal handler.
// No header of either is included here, so that none of their names reach Swift.

#ifndef CNCURSES_H
#define CNCURSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

// ---- terminfo and locale: facts that can be asked before the screen is opened ----

/// The colours of a terminfo entry: 0 for none, or none that its setaf, setab and op can begin and end; -1 when the entry
/// does not exist or is unusable.
int cn_terminfo_colours(const char *term);

/// Sets the character type of the locale from the environment. The C locale, which says nothing of
/// the terminal, is replaced by C.UTF-8 where that exists. Returns the code set, for example UTF-8.
const char *cn_locale_codeset(void);

/// The columns the C library gives a character, or -1 when it cannot be shown.
int cn_character_width(wchar_t character);

/// The window size of a terminal; false when it has none.
bool cn_window_size(int fd, int *width, int *height);

// ---- the curses screen: at most one, used from one thread ----

/// Starts curses in raw mode on a terminal, with an empty screen. Returns false when the entry does not exist.
bool cn_start(const char *term, int input_fd, int output_fd);
/// Ends curses and frees its screen. `restore` is false when the terminal is gone.
void cn_stop(bool restore);
/// Writes bytes to the terminal; what one that is gone does not take is lost.
void cn_write(const char *bytes, size_t length);
/// Tells curses of another window size.
void cn_resize(int height, int width);
/// Gives the terminal back for a while.
void cn_leave(void);
/// Takes the terminal again after `cn_leave`, with an empty screen.
void cn_return(void);
/// Spells a command of the entry in use, with two numbers where `takes_numbers`, and returns its length: 0 when the entry
/// has no such command, and never more than there is room for.
size_t cn_spell(const char *name, bool takes_numbers, int first, int second, char *bytes, size_t room);
/// Whether the entry in use has a flag.
bool cn_has(const char *flag);
/// A number of the entry in use; 0 when it has none.
int cn_number(const char *name);

// ---- signals as a descriptor ----

/// Blocks the signals the program handles, and ignores the one of a file that may grow no further; call in main before
/// any thread exists.
void cn_signals_block(void);
/// A descriptor that is readable while a blocked signal is pending, or -1 and errno.
int cn_signals_open(void);
/// The next pending signal, or 0.
int cn_signals_next(int fd);

// ---- output that must not reach the screen ----

/// An unnamed file in memory or on disk, readable and writable, or -1 and errno.
int cn_unnamed_file(void);

// ---- the crash guard ----

/// From now on a crash first puts the terminal back: the restore string is written, the modes that
/// `fd` has now are set, descriptors 1 and 2 get what `saved_output` and `saved_error` refer to,
/// and what `captured` holds from its present end on is written to descriptor 2.
/// Call it before curses changes the modes.
void cn_guard_arm(int fd, int saved_output, int saved_error, int captured);
/// Replaces the restore string; it is copied, and cut at 512 bytes.
void cn_guard_set_restore(const char *restore, size_t length);
/// Ends the guard and puts the handlers back that were there before.
void cn_guard_disarm(void);
/// Whether the guard has given the terminal back, after which nothing may be written to it.
bool cn_guard_fired(void);

#endif
