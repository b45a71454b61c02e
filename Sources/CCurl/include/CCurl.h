// Wrappers for what Swift cannot call in libcurl: variadic functions. One wrapper for each type
// of argument, so that a wrong type is refused by the compiler.
#pragma once
#include <curl/curl.h>
#include <sys/socket.h>

#if LIBCURL_VERSION_NUM < 0x075700
#error "libcurl 7.87 or newer is needed (CURLOPT_QUICK_EXIT)"
#endif

typedef size_t (*cc_data_callback)(char *bytes, size_t size, size_t count, void *context);
typedef curl_socket_t (*cc_socket_callback)(void *context, curlsocktype purpose,
                                            struct curl_sockaddr *address);
typedef int (*cc_request_callback)(void *context, char *remote_address, char *local_address,
                                   int remote_port, int local_port);
typedef int (*cc_progress_callback)(void *context, curl_off_t down_all, curl_off_t down,
                                    curl_off_t up_all, curl_off_t up);

static inline CURLcode cc_global_begin(void) {
    return curl_global_init(CURL_GLOBAL_DEFAULT);
}

static inline CURLcode cc_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode cc_set_size(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode cc_set_string(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode cc_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode cc_set_headers(CURL *easy, struct curl_slist *value) {
    return curl_easy_setopt(easy, CURLOPT_HTTPHEADER, value);
}

static inline CURLcode cc_set_recipients(CURL *easy, struct curl_slist *value) {
    return curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, value);
}

static inline CURLcode cc_set_upload_callback(CURL *easy, cc_data_callback callback) {
    return curl_easy_setopt(easy, CURLOPT_READFUNCTION, callback);
}

static inline CURLcode cc_set_progress_callback(CURL *easy, cc_progress_callback callback) {
    return curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, callback);
}

static inline CURLcode cc_set_body_callback(CURL *easy, cc_data_callback callback) {
    return curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, callback);
}

static inline CURLcode cc_set_header_callback(CURL *easy, cc_data_callback callback) {
    return curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, callback);
}

static inline CURLcode cc_set_socket_callback(CURL *easy, cc_socket_callback callback) {
    return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, callback);
}

static inline CURLcode cc_set_request_callback(CURL *easy, cc_request_callback callback) {
    return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, callback);
}

static inline CURLcode cc_info_long(CURL *easy, CURLINFO info, long *value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode cc_info_time(CURL *easy, CURLINFO info, curl_off_t *microseconds) {
    return curl_easy_getinfo(easy, info, microseconds);
}

static inline CURLcode cc_info_context(CURL *easy, void **value) {
    return curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)value);
}

static inline CURLMcode cc_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

/// The next finished transfer, or NULL: the union inside CURLMsg is awkward to read from Swift.
static inline CURL *cc_multi_finished(CURLM *multi, CURLcode *result) {
    int left = 0;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left))) {
        if (message->msg == CURLMSG_DONE) {
            *result = message->data.result;
            return message->easy_handle;
        }
    }
    return NULL;
}

static inline size_t cc_pause_body(void) {
    return CURL_WRITEFUNC_PAUSE;
}

/// The address as plain bytes, 4 or 16 of them; 0 if it is of another family.
static inline int cc_address_bytes(const struct curl_sockaddr *address, unsigned char *bytes) {
    const unsigned char *from;
    int count;
    if (address->family == AF_INET && address->addrlen >= 8) {
        from = (const unsigned char *)&address->addr + 4;
        count = 4;
    } else if (address->family == AF_INET6 && address->addrlen >= 24) {
        // The union's `addr` is the first 16 bytes of a longer sockaddr_in6.
        from = (const unsigned char *)&address->addr + 8;
        count = 16;
    } else {
        return 0;
    }
    for (int at = 0; at < count; at++) bytes[at] = from[at];
    return count;
}
