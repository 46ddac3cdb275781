#include "CHost.h"

#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static int64_t now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/// Waits until `descriptor` is ready for `events`. @return 0 ready, else a TOWOW_HTTP_… code.
static int wait_for(int descriptor, short events, int64_t deadline) {
    for (;;) {
        int64_t rest = deadline - now_ms();
        if (rest <= 0) return TOWOW_HTTP_TIMEOUT;
        struct pollfd entry = {.fd = descriptor, .events = events};
        int ready = poll(&entry, 1, (int)rest);
        if (ready > 0) return 0;
        if (ready < 0 && errno != EINTR) return TOWOW_HTTP_NO_CONNECTION;
    }
}

static int connect_to(const struct addrinfo *address, int64_t deadline, int *descriptor) {
    *descriptor = socket(address->ai_family, address->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, address->ai_protocol);
    if (*descriptor < 0) return TOWOW_HTTP_NO_CONNECTION;
    int result = 0;
    if (connect(*descriptor, address->ai_addr, address->ai_addrlen)) {
        result = errno == EINPROGRESS ? wait_for(*descriptor, POLLOUT, deadline) : TOWOW_HTTP_NO_CONNECTION;
        int error = 0;
        socklen_t length = sizeof error;
        if (!result && (getsockopt(*descriptor, SOL_SOCKET, SO_ERROR, &error, &length) || error))
            result = TOWOW_HTTP_NO_CONNECTION;
    }
    if (result) close(*descriptor);
    return result;
}

static int exchange(int descriptor, const char *request, size_t length, int64_t deadline) {
    while (length) {
        int result = wait_for(descriptor, POLLOUT, deadline);
        if (result) return result;
        ssize_t sent = send(descriptor, request, length, MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN && errno != EINTR) return TOWOW_HTTP_NO_CONNECTION;
        if (sent > 0) request += sent, length -= (size_t)sent;
    }
    // "HTTP/1.1 200" is all that is asked for.
    char line[13] = "";
    size_t have = 0;
    while (have < 12) {
        int result = wait_for(descriptor, POLLIN, deadline);
        if (result) return result;
        ssize_t got = recv(descriptor, line + have, 12 - have, 0);
        if (got == 0) return TOWOW_HTTP_BAD_ANSWER;
        if (got < 0 && errno != EAGAIN && errno != EINTR) return TOWOW_HTTP_NO_CONNECTION;
        if (got > 0) have += (size_t)got;
    }
    int status = 0;
    if (strncmp(line, "HTTP/1.", 7) || sscanf(line + 8, " %3d", &status) != 1 || status < 100 || status > 599)
        return TOWOW_HTTP_BAD_ANSWER;
    return status;
}

int towow_http_get_status(const char *host, const char *port, const char *authority, const char *path, int timeout_ms) {
    int64_t deadline = now_ms() + timeout_ms;
    char request[2048];
    int length = snprintf(request, sizeof request,
                          "GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: towow-healthcheck\r\nAccept: */*\r\nConnection: close\r\n\r\n",
                          path, authority);
    if (length < 0 || (size_t)length >= sizeof request) return TOWOW_HTTP_BAD_ANSWER;
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM}, *addresses = NULL;
    if (getaddrinfo(host, port, &hints, &addresses)) return TOWOW_HTTP_NO_ADDRESS;
    int result = TOWOW_HTTP_NO_CONNECTION, descriptor = -1;
    for (struct addrinfo *address = addresses; address; address = address->ai_next) {
        result = connect_to(address, deadline, &descriptor);
        if (!result) break;
    }
    freeaddrinfo(addresses);
    if (result) return result;
    result = exchange(descriptor, request, (size_t)length, deadline);
    close(descriptor);
    return result;
}
