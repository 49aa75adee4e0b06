#include "unit/support/recorded_calls.h"

#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <map>
#include <mutex>
#include <optional>

namespace wasmpair {
namespace {

struct Call {
  const char* verb;
  std::string name;
};

// The replaced functions are global, and so is what they note. Threads of the code under test may call them.
struct Records {
  std::vector<Call> calls;
  std::map<std::string, std::string> later_names;  // of temporary files
};

std::mutex mutex;
std::optional<Records> records;

std::string name_of(int file) {
  std::array<char, 4096> target{};
  const std::string link = "/proc/self/fd/" + std::to_string(file);
  const ssize_t length = ::readlink(link.c_str(), target.data(), target.size());
  if (length < 0) return "";
  const std::string path(target.data(), static_cast<std::size_t>(length));
  return path.substr(path.rfind('/') + 1);
}

void note_flush(int file) {
  const std::scoped_lock lock(mutex);
  if (records) records->calls.push_back({"flush ", name_of(file)});
}

void note_name(const char* from, const char* to) {
  const std::scoped_lock lock(mutex);
  if (!records) return;
  records->calls.push_back({"name ", from});
  records->later_names[from] = to;
}

}  // namespace

RecordedCalls::RecordedCalls() {
  const std::scoped_lock lock(mutex);
  records.emplace();
}

RecordedCalls::~RecordedCalls() {
  const std::scoped_lock lock(mutex);
  records.reset();
}

std::vector<std::string> RecordedCalls::list() const {
  const std::scoped_lock lock(mutex);
  std::vector<std::string> lines;
  for (const auto& [verb, name] : records->calls) {
    const auto later = records->later_names.find(name);
    lines.push_back(verb + (later == records->later_names.end() ? name : later->second));
  }
  return lines;
}

}  // namespace wasmpair

// In place of the C library's, which make the same system calls. One has another name here, because C libraries declare
// it with and without noexcept.
extern "C" {

int recorded_renameat(int from_directory, const char* from, int to_directory, const char* to) __asm__("renameat");

int fsync(int file) {
  const auto result = static_cast<int>(::syscall(SYS_fsync, file));
  if (result == 0) wasmpair::note_flush(file);
  return result;
}

int recorded_renameat(int from_directory, const char* from, int to_directory, const char* to) {
  const auto result = static_cast<int>(::syscall(SYS_renameat, from_directory, from, to_directory, to));
  if (result == 0) wasmpair::note_name(from, to);
  return result;
}
}
