#include "util/platform/environment.h"

#include <map>

#include "util/platform/windows.h"

namespace wasmpair::platform {
namespace {

/// The order that the system wants for the variables of a process.
struct NameOrder {
  bool operator()(const std::wstring& left, const std::wstring& right) const {
    return ::CompareStringOrdinal(left.data(), static_cast<int>(left.size()), right.data(),
                                  static_cast<int>(right.size()), TRUE) == CSTR_LESS_THAN;
  }
};

}  // namespace

std::vector<std::string> environment_with(const std::vector<std::string>& changes) {
  std::map<std::wstring, std::wstring, NameOrder> variables;
  const auto add = [&variables](const std::wstring& variable) {
    // "=C:=C:\src" is the current directory of a drive: its name begins with "=".
    variables.insert_or_assign(variable.substr(0, variable.find(L'=', 1)), variable);
  };
  if (wchar_t* const block = ::GetEnvironmentStringsW(); block != nullptr) {
    for (const wchar_t* variable = block; *variable != L'\0'; variable += std::wstring_view(variable).size() + 1)
      add(variable);
    ::FreeEnvironmentStringsW(block);
  }
  for (const std::string& change : changes) add(utf16_of(change));
  std::vector<std::string> merged;
  for (const auto& [name, variable] : variables) merged.push_back(utf8_of(variable));
  return merged;
}

}  // namespace wasmpair::platform
