#include "util/platform/browser.h"

#include "util/platform/windows.h"
// The order matters: windows.h comes first.
#include <shellapi.h>

namespace wasmpair::platform {

bool open_in_browser(const std::string& url) {
  constexpr INT_PTR last_error = 32;  // as documented
  const HINSTANCE result = ::ShellExecuteW(nullptr, L"open", utf16_of(url).c_str(), nullptr, nullptr, SW_SHOWNORMAL);
  return reinterpret_cast<INT_PTR>(result) > last_error;
}

}  // namespace wasmpair::platform
