// The back end that runs beside the preview: `wasmpair dev --run "go run ./server"`.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "dev/go_tool.h"
#include "dev/snapshot.h"
#include "dev/watch_plan.h"
#include "util/platform/child.h"
#include "wasmpair/development.h"

namespace wasmpair {

/// The program that a command line runs by `go run`; nothing if it is any other command, or needs a shell to be
/// understood. go: the go command, whatever it works on.
std::optional<GoTool> program_of_go_run(const std::string& line, const GoTool& go);

/// Runs a shell command, and again when its Go sources change, if it is a `go run`.
class ServerCommand {
 public:
  /// on_plan: other directories have to be watched.
  ServerCommand(boost::asio::io_context& context, std::string line, const GoTool& go, DevObserver& observer,
                std::function<void()> on_plan);

  void start();
  /// Ends it, and waits for that.
  void stop();

  /// What its sources are in.
  const std::set<std::string>& directories() const { return plan_.directories(); }
  /// Something in a directory has changed.
  void changed(const std::string& directory, const std::string& name);

 private:
  void restart_soon();
  void restart();
  void ended(Ended ended);
  void wrote(std::string_view text);
  void list();
  void listed(Ended ended);

  boost::asio::io_context& context_;
  std::string line_;
  std::string temporary_directory_;
  std::optional<GoTool> program_;
  DevObserver& observer_;
  std::function<void()> on_plan_;
  WatchPlan plan_;
  Snapshot sources_;  ///< At its start.
  boost::asio::steady_timer quiet_;
  std::unique_ptr<Child> child_;
  std::unique_ptr<Child> lister_;
  std::string list_output_;
  std::string unfinished_;  ///< The line that the command is writing.
  bool is_restarting_ = false;
};

}  // namespace wasmpair
