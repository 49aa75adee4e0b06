#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "serving/server_config.h"

namespace wasmpair {
namespace {

const std::string hash = "0123456789abcdef";

/// The key of the delta from the release of that age.
std::string key(std::size_t age) { return fmt::format("{:043}", age); }

Route module(const std::string& name, std::size_t deltas) {
  Route route{RouteKind::Asset, name + "." + hash + ".wasm", "", "application/wasm", "no-cache", 1000, "", {}};
  route.dictionary_match = name + ".*.wasm?";
  route.encodings.push_back({"br", route.path + ".br", 4, ""});
  for (std::size_t age = 0; age < deltas; ++age)
    route.deltas.push_back({"dcz", route.path + "." + key(age) + ".dcz", 10, "", {"", 10, std::to_string(age)}});
  return route;
}

ConfiguredSite site(std::vector<Route> routes, const std::string& prefix = "/a/") {
  ConfiguredSite site;
  site.prefix = prefix;
  site.routes = std::move(routes);
  site.hash_lengths = {16};
  site.assets = {{"wasm", "application/wasm", "no-cache", Dictionaries::Offered}};
  site.siblings = {{"br", ".br"}};
  return site;
}

TEST(CloudFront, ListsWhatIsBesideAFile) {
  const Configuration function = cloudfront_config(site({module("app", 2)}));
  EXPECT_TRUE(function.notes.empty());
  EXPECT_NE(function.text.find(fmt::format("\n  \"app.{}.wasm\": \" .br .{}.dcz .{}.dcz \",\n", hash, key(0), key(1))),
            std::string::npos);
}

TEST(CloudFront, LeavesOutTheOldestDeltasIfThereIsNoRoom) {
  std::vector<Route> routes;
  for (const char* name : {"a", "b", "c", "d"}) routes.push_back(module(name, 60));
  const Configuration function = cloudfront_config(site(routes));
  EXPECT_LE(function.text.size(), 10'000U);
  EXPECT_GT(function.text.size(), 9'900U);
  EXPECT_EQ(function.notes.size(), 1U);
  std::vector<std::size_t> listed;
  for (const Route& route : routes) {
    const std::size_t line = function.text.find("\"" + route.path + "\": \" .br ");
    ASSERT_NE(line, std::string::npos) << route.path;
    const std::string_view suffixes =
        std::string_view(function.text).substr(line, function.text.find('\n', line) - line);
    std::size_t age = 0;
    while (suffixes.find(key(age)) != suffixes.npos) ++age;
    EXPECT_EQ(std::ranges::count(suffixes, 'z'), static_cast<std::ptrdiff_t>(age)) << suffixes;
    listed.push_back(age);
  }
  const auto [fewest, most] = std::ranges::minmax(listed);
  EXPECT_LE(most - fewest, 1U);
  EXPECT_GT(fewest, 5U);
}

TEST(CloudFront, WritesLiteralsInAscii) {
  const std::string text = cloudfront_config(site({module("\xD0\xBC", 1)}, "/\"*/\xE2\x80\xA8/")).text;
  EXPECT_NE(text.find(R"(const prefix = "/\"*/\u2028/";)"), std::string::npos);
  EXPECT_NE(text.find(R"("\u043c.)"), std::string::npos);
  EXPECT_EQ(text.find("*/"), text.find("off. */") + 5);
  EXPECT_TRUE(std::ranges::all_of(text, [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }));
}

}  // namespace
}  // namespace wasmpair
