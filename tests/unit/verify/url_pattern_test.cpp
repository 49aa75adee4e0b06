#include "verify/url_pattern.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

const std::string base = "https://example.org/app/app.1111.wasm";
const std::string later = "https://example.org/app/app.2222.wasm";

TEST(UrlPattern, MatchesNames) {
  for (const char* pattern :
       {"app.*.wasm?", "/app/app.*.wasm?", "https://example.org/app/app.*.wasm?", "app.:hash.wasm?", "*", "/*", "/*/*",
        "a*p.*2.wasm", "app\\.*.wasm", "app.*?", "/app/*.wasm#x", "app.2222.wasm"}) {
    const UrlPattern parsed(pattern, base);
    EXPECT_EQ(parsed.kind(), PatternKind::Plain) << pattern;
    EXPECT_TRUE(parsed.matches(later)) << pattern;
  }
  for (const char* pattern : {"app.1111.wasm?", "app2.*.wasm?", "/app.*.wasm?", "/other/app.*.wasm", "*.js", "",
                              "app.*.was", "app.2222:hash.wasm", "/:name", "pp.*.wasm", "app.*.wasm.gz"})
    EXPECT_FALSE(UrlPattern(pattern, base).matches(later)) << pattern;
}

TEST(UrlPattern, KnowsWhetherQueriesAreCovered) {
  for (const char* pattern : {"app.*.wasm?", "/app/app.*.wasm?", "app.:hash.wasm?", "app.*.wasm?#x"})
    EXPECT_FALSE(UrlPattern(pattern, base).covers_queries()) << pattern;
  for (const char* pattern : {"app.*.wasm", "app.*?", "app.*.wasm?*", "app.*.wasm?full", "*", "app.*.wasm\\?"})
    EXPECT_TRUE(UrlPattern(pattern, base).covers_queries()) << pattern;
}

TEST(UrlPattern, SaysWhatItDoesNotJudge) {
  for (const char* pattern : {"app.([0-9a-f]+).wasm?", "/app/(.*)", "app.:hash([0-9]+).wasm"})
    EXPECT_EQ(UrlPattern(pattern, base).kind(), PatternKind::HasRegExp) << pattern;
  for (const char* pattern :
       {"https://example.com/app/app.*.wasm?", "http://example.org/app/app.*.wasm?", "https://*/a"})
    EXPECT_EQ(UrlPattern(pattern, base).kind(), PatternKind::OtherOrigin) << pattern;
  for (const std::string& pattern :
       {std::string("{app}?.*.wasm"), std::string("app.:hash?.wasm"), std::string(1025, 'a')})
    EXPECT_EQ(UrlPattern(pattern, base).kind(), PatternKind::Unclear) << pattern;
}

TEST(UrlPattern, TakesHostilePatterns) {
  std::string many;
  for (int i = 0; i < 340; ++i) many += "*a:";
  EXPECT_FALSE(UrlPattern(many, base).matches(later + std::string(2000, 'a')));
  for (const char* pattern : {"\\", ":", ":0", "?", "#", "://", "a://b", "*+", "**", "://x"}) {
    const UrlPattern parsed(pattern, base);
    if (parsed.kind() == PatternKind::Plain) parsed.matches(later);
  }
}

}  // namespace
}  // namespace wasmpair
