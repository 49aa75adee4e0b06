#include "dev/session.h"

#include <boost/asio/post.hpp>
#include <boost/filesystem/operations.hpp>
#include <boost/filesystem/path.hpp>
#include <utility>

#include "dev/compiler_messages.h"
#include "dev/problem_event.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

namespace fs = boost::filesystem;
using boost::system::error_code;

/// An editor writes a file in several steps, and a tool many files: they belong together.
constexpr std::chrono::milliseconds quiet_time{30};
/// What is kept of the output of a build.
constexpr std::size_t max_build_output = 1U << 20U;
constexpr std::size_t max_list_output = 256U << 20U;

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void append(std::string& text, std::string_view more, std::size_t limit) {
  text += more.substr(0, limit - std::min(text.size(), limit));
}

/// Relative to the current directory, if it is below.
std::string shown(const std::string& path) {
  error_code error;
  const std::string here = fs::current_path(error).generic_string() + "/";
  return path.starts_with(here) ? path.substr(here.size()) : path;
}

FileStamp stamp_of(const std::string& file) {
  const FileStamps stamps = stamps_of({file});
  return stamps.empty() ? FileStamp{} : stamps.begin()->second;
}

}  // namespace

Session::Session(boost::asio::io_context& context, SessionSetup setup, Server& server, DevObserver& observer)
    : context_(context),
      setup_(std::move(setup)),
      server_(server),
      observer_(observer),
      watcher_(context, [this](const std::string& directory, const std::string& name) { changed(directory, name); }),
      server_command_(context, setup_.server_command, setup_.go, observer, [this] { watch_directories(); }),
      quiet_(context) {}

Session::~Session() { stop(); }

void Session::start(const std::vector<GoPackage>& packages) {
  last_change_ = Clock::now();
  watch(packages);
  server_command_.start();
  build();
}

void Session::stop() {
  if (std::exchange(is_stopped_, true)) return;
  quiet_.cancel();
  cancelled_ = true;
  builder_.reset();
  lister_.reset();
  server_command_.stop();
  packer_.join();
}

// Changes -------------------------------------------------------------------------------------------------------------

void Session::changed(const std::string& directory, const std::string& name) {
  if (is_stopped_) return;
  server_command_.changed(directory, name);
  // Without a name, anything in the directory may have changed.
  const Effect effect = name.empty() ? Effect::Build : plan_.effect(directory, name);
  if (effect != Effect::None) add_change((fs::path(directory) / name).generic_string(), effect);
}

void Session::add_change(const std::string& path, Effect effect) {
  pending_ = std::max(pending_, effect);
  pending_files_.insert(shown(path));
  last_change_ = Clock::now();
  if (builder_) builder_->stop();
  cancelled_ = true;
  is_gathering_ = true;
  quiet_.expires_after(quiet_time);
  quiet_.async_wait([this](const error_code& error) {
    if (error) return;
    is_gathering_ = false;
    begin();
  });
}

/// Begins with what is pending, unless it is too early: then its end, or that of the gathering, calls again.
void Session::begin() {
  if (is_stopped_ || is_gathering_ || work_ != Work::None || pending_ == Effect::None) return;
  observer_.changed({pending_files_.begin(), pending_files_.end()});
  pending_files_.clear();
  const Effect effect = std::exchange(pending_, Effect::None);
  if (effect == Effect::Build || packed_module_ == FileStamp{})
    build();
  else
    pack();
}

// Building ------------------------------------------------------------------------------------------------------------

void Session::build() {
  work_ = Work::Building;
  lister_.reset();
  release_ = {};
  build_output_.clear();
  sources_ = Snapshot(plan_);
  const auto start = Clock::now();
  builder_ = std::make_unique<Child>(
      context_, build_command(setup_.go, setup_.module_file),
      [this](Stream, std::string_view text) { append(build_output_, text, max_build_output); },
      [this, start](Ended ended) {
        release_.build_seconds = seconds_since(start);
        built(ended);
      });
}

