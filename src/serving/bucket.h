// What the scripts for Amazon S3 and Google Cloud Storage have in common.
#pragma once

#include <string>
#include <string_view>

namespace wasmpair {

/// A word of a POSIX shell: within apostrophes, only the apostrophe is special.
std::string shell_word(std::string_view text);

/// Throws Error for the name of an object that gcloud would take for several objects, or for a version of one.
void expect_gcloud_name(const std::string& name);

}  // namespace wasmpair
