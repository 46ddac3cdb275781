// People of a site, many at once: open streams that come back by the id of the last event they saw, and requests at their times.
//
//   traffic PORT RATE STREAMS FOLLOW PAGES DEMANDS RESULTS
//
// STREAMS viewers share the demands of the file DEMANDS (one id a line). Of RATE requests a second 40 % ask for recent events, 20 % are pages of
// the file PAGES (one path a line), 20 % ask for a status, 20 % submit; every FOLLOW-th new demand gets a viewer (0: none).
//
// Says when all streams are open. Then reads commands, a line each: `go` begins the requests, `mark` begins to count anew, `report` gives the
// figures since then, `finish` begins no further requests and reports when the last is answered, `end` reports when every viewer has
// seen its demand's end, writes RESULTS and ends. What it says is a line of JSON each time. RESULTS has `submit ID` for each answered submit, and `view ID COUNT SUM` for each
// viewer: how many events, and the CRC-32 of their data, each followed by a line feed.
//
// Failed is: a connection that is refused or not there after 30 s; one that ends inside an answer, or before it when it is new; any status but
// 200 (a stream that has everything: 204); a body that is not the one asked for; for a viewer also an event that is not the next one of
// its demand, a stream that ends without its last chunk, and a gap. A connection that rested and is found closed is left and no failure: a
// request that was already sent on it is sent once more on a new one, and counted as `again`; each submit has its Idempotency-Key for
// that. A viewer comes back after what `retry:` said last; Retry-After is obeyed where the server says it.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { ID = 28, MOST_CONNECTIONS = 4000, OPENING = 256, KNOWN = 200, SOURCES = 50 };
#define PATIENCE 30.0

typedef enum { RECENT, PAGE, STATUS, SUBMIT, KINDS } kind;
static const char *const kind_names[] = {"recent", "page", "status", "submit"};
static const char *const texts[] = {
    "A photographer in London next weekend", "想在北京办一场50人的AI交流会，需要场地和讲师", "找一个会做原型的设计师",
    "I need a room and a speaker for an AI meetup in Beijing"};

typedef struct { char *bytes; size_t length, room; } buffer;
typedef struct { char path[256]; uint32_t sum; size_t length; } page;

typedef struct {
    char demand[ID + 1], event[64];
    int count, completed, connected, is_held;  // held: of the demands that were there before
    uint32_t sum;
    // An event counts when its blank line is there.
    int has_data, next_completed;
    uint32_t next_sum;
    int retry_ms;
    double lost, due;  // when it lost its stream; when it is to come back
} viewer;

typedef struct {
    kind kind;
    char demand[ID + 1];
    int page, number, again;
    double due;
} request;

typedef struct connection {
    int descriptor, index, is_new, is_closing;  // new: nothing was answered on it yet
    viewer *viewer;       // of a stream
    int is_asked;         // a request is under way
    request request;
    double since;         // when it was asked or began to connect
    char out[1024];
    size_t out_length, out_sent;
    int is_connected, error;
    // The answer so far.
    buffer in, body, line;
    int has_head, status, is_chunked, closes, retry_after;
    long long left;       // of the body or the chunk
    int chunk_state;      // 0 size, 1 data, 2 line break behind data, 3 trailer
    struct connection *next_dead;
} connection;

static int port, follow, poll_set, connection_count, resting_count, opening, is_going, is_finishing, is_ending, submits;
static connection *connections[MOST_CONNECTIONS * 4], *resting[MOST_CONNECTIONS], *dead;
static viewer **viewers;
static int viewer_count, viewer_room, waiting_viewers;
static page *pages;
static int page_count;
static char (*demands)[ID + 1], (*submitted)[ID + 1], known[KNOWN][ID + 1];
static int demand_count, submitted_count, submitted_room, known_count;
static double rate, next_due;
static uint64_t seed = 88172645463325252u;
// Figures since the last mark, and in all.
static long sent, answered, failed, again, closed_resting, events, came_back, all_failed, all_again, all_sent, late;
static double first_lost, last_back, longest_away, *times[KINDS];
static int time_count[KINDS], time_room[KINDS], in_flight, open_streams, held_streams;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static uint32_t dice(uint32_t sides) {
    seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
    return (uint32_t)(seed >> 32) % sides;
}

static void *must(void *memory) {
    if (!memory) perror("memory"), exit(1);
    return memory;
}

