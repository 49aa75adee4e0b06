#include "publish/file_type.h"

#include <algorithm>
#include <array>

#include "util/ascii.h"

namespace wasmpair {
namespace {

struct Row {
  std::string_view extension;
  FileType type;
};

constexpr Compression worthwhile = Compression::Worthwhile;
constexpr Compression useless = Compression::Useless;

constexpr std::array table = {
    // Text
    Row{"css", {"text/css; charset=utf-8", worthwhile}},
    Row{"csv", {"text/csv; charset=utf-8", worthwhile}},
    Row{"js", {"text/javascript", worthwhile}},  // RFC 9239
    Row{"json", {"application/json", worthwhile}},
    Row{"map", {"application/json", worthwhile}},
    Row{"md", {"text/markdown; charset=utf-8", worthwhile}},
    Row{"mjs", {"text/javascript", worthwhile}},
    Row{"svg", {"image/svg+xml", worthwhile}},
    Row{"txt", {"text/plain; charset=utf-8", worthwhile}},
    Row{"vtt", {"text/vtt; charset=utf-8", worthwhile}},
    Row{"webmanifest", {"application/manifest+json", worthwhile}},
    Row{"xml", {"application/xml", worthwhile}},
    // Binary, but not compressed
    Row{"bmp", {"image/bmp", worthwhile}},
    Row{"glb", {"model/gltf-binary", worthwhile}},
    Row{"gltf", {"model/gltf+json", worthwhile}},
    Row{"ico", {"image/vnd.microsoft.icon", worthwhile}},
    Row{"otf", {"font/otf", worthwhile}},
    Row{"ttf", {"font/ttf", worthwhile}},
    Row{"wasm", {"application/wasm", worthwhile}},
    Row{"wav", {"audio/wav", worthwhile}},
    // Compressed
    Row{"avif", {"image/avif", useless}},
    Row{"flac", {"audio/flac", useless}},
    Row{"gif", {"image/gif", useless}},
    Row{"jpeg", {"image/jpeg", useless}},
    Row{"jpg", {"image/jpeg", useless}},
    Row{"m4a", {"audio/mp4", useless}},
    Row{"mp3", {"audio/mpeg", useless}},
    Row{"mp4", {"video/mp4", useless}},
    Row{"ogg", {"audio/ogg", useless}},
    Row{"opus", {"audio/ogg", useless}},
    Row{"pdf", {"application/pdf", useless}},
    Row{"png", {"image/png", useless}},
    Row{"webm", {"video/webm", useless}},
    Row{"webp", {"image/webp", useless}},
    Row{"woff", {"font/woff", useless}},
    Row{"woff2", {"font/woff2", useless}},
    Row{"zip", {"application/zip", useless}},
};

}  // namespace

std::string extension_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? "" : lower_case(name.substr(dot + 1));
}

FileType file_type(std::string_view name) {
  const auto* const row = std::ranges::find(table, extension_of(name), &Row::extension);
  return row == table.end() ? FileType{"application/octet-stream", useless} : row->type;
}

}  // namespace wasmpair
