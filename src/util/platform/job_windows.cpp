// Sources: Microsoft's documentation of CreateProcessW, UpdateProcThreadAttribute and job objects.
#include "util/platform/job_windows.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <vector>

#include "util/platform/command_line.h"
#include "util/platform/environment.h"
#include "util/platform/pipe_windows.h"
#include "util/system_error.h"

namespace wasmpair::platform {
namespace {

/// That of processes that we kill.
constexpr UINT killed = 1;

[[noreturn]] void fail() {
  set_errno_from(::GetLastError());
  throw system_error("", "start a command", errno);
}

Descriptor create_job() {
  Descriptor job(handle_from(::CreateJobObjectW(nullptr, nullptr)));
  if (job.get() == 0) {
    static_cast<void>(job.release());
    fail();
  }
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
  limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
  if (::SetInformationJobObject(native(job.get()), JobObjectExtendedLimitInformation, &limits, sizeof limits) == 0)
    fail();
  return job;
}

Descriptor open_nothing() {
  SECURITY_ATTRIBUTES inherited{sizeof inherited, nullptr, TRUE};
  Descriptor nothing(handle_from(
      ::CreateFileW(L"NUL", GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, &inherited, OPEN_EXISTING, 0, nullptr)));
  if (!nothing) fail();
  return nothing;
}

/// What a process gets when it starts: these handles, of all that can be inherited, and a place in the job.
class Attributes {
 public:
  Attributes(std::array<HANDLE, 3> inherited, HANDLE job) : inherited_(inherited), job_(job) {
    SIZE_T size = 0;
    ::InitializeProcThreadAttributeList(nullptr, count, 0, &size);
    memory_.resize(size);
    if (::InitializeProcThreadAttributeList(list(), count, 0, &size) == 0) fail();
    add(PROC_THREAD_ATTRIBUTE_HANDLE_LIST, inherited_.data(), sizeof inherited_);
    add(PROC_THREAD_ATTRIBUTE_JOB_LIST, &job_, sizeof job_);
  }
  ~Attributes() { ::DeleteProcThreadAttributeList(list()); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;

  LPPROC_THREAD_ATTRIBUTE_LIST list() { return reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(memory_.data()); }

 private:
  static constexpr DWORD count = 2;

  void add(DWORD_PTR attribute, void* value, SIZE_T size) {
    if (::UpdateProcThreadAttribute(list(), 0, attribute, value, size, nullptr, nullptr) == 0) fail();
  }

  std::array<HANDLE, 3> inherited_;
  HANDLE job_;
  std::vector<std::byte> memory_;
};

/// Variables in the form of the system: each ends with a zero, and the block with another.
std::wstring environment_block(const std::vector<std::string>& changes) {
  std::wstring block;
  for (const std::string& variable : environment_with(changes)) block += utf16_of(variable) + L'\0';
  return block + L'\0';
}

std::string path_of_shell() {
  std::wstring directory(::GetSystemDirectoryW(nullptr, 0), L'\0');
  directory.resize(::GetSystemDirectoryW(directory.data(), static_cast<UINT>(directory.size())));
  return utf8_of(directory) + "\\cmd.exe";
}

/// What the system starts: a program, and the line that it gets.
struct Program {
  std::wstring path;
  std::wstring line;
};

std::optional<Program> program_of(const ChildCommand& command) {
  const std::string shell = path_of_shell();
  if (!command.shell_line.empty())
    return Program{utf16_of(shell), utf16_of(shell_command_line(shell, command.shell_line))};
  const std::string& program = command.words.front();
  if (!is_batch_file(program)) return Program{utf16_of(program), utf16_of(command_line_of(command.words))};
  const std::optional<std::string> line = batch_command_line(shell, command.words);
  return line ? std::optional(Program{utf16_of(shell), utf16_of(*line)}) : std::nullopt;
}

/// A program without a console to share would show one of its own.
DWORD console_flags() { return ::GetConsoleCP() == 0 ? CREATE_NO_WINDOW : 0; }

}  // namespace

std::optional<CommandJob> CommandJob::start(const ChildCommand& command) {
  CommandJob job;
  job.job_ = create_job();
  const Descriptor nothing = open_nothing();
  OverlappedPipe output = open_overlapped_pipe();
  OverlappedPipe errors = open_overlapped_pipe();
  if (!output.write || !errors.write) fail();
  const std::array<HANDLE, 3> streams{native(nothing.get()), native(output.write.get()), native(errors.write.get())};
  Attributes attributes(streams, native(job.job_.get()));

  STARTUPINFOEXW startup{};
  startup.StartupInfo.cb = sizeof startup;
  startup.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
  startup.StartupInfo.hStdInput = streams[0];
  startup.StartupInfo.hStdOutput = streams[1];
  startup.StartupInfo.hStdError = streams[2];
  startup.lpAttributeList = attributes.list();
  std::optional<Program> program = program_of(command);
  if (!program) {
    errno = EINVAL;
    return std::nullopt;
  }
  std::wstring environment = environment_block(command.environment);
  const std::wstring directory = utf16_of(command.directory);
  const DWORD flags =
      EXTENDED_STARTUPINFO_PRESENT | CREATE_UNICODE_ENVIRONMENT | CREATE_NEW_PROCESS_GROUP | console_flags();
  PROCESS_INFORMATION started{};
  if (::CreateProcessW(program->path.c_str(), program->line.data(), nullptr, nullptr, TRUE, flags, environment.data(),
                       directory.empty() ? nullptr : directory.c_str(), &startup.StartupInfo, &started) == 0) {
    set_errno_from(::GetLastError());
    return std::nullopt;
  }
  ::CloseHandle(started.hThread);
  job.process_ = Descriptor(handle_from(started.hProcess));
  job.group_ = started.dwProcessId;
  job.output_ = std::move(output.read);
  job.errors_ = std::move(errors.read);
  return job;
}

void CommandJob::interrupt() {
  if (::GenerateConsoleCtrlEvent(CTRL_BREAK_EVENT, group_) == 0) kill();
}

void CommandJob::kill() { ::TerminateJobObject(native(job_.get()), killed); }

bool CommandJob::has_ended() const {
  JOBOBJECT_BASIC_ACCOUNTING_INFORMATION information{};
  return ::QueryInformationJobObject(native(job_.get()), JobObjectBasicAccountingInformation, &information,
                                     sizeof information, nullptr) == 0 ||
         information.ActiveProcesses == 0;
}

DWORD CommandJob::exit_status() const {
  DWORD status = killed;
  ::GetExitCodeProcess(process(), &status);
  return status;
}

}  // namespace wasmpair::platform