static void append(buffer *b, const char *bytes, size_t length) {
    if (b->length + length + 1 > b->room) b->bytes = must(realloc(b->bytes, b->room = (b->length + length + 1) * 2));
    memcpy(b->bytes + b->length, bytes, length);
    b->bytes[b->length += length] = 0;
}

// CRC-32 as in zlib: of the bytes before, and these.
static uint32_t crc(uint32_t sum, const char *bytes, size_t length) {
    static uint32_t table[256];
    if (!table[1])
        for (uint32_t i = 0; i < 256; i++) {
            uint32_t value = i;
            for (int bit = 0; bit < 8; bit++) value = value >> 1 ^ (value & 1 ? 0xEDB88320u : 0);
            table[i] = value;
        }
    sum = ~sum;
    for (size_t i = 0; i < length; i++) sum = sum >> 8 ^ table[(sum ^ (unsigned char)bytes[i]) & 255];
    return ~sum;
}

__attribute__((format(printf, 1, 2))) static void fault(const char *format, ...) {
    failed++, all_failed++;
    if (all_failed > 40) return;
    va_list arguments;
    va_start(arguments, format);
    fputs("FAILED ", stderr), vfprintf(stderr, format, arguments), fputc('\n', stderr);
    va_end(arguments);
}

// Connections

static void watch(connection *c, uint32_t what, int operation) {
    struct epoll_event event = {.events = what, .data.ptr = c};
    epoll_ctl(poll_set, operation, c->descriptor, &event);
}

static connection *connect_new(void) {
    static unsigned source;
    if (connection_count == MOST_CONNECTIONS * 4) return NULL;
    connection *c = must(calloc(1, sizeof *c));
    c->descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (c->descriptor < 0) perror("socket"), exit(1);
    int one = 1;
    setsockopt(c->descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
    setsockopt(c->descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f010001u + source++ % SOURCES)};
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (bind(c->descriptor, (struct sockaddr *)&from, sizeof from)) perror("bind"), exit(1);
    c->is_new = 1;
    c->since = now();
    c->index = connection_count;
    connections[connection_count++] = c;
    // A failure counts like one that is heard of later.
    if (connect(c->descriptor, (struct sockaddr *)&to, sizeof to) && errno != EINPROGRESS) c->error = errno;
    watch(c, EPOLLOUT | EPOLLIN, EPOLL_CTL_ADD);
    return c;
}

static void close_connection(connection *c) {
    if (c->descriptor < 0) return;
    close(c->descriptor);
    c->descriptor = -1;
    connections[c->index] = connections[--connection_count];
    connections[c->index]->index = c->index;
    for (int i = 0; i < resting_count; i++)
        if (resting[i] == c) resting[i] = resting[--resting_count];
    // Others of the same round of events may still name it.
    c->next_dead = dead;
    dead = c;
}

static void bury(void) {
    while (dead) {
        connection *c = dead;
        dead = c->next_dead;
        free(c->in.bytes), free(c->body.bytes), free(c->line.bytes), free(c);
    }
}

static void begin_answer(connection *c) {
    c->in.length = c->body.length = c->line.length = 0;
    c->has_head = c->status = c->is_chunked = c->closes = c->retry_after = c->chunk_state = 0;
    c->left = 0;
}

static void say(connection *c, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(c->out, sizeof c->out, format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length >= sizeof c->out) fputs("a request is too long\n", stderr), exit(1);
    c->out_length = (size_t)length, c->out_sent = 0;
    begin_answer(c);
    c->since = now();
    watch(c, EPOLLOUT | EPOLLIN, EPOLL_CTL_MOD);
}

// Viewers

static viewer *add_viewer(const char *demand) {
    if (viewer_count == viewer_room)
        viewers = must(realloc(viewers, (size_t)(viewer_room = viewer_room * 2 + 64) * sizeof *viewers));
    viewer *v = must(calloc(1, sizeof *v));
    memcpy(v->demand, demand, ID);
    v->retry_ms = 2000;
    viewers[viewer_count++] = v;
    waiting_viewers++;
    return v;
}

static int watch_demand(viewer *v) {
    connection *c = connect_new();
    if (!c) return 0;
    char last[128] = "";
    if (v->count) snprintf(last, sizeof last, "Last-Event-ID: %s\r\n", v->event);
    c->viewer = v;
    v->has_data = 0;
    waiting_viewers--;
    opening++;
    say(c, "GET /api/v1/events/negotiations/%s/stream HTTP/1.1\r\nHost: towow.example\r\nAccept: text/event-stream\r\n%s\r\n", v->demand, last);
    return 1;
}

