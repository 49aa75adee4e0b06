#include "dev/server_command.h"

#include <fmt/format.h>

#include <chrono>
#include <sstream>
#include <utility>
#include <vector>

#include "util/platform/shell.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// A line that is longer is shown in parts.
constexpr std::size_t max_line = 4096;
constexpr std::chrono::milliseconds quiet_time{100};

}  // namespace

std::optional<GoTool> program_of_go_run(const std::string& line, const GoTool& go) {
  if (line.find_first_of(platform::special_shell_characters()) != std::string::npos) return std::nullopt;
  std::istringstream words(line);
  std::string word;
  if (!(words >> word) || word != "go" || !(words >> word) || word != "run") return std::nullopt;
  while (words >> word)
    if (!word.starts_with('-')) return GoTool{go.program, word, {}, {}, go.temporary_directory};
  return std::nullopt;
}

ServerCommand::ServerCommand(boost::asio::io_context& context, std::string line, const GoTool& go,
                             DevObserver& observer, std::function<void()> on_plan)
    : context_(context),
      line_(std::move(line)),
      temporary_directory_(go.temporary_directory),
      program_(program_of_go_run(line_, go)),
      observer_(observer),
      on_plan_(std::move(on_plan)),
      quiet_(context) {}

void ServerCommand::start() {
  if (line_.empty()) return;
  sources_ = Snapshot(plan_);
  ChildCommand command = shell_command(line_, temporary_directory_);
  // As Ctrl-C would end it: `go run` passes the signal on, and removes its files itself.
  if (program_) command.stop_request = StopRequest::Interrupt;
  child_ = std::make_unique<Child>(
      context_, command, [this](Stream, std::string_view text) { wrote(text); },
      [this](Ended ended_so) { ended(ended_so); });
  list();
}

void ServerCommand::stop() {
  quiet_.cancel();
  lister_.reset();
  child_.reset();
}

void ServerCommand::changed(const std::string& directory, const std::string& name) {
  if (program_ && plan_.effect(directory, name) != Effect::None) restart_soon();
}

void ServerCommand::restart_soon() {
  quiet_.expires_after(quiet_time);
  quiet_.async_wait([this](const boost::system::error_code& error) {
    if (!error) restart();
  });
}

/// Its successor may need the same port, so the command has to end first.
void ServerCommand::restart() {
  is_restarting_ = true;
  if (child_)
    child_->stop();
  else
    ended({});
}

void ServerCommand::ended(Ended ended_so) {
  child_.reset();
  if (!unfinished_.empty()) wrote("\n");
  if (std::exchange(is_restarting_, false)) {
    observer_.server_wrote("(starts again)");
    return start();
  }
  observer_.noticed(fmt::format(
      "the command of --run ended {} {}: {}\n{}", ended_so.by_signal ? "by signal" : "with status", ended_so.number,
      line_, program_ ? "It starts again when one of its Go sources changes." : "Start dev again to run it again."));
}

void ServerCommand::wrote(std::string_view text) {
  for (const char c : text) {
    if (c != '\n') unfinished_ += c;
    if (c != '\n' && unfinished_.size() < max_line) continue;
    if (unfinished_.ends_with('\r')) unfinished_.pop_back();
    observer_.server_wrote(std::exchange(unfinished_, ""));
  }
}

void ServerCommand::list() {
  if (!program_) return;
  list_output_.clear();
  lister_ = std::make_unique<Child>(
      context_, list_command(*program_),
      [this](Stream stream, std::string_view text) {
        if (stream == Stream::Output) list_output_ += text;
      },
      [this](Ended ended_so) { listed(ended_so); });
}

void ServerCommand::listed(Ended ended_so) {
  lister_.reset();
  if (!ended_so.succeeded()) return;
  try {
    WatchPlan plan;
    plan.add_packages(read_go_packages(list_output_));
    plan_ = std::move(plan);
  } catch (const Error& error) {
    return observer_.noticed(error.what());
  }
  on_plan_();
  if (!sources_.changed_file(plan_).empty()) restart_soon();
}

}  // namespace wasmpair
