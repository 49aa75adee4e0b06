#include "util/platform/programs.h"

#include <algorithm>
#include <array>
#include <boost/filesystem/path.hpp>
#include <sstream>

#include "util/ascii.h"
#include "util/platform/windows.h"

namespace wasmpair::platform {
namespace {

/// What CreateProcess and cmd.exe run. PATHEXT also has endings of documents, which other programs open.
constexpr std::array<std::string_view, 4> programs{".com", ".exe", ".bat", ".cmd"};

std::vector<std::string> list_in(const wchar_t* variable) {
  std::wstring value(::GetEnvironmentVariableW(variable, nullptr, 0), L'\0');
  value.resize(::GetEnvironmentVariableW(variable, value.data(), static_cast<DWORD>(value.size())));
  std::vector<std::string> elements;
  std::istringstream stream(utf8_of(value));
  for (std::string element; std::getline(stream, element, ';');) {
    std::erase(element, '"');
    elements.push_back(element);
  }
  return elements;
}

}  // namespace

std::vector<std::string> program_endings() {
  std::vector<std::string> endings;
  for (const std::string& ending : list_in(L"PATHEXT")) {
    std::string name = lower_case(ending);
    if (std::ranges::find(programs, name) != programs.end()) endings.push_back(std::move(name));
  }
  if (endings.empty()) endings.assign(programs.begin(), programs.end());
  return endings;
}

bool may_run(const std::string&) { return true; }

// Not the current one, nor any that depends on it: a program would be run because it is in a directory of sources.
std::vector<std::string> program_directories() {
  std::vector<std::string> directories = list_in(L"PATH");
  std::erase_if(directories,
                [](const std::string& directory) { return !boost::filesystem::path(directory).is_absolute(); });
  return directories;
}

}  // namespace wasmpair::platform