static void stream_gone(connection *c, double wait) {
    viewer *v = c->viewer;
    double moment = now();
    if (v->connected) {
        v->connected = 0;
        open_streams--;
        held_streams -= v->is_held;
        if (!v->completed) {
            v->lost = moment;
            if (!first_lost && v->is_held) first_lost = moment;
        }
    } else opening--;
    close_connection(c);
    if (v->completed) return;
    v->due = moment + wait;
    waiting_viewers++;
}

static void stream_line(connection *c, const char *line, size_t length) {
    viewer *v = c->viewer;
    char expected[64];
    snprintf(expected, sizeof expected, "evt-%s-%d", v->demand + 2, v->count + 1);
    if (!length && v->has_data) {
        v->has_data = 0;
        v->count++;
        events++;
        v->sum = v->next_sum;
        v->completed = v->next_completed;
        memcpy(v->event, expected, sizeof expected);
    } else if (length > 4 && !memcmp(line, "id: ", 4)) {
        if (length - 4 != strlen(expected) || memcmp(line + 4, expected, length - 4))
            fault("a viewer of %s saw %.*s instead of number %d", v->demand, (int)(length > 80 ? 80 : length), line, v->count + 1);
    } else if (length > 6 && !memcmp(line, "data: ", 6)) {
        line += 6, length -= 6;
        if (v->completed) fault("%s goes on after its end", v->demand);
        if (memmem(line, length, "towow.stream.gap", 16)) return fault("%s has a gap", v->demand);
        v->has_data = 1;
        v->next_sum = crc(crc(v->sum, line, length), "\n", 1);
        static const char end[] = "\"event_type\":\"towow.demand.completed\"";
        v->next_completed = memmem(line, length, end, sizeof end - 1) != NULL;
    } else if (length > 7 && !memcmp(line, "retry: ", 7)) v->retry_ms = atoi(line + 7);
    else if (length >= 5 && !memcmp(line, ": gap", 5)) fault("%s has a gap", v->demand);
}

static void stream_bytes(connection *c, const char *bytes, size_t length) {
    while (length) {
        const char *end = memchr(bytes, '\n', length);
        size_t part = end ? (size_t)(end - bytes) : length;
        append(&c->line, bytes, part);
        if (!end) return;
        stream_line(c, c->line.bytes, c->line.length);
        c->line.length = 0;
        bytes += part + 1, length -= part + 1;
    }
}

// Requests

static const char *any_demand(void) {
    uint32_t which = dice((uint32_t)(demand_count + known_count));
    return which < (uint32_t)demand_count ? demands[which] : known[which - (uint32_t)demand_count];
}

static void ask(connection *c, const request *r, int closes) {
    static const char *const host = "HTTP/1.1\r\nHost: towow.example\r\n";
    const char *last = closes ? "Connection: close\r\n" : "";
    if (!c->is_asked) in_flight++;
    c->is_asked = 1;
    c->request = *r;
    switch (r->kind) {
    case RECENT: say(c, "GET /api/v1/events/negotiations/%s/recent?count=50 %s%s\r\n", r->demand, host, last); break;
    case PAGE: say(c, "GET %s %s%s\r\n", pages[r->page].path, host, last); break;
    case STATUS: say(c, "GET /api/v1/demand/%s%s %s%s\r\n", r->demand, r->number % 2 ? "/status" : "", host, last); break;
    default: {
        char body[512];
        int length = snprintf(body, sizeof body, "{\"raw_input\":\"%s\"}", texts[r->number % 4]);
        say(c, "POST /api/v1/demand/submit %sIdempotency-Key: traffic-%d-%010d\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n%s",
            host, getpid(), r->number, length, last, body);
    }
    }
}

