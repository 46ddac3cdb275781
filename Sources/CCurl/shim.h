#pragma once
#include <curl/curl.h>
// Variadic C functions cannot be imported: one wrapper for each type of argument.
static inline CURLcode towow_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode towow_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode towow_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode towow_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode towow_curl_set_sink(
    CURL *handle, CURLoption option, size_t (*value)(char *, size_t, size_t, void *)) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode towow_curl_get_long(CURL *handle, CURLINFO what, long *value) {
    return curl_easy_getinfo(handle, what, value);
}
static inline CURLcode towow_curl_get_pointer(CURL *handle, CURLINFO what, char **value) {
    return curl_easy_getinfo(handle, what, value);
}
static inline CURLMcode towow_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}
// The message is a union: only the result is ever asked for.
static inline CURLcode towow_curl_message_result(const CURLMsg *message) { return message->data.result; }
