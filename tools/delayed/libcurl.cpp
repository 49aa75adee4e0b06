// The functions of libcurl that we call. The first call loads the library: it depends on thirty others, and loading
// them takes longer than anything else that the program does before it starts to work. Only requests, and the URLs that
// they are for, need them.
//
// Only the program that distributions link is built with this file. The library and the self-contained program are
// linked with libcurl itself.

// The functions of this file must not take the place of libcurl's own, within libcurl.
#pragma GCC visibility push(hidden)
#include <curl/curl.h>
#pragma GCC visibility pop

#include <dlfcn.h>

#include <cerrno>
#include <cstdarg>
#include <new>
#include <string>
#include <utility>

#include "wasmpair/error.h"

namespace {

/// The name is that of all versions with the interface of our headers.
constexpr const char* library_name = "libcurl.so.4";

[[noreturn]] void fail(int error) {
  const char* const reason = ::dlerror();
  if (error == ENOMEM) throw std::bad_alloc();
  throw wasmpair::Error(library_name,
                        "cannot be loaded: " + std::string(reason == nullptr ? "the reason is not known" : reason),
                        "Install libcurl 7.88 or later: on Debian and Ubuntu, the package libcurl4.");
}

/// Stays loaded: libraries that it depends on cannot all be unloaded.
void* library() {
  static void* const loaded = [] {
    errno = 0;
    void* const opened = ::dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
    if (opened == nullptr) fail(errno);
    return opened;
  }();
  return loaded;
}

/// Calls a function of libcurl, which has the type that the headers declare. Looking it up takes less than a
/// microsecond.
template <typename Function, typename... Arguments>
auto call(const char* name, Arguments... arguments) {
  errno = 0;
  void* const symbol = ::dlsym(library(), name);
  if (symbol == nullptr) fail(errno);
  return reinterpret_cast<Function*>(symbol)(arguments...);
}

template <typename Result, typename First, typename... Others>
First first_parameter(Result (*)(First, Others...));

/// For a function that releases of libcurl declare with and without const.
template <typename Function>
using FirstParameter = decltype(first_parameter(std::declval<Function*>()));

/// Passes the argument of an option on, in its type.
template <typename Use>
auto with_value(int option, std::va_list arguments, const Use& use) {
  if (option < CURLOPTTYPE_OBJECTPOINT) return use(va_arg(arguments, long));
  if (option < CURLOPTTYPE_OFF_T) return use(va_arg(arguments, void*));
  if (option < CURLOPTTYPE_BLOB) return use(va_arg(arguments, curl_off_t));
  return use(va_arg(arguments, void*));
}

}  // namespace

CURLcode curl_global_init_mem(long flags, curl_malloc_callback allocate, curl_free_callback release,
                              curl_realloc_callback reallocate, curl_strdup_callback duplicate,
                              curl_calloc_callback allocate_zeroed) {
  return call<decltype(curl_global_init_mem)>("curl_global_init_mem", flags, allocate, release, reallocate, duplicate,
                                              allocate_zeroed);
}
void curl_free(void* memory) { call<decltype(curl_free)>("curl_free", memory); }
curl_slist* curl_slist_append(curl_slist* list, const char* line) {
  return call<decltype(curl_slist_append)>("curl_slist_append", list, line);
}
void curl_slist_free_all(curl_slist* list) { call<decltype(curl_slist_free_all)>("curl_slist_free_all", list); }

CURL* curl_easy_init() { return call<decltype(curl_easy_init)>("curl_easy_init"); }
void curl_easy_cleanup(CURL* handle) { call<decltype(curl_easy_cleanup)>("curl_easy_cleanup", handle); }
void curl_easy_reset(CURL* handle) { call<decltype(curl_easy_reset)>("curl_easy_reset", handle); }
CURLcode curl_easy_perform(CURL* handle) { return call<decltype(curl_easy_perform)>("curl_easy_perform", handle); }
const char* curl_easy_strerror(CURLcode code) { return call<decltype(curl_easy_strerror)>("curl_easy_strerror", code); }

CURLM* curl_multi_init() { return call<decltype(curl_multi_init)>("curl_multi_init"); }
CURLMcode curl_multi_cleanup(CURLM* connections) {
  return call<decltype(curl_multi_cleanup)>("curl_multi_cleanup", connections);
}
CURLMcode curl_multi_add_handle(CURLM* connections, CURL* handle) {
  return call<decltype(curl_multi_add_handle)>("curl_multi_add_handle", connections, handle);
}
CURLMcode curl_multi_remove_handle(CURLM* connections, CURL* handle) {
  return call<decltype(curl_multi_remove_handle)>("curl_multi_remove_handle", connections, handle);
}
CURLMcode curl_multi_perform(CURLM* connections, int* running) {
  return call<decltype(curl_multi_perform)>("curl_multi_perform", connections, running);
}
CURLMcode curl_multi_poll(CURLM* connections, curl_waitfd* descriptors, unsigned count, int timeout, int* ready) {
  return call<decltype(curl_multi_poll)>("curl_multi_poll", connections, descriptors, count, timeout, ready);
}
CURLMsg* curl_multi_info_read(CURLM* connections, int* left) {
  return call<decltype(curl_multi_info_read)>("curl_multi_info_read", connections, left);
}
const char* curl_multi_strerror(CURLMcode code) {
  return call<decltype(curl_multi_strerror)>("curl_multi_strerror", code);
}

CURLU* curl_url() { return call<decltype(curl_url)>("curl_url"); }
void curl_url_cleanup(CURLU* url) { call<decltype(curl_url_cleanup)>("curl_url_cleanup", url); }
CURLUcode curl_url_get(FirstParameter<decltype(curl_url_get)> url, CURLUPart part, char** text, unsigned flags) {
  return call<decltype(curl_url_get)>("curl_url_get", url, part, text, flags);
}
CURLUcode curl_url_set(CURLU* url, CURLUPart part, const char* text, unsigned flags) {
  return call<decltype(curl_url_set)>("curl_url_set", url, part, text, flags);
}

// The functions with variable arguments take one, whose type the number of the option tells (curl/curl.h). Like libcurl
// itself, they start behind a parameter that is an enumeration, which is passed as it is on all of our systems.
#ifdef __clang__
#pragma clang diagnostic ignored "-Wvarargs"
#endif

CURLcode(curl_easy_setopt)(CURL* handle, CURLoption option, ...) {
  std::va_list arguments;
  va_start(arguments, option);
  const CURLcode result = with_value(option, arguments, [&](auto value) {
    return call<decltype(curl_easy_setopt)>("curl_easy_setopt", handle, option, value);
  });
  va_end(arguments);
  return result;
}

CURLMcode(curl_multi_setopt)(CURLM* connections, CURLMoption option, ...) {
  std::va_list arguments;
  va_start(arguments, option);
  const CURLMcode result = with_value(option, arguments, [&](auto value) {
    return call<decltype(curl_multi_setopt)>("curl_multi_setopt", connections, option, value);
  });
  va_end(arguments);
  return result;
}

CURLcode(curl_easy_getinfo)(CURL* handle, CURLINFO information, ...) {
  std::va_list arguments;
  va_start(arguments, information);
  void* const result = va_arg(arguments, void*);
  va_end(arguments);
  return call<decltype(curl_easy_getinfo)>("curl_easy_getinfo", handle, information, result);
}
