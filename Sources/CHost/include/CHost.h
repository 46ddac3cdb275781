#pragma once
#include <stddef.h>
#include <stdint.h>

/// Sends `state` to the service manager named by NOTIFY_SOCKET (sd_notify(3)). One that does not read has room for a few messages:
/// then this blocks for at most `patience_ms` milliseconds, with 0 not at all, and the message is lost.
/// @return 1 sent, 0 no service manager, -1 failed.
int towow_notify_service_manager(const char *state, int patience_ms);

/// Takes the listening sockets that a service manager passed to this process (sd_listen_fds(3)): descriptors 3, 4 ….
/// Clears the variables, so that child processes do not take them too, and sets close-on-exec.
/// `names` gets their names, separated by colons, as LISTEN_FDNAMES has them; the empty string when there are none or they are too long.
/// @return how many; 0 when none were meant for this process.
int towow_take_inherited_sockets(char *names, size_t size);

/// Whether `descriptor` is a stream socket that listens.
int towow_is_listening_socket(int descriptor);

/// Raises the soft limit of open files to the hard one.
/// @return the limit now in force.
int64_t towow_raise_descriptor_limit(void);

/// One GET over HTTP/1.1, without keep-alive, within `timeout_ms` in all.
/// `authority` goes into the Host field. Blocks.
/// @return the status, 100…599; or a negative TOWOW_HTTP_… code.
int towow_http_get_status(const char *host, const char *port, const char *authority, const char *path, int timeout_ms);

#define TOWOW_HTTP_NO_ADDRESS -1
#define TOWOW_HTTP_NO_CONNECTION -2
#define TOWOW_HTTP_TIMEOUT -3
#define TOWOW_HTTP_BAD_ANSWER -4

/// Watches `path`, a folder, for files that are written, replaced, moved or removed (inotify(7)).
/// @return a descriptor for towow_await_change, or -1.
int towow_watch_folder(const char *path);

/// Waits until something changes in a watched folder and nothing more does for `quiet_ms`, at most `limit_ms` after the first
/// change; or until `stop`, a descriptor, becomes readable. Blocks.
/// @return 1 changed, 0 to stop, -1 the folder cannot be watched any more.
int towow_await_change(int watch, int stop, int quiet_ms, int limit_ms);

/// Whether something keeps the system's clock right (adjtimex(2)).
/// @return 1 yes, 0 no, -1 the kernel does not say.
int towow_clock_is_kept(void);

/// Lets nobody read this process's memory: no core dump, no debugger, and /proc files for root alone (prctl(2), PR_SET_DUMPABLE).
/// A crash ends the process without a word of what was in it.
/// @return 0, or -1 with errno.
int towow_protect_memory(void);

/// When this process is root's and `path` belongs to another user: becomes that user, with its groups, for good.
/// @return 1 done, 0 there was nothing to do, -1 with errno.
int towow_become_owner(const char *path);

/// Gives free memory that the allocator keeps back to the system (malloc_trim(3)). Blocks for milliseconds.
void towow_return_memory(void);
