#include "CHost.h"

#include <errno.h>
#include <grp.h>
#include <malloc.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int towow_watch_folder(const char *path) {
    int watch = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (watch < 0) return -1;
    uint32_t changes = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ATTRIB | IN_ONLYDIR |
                       IN_DELETE_SELF | IN_MOVE_SELF;
    if (inotify_add_watch(watch, path, changes) < 0) {
        close(watch);
        return -1;
    }
    return watch;
}

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/// Takes what is there. Which file it was does not matter: whoever reads compares.
/// @return whether the folder itself is gone.
static int drain(int watch) {
    _Alignas(struct inotify_event) char buffer[4096];
    int gone = 0;
    for (;;) {
        ssize_t length = read(watch, buffer, sizeof buffer);
        if (length < 0 && errno == EINTR) continue;
        if (length <= 0) return gone;
        for (char *at = buffer; at < buffer + length;) {
            const struct inotify_event *event = (const struct inotify_event *)at;
            if (event->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT)) gone = 1;
            at += sizeof *event + event->len;
        }
    }
}

int towow_await_change(int watch, int stop, int quiet_ms, int limit_ms) {
    struct pollfd both[2] = {{.fd = watch, .events = POLLIN}, {.fd = stop, .events = POLLIN}};
    int64_t first = 0;
    int gone = 0;
    for (;;) {
        int timeout = -1;
        if (first) {
            int64_t left = first + limit_ms - now_ms();
            if (left <= 0) return gone ? -1 : 1;
            timeout = left < quiet_ms ? (int)left : quiet_ms;
        }
        int ready = poll(both, 2, timeout);
        if (ready < 0 && errno == EINTR) continue;
        if (ready < 0) return -1;
        if (both[1].revents) return 0;
        if (ready == 0) return gone ? -1 : 1;
        gone |= drain(watch);
        if (!first) first = now_ms();
    }
}

int towow_protect_memory(void) {
    struct rlimit none = {0, 0};
    int result = setrlimit(RLIMIT_CORE, &none);
    // The Swift runtime's own handlers would print registers and what they point to.
    const int crashes[] = {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT, SIGSEGV, SIGTRAP};
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++)
        if (signal(crashes[i], SIG_DFL) == SIG_ERR) result = -1;
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) || result ? -1 : 0;
}

int towow_become_owner(const char *path) {
    struct stat status;
    if (geteuid() != 0 || stat(path, &status) || status.st_uid == 0) return 0;
    const struct passwd *user = getpwuid(status.st_uid);
    gid_t group = user ? user->pw_gid : status.st_gid;
    if (user ? initgroups(user->pw_name, group) : setgroups(1, &group)) return -1;
    return setgid(group) || setuid(status.st_uid) ? -1 : 1;
}

void towow_return_memory(void) { malloc_trim(0); }
