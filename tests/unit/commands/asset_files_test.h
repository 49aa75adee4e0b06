// A directory of assets.
#pragma once

#include <string>
#include <vector>

#include "commands/asset_files.h"
#include "unit/support/temporary_directory.h"
#include "wasmpair/error.h"

namespace wasmpair {

class AssetFilesTest : public TemporaryDirectoryTest {
 protected:
  void SetUp() override {
    TemporaryDirectoryTest::SetUp();
    make("web");
    make("web/img");
  }

  void make(const std::string& name) const { boost::filesystem::create_directory(directory_ / name); }

  /// The names that are found in web, or the problem.
  std::string found(const std::vector<std::string>& stable = {}) const { return found_in({path("web")}, stable); }

  static std::string found_in(const std::vector<std::string>& assets, const std::vector<std::string>& stable = {}) {
    try {
      std::string names;
      for (const AssetFile& file : find_asset_files(assets, stable).files)
        names += (names.empty() ? "" : " ") + file.name + (file.kind == NameKind::Stable ? "!" : "");
      return names;
    } catch (const Error& error) {
      return error.problem();
    }
  }
};

}  // namespace wasmpair