static void begin_request(double due) {
    request r = {.due = due};
    uint32_t chance = dice(10);
    r.kind = chance < 4 ? RECENT : chance < 6 ? PAGE : chance < 8 ? STATUS : SUBMIT;
    memcpy(r.demand, any_demand(), ID);
    r.page = (int)dice((uint32_t)page_count);
    r.number = r.kind == SUBMIT ? submits++ : (int)dice(2);
    sent++, all_sent++;
    // One in ten comes on a connection of its own.
    int closes = dice(10) == 0;
    while (!closes && resting_count) {
        connection *c = resting[--resting_count];
        char byte;
        ssize_t got = recv(c->descriptor, &byte, 1, MSG_PEEK);
        if (got < 0 && errno == EAGAIN) return ask(c, &r, 0);
        closed_resting++;
        close_connection(c);
    }
    connection *c = connect_new();
    if (!c) { fault("all connections are in use"); return; }
    ask(c, &r, closes);
}

static void note_time(kind k, double seconds) {
    if (time_count[k] == time_room[k]) times[k] = must(realloc(times[k], (size_t)(time_room[k] = time_room[k] * 2 + 1024) * sizeof(double)));
    times[k][time_count[k]++] = seconds;
}

static int has(const connection *c, const char *text) { return memmem(c->body.bytes, c->body.length, text, strlen(text)) != NULL; }

static void take_submit(connection *c) {
    const char *found = memmem(c->body.bytes, c->body.length, "\"demand_id\":\"d-", 15);
    if (!found || !has(c, "\"owner_token\":\"") || (size_t)(found - c->body.bytes) + 13 + ID > c->body.length) return fault("submit: %.200s", c->body.bytes);
    if (submitted_count == submitted_room)
        submitted = must(realloc(submitted, (size_t)(submitted_room = submitted_room * 2 + 1024) * sizeof *submitted));
    char *id = submitted[submitted_count++];
    memcpy(id, found + 13, ID), id[ID] = 0;
    memcpy(known[(submitted_count - 1) % KNOWN], id, ID + 1);
    if (known_count < KNOWN) known_count++;
    if (follow && submitted_count % follow == 0) add_viewer(id);
}

static void judge(connection *c) {
    request *r = &c->request;
    char text[128];
    if (c->status != 200) return fault("%s: status %d %.*s", kind_names[r->kind], c->status, 300, c->body.length ? c->body.bytes : "");
    if (!c->body.length) return fault("%s: an empty body", kind_names[r->kind]);
    switch (r->kind) {
    case RECENT:
        snprintf(text, sizeof text, "\"event_id\":\"evt-%s-1\"", r->demand + 2);
        if (!has(c, text) || !has(c, "\"has_more\":")) fault("recent of %s: %.200s", r->demand, c->body.bytes);
        break;
    case PAGE: {
        page *p = &pages[r->page];
        uint32_t sum = crc(0, c->body.bytes, c->body.length);
        if (!p->length) p->sum = sum, p->length = c->body.length;
        else if (p->sum != sum || p->length != c->body.length) fault("page %s: %zu bytes, not %zu, or others", p->path, c->body.length, p->length);
        break;
    }
    case STATUS:
        snprintf(text, sizeof text, "\"demand_id\":\"%s\"", r->demand);
        if (!has(c, text)) fault("status of %s: %.200s", r->demand, c->body.bytes);
        break;
    default: take_submit(c);
    }
}

static void complete(connection *c) {
    answered++;
    in_flight--;
    note_time(c->request.kind, now() - c->request.due);
    judge(c);
    c->is_asked = 0;
    c->is_new = 0;
    if (c->closes || resting_count == MOST_CONNECTIONS) return close_connection(c);
    begin_answer(c);
    watch(c, EPOLLIN, EPOLL_CTL_MOD);
    resting[resting_count++] = c;
}

// The connection is gone; `why` says how.
static void lost(connection *c, const char *why) {
    if (c->viewer) {
        fault("the stream of a viewer of %s %s: %s", c->viewer->demand, c->viewer->connected ? "was cut" : "did not open", why);
        return stream_gone(c, c->viewer->retry_ms / 1000.0);
    }
    if (!c->is_asked) {
        closed_resting++;
        return close_connection(c);
    }
    request r = c->request;
    int is_repeatable = !c->is_new && !c->in.length && !c->has_head && !r.again;
    in_flight--;
    close_connection(c);
    if (!is_repeatable)
        return fault("%s: %s%s, asked %.3f s before, %zu of %zu bytes sent%s", kind_names[r.kind], why, c->is_new ? ", a new connection" : "",
                     now() - c->since, c->out_sent, c->out_length, c->is_connected ? "" : ", not connected");
    again++, all_again++;
    r.again = 1;
    connection *other = connect_new();
    if (!other) { fault("all connections are in use"); return; }
    ask(other, &r, 0);
}

