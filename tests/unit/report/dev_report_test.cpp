#include "report/dev_report.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <memory>

namespace wasmpair {
namespace {

class DevReport : public testing::Test {
 protected:
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_{std::tmpfile(), std::fclose};
  Console console_{file_.get()};  // no terminal: without colors
};

bool is_printable(const std::string& text) {
  for (const char c : text)
    if (c != '\n' && (c < ' ' || c == '\x7f')) return false;
  return true;
}

std::string hostile() {
  std::string text;
  for (char c = 1; c < ' '; ++c) text += c;
  return text + "\x1b[2J\x7f";
}

TEST_F(DevReport, ShowsTextOfOthersWithoutWhatATerminalWouldObey) {
  EXPECT_TRUE(is_printable(failure_text({"title", {{hostile(), hostile()}}}, console_).str()));
  EXPECT_TRUE(is_printable(page_failure_text(hostile(), console_).str()));
  EXPECT_TRUE(is_printable(changed_text({hostile()}, console_).str()));
  EXPECT_TRUE(is_printable(server_text(hostile(), console_).str()));
}

TEST_F(DevReport, SaysWhatADifferenceSaves) {
  const std::string delta =
      request_text({"GET", "/app.bbbbbbbbbbbbbbbb.wasm", 200, "dcz", 65'196, "app.aaaaaaaaaaaaaaaa.wasm", 614'813},
                   console_)
          .str();
  EXPECT_EQ(delta,
            "200 GET  dcz           65,196  /app.bbbbbbbbbbbbbbbb.wasm\n"
            "                   of 614,813  from app.aaaaaaaaaaaaaaaa.wasm\n");
  EXPECT_EQ(request_text({"GET", "/", 200, "br", 5}, console_).str(), "200 GET  br                 5  /\n");
  EXPECT_TRUE(is_printable(request_text({"GET", "/", 200, "dcz", 5, hostile(), 6}, console_).str()));
}

TEST_F(DevReport, IndentsTheLinesOfAMessage) {
  EXPECT_EQ(
      failure_text({"The program does not compile", {{"main.go:1:2", "one\n\ttwo"}, {"", "three"}}}, console_).str(),
      "The program does not compile\n  main.go:1:2: one\n   two\n  three\n");
}

TEST_F(DevReport, ShowsTheFirstLinesOfAPageThatWritesWithoutEnd) {
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += "line\n";
  EXPECT_LT(page_failure_text(text, console_).str().size(), 500U);
  EXPECT_EQ(page_failure_text("", console_).str(), "The program failed in a page\n  \n");
}

TEST_F(DevReport, NamesAFewFiles) {
  EXPECT_EQ(changed_text({"a.go", "b.go"}, console_).str(), "a.go, b.go changed\n");
  EXPECT_EQ(changed_text({"a", "b", "c", "d"}, console_).str(), "4 files changed\n");
}

}  // namespace
}  // namespace wasmpair
