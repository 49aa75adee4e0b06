#include "dev/problem_event.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

TEST(ProblemEvent, IsOneLineOfAsciiWhateverTheTextIs) {
  std::string bytes;
  for (int c = 0; c < 256; ++c) bytes += static_cast<char>(c);
  const std::string event = problem_event({"title\r\n", {{"main.go:1:1\n", bytes}, {"", "data: x\n\nevent: release"}}});
  for (const char c : event) EXPECT_TRUE(c >= ' ' && c <= '~') << static_cast<int>(c);
  EXPECT_TRUE(event.starts_with(R"({"title":"title\r\n","problems":[{"place":"main.go:1:1\n","text":)")) << event;
}

}  // namespace
}  // namespace wasmpair