// Answers

static int take_head(connection *c) {
    char *end = memmem(c->in.bytes, c->in.length, "\r\n\r\n", 4);
    if (!end) return 0;
    if (c->in.length < 12 || memcmp(c->in.bytes, "HTTP/1.1 ", 9)) return lost(c, "no HTTP"), -1;
    c->has_head = 1;
    c->status = atoi(c->in.bytes + 9);
    c->left = -1;
    for (char *line = strstr(c->in.bytes, "\r\n") + 2; line < end + 2; line = strstr(line, "\r\n") + 2) {
        if (!strncasecmp(line, "content-length:", 15)) c->left = atoll(line + 15);
        if (!strncasecmp(line, "transfer-encoding: chunked", 26)) c->is_chunked = 1;
        if (!strncasecmp(line, "connection: close", 17)) c->closes = 1;
        if (!strncasecmp(line, "retry-after:", 12)) c->retry_after = atoi(line + 12);
    }
    size_t used = (size_t)(end + 4 - c->in.bytes);
    memmove(c->in.bytes, c->in.bytes + used, c->in.length -= used);
    c->in.bytes[c->in.length] = 0;
    if (c->is_chunked) c->left = 0;
    else if (c->status == 204) c->left = 0;
    else if (c->left < 0) return lost(c, "an answer without a length"), -1;
    return 1;
}

static void take_body(connection *c, const char *bytes, size_t length) {
    if (c->viewer && c->status == 200) stream_bytes(c, bytes, length);
    else append(&c->body, bytes, length);
}

// Takes what is there; whether the answer is whole. -1: the chunks are broken.
static int take_bytes(connection *c) {
    size_t used = 0;
    int is_whole = 0;
    while (!is_whole) {
        char *bytes = c->in.bytes + used;
        size_t there = c->in.length - used;
        if (!c->is_chunked || c->chunk_state == 1) {
            size_t part = (long long)there < c->left ? there : (size_t)c->left;
            take_body(c, bytes, part);
            c->left -= (long long)part, used += part;
            if (c->left) break;
            if (!c->is_chunked) is_whole = 1;
            c->chunk_state = 2;
            continue;
        }
        char *end = there ? memmem(bytes, there, "\r\n", 2) : NULL;
        if (!end) break;
        used += (size_t)(end + 2 - bytes);
        if (c->chunk_state == 0) {
            char *stop;
            c->left = strtoll(bytes, &stop, 16);
            if (stop == bytes || (stop != end && *stop != ';') || c->left < 0) return -1;
            c->chunk_state = c->left ? 1 : 3;
        } else if (c->chunk_state == 2) {
            if (end != bytes) return -1;
            c->chunk_state = 0;
        } else if (end == bytes) is_whole = 1;
    }
    if (used) {
        memmove(c->in.bytes, c->in.bytes + used, c->in.length -= used);
        c->in.bytes[c->in.length] = 0;
    }
    return is_whole;
}

static void stream_opened(connection *c) {
    viewer *v = c->viewer;
    opening--;
    open_streams++;
    held_streams += v->is_held;
    v->connected = 1;
    if (!v->lost) return;
    double moment = now();
    came_back++;
    if (v->is_held) {
        last_back = moment;
        if (moment - v->lost > longest_away) longest_away = moment - v->lost;
    }
    v->lost = 0;
}

static void take_answer(connection *c) {
    if (!c->has_head) {
        int head = take_head(c);
        if (head <= 0) return;
        if (c->viewer && c->status == 200) {
            if (!c->is_chunked) return lost(c, "a stream without chunks");
            stream_opened(c);
        }
    }
    int whole = take_bytes(c);
    if (whole < 0) return lost(c, "broken chunks");
    if (!whole) return;
    if (!c->viewer) {
        if (c->in.length) return lost(c, "more than an answer");
        return complete(c);
    }
    viewer *v = c->viewer;
    if (c->status == 204 && !v->completed) {
        fault("204 for a viewer of %s who has not seen the end", v->demand);
        v->completed = 1;
    } else if (c->status != 200 && c->status != 204)
        fault("the stream of %s: status %d %.*s", v->demand, c->status, 300, c->body.length ? c->body.bytes : "");
    stream_gone(c, c->status == 200 ? v->retry_ms / 1000.0 : c->retry_after ? c->retry_after : 1);
}

