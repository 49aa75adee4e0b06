#include "report/github_commands.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace wasmpair {
namespace {

std::string command_for(const std::string& file, const std::string& message) {
  return annotation_command({AnnotationLevel::Error, "missing-import", file, report_lines(message), 0}).str();
}

TEST(GithubCommands, MessagesAreEscapedForTheRunner) {
  struct Case {
    const char* message;
    const char* escaped;
  };
  for (const auto& [message, escaped] : {
           Case{"plain: text, with marks", "plain: text, with marks"},
           Case{"100 %", "100 %25"},
           Case{"%0A stays", "%250A stays"},
           Case{"two\nlines", "two%0Alines"},
           Case{"two\r\nlines", "two\\x0d%0Alines"},
           Case{"a\n::add-mask::b", "a%0A::add-mask::b"},
           Case{"naïve …", "naïve …"},
       })
    EXPECT_EQ(command_for("app.wasm", message),
              "::error file=app.wasm,title=wasmpair%3A missing-import::" + std::string(escaped) + "\n");
}

TEST(GithubCommands, PropertiesAreEscapedForTheRunner) {
  struct Case {
    const char* file;
    const char* escaped;
  };
  for (const auto& [file, escaped] : {
           Case{"dist/my app.wasm", "dist/my app.wasm"},
           Case{"a,title=b.wasm", "a%2Ctitle=b.wasm"},
           Case{"a::b.wasm", "a%3A%3Ab.wasm"},
           Case{"50%.wasm", "50%25.wasm"},
           Case{"a\nb\r.wasm", "a\\x0ab\\x0d.wasm"},
       })
    EXPECT_EQ(command_for(file, "m"),
              "::error file=" + std::string(escaped) + ",title=wasmpair%3A missing-import::m\n");
}

TEST(GithubCommands, WithoutAFileThereIsOnlyTheTitle) {
  EXPECT_EQ(annotation_command({AnnotationLevel::Warning, "weak-etag", "", "m", 2}).str(),
            "::warning title=wasmpair%3A weak-etag::m%0A… and 2 more\n");
}

TEST(GithubCommands, OneAnnotationRepresentsItsClass) {
  const Annotation first{AnnotationLevel::Error, "missing-import", "a.wasm", "first", 0};
  const Annotation other{AnnotationLevel::Error, "missing-export", "a.wasm", "other", 1};
  const std::vector<Annotation> firsts = one_of_each({first, other, first, first, other});
  ASSERT_EQ(firsts.size(), 2U);
  EXPECT_EQ(firsts[0].id, "missing-import");
  EXPECT_EQ(firsts[0].more, 2U);
  EXPECT_EQ(firsts[1].id, "missing-export");
  EXPECT_EQ(firsts[1].more, 3U) << "each of the two represents one more";
}

TEST(GithubCommands, OrdinaryTextIsUnchanged) { EXPECT_EQ(without_commands("a: b\n").str(), "a: b\n"); }

TEST(GithubCommands, TextThatCouldBeACommandIsNotExecuted) {
  for (const std::string text : {"::error::x\n", "a\n  ::add-mask::b", "##[error]x\n"}) {
    const std::string guarded = without_commands(report_lines(text)).str();
    const std::string start = "::stop-commands::";
    ASSERT_TRUE(guarded.starts_with(start)) << guarded;
    const std::string word = guarded.substr(start.size(), guarded.find('\n') - start.size());
    EXPECT_EQ(text.find(word), std::string::npos);
    EXPECT_TRUE(guarded.ends_with("\n::" + word + "::\n")) << guarded;
    EXPECT_NE(guarded.find("\n" + text), std::string::npos) << guarded;
  }
}

TEST(GithubCommands, OutputsEndAtAWordThatTheValueDoesNotContain) {
  for (const std::string value : {"", "dist/wasmpair.json", "one\ntwo", "EOF\npair=0"}) {
    const std::string lines = output_lines("pair", value);
    ASSERT_TRUE(lines.starts_with("pair<<")) << lines;
    const std::string word = lines.substr(6, lines.find('\n') - 6);
    EXPECT_EQ(lines, fmt::format("pair<<{0}\n{1}\n{0}\n", word, value));
    EXPECT_EQ(value.find(word), std::string::npos);
  }
}

}  // namespace
}  // namespace wasmpair
