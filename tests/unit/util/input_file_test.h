// Why a file is not taken, or no longer.
#pragma once

#include <string>

#include "unit/support/temporary_directory.h"
#include "util/input_file.h"
#include "wasmpair/error.h"

namespace wasmpair {

class InputFileTest : public TemporaryDirectoryTest {
 protected:
  std::string problem_of(const InputFile& file) const {
    try {
      file.expect_current();
    } catch (const Error& error) {
      EXPECT_EQ(error.place(), path("app.wasm"));
      return error.problem();
    }
    return "";
  }

  static std::string refusal(const std::string& file) {
    try {
      InputFile{file};
    } catch (const Error& error) {
      return error.problem();
    }
    return "";
  }
};

}  // namespace wasmpair
