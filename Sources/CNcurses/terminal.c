#include "CNcurses.h"

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>

/// Whether the entry in use has a command.
static bool has(const char *command) {
    const char *value = tigetstr((char *)command);
    return value && value != (const char *)-1;
}

int cn_terminfo_colours(const char *term) {
    int error = 0;
    TERMINAL *previous = cur_term;
    if (setupterm((char *)term, STDOUT_FILENO, &error) == ERR) return -1;
    // An entry that cannot place the cursor cannot show a screen.
    bool can_move = has("cup");
    int colours = has("setaf") && has("setab") && has("op") ? tigetnum("colors") : 0;
    TERMINAL *asked = cur_term;
    set_curterm(previous);
    del_curterm(asked);
    if (!can_move) return -1;
    return colours < 0 ? 0 : colours;
}

const char *cn_locale_codeset(void) {
    const char *chosen = setlocale(LC_CTYPE, "");
    if (!chosen || !strcmp(chosen, "C") || !strcmp(chosen, "POSIX")) {
        // A terminal that shows no UTF-8 is rare today; a locale nobody has set is not.
        if (!setlocale(LC_CTYPE, "C.UTF-8")) setlocale(LC_CTYPE, "UTF-8");
    }
    return nl_langinfo(CODESET);
}

int cn_character_width(wchar_t character) { return wcwidth(character); }

bool cn_window_size(int fd, int *width, int *height) {
    struct winsize size;
    if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return false;
    *width = size.ws_col;
    *height = size.ws_row;
    return true;
}
