#include "dev/watcher.h"

#include <uv.h>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <cerrno>
#include <map>
#include <optional>
#include <utility>

#include "util/platform/file_status.h"
#include "util/system_error.h"

namespace wasmpair {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

/// Another one after the directory was removed and created again.
std::optional<FileIdentity> identity_of(const std::string& directory) {
  const std::optional<FileStatus> status = platform::status_at(directory);
  if (!status || status->kind != FileKind::Directory) return std::nullopt;
  return status->identity;
}

/// libuv owns it until its last callback, which deletes it.
struct Watch {
  uv_fs_event_t event{};
  std::string directory;
  FileIdentity identity;
  const Watcher::OnChange* on_change = nullptr;
};

void changed(uv_fs_event_t* event, const char* name, int, int) {
  const Watch& watch = *static_cast<const Watch*>(event->data);
  (*watch.on_change)(watch.directory, name == nullptr ? "" : name);
}

void release(uv_handle_t* handle) { delete static_cast<Watch*>(handle->data); }

void close(Watch* watch) { ::uv_close(reinterpret_cast<uv_handle_t*>(&watch->event), release); }

}  // namespace

/// libuv's loop never waits: it runs when Asio finds its descriptor ready.
struct Watcher::Loop : std::enable_shared_from_this<Watcher::Loop> {
  Loop(asio::io_context& context, OnChange callback) : on_change(std::move(callback)), ready(context) {
    const int error = ::uv_loop_init(&loop);
    if (error != 0) throw system_error("", "watch files", -error);
    ready.assign(::uv_backend_fd(&loop));
  }

  ~Loop() {
    ready.release();
    for (const auto& [directory, watch] : watches) close(watch);
    ::uv_run(&loop, UV_RUN_NOWAIT);
    ::uv_loop_close(&loop);
  }

  void wait() {
    ready.async_wait(asio::posix::stream_descriptor::wait_read, [self = shared_from_this()](const error_code& error) {
      if (error || self->is_closed) return;
      self->run();
      if (!self->is_closed) self->wait();
    });
  }

  /// Delivers changes, and registers and releases watches.
  void run() { ::uv_run(&loop, UV_RUN_NOWAIT); }

  int add(const std::string& directory, const FileIdentity& identity) {
    auto* const watch = new Watch{{}, directory, identity, &on_change};
    ::uv_fs_event_init(&loop, &watch->event);
    watch->event.data = watch;
    const int error = ::uv_fs_event_start(&watch->event, changed, directory.c_str(), 0);
    if (error == 0)
      watches.emplace(directory, watch);
    else
      close(watch);
    return error;
  }

  OnChange on_change;
  uv_loop_t loop{};
  asio::posix::stream_descriptor ready;
  std::map<std::string, Watch*> watches;
  bool is_closed = false;
};

Watcher::Watcher(asio::io_context& context, OnChange on_change)
    : loop_(std::make_shared<Loop>(context, std::move(on_change))) {
  loop_->wait();
}

Watcher::~Watcher() {
  loop_->is_closed = true;
  loop_->ready.cancel();
}

std::string Watcher::watch(const std::set<std::string>& directories) {
  std::string problem;
  std::map<std::string, Watch*> still;
  for (const std::string& directory : directories) {
    const std::optional<FileIdentity> identity = identity_of(directory);
    const auto known = loop_->watches.find(directory);
    if (identity && known != loop_->watches.end() && known->second->identity == *identity)
      still.insert(loop_->watches.extract(known));
  }
  // Watches of two paths to one directory share what the system has for it, so old ones end before new ones begin.
  for (const auto& [directory, watch] : loop_->watches) close(watch);
  loop_->watches = std::move(still);
  for (const std::string& directory : directories) {
    const std::optional<FileIdentity> identity = identity_of(directory);
    if (!identity || loop_->watches.contains(directory)) continue;
    const int error = loop_->add(directory, *identity);
    if (error != 0 && identity_of(directory)) problem = directory + ": " + ::uv_strerror(error);
  }
  loop_->run();
  return problem;
}

}  // namespace wasmpair
