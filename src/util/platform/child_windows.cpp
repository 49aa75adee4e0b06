#include "util/platform/child.h"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/windows/object_handle.hpp>
#include <boost/asio/windows/stream_handle.hpp>
#include <chrono>
#include <optional>
#include <utility>

#include "util/platform/job_windows.h"

namespace wasmpair {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
using platform::CommandJob;

/// How long a command may take to end when it is asked to.
constexpr std::chrono::seconds polite_time{3};
/// How often we look whether the last process of a job has ended.
constexpr std::chrono::milliseconds look_time{10};
/// How long output may take to arrive after that.
constexpr std::chrono::seconds output_time{3};
constexpr std::int64_t could_not_start = 127;  // as shells have it

/// One of the streams that the command writes to.
struct Source {
  Source(asio::io_context& context, Stream which) : pipe(context), stream(which) {}

  asio::windows::stream_handle pipe;
  Stream stream;
  std::array<char, 16U << 10U> buffer{};
};

}  // namespace

struct Child::State : std::enable_shared_from_this<Child::State> {
  State(asio::io_context& context, const ChildCommand& command, OnOutput output, OnEnd end)
      : job(CommandJob::start(command)),
        sources{Source(context, Stream::Output), Source(context, Stream::Errors)},
        first_process(context),
        look(context),
        on_output(std::move(output)),
        on_end(std::move(end)) {}

  void start(asio::io_context& context) {
    if (!job) return asio::post(context, [self = shared_from_this()] { self->report_failure(); });
    sources[0].pipe.assign(platform::native(job->take_output().release()));
    sources[1].pipe.assign(platform::native(job->take_errors().release()));
    for (Source& source : sources) read(source);
    await_first_process();
  }

  void report_failure() {
    if (!is_closed) on_output(Stream::Errors, "the command could not be started\n");
    if (!is_closed) finish({false, could_not_start});
  }

  void read(Source& source) {
    source.pipe.async_read_some(asio::buffer(source.buffer),
                                [self = shared_from_this(), &source](const error_code& error, std::size_t count) {
                                  if (self->is_closed) return;
                                  if (count > 0) self->on_output(source.stream, {source.buffer.data(), count});
                                  if (self->is_closed) return;
                                  if (!error) return self->read(source);
                                  source.pipe.close();
                                  if (self->ending_since) self->await_all();
                                });
  }

  void await_first_process() {
    HANDLE process = nullptr;  // an own handle, which Asio closes
    ::DuplicateHandle(::GetCurrentProcess(), job->process(), ::GetCurrentProcess(), &process, SYNCHRONIZE, FALSE, 0);
    first_process.assign(process);
    first_process.async_wait([self = shared_from_this()](const error_code&) {
      if (self->is_closed || self->ending_since) return;
      // Whatever it has left would end with it anyway, and may not share our console.
      self->job->kill();
      self->ending_since = Clock::now();
      self->await_all();
    });
  }

  void stop() {
    if (!job || is_closed || ending_since) return;
    job->interrupt();
    ending_since = Clock::now();
    await_all();
  }

  /// Until all processes have ended and their output has arrived.
  void await_all() {
    if (is_closed) return;
    const bool ended = job->has_ended();
    if (ended && !ended_at) ended_at = Clock::now();
    const bool output_is_open = sources[0].pipe.is_open() || sources[1].pipe.is_open();
    if (ended && (!output_is_open || Clock::now() - *ended_at >= output_time))
      return finish({false, job->exit_status()});
    if (!ended && Clock::now() - *ending_since >= polite_time) job->kill();
    look.expires_after(look_time);
    look.async_wait([self = shared_from_this()](const error_code& error) {
      if (!error) self->await_all();
    });
  }

  void finish(Ended ended) {
    close();
    const OnEnd last = on_end;
    last(ended);
  }

  void close() {
    is_closed = true;
    error_code ignored;
    for (Source& source : sources) source.pipe.close(ignored);
    first_process.close(ignored);
    look.cancel();
  }

  /// Without the context's help.
  void end_now() {
    if (!job) return;
    if (!ending_since && !job->has_ended()) job->interrupt();
    if (!ending_since) ending_since = Clock::now();
    while (!job->has_ended()) {
      if (Clock::now() - *ending_since >= polite_time) job->kill();
      ::Sleep(static_cast<DWORD>(look_time.count()));
    }
  }

  std::optional<CommandJob> job;
  std::array<Source, 2> sources;
  asio::windows::object_handle first_process;
  asio::steady_timer look;
  OnOutput on_output;
  OnEnd on_end;
  std::optional<Clock::time_point> ending_since;  ///< When it was asked to, or did so by itself.
  std::optional<Clock::time_point> ended_at;      ///< When its last process was seen to have ended.
  bool is_closed = false;
};

Child::Child(asio::io_context& context, const ChildCommand& command, OnOutput on_output, OnEnd on_end)
    : state_(std::make_shared<State>(context, command, std::move(on_output), std::move(on_end))) {
  state_->start(context);
}

Child::~Child() {
  state_->close();
  state_->end_now();
}

void Child::stop() { state_->stop(); }

}  // namespace wasmpair
