// Commands on Windows, as wasmpair starts them: windows_child.test.mjs runs this program, which starts itself in
// several roles.
//   windows_child check         checks whatever needs one process that looks on, and prints a line for each check
//   windows_child own FILE      starts "hold FILE", waits until it does, and terminates itself
//   windows_child wait FILE     waits until nobody holds the file
// windows_publish.test.mjs, too, lets it hold files:
//   windows_child hold FILE     has it open for itself alone, for a minute
//   windows_child read FILE     has it open for reading, and lets others read it, but not replace it
#include "util/platform/child.h"

#include <boost/asio/io_context.hpp>
#include <csignal>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "util/platform/windows.h"
// The order matters: windows.h comes first.
#include <shellapi.h>

namespace wasmpair {
namespace {

constexpr DWORD longest_wait = 60'000;

std::string own_path() {
  std::wstring path(32768, L'\0');
  path.resize(::GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size())));
  return platform::utf8_of(path);
}

ChildCommand self(std::vector<std::string> words) {
  ChildCommand command;
  words.insert(words.begin(), own_path());
  command.words = std::move(words);
  return command;
}

ChildCommand shell(const std::string& line) {
  ChildCommand command;
  command.shell_line = line;
  return command;
}

// Roles ---------------------------------------------------------------------------------------------------------------

int print_words(const std::vector<std::string>& words) {
  for (const std::string& word : words) std::cout << '[' << word << "]\n";
  return 3;
}

int print_stream_kinds() {
  char byte = 0;
  DWORD count = 0;
  const bool empty = ::ReadFile(::GetStdHandle(STD_INPUT_HANDLE), &byte, 1, &count, nullptr) != 0 && count == 0;
  std::cout << (empty ? "empty" : "something") << "\n";
  std::cerr << "errors\n";
  return 0;
}

int sleep_after_ready() {
  std::cout << "ready" << std::endl;
  ::Sleep(longest_wait);
  return 4;
}

BOOL WINAPI refuse(DWORD) { return TRUE; }

int ignore_requests() {
  ::SetConsoleCtrlHandler(refuse, TRUE);
  return sleep_after_ready();
}

volatile std::sig_atomic_t was_asked = 0;

int end_politely() {
  std::signal(SIGBREAK, [](int) { was_asked = 1; });
  std::cout << "ready" << std::endl;
  for (DWORD waited = 0; waited < longest_wait && was_asked == 0; waited += 10) ::Sleep(10);
  std::cout << "asked" << std::endl;
  return 5;
}

HANDLE open_alone(const std::string& file) {
  return ::CreateFileW(platform::native_path(file).c_str(), GENERIC_WRITE, 0, nullptr, OPEN_ALWAYS, 0, nullptr);
}

int hold(const std::string& file) {
  if (open_alone(file) == INVALID_HANDLE_VALUE) return 6;
  return sleep_after_ready();
}

int read(const std::string& file) {
  const HANDLE opened = ::CreateFileW(platform::native_path(file).c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr,
                                      OPEN_EXISTING, 0, nullptr);
  if (opened == INVALID_HANDLE_VALUE) return 6;
  return sleep_after_ready();
}

int start_holder(const std::string& file) {
  STARTUPINFOW startup{};
  startup.cb = sizeof startup;
  PROCESS_INFORMATION started{};
  std::wstring line = platform::utf16_of('"' + own_path() + "\" hold \"" + file + '"');
  if (::CreateProcessW(nullptr, line.data(), nullptr, nullptr, TRUE, 0, nullptr, nullptr, &startup, &started) == 0)
    return 7;
  while (true) {
    const HANDLE opened = open_alone(file);
    if (opened == INVALID_HANDLE_VALUE) return 0;
    ::CloseHandle(opened);
    ::Sleep(10);
  }
}

int own(const std::string& file) {
  boost::asio::io_context context(1);
  const Child child(
      context, self({"hold", file}), [](Stream, std::string_view) { ::TerminateProcess(::GetCurrentProcess(), 8); },
      [](Ended) {});
  context.run();
  return 9;
}

int wait_until_free(const std::string& file) {
  for (DWORD waited = 0; waited < longest_wait; waited += 10) {
    if (open_alone(file) != INVALID_HANDLE_VALUE) return 0;
    ::Sleep(10);
  }
  return 10;
}

// Checks --------------------------------------------------------------------------------------------------------------

struct Outcome {
  std::string output;
  std::string errors;
  Ended ended{false, -1};
};

enum class Until { End, Output };
Outcome run(const ChildCommand& command, Until until = Until::End) {
  boost::asio::io_context context(1);
  Outcome outcome;
  std::unique_ptr<Child> child;
  child = std::make_unique<Child>(
      context, command,
      [&](Stream stream, std::string_view text) {
        (stream == Stream::Output ? outcome.output : outcome.errors) += text;
        if (until == Until::Output) child->stop();
      },
      [&](Ended ended) { outcome.ended = ended; });
  context.run();
  std::erase(outcome.output, '\r');
  std::erase(outcome.errors, '\r');
  return outcome;
}

bool failed = false;

void expect(bool holds, const std::string& name, const Outcome& outcome) {
  std::cout << (holds ? "ok " : "FAILED ") << name << std::endl;
  if (holds) return;
  failed = true;
  std::cout << "  output: " << outcome.output << "\n  errors: " << outcome.errors
            << "\n  ended: " << outcome.ended.number << std::endl;
}

