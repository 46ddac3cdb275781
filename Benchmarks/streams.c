// Opens many event streams and says when all of them have seen an event.
//
//   streams HOST PORT PATH COUNT FIRST_SOURCE NEEDLE
//
// Prints `open COUNT REFUSED SECONDS` once every stream has its first bytes, then for the event that contains NEEDLE
// `seen COUNT FIRST LAST` (CLOCK_MONOTONIC seconds), `ended COUNT` when the server has closed them all, and exits.
// Source addresses are 127.0.0.FIRST_SOURCE and on, 4,000 connections each, so that ports do not run out.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

typedef struct { int descriptor; int opened; int seen; int closed; char tail[64]; int tail_length; } stream;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
    if (argc != 7) return fprintf(stderr, "usage: streams HOST PORT PATH COUNT FIRST_SOURCE NEEDLE\n"), 2;
    const char *host = argv[1], *path = argv[3], *needle = argv[6];
    int port = atoi(argv[2]), count = atoi(argv[4]), first_source = atoi(argv[5]);
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    stream *streams = calloc((size_t)count, sizeof *streams);
    int poll = epoll_create1(0);
    char request[512];
    int request_length = snprintf(request, sizeof request,
        "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: text/event-stream\r\n\r\n", path, host);
    struct sockaddr_in target = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    inet_pton(AF_INET, host, &target.sin_addr);
    double start = now(), first_seen = 0, last_seen = 0;
    int next = 0, opened = 0, refused = 0, seen = 0, closed = 0, pending = 0, announced = 0;
    static char buffer[1 << 16];
    while (closed < count) {
        while (next < count && pending < 256) {
            stream *s = &streams[next];
            s->descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
            if (s->descriptor < 0) return perror("socket"), 1;
            struct sockaddr_in source = {.sin_family = AF_INET,
                .sin_addr.s_addr = htonl(0x7f000000u + (unsigned)(first_source + next / 4000))};
            int one = 1;
            setsockopt(s->descriptor, IPPROTO_IP, 24 /* IP_BIND_ADDRESS_NO_PORT */, &one, sizeof one);
            if (bind(s->descriptor, (struct sockaddr *)&source, sizeof source)) return perror("bind"), 1;
            if (connect(s->descriptor, (struct sockaddr *)&target, sizeof target) && errno != EINPROGRESS)
                return perror("connect"), 1;
            struct epoll_event event = {.events = EPOLLOUT, .data.u32 = (unsigned)next};
            epoll_ctl(poll, EPOLL_CTL_ADD, s->descriptor, &event);
            next++;
            pending++;
        }
        struct epoll_event events[512];
        int ready = epoll_wait(poll, events, 512, 30000);
        if (ready <= 0) return fprintf(stderr, "nothing for 30 s: %d open, %d seen, %d closed\n", opened, seen, closed), 1;
        for (int i = 0; i < ready; i++) {
            stream *s = &streams[events[i].data.u32];
            if (events[i].events & EPOLLOUT) {
                if (send(s->descriptor, request, (size_t)request_length, MSG_NOSIGNAL) != request_length) return perror("send"), 1;
                struct epoll_event event = {.events = EPOLLIN, .data.u32 = events[i].data.u32};
                epoll_ctl(poll, EPOLL_CTL_MOD, s->descriptor, &event);
                continue;
            }
            ssize_t got = recv(s->descriptor, buffer + 64, sizeof buffer - 65, 0);
            if (got < 0 && errno == EAGAIN) continue;
            if (got <= 0) {
                close(s->descriptor);
                s->closed = 1;
                closed++;
                if (!s->opened) { pending--; refused++; opened++; }
                continue;
            }
            if (!s->opened) {
                s->opened = 1;
                opened++;
                pending--;
                if (got < 12 || memcmp(buffer + 64 + 9, "200", 3)) {
                    if (!refused) fprintf(stderr, "%.*s\n", (int)(got < 300 ? got : 300), buffer + 64);
                    refused++;
                }
            }
            if (!s->seen) {
                // An event may be cut anywhere: look at the end of the last read, too.
                memcpy(buffer + 64 - s->tail_length, s->tail, (size_t)s->tail_length);
                if (memmem(buffer + 64 - s->tail_length, (size_t)(got + s->tail_length), needle, strlen(needle))) {
                    s->seen = 1;
                    last_seen = now();
                    if (!seen++) first_seen = last_seen;
                    if (seen == count - refused) printf("seen %d %.6f %.6f\n", seen, first_seen, last_seen), fflush(stdout);
                }
                s->tail_length = got < 63 ? (int)got : 63;
                memcpy(s->tail, buffer + 64 + got - s->tail_length, (size_t)s->tail_length);
            }
        }
        if (!announced && opened == count) {
            printf("open %d %d %.3f\n", count - refused, refused, now() - start);
            fflush(stdout);
            announced = 1;
        }
    }
    printf("ended %d\n", closed);
    return 0;
}
