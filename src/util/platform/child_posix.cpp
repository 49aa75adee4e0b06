#include "util/platform/child.h"

#include <sys/wait.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/read.hpp>
#include <cerrno>
#include <utility>

#include "util/platform/guardian.h"
#include "util/platform/posix.h"

namespace wasmpair {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

/// More than a pipe holds, in units of a buffer.
constexpr std::size_t last_reads = 256;

Ended ended_from(int status) {
  if (WIFSIGNALED(status)) return {true, WTERMSIG(status)};
  return {false, WEXITSTATUS(status)};
}

/// One of the streams that the command writes to.
struct Source {
  Source(asio::io_context& context, int descriptor, Stream which) : pipe(context, descriptor), stream(which) {
    pipe.non_blocking(true);
  }

  asio::posix::stream_descriptor pipe;
  Stream stream;
  std::array<char, 16U << 10U> buffer{};
};

}  // namespace

struct Child::State : std::enable_shared_from_this<Child::State> {
  State(asio::io_context& context, const ChildCommand& command, OnOutput output, OnEnd end)
      : guardian(start_guarded(command)),
        sources{Source(context, platform::descriptor_of(guardian.output.release()), Stream::Output),
                Source(context, platform::descriptor_of(guardian.errors.release()), Stream::Errors)},
        status_pipe(context, platform::descriptor_of(guardian.status.release())),
        on_output(std::move(output)),
        on_end(std::move(end)) {}

  void read(Source& source) {
    // Nothing is read before its turn: what an earlier read had taken would be lost when the end is seen first.
    source.pipe.async_wait(asio::posix::stream_descriptor::wait_read,
                           [self = shared_from_this(), &source](const error_code& failed) {
                             if (self->is_closed || failed) return;
                             error_code error;
                             if (self->read_now(source, error) || error == asio::error::would_block) self->read(source);
                           });
  }

  /// Reads once. False if there is nothing, or will be nothing any more.
  bool read_now(Source& source, error_code& error) {
    const std::size_t count = source.pipe.read_some(asio::buffer(source.buffer), error);
    if (count > 0) on_output(source.stream, {source.buffer.data(), count});
    return !error && !is_closed;
  }

  void await_status() {
    asio::async_read(status_pipe, asio::buffer(&status, sizeof status),
                     [self = shared_from_this()](const error_code& error, std::size_t) {
                       if (!self->is_closed) self->finish(error);
                     });
  }

  void finish(const error_code& error) {
    drain();
    if (is_closed) return;
    close();
    // A guardian that was killed reports nothing: its command was killed with it, except on macOS.
    const Ended ended = error ? Ended{true, SIGKILL} : ended_from(status);
    const OnEnd last = on_end;
    last(ended);
  }

  /// What is left in the pipes: a process that left the group may keep them open, and write, for ever.
  void drain() {
    error_code error;
    for (Source& source : sources)
      for (std::size_t reads = 0; reads < last_reads && !is_closed; ++reads)
        if (!read_now(source, error)) break;
  }

  void close() {
    is_closed = true;
    error_code ignored;
    for (Source& source : sources) source.pipe.close(ignored);
    status_pipe.close(ignored);
  }

  Guardian guardian;
  std::array<Source, 2> sources;
  asio::posix::stream_descriptor status_pipe;
  OnOutput on_output;
  OnEnd on_end;
  int status = 0;
  bool is_closed = false;
};

Child::Child(asio::io_context& context, const ChildCommand& command, OnOutput on_output, OnEnd on_end)
    : state_(std::make_shared<State>(context, command, std::move(on_output), std::move(on_end))) {
  for (Source& source : state_->sources) state_->read(source);
  state_->await_status();
}

Child::~Child() {
  state_->close();
  stop();
  while (::waitpid(state_->guardian.process, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void Child::stop() { state_->guardian.leash = Descriptor(); }

}  // namespace wasmpair