static void receive(connection *c) {
    static char bytes[1 << 16];
    while (c->descriptor >= 0) {
        ssize_t got = recv(c->descriptor, bytes, sizeof bytes, 0);
        if (got < 0 && errno == EAGAIN) return;
        if (got <= 0) return lost(c, got ? strerror(errno) : c->in.length || c->has_head ? "closed inside an answer" : "closed without an answer");
        if (!c->viewer && !c->is_asked) return lost(c, "bytes that nobody asked for");
        append(&c->in, bytes, (size_t)got);
        take_answer(c);
        if ((size_t)got < sizeof bytes) return;
    }
}

static void handle(connection *c, uint32_t what) {
    if (c->descriptor < 0) return;
    if (!c->is_connected && what & (EPOLLOUT | EPOLLERR | EPOLLHUP)) {
        int error = 0;
        socklen_t length = sizeof error;
        getsockopt(c->descriptor, SOL_SOCKET, SO_ERROR, &error, &length);
        if (error || (error = c->error)) return lost(c, strerror(error));
        c->is_connected = 1;
    }
    if (c->out_sent < c->out_length && c->is_connected) {
        ssize_t put = send(c->descriptor, c->out + c->out_sent, c->out_length - c->out_sent, MSG_NOSIGNAL);
        // What was answered before the end is read all the same.
        if (put < 0 && errno != EAGAIN) return receive(c), c->descriptor >= 0 ? lost(c, strerror(errno)) : (void)0;
        if (put > 0) c->out_sent += (size_t)put;
        if (c->out_sent == c->out_length) watch(c, EPOLLIN, EPOLL_CTL_MOD);
    }
    if (what & (EPOLLIN | EPOLLERR | EPOLLHUP)) receive(c);
}

// Commands

static int by_size(const void *a, const void *b) { return *(const double *)a < *(const double *)b ? -1 : *(const double *)a > *(const double *)b; }

static void report(void) {
    int completed = 0;
    for (int i = 0; i < viewer_count; i++) completed += viewers[i]->completed;
    printf("{\"sent\":%ld,\"answered\":%ld,\"failed\":%ld,\"again\":%ld,\"closed_resting\":%ld,\"late\":%ld,\"in_flight\":%d,\"connections\":%d,"
           "\"viewers\":%d,\"open\":%d,\"held\":%d,\"completed\":%d,\"events\":%ld,\"came_back\":%ld,\"longest_away\":%.3f,\"all_back\":%.3f,"
           "\"submitted\":%d,\"all_failed\":%ld,\"all_again\":%ld,\"all_sent\":%ld,\"milliseconds\":{",
           sent, answered, failed, again, closed_resting, late, in_flight, connection_count, viewer_count, open_streams, held_streams, completed, events, came_back,
           longest_away, last_back > first_lost && first_lost ? last_back - first_lost : 0, submitted_count, all_failed, all_again, all_sent);
    for (int k = 0; k < KINDS; k++) {
        int count = time_count[k];
        qsort(times[k], (size_t)count, sizeof(double), by_size);
        printf("%s\"%s\":[%d,%.1f,%.1f,%.1f]", k ? "," : "", kind_names[k], count, count ? times[k][count / 2] * 1e3 : 0,
               count ? times[k][(int)(count * 0.99)] * 1e3 : 0, count ? times[k][count - 1] * 1e3 : 0);
    }
    puts("}}");
    fflush(stdout);
}

static void mark(void) {
    memset(time_count, 0, sizeof time_count);
    sent = answered = failed = again = closed_resting = events = came_back = late = 0;
    first_lost = last_back = longest_away = 0;
}

static void write_results(const char *path) {
    FILE *file = must(fopen(path, "w"));
    for (int i = 0; i < submitted_count; i++) fprintf(file, "submit %s\n", submitted[i]);
    for (int i = 0; i < viewer_count; i++) fprintf(file, "view %s %d %08x\n", viewers[i]->demand, viewers[i]->count, viewers[i]->sum);
    if (fclose(file)) perror(path), exit(1);
}

