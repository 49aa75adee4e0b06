// The media types of the files that people publish beside their programs, by extension.
#pragma once

#include <string>
#include <string_view>

namespace wasmpair {

enum class Compression {
  Worthwhile,  ///< Text, and other files that compression makes smaller.
  Useless,     ///< The format is compressed: an image, a font, a video. Or nothing is known of it.
};

struct FileType {
  std::string_view media_type;  ///< With a charset where browsers would otherwise guess one.
  Compression compression;
};

/// What stands behind the last dot of a file's name, in lower case: "png"; "" if there is none.
std::string extension_of(std::string_view name);

/// By the extension, in any case: the media types that IANA registered and browsers expect. Other files are
/// application/octet-stream, which browsers save and never interpret.
FileType file_type(std::string_view name);

}  // namespace wasmpair
