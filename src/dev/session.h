// The loop of `wasmpair dev`: from a save to a release that is served, or to a failure that is shown.
//
//   save --> gather --> go build --> pack --> serve
//                          |           |        \--> go list: what to watch from now on
//                          +--failure--+----------> the page and the terminal
//
// Everything runs in the thread of the context, except for packing. A save while something runs ends that: what follows
// begins with all saves until then.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "dev/file_stamps.h"
#include "dev/go_tool.h"
#include "dev/server_command.h"
#include "dev/snapshot.h"
#include "dev/watch_plan.h"
#include "dev/watcher.h"
#include "preview/server.h"
#include "util/platform/child.h"
#include "wasmpair/development.h"

namespace wasmpair {

/// What packing has led to.
struct Packed {
  std::optional<DevFailure> failure;
  bool was_cancelled = false;
  std::uint64_t download = 0;
  std::vector<Warning> warnings;
};

/// Packs the module into the directory that the server serves. Called in another thread; does not throw.
using PackModuleFile = std::function<Packed(const std::atomic<bool>& cancelled)>;

struct SessionSetup {
  GoTool go;
  std::string module_file;  ///< Where builds go.
  PageSources page_sources;
  std::string workspace_file;  ///< go.work, or where one would be; "": none.
  std::string server_command;  ///< "": none.
  PackModuleFile pack;
};

class Session {
 public:
  Session(boost::asio::io_context& context, SessionSetup setup, Server& server, DevObserver& observer);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// Watches the sources of these packages, and builds.
  void start(const std::vector<GoPackage>& packages);
  /// Ends everything that runs.
  void stop();

 private:
  enum class Work { None, Building, Packing };
  using Clock = std::chrono::steady_clock;

  void changed(const std::string& directory, const std::string& name);
  void add_change(const std::string& path, Effect effect);
  void begin();
  void build();
  void built(Ended ended);
  void pack();
  void packed(const Packed& result);
  void fail(const DevFailure& failure);
  void settle();
  void plan_again();
  void listed(Ended ended);
  void watch(const std::vector<GoPackage>& packages);
  void watch_directories();
  void expect_current();

  boost::asio::io_context& context_;
  SessionSetup setup_;
  Server& server_;
  DevObserver& observer_;
  Watcher watcher_;
  WatchPlan plan_;
  ServerCommand server_command_;
  boost::asio::steady_timer quiet_;
  boost::asio::thread_pool packer_{1};
  std::atomic<bool> cancelled_{false};

  Work work_ = Work::None;
  bool is_stopped_ = false;
  bool has_failed_ = false;  ///< What was built or packed last.
  std::unique_ptr<Child> builder_;
  std::unique_ptr<Child> lister_;
  std::string build_output_;
  std::string list_output_;
  FileStamp packed_module_;  ///< As it was packed last.
  Snapshot sources_;         ///< At the start of the last build.

  Effect pending_ = Effect::None;  ///< Of changes since then.
  std::set<std::string> pending_files_;
  bool is_gathering_ = false;
  Clock::time_point last_change_;
  DevRelease release_;  ///< Times of what is being built.
};

}  // namespace wasmpair
