#include "CHost.h"

#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

int towow_notify_service_manager(const char *state, int patience_ms) {
    const char *path = getenv("NOTIFY_SOCKET");
    if (!path || (path[0] != '/' && path[0] != '@') || !path[1]) return 0;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = strlen(path);
    if (length >= sizeof address.sun_path) return -1;
    memcpy(address.sun_path, path, length);
    if (address.sun_path[0] == '@') address.sun_path[0] = 0;  // abstract namespace
    int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -1;
    struct timeval patience = {.tv_sec = patience_ms / 1000, .tv_usec = patience_ms % 1000 * 1000};
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    int flags = MSG_NOSIGNAL | (patience_ms > 0 ? 0 : MSG_DONTWAIT);
    ssize_t sent = sendto(descriptor, state, strlen(state), flags, (struct sockaddr *)&address,
                          (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length));
    close(descriptor);
    return sent < 0 ? -1 : 1;
}

int towow_take_inherited_sockets(char *names, size_t size) {
    const char *process = getenv("LISTEN_PID");
    const char *number = getenv("LISTEN_FDS");
    const char *given_names = getenv("LISTEN_FDNAMES");
    if (size) names[0] = 0;
    int count = 0;
    if (process && number && strtol(process, NULL, 10) == (long)getpid()) {
        long given = strtol(number, NULL, 10);
        if (given > 0 && given <= 64) count = (int)given;
        if (given_names && strlen(given_names) < size) strcpy(names, given_names);
    }
    unsetenv("LISTEN_PID");
    unsetenv("LISTEN_FDS");
    unsetenv("LISTEN_FDNAMES");
    for (int descriptor = 3; descriptor < 3 + count; descriptor++) fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    return count;
}

int towow_is_listening_socket(int descriptor) {
    int type = 0, listening = 0;
    socklen_t length = sizeof type;
    if (getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &length) || type != SOCK_STREAM) return 0;
    length = sizeof listening;
    return !getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listening, &length) && listening;
}

int64_t towow_raise_descriptor_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit)) return 1024;
    if (limit.rlim_cur < limit.rlim_max) {
        struct rlimit raised = {.rlim_cur = limit.rlim_max, .rlim_max = limit.rlim_max};
        if (!setrlimit(RLIMIT_NOFILE, &raised)) limit = raised;
    }
    return limit.rlim_cur > INT32_MAX ? INT32_MAX : (int64_t)limit.rlim_cur;
}