void Session::built(Ended ended) {
  builder_.reset();
  work_ = Work::None;
  if (pending_ != Effect::None) {
    pending_ = Effect::Build;  // this one was not finished
    return begin();
  }
  const FileStamp module = stamp_of(setup_.module_file);
  if (!ended.succeeded() || module == FileStamp{}) {
    packed_module_ = {};
    DevFailure failure{"The program does not compile", compiler_messages(build_output_)};
    if (failure.problems.empty()) failure.problems.push_back({"", "go build failed without a message."});
    return fail(failure);
  }
  if (module == packed_module_ && !has_failed_) {
    observer_.unchanged();
    return settle();
  }
  pack();
}

// Packing -------------------------------------------------------------------------------------------------------------

void Session::pack() {
  work_ = Work::Packing;
  cancelled_ = false;
  if (release_.build_seconds == 0) sources_ = Snapshot(plan_);
  packed_module_ = stamp_of(setup_.module_file);
  release_.module_bytes = static_cast<std::uint64_t>(packed_module_.bytes);
  const auto start = Clock::now();
  boost::asio::post(packer_, [this, start] {
    const Packed result = setup_.pack(cancelled_);
    boost::asio::post(context_, [this, start, result] {
      release_.pack_seconds = seconds_since(start);
      packed(result);
    });
  });
}

void Session::packed(const Packed& result) {
  work_ = Work::None;
  if (is_stopped_) return;
  if (pending_ != Effect::None) {
    has_failed_ = true;  // whatever it was, nobody has seen it
    return begin();
  }
  if (result.failure) return fail(*result.failure);
  release_.download = result.download;
  release_.warnings = result.warnings;
  const bool is_new = server_.take_release();
  server_.show(no_problem_event);
  has_failed_ = false;
  release_.seconds = seconds_since(last_change_);
  if (is_new)
    observer_.released(release_);
  else
    observer_.unchanged();
  release_ = {};
  plan_again();
}

void Session::fail(const DevFailure& failure) {
  has_failed_ = true;
  release_ = {};
  server_.show(problem_event(failure));
  observer_.failed(failure);
  plan_again();
}

/// Nothing new is served, and nothing is wrong.
void Session::settle() {
  has_failed_ = false;
  release_ = {};
  server_.show(no_problem_event);
  plan_again();
}

// What to watch -------------------------------------------------------------------------------------------------------

/// After the work, so that nobody waits for it: a build may have made other packages part of the program.
void Session::plan_again() {
  list_output_.clear();
  lister_ = std::make_unique<Child>(
      context_, list_command(setup_.go),
      [this](Stream stream, std::string_view text) {
        if (stream == Stream::Output) append(list_output_, text, max_list_output);
      },
      [this](Ended ended) { listed(ended); });
}

void Session::listed(Ended ended) {
  lister_.reset();
  if (is_stopped_) return;
  // With a broken go.mod there is no list: what was watched so far includes it.
  try {
    if (ended.succeeded()) watch(read_go_packages(list_output_));
  } catch (const Error& error) {
    observer_.noticed(error.what());
  }
  expect_current();
}

void Session::watch(const std::vector<GoPackage>& packages) {
  WatchPlan plan;
  plan.add_packages(packages);
  plan.add_page_sources(setup_.page_sources);
  if (!setup_.workspace_file.empty()) plan.add_build_file(setup_.workspace_file);
  plan_ = std::move(plan);
  watch_directories();
}

void Session::watch_directories() {
  std::set<std::string> directories = plan_.directories();
  directories.insert(server_command_.directories().begin(), server_command_.directories().end());
  const std::string problem = watcher_.watch(directories);
  if (!problem.empty())
    observer_.noticed("Not every change will be noticed: " + problem +
                      "\nOn Linux, raise the limit: sysctl fs.inotify.max_user_watches=524288");
}

void Session::expect_current() {
  if (work_ != Work::None || pending_ != Effect::None) return;
  const std::string changed_file = sources_.changed_file(plan_);
  if (!changed_file.empty()) add_change(changed_file, Effect::Build);
}

}  // namespace wasmpair
