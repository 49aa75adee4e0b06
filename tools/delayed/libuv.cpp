// The functions of libuv that we call: the first call loads the library, which only `wasmpair dev` needs. See
// libcurl.cpp for when this file is linked.

// The functions of this file must not take the place of libuv's own, within libuv.
#pragma GCC visibility push(hidden)
#include <uv.h>
#pragma GCC visibility pop

#include <dlfcn.h>

#include <string>

#include "wasmpair/error.h"

namespace {

/// The name is that of all versions with the interface of our headers.
constexpr const char* library_name = "libuv.so.1";

[[noreturn]] void fail() {
  const char* const reason = ::dlerror();
  throw wasmpair::Error(library_name,
                        "cannot be loaded: " + std::string(reason == nullptr ? "the reason is not known" : reason),
                        "Install libuv 1.44 or later: on Debian and Ubuntu, the package libuv1.");
}

void* library() {
  static void* const loaded = [] {
    void* const opened = ::dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
    if (opened == nullptr) fail();
    return opened;
  }();
  return loaded;
}

template <typename Function, typename... Arguments>
auto call(const char* name, Arguments... arguments) {
  void* const symbol = ::dlsym(library(), name);
  if (symbol == nullptr) fail();
  return reinterpret_cast<Function*>(symbol)(arguments...);
}

}  // namespace

int uv_loop_init(uv_loop_t* loop) { return call<decltype(uv_loop_init)>("uv_loop_init", loop); }
int uv_loop_close(uv_loop_t* loop) { return call<decltype(uv_loop_close)>("uv_loop_close", loop); }
int uv_run(uv_loop_t* loop, uv_run_mode mode) { return call<decltype(uv_run)>("uv_run", loop, mode); }
int uv_async_init(uv_loop_t* loop, uv_async_t* async, uv_async_cb called) {
  return call<decltype(uv_async_init)>("uv_async_init", loop, async, called);
}
int uv_async_send(uv_async_t* async) { return call<decltype(uv_async_send)>("uv_async_send", async); }
void uv_close(uv_handle_t* handle, uv_close_cb closed) { call<decltype(uv_close)>("uv_close", handle, closed); }
int uv_fs_event_init(uv_loop_t* loop, uv_fs_event_t* event) {
  return call<decltype(uv_fs_event_init)>("uv_fs_event_init", loop, event);
}
int uv_fs_event_start(uv_fs_event_t* event, uv_fs_event_cb changed, const char* path, unsigned flags) {
  return call<decltype(uv_fs_event_start)>("uv_fs_event_start", event, changed, path, flags);
}
int uv_fs_event_stop(uv_fs_event_t* event) { return call<decltype(uv_fs_event_stop)>("uv_fs_event_stop", event); }
const char* uv_strerror(int error) { return call<decltype(uv_strerror)>("uv_strerror", error); }
