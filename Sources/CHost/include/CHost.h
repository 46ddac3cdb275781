#pragma once
/// Sends `state` to the service manager named by NOTIFY_SOCKET (sd_notify(3)).
/// @return 1 sent, 0 no service manager, -1 failed.
int towow_notify_service_manager(const char *state);
