#include "unit/util/input_file_test.h"
#include "util/text_bytes.h"

namespace wasmpair {
namespace {

TEST_F(InputFileTest, HasTheContent) {
  write("app.wasm", "content");
  const InputFile file(path("app.wasm"));
  EXPECT_EQ(text_of(file.content()), "content");
  EXPECT_EQ(problem_of(file), "");
}

TEST_F(InputFileTest, OfAnEmptyFileIsEmpty) {
  write("app.wasm", "");
  const InputFile file(path("app.wasm"));
  EXPECT_TRUE(file.content().empty());
  EXPECT_EQ(problem_of(file), "");
}

TEST_F(InputFileTest, KeepsItsContentWhateverHappensToTheFile) {
  const std::string content(1'000'000, 'c');
  write("app.wasm", content);
  const InputFile file(path("app.wasm"));
  boost::filesystem::resize_file(directory_ / "app.wasm", 0);
  EXPECT_EQ(text_of(file.content()), content);
}

TEST_F(InputFileTest, NoticesThatTheFileChanged) {
  const std::string changed = "it changed while it was packed";
  write("app.wasm", "content");
  for (const char* content : {"longer content", "", "content", "cnotent"}) {
    const InputFile file(path("app.wasm"));
    write("app.wasm", content);
    boost::filesystem::last_write_time(directory_ / "app.wasm", 1'000'000'000);  // as an exact clock would say
    EXPECT_EQ(problem_of(file), changed) << content;
    boost::filesystem::last_write_time(directory_ / "app.wasm", 2'000'000'000);
  }
}

TEST_F(InputFileTest, NoticesThatTheFileWasReplacedOrRemoved) {
  write("app.wasm", "content");
  const InputFile file(path("app.wasm"));
  const auto modified = boost::filesystem::last_write_time(directory_ / "app.wasm");
  write("next", "content");
  boost::filesystem::last_write_time(directory_ / "next", modified);
  boost::filesystem::rename(directory_ / "next", directory_ / "app.wasm");
  EXPECT_EQ(problem_of(file), "it changed while it was packed");
  boost::filesystem::remove(directory_ / "app.wasm");
  EXPECT_EQ(problem_of(file), "cannot read: No such file or directory");
}

TEST_F(InputFileTest, IsARegularFile) {
  EXPECT_EQ(refusal(directory_.generic_string()), "cannot read: it is a directory");
  EXPECT_THROW(InputFile{path("absent")}, Error);
}

}  // namespace
}  // namespace wasmpair