bool is_free(const std::string& file) {
  const HANDLE opened = open_alone(file);
  return opened != INVALID_HANDLE_VALUE && ::CloseHandle(opened) != 0;
}

void check_starts() {
  Outcome outcome = run(self({"words", "a b", "", R"(say "hi")", R"(dir\)", "m\xc3\xbcll", "%PATH%"}));
  expect(outcome.output == "[a b]\n[]\n[say \"hi\"]\n[dir\\]\n[m\xc3\xbcll]\n[%PATH%]\n" && outcome.ended.number == 3,
         "words arrive, and the status", outcome);
  outcome = run(self({"streams"}));
  expect(outcome.output == "empty\n" && outcome.errors == "errors\n", "no input, and two outputs", outcome);
  outcome = run(self({"absent"}));
  expect(outcome.ended.number == 11, "an unknown role", outcome);
  ChildCommand absent;
  absent.words = {"C:\\absent\\program.exe"};
  outcome = run(absent);
  expect(outcome.ended.number == 127 && outcome.errors == "the command could not be started\n",
         "what cannot be started has the status of shells", outcome);
  outcome = run(shell("echo one& echo two 1>&2& exit 7"));
  expect(outcome.output == "one\n" && outcome.errors.starts_with("two") && outcome.ended.number == 7,
         "the shell runs a line", outcome);
  ChildCommand command = shell("echo %ADDED% %windir%& cd");
  command.environment = {"ADDED=added", "WINDIR=changed"};
  command.directory = "C:/";
  outcome = run(command);
  expect(outcome.output == "added changed\nC:\\\n", "variables and the directory", outcome);
}

void check_output() {
  std::string line = "for /l %i in (1,1,999) do @echo %i";
  std::string expected;
  for (int i = 1; i <= 999; ++i) expected += std::to_string(i) + "\n";
  for (int i = 0; i < 5; ++i) {
    const Outcome outcome = run(shell(line));
    if (outcome.output != expected) return expect(false, "no output is lost at the end", outcome);
  }
  expect(true, "no output is lost at the end", {});
}

void check_stops(const std::string& file) {
  Outcome outcome = run(self({"polite"}), Until::Output);
  if (outcome.output == "ready\n" && outcome.ended.number == 1)  // Wine's console passes no requests on
    std::cout << "not tried: a command is asked to end; it was killed" << std::endl;
  else
    expect(outcome.output == "ready\nasked\n" && outcome.ended.number == 5, "a command is asked to end", outcome);
  outcome = run(self({"sleep"}), Until::Output);
  expect(outcome.output == "ready\n" && outcome.ended.number != 4, "a command ends as it does by Ctrl-Break", outcome);
  outcome = run(self({"stubborn"}), Until::Output);
  expect(outcome.output == "ready\n" && outcome.ended.number == 1, "what ignores the request is killed", outcome);
  outcome = run(self({"start-holder", file}));
  expect(outcome.ended.number == 0 && is_free(file), "what a command leaves ends with it", outcome);
  boost::asio::io_context context(1);
  bool holds = false;
  auto child = std::make_unique<Child>(
      context, self({"hold", file}), [&](Stream, std::string_view) { holds = true; }, [](Ended) { failed = true; });
  while (!holds) context.run_one();
  const bool held = !is_free(file);
  child.reset();
  expect(held && is_free(file), "the destructor ends a command", {});
  context.run();
}

/// A handle that commands could inherit: they do not.
void check_inherits_nothing(const std::string& file) {
  SECURITY_ATTRIBUTES inherited{sizeof inherited, nullptr, TRUE};
  const HANDLE opened =
      ::CreateFileW(platform::native_path(file).c_str(), GENERIC_WRITE, 0, &inherited, OPEN_ALWAYS, 0, nullptr);
  boost::asio::io_context context(1);
  bool is_ready = false;
  Child child(
      context, self({"sleep"}), [&](Stream, std::string_view) { is_ready = true; }, [](Ended) {});
  while (!is_ready) context.run_one();
  ::CloseHandle(opened);
  expect(is_free(file), "a command inherits nothing else", {});
}

int check() {
  const std::string file = own_path() + ".held";
  check_starts();
  check_output();
  check_stops(file);
  check_inherits_nothing(file);
  ::DeleteFileW(platform::native_path(file).c_str());
  return failed ? 1 : 0;
}

int act(const std::string& role, const std::vector<std::string>& words) {
  if (role == "check") return check();
  if (role == "words") return print_words(words);
  if (role == "streams") return print_stream_kinds();
  if (role == "sleep") return sleep_after_ready();
  if (role == "stubborn") return ignore_requests();
  if (role == "polite") return end_politely();
  if (role == "hold") return hold(words.at(0));
  if (role == "read") return read(words.at(0));
  if (role == "start-holder") return start_holder(words.at(0));
  if (role == "own") return own(words.at(0));
  if (role == "wait") return wait_until_free(words.at(0));
  return 11;
}

}  // namespace
}  // namespace wasmpair

int main() {
  // As Unicode, whatever the program's code page is.
  int words = 0;
  wchar_t** const wide = ::CommandLineToArgvW(::GetCommandLineW(), &words);
  std::vector<std::string> rest;
  for (int i = 2; i < words; ++i) rest.push_back(wasmpair::platform::utf8_of(wide[i]));
  return words < 2 ? 11 : wasmpair::act(wasmpair::platform::utf8_of(wide[1]), rest);
}
