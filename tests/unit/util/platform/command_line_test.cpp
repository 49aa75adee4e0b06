#include "util/platform/command_line.h"

#include <gtest/gtest.h>

namespace wasmpair::platform {
namespace {

using Words = std::vector<std::string>;

/// Reads a line as Microsoft documents it for the C runtime; written from the other end than what is tested.
class Splitter {
 public:
  explicit Splitter(std::string line) : line_(std::move(line)) {}

  Words words() {
    Words words{program()};
    while (skip_spaces()) words.push_back(word());
    return words;
  }

 private:
  bool at_end() const { return next_ == line_.size(); }
  bool at_space() const { return line_[next_] == ' ' || line_[next_] == '\t'; }

  bool skip_spaces() {
    while (!at_end() && at_space()) ++next_;
    return !at_end();
  }

  /// Quotes begin and end a part with spaces; nothing is escaped.
  std::string program() {
    std::string text;
    for (bool quoted = false; !at_end() && (quoted || !at_space()); ++next_) {
      if (line_[next_] == '"')
        quoted = !quoted;
      else
        text += line_[next_];
    }
    return text;
  }

  std::string word() {
    std::string text;
    bool quoted = false;
    while (!at_end() && (quoted || !at_space())) {
      std::size_t backslashes = 0;
      for (; !at_end() && line_[next_] == '\\'; ++next_) ++backslashes;
      const bool before_quote = !at_end() && line_[next_] == '"';
      text.append(before_quote ? backslashes / 2 : backslashes, '\\');
      if (!before_quote) {
        if (!at_end() && (quoted || !at_space())) text += line_[next_++];
        continue;
      }
      ++next_;
      if (backslashes % 2 == 1)
        text += '"';
      else
        quoted = !quoted;
    }
    return text;
  }

  std::string line_;
  std::size_t next_ = 0;
};

TEST(CommandLine, QuotesWhatNeedsIt) {
  EXPECT_EQ(command_line_of({R"(C:\Program Files\Go\bin\go.exe)", "build", "-o", "a b"}),
            R"("C:\Program Files\Go\bin\go.exe" build -o "a b")");
  EXPECT_EQ(command_line_of({"go", "", R"(say "hi")", R"(dir\)", R"(my dir\)"}),
            R"("go" "" "say \"hi\"" dir\ "my dir\\")");
}

/// All words of up to four characters of those that matter.
TEST(CommandLine, IsSplitIntoTheSameWords) {
  std::vector<std::string> words{""};
  for (std::size_t done = 0; words[done].size() < 4; ++done)
    for (const char c : {'a', ' ', '\t', '"', '\\'}) words.push_back(words[done] + c);
  for (const std::string& word : words) {
    const Words expected{R"(C:\my programs\go.exe)", word, "next", word};
    EXPECT_EQ(Splitter(command_line_of(expected)).words(), expected) << word;
  }
}

TEST(CommandLine, LeavesLinesToTheShell) {
  EXPECT_EQ(shell_command_line(R"(C:\Windows\System32\cmd.exe)", R"(set A="b c" && go run .)"),
            R"("C:\Windows\System32\cmd.exe" /d /s /c "set A="b c" && go run .")");
}

TEST(CommandLine, KnowsBatchFiles) {
  EXPECT_TRUE(is_batch_file("C:/shims/go.CMD"));
  EXPECT_TRUE(is_batch_file("go.bat"));
  EXPECT_FALSE(is_batch_file("go.exe"));
  EXPECT_FALSE(is_batch_file("bat"));
}

TEST(CommandLine, PassesToBatchFilesOnlyWhatArrives) {
  EXPECT_EQ(batch_command_line("cmd.exe", {R"(C:\my shims\go.cmd)", "build", "a&b", R"(dir\)"}),
            R"("cmd.exe" /d /e:on /v:off /s /c ""C:\my shims\go.cmd" "build" "a&b" "dir\\"")");
  for (const char* word : {"%PATH%", "a\" & calc \"", "a\nb", "a\rb"})
    EXPECT_EQ(batch_command_line("cmd.exe", {"go.cmd", word}), std::nullopt) << word;
}

}  // namespace
}  // namespace wasmpair::platform
