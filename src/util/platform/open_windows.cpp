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
  HANDLE opened = INVALID_HANDLE_VALUE;
  const NTSTATUS status = ::NtCreateFile(&opened, opening.access, &attributes, &block, nullptr, FILE_ATTRIBUTE_NORMAL,
                                         everybody, opening.disposition, opening.options, nullptr, 0);
  if (status >= 0) return Descriptor(handle_from(opened));
  set_errno_from_status(status);
  return {};
}

}  // namespace wasmpair::platform
