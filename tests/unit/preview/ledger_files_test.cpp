#include "preview/ledger_files.h"

#include <gtest/gtest.h>

#include "unit/ledger/sample_releases.h"
#include "util/platform/descriptor.h"
#include "util/platform/file_system.h"

namespace wasmpair {
namespace {

class LedgerFilesTest : public testing::Test {
 protected:
  void SetUp() override {
    for (const Bytes& module : {Bytes{1}, Bytes{2}, Bytes{3}}) releases_.publish(module);
  }

  std::vector<std::string> found() const {
    const std::string directory = releases_.directory.path().generic_string();
    const Descriptor opened = platform::open_directory(directory);
    const std::string file = releases_.path("wasmpair.json").generic_string();
    boost::filesystem::ifstream stream(file);
    const std::string json((std::istreambuf_iterator<char>(stream)), {});
    std::vector<std::string> names;
    for (const LedgerFile& ledger : read_ledger_files(opened.get(), directory, read_manifest_file(file), json).found)
      names.push_back(ledger.name);
    return names;
  }

  std::string name(std::size_t index) const { return releases_.ledger()[index].manifest; }

  SampleReleases releases_;
};

TEST_F(LedgerFilesTest, AreThatOfTheReleaseAndThoseOfEarlierOnes) {
  EXPECT_EQ(found(), (std::vector{name(0), name(1), name(2)}));
}

TEST_F(LedgerFilesTest, MayHaveBeenPruned) {
  releases_.remove(name(2));
  EXPECT_EQ(found(), (std::vector{name(0), name(1)}));
}

TEST_F(LedgerFilesTest, MayBeMissingForTheReleaseItself) {
  releases_.remove(name(0));
  EXPECT_EQ(found(), (std::vector{name(1), name(2)}));
}

TEST_F(LedgerFilesTest, AreWhatTheirNamesSay) {
  releases_.write(name(1), bytes_of(std::string_view("{}")));
  EXPECT_EQ(found(), (std::vector{name(0), name(2)}));
  const std::string other = to_json(sample_release(Bytes{9}));  // a manifest, but not the one of that name
  releases_.write(name(1), bytes_of(other));
  EXPECT_EQ(found(), (std::vector{name(0), name(2)}));
}

TEST_F(LedgerFilesTest, AreNotReadThroughLinks) {
  releases_.remove(name(1));
  boost::filesystem::create_symlink(releases_.path("wasmpair.json"), releases_.path(name(1)));
  EXPECT_EQ(found(), (std::vector{name(0), name(2)}));
}

}  // namespace
}  // namespace wasmpair
