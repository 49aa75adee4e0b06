#include <cerrno>

#include "util/platform/windows.h"

namespace wasmpair::platform {
namespace {

std::wstring with_backslashes(std::wstring name) {
  for (wchar_t& c : name)
    if (c == L'/') c = L'\\';
  return name;
}

}  // namespace

Descriptor open_native(HANDLE root, const std::string& utf8_name, const Opening& opening) {
  std::wstring name = with_backslashes(utf16_of(utf8_name));
  UNICODE_STRING text{static_cast<USHORT>(name.size() * sizeof(wchar_t)),
                      static_cast<USHORT>(name.size() * sizeof(wchar_t)), name.data()};
  OBJECT_ATTRIBUTES attributes{};
  InitializeObjectAttributes(&attributes, &text, OBJ_CASE_INSENSITIVE, root, nullptr);
  IO_STATUS_BLOCK block{};
  for (int attempt = 1;; ++attempt) {
    HANDLE opened = INVALID_HANDLE_VALUE;
    const NTSTATUS status = ::NtCreateFile(&opened, opening.access, &attributes, &block, nullptr, FILE_ATTRIBUTE_NORMAL,
                                           opening.sharing, opening.disposition, opening.options, nullptr, 0);
    if (status >= 0) return Descriptor(handle_from(opened));
    set_errno_from_status(status);
    // One that does not share is only asked whether others have the file.
    if (errno != EBUSY || opening.sharing != everybody || attempt == busy_attempts) return {};
    ::Sleep(busy_pause_milliseconds);
  }
}

}  // namespace wasmpair::platform