static int take_commands(void) {
    static char line[256];
    static size_t length;
    ssize_t got = read(0, line + length, sizeof line - 1 - length);
    if (got <= 0) return got < 0 && errno == EAGAIN;
    line[length += (size_t)got] = 0;
    for (char *end; (end = strchr(line, '\n')); memmove(line, end + 1, length -= (size_t)(end + 1 - line)), line[length] = 0) {
        *end = 0;
        if (!strcmp(line, "go")) is_going = 1, next_due = now();
        else if (!strcmp(line, "mark")) mark();
        else if (!strcmp(line, "report")) report();
        else if (!strcmp(line, "finish")) is_going = 0, is_finishing = 1;
        else if (!strcmp(line, "end")) is_ending = 1;
        else return fprintf(stderr, "unknown command %s\n", line), 0;
    }
    return 1;
}

static int read_lines(const char *path, char **lines, int most) {
    FILE *file = fopen(path, "r");
    if (!file) perror(path), exit(1);
    int count = 0;
    size_t room = 0;
    char *line = NULL;
    for (ssize_t got; count < most && (got = getline(&line, &room, file)) > 0;) {
        if (line[got - 1] == '\n') line[got - 1] = 0;
        lines[count++] = must(strdup(line));
    }
    free(line);
    fclose(file);
    return count;
}

static void look_around(double moment) {
    static double last_look;
    if (waiting_viewers)
        for (int i = 0; i < viewer_count && opening < OPENING; i++) {
            viewer *v = viewers[i];
            if (!v->completed && v->due >= 0 && v->due <= moment && !v->connected) {
                // -1: it is connecting.
                if (!watch_demand(v)) break;
                v->due = -1;
            }
        }
    if (moment - last_look < 0.5) return;
    last_look = moment;
    for (int i = connection_count - 1; i >= 0; i--) {
        connection *c = connections[i];
        int is_waiting = c->viewer ? !c->viewer->connected : c->is_asked;
        if (is_waiting && moment - c->since > PATIENCE) {
            c->is_new = 1;
            lost(c, c->is_connected ? "no answer within 30 s" : "no connection within 30 s");
        }
    }
}

int main(int argc, char **argv) {
    if (argc != 8) return fputs("usage: traffic PORT RATE STREAMS FOLLOW PAGES DEMANDS RESULTS\n", stderr), 2;
    port = atoi(argv[1]), rate = atof(argv[2]), follow = atoi(argv[4]);
    int streams = atoi(argv[3]);
    seed ^= (uint64_t)getpid() << 20;
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    static char *lines[4096];
    page_count = read_lines(argv[5], lines, 4096);
    pages = must(calloc((size_t)page_count + 1, sizeof *pages));
    for (int i = 0; i < page_count; i++) snprintf(pages[i].path, sizeof pages[i].path, "%s", lines[i]);
    demand_count = read_lines(argv[6], lines, 4096);
    demands = must(calloc((size_t)demand_count + 1, sizeof *demands));
    for (int i = 0; i < demand_count; i++) snprintf(demands[i], sizeof demands[i], "%s", lines[i]);
    if (!page_count || !demand_count) return fputs("no pages or no demands\n", stderr), 2;
    for (int i = 0; i < streams; i++) add_viewer(demands[i % demand_count])->is_held = 1;
    poll_set = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event input = {.events = EPOLLIN, .data.ptr = NULL};
    epoll_ctl(poll_set, EPOLL_CTL_ADD, 0, &input);
    double start = now();
    int has_opened = 0;
    while (1) {
        double moment = now();
        look_around(moment);
        while (is_going && next_due <= moment) {
            if (moment - next_due > 0.1) late++;
            begin_request(next_due);
            next_due += 1 / rate;
        }
        if (!has_opened && open_streams == streams) {
            has_opened = 1;
            printf("{\"open\":%d,\"seconds\":%.3f}\n", open_streams, now() - start);
            fflush(stdout);
        }
        if (is_finishing && !in_flight) is_finishing = 0, report();
        if (is_ending && !is_going && !is_finishing) {
            int left = 0;
            for (int i = 0; i < viewer_count; i++) left += !viewers[i]->completed;
            if (!left) return write_results(argv[7]), report(), 0;
        }
        double pause = is_going ? next_due - now() : 0.02;
        int milliseconds = pause > 0.02 ? 20 : pause > 0 ? (int)(pause * 1000) : 0;
        struct epoll_event found[512];
        int ready = epoll_wait(poll_set, found, 512, milliseconds);
        for (int i = 0; i < ready; i++) {
            if (found[i].data.ptr) handle(found[i].data.ptr, found[i].events);
            else if (!take_commands()) return 0;
        }
        bury();
    }
}
