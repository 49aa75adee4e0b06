#include "dev/watcher.h"

#include <uv.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <future>
#include <map>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "util/platform/advice.h"
#include "util/platform/file_status.h"
#include "util/system_error.h"

namespace wasmpair {
namespace {

namespace asio = boost::asio;

/// Another one after the directory was removed and created again.
std::optional<FileIdentity> identity_of(const std::string& directory) {
  const std::optional<FileStatus> status = platform::status_at(directory);
  if (!status || status->kind != FileKind::Directory) return std::nullopt;
  return status->identity;
}

/// What brings changes to the thread of the context. Shared with handlers, which may run after the watcher was
/// destroyed.
struct Delivery {
  Delivery(asio::io_context& destination, Watcher::OnChange callback)
      : context(destination), on_change(std::move(callback)), work(asio::make_work_guard(destination)) {}

  asio::io_context& context;
  Watcher::OnChange on_change;
  bool is_closed = false;  ///< Of the context's thread alone.
  asio::executor_work_guard<asio::io_context::executor_type> work;
};

/// libuv owns it until its last callback, which deletes it.
struct Watch {
  uv_fs_event_t event{};
  std::string directory;
  std::optional<FileIdentity> identity;  ///< Nothing if the system has stopped watching.
  std::shared_ptr<Delivery> delivery;
};

void changed(uv_fs_event_t* event, const char* name, int, int status) {
  Watch& watch = *static_cast<Watch*>(event->data);
  if (status < 0) {  // on Windows, a directory that was removed would fail again and again
    ::uv_fs_event_stop(event);
    watch.identity.reset();
  }
  asio::post(watch.delivery->context,
             [delivery = watch.delivery, directory = watch.directory, changed_name = std::string(name ? name : "")] {
               if (!delivery->is_closed) delivery->on_change(directory, changed_name);
             });
}

void release(uv_handle_t* handle) { delete static_cast<Watch*>(handle->data); }

void close(Watch* watch) { ::uv_close(reinterpret_cast<uv_handle_t*>(&watch->event), release); }

[[noreturn]] void fail(int error) {
  throw Error("", std::string("cannot watch files: ") + ::uv_strerror(error),
              std::string(platform::advice_for(-error)));
}

}  // namespace

/// libuv's loop, in a thread of its own: on Windows it has nothing that Asio could wait for.
class Watcher::Loop {
 public:
  Loop(asio::io_context& context, OnChange on_change)
      : delivery_(std::make_shared<Delivery>(context, std::move(on_change))) {
    if (const int error = ::uv_loop_init(&loop_); error != 0) fail(error);
    if (const int error = ::uv_async_init(&loop_, &wake_, [](uv_async_t*) {}); error != 0) {
      ::uv_loop_close(&loop_);
      fail(error);
    }
    try {
      thread_ = std::thread([this] { run(); });
    } catch (const std::system_error& error) {
      end();
      ::uv_loop_close(&loop_);
      throw system_error("", "watch files", error.code().value());
    }
  }

  ~Loop() {
    delivery_->is_closed = true;
    delivery_->work.reset();
    in_thread([this] { end(); });
    thread_.join();
    ::uv_loop_close(&loop_);
  }

  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  std::string watch(const std::set<std::string>& directories) {
    std::string problem;
    in_thread([&] { problem = watch_now(directories); });
    return problem;
  }

 private:
  void run() {
    while (!has_ended_) {
      ::uv_run(&loop_, UV_RUN_ONCE);
      std::packaged_task<void()> task;
      {
        const std::lock_guard lock(mutex_);
        task = std::exchange(task_, {});
      }
      if (task.valid()) task();
    }
  }

  /// Calls it in the thread of the loop, and returns when the loop has done what follows from it.
  template <typename Function>
  void in_thread(Function function) {
    std::packaged_task<void()> task([this, function] {
      function();
      ::uv_run(&loop_, UV_RUN_NOWAIT);
    });
    std::future<void> done = task.get_future();
    {
      const std::lock_guard lock(mutex_);
      task_ = std::move(task);
    }
    ::uv_async_send(&wake_);
    done.get();
  }

  void end() {
    for (const auto& [directory, watch] : watches_) close(watch);
    watches_.clear();
    ::uv_close(reinterpret_cast<uv_handle_t*>(&wake_), nullptr);
    ::uv_run(&loop_, UV_RUN_DEFAULT);  // until all is closed
    has_ended_ = true;
  }

  std::string watch_now(const std::set<std::string>& directories) {
    std::string problem;
    std::map<std::string, Watch*> still;
    for (const std::string& directory : directories) {
      const std::optional<FileIdentity> identity = identity_of(directory);
      const auto known = watches_.find(directory);
      if (identity && known != watches_.end() && known->second->identity == *identity)
        still.insert(watches_.extract(known));
    }
    // Watches of two paths to one directory share what the system has for it, so old ones end before new ones begin.
    for (const auto& [directory, watch] : watches_) close(watch);
    watches_ = std::move(still);
    for (const std::string& directory : directories) {
      const std::optional<FileIdentity> identity = identity_of(directory);
      if (!identity || watches_.contains(directory)) continue;
      const int error = add(directory, *identity);
      if (error != 0 && identity_of(directory)) problem = directory + ": " + ::uv_strerror(error);
    }
    return problem;
  }

  int add(const std::string& directory, const FileIdentity& identity) {
    auto* const watch = new Watch{{}, directory, identity, delivery_};
    ::uv_fs_event_init(&loop_, &watch->event);
    watch->event.data = watch;
    const int error = ::uv_fs_event_start(&watch->event, changed, directory.c_str(), 0);
    if (error == 0)
      watches_.emplace(directory, watch);
    else
      close(watch);
    return error;
  }

  std::shared_ptr<Delivery> delivery_;
  uv_loop_t loop_{};
  uv_async_t wake_{};
  std::map<std::string, Watch*> watches_;  ///< Of the thread alone.
  bool has_ended_ = false;                 ///< Likewise.
  std::mutex mutex_;
  std::packaged_task<void()> task_;
  std::thread thread_;
};

Watcher::Watcher(asio::io_context& context, OnChange on_change)
    : loop_(std::make_unique<Loop>(context, std::move(on_change))) {}

Watcher::~Watcher() = default;

std::string Watcher::watch(const std::set<std::string>& directories) { return loop_->watch(directories); }

}  // namespace wasmpair
