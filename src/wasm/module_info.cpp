#include "wasm/module_info.h"

#include <algorithm>
#include <array>
#include <functional>

#include "util/text_bytes.h"
#include "wasm/limits.h"

namespace wasmpair {
namespace {

constexpr std::array<std::uint8_t, 16> start_marker = {0x30, 0x77, 0xaf, 0x0c, 0x92, 0x74, 0x08, 0x02,
                                                       0x41, 0xe1, 0xc1, 0x07, 0xe6, 0xd6, 0x18, 0xe6};
constexpr std::array<std::uint8_t, 16> end_marker = {0xf9, 0x32, 0x43, 0x31, 0x86, 0x18, 0x20, 0x72,
                                                     0x00, 0x82, 0x42, 0x10, 0x41, 0x16, 0xd8, 0xf2};

/// The offset of the first marker in bytes, or nothing.
std::optional<std::size_t> find(ByteView bytes, const std::array<std::uint8_t, 16>& marker) {
  const auto found =
      std::search(bytes.begin(), bytes.end(), std::boyer_moore_horspool_searcher(marker.begin(), marker.end()));
  if (found == bytes.end()) return std::nullopt;
  return static_cast<std::size_t>(found - bytes.begin());
}

/// Removes the text up to and including the next separator, and returns it without the separator. If there is none,
/// takes all of text.
std::string_view take_field(std::string_view& text, char separator) {
  const std::size_t end = text.find(separator);
  const std::string_view field = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return field;
}

void read_path(ModuleInfo& info, std::string_view line) { info.path = line; }

void read_main_module(ModuleInfo& info, std::string_view line) {
  info.main_module = take_field(line, '\t');
  info.main_version = take_field(line, '\t');
}

void read_dependency(ModuleInfo& info, std::string_view line) {
  ModuleInfo::Dependency& dependency = info.dependencies.emplace_back();
  dependency.path = take_field(line, '\t');
  dependency.version = take_field(line, '\t');
  dependency.sum = take_field(line, '\t');
}

void read_replacement(ModuleInfo& info, std::string_view line) {
  if (info.dependencies.empty()) return;  // replaces the main module, which wasmpair does not report
  ModuleInfo::Dependency& dependency = info.dependencies.back();
  dependency.replacement_path = take_field(line, '\t');
  dependency.replacement_version = take_field(line, '\t');
  dependency.sum = take_field(line, '\t');
}

void read_setting(ModuleInfo& info, std::string_view line) {
  ModuleInfo::Setting& setting = info.settings.emplace_back();
  setting.key = take_field(line, '=');
  setting.value = line;
}

struct LineRule {
  std::string_view verb;
  void (*read)(ModuleInfo&, std::string_view line);
};

constexpr LineRule line_rules[] = {
    {"path", read_path},      {"mod", read_main_module}, {"dep", read_dependency},
    {"=>", read_replacement}, {"build", read_setting},
};

/// Reads one line; false if it does not start with a verb that Go's linker writes.
bool read_line(ModuleInfo& info, std::string_view line) {
  const std::string_view verb = take_field(line, '\t');
  const auto* rule =
      std::find_if(std::begin(line_rules), std::end(line_rules), [&](const LineRule& r) { return r.verb == verb; });
  if (rule == std::end(line_rules)) return false;
  rule->read(info, line);
  return info.dependencies.size() <= limits::module_info_lines && info.settings.size() <= limits::module_info_lines;
}

std::optional<ModuleInfo> read_module_info(std::string_view text) {
  if (text.empty()) return std::nullopt;
  ModuleInfo info;
  while (!text.empty())
    if (!read_line(info, take_field(text, '\n'))) return std::nullopt;
  return info;
}

}  // namespace

std::optional<ModuleInfo> find_module_info(ByteView data_section) {
  while (const std::optional<std::size_t> start = find(data_section, start_marker)) {
    data_section = data_section.subspan(*start + start_marker.size());
    const std::optional<std::size_t> end = find(data_section, end_marker);
    if (!end) return std::nullopt;
    // A program may contain the markers for its own purposes: continue after them.
    if (std::optional<ModuleInfo> info = read_module_info(text_of(data_section.first(*end)))) return info;
    data_section = data_section.subspan(*end + end_marker.size());
  }
  return std::nullopt;
}

}  // namespace wasmpair
