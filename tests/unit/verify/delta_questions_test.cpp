#include "verify/delta_questions.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "unit/verify/probes.h"

namespace wasmpair {
namespace {

using testing::asset_route;
using testing::delta_route;
using testing::site;

constexpr const char* browser = "gzip, deflate, br, zstd, dcb, dcz";

std::string value_of(const DeltaQuestion& question, const std::string& name) {
  for (const std::string& line : question.probe.request.fields)
    if (line.starts_with(name + ": ")) return line.substr(name.size() + 2);
  return "";
}

/// The first questions that are not about other files.
std::vector<DeltaQuestion> about_module(const Route& route) {
  std::vector<DeltaQuestion> questions = plan_delta_questions(route, site);
  std::erase_if(questions, [](const DeltaQuestion& q) { return q.aspect == DeltaAspect::Dictionary; });
  return questions;
}

TEST(DeltaQuestions, AreAskedInTheOrderInWhichACacheMixesThemUp) {
  const Route route = delta_route();
  const std::vector<DeltaQuestion> questions = about_module(route);
  const std::string last = ":" + parse_sha256(route.deltas[0].from.sha256)->base64() + ":";
  const std::string own = ":" + parse_sha256(route.sha256)->base64() + ":";
  std::vector<std::string> available;
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(value_of(questions[i], "Accept-Encoding"), browser);
    EXPECT_EQ(questions[i].probe.request.url, route.url);
    EXPECT_EQ(questions[i].probe.request.limits.enough, front_bytes);
    available.push_back(value_of(questions[i], "Available-Dictionary"));
  }
  const std::string unknown = available[3];
  EXPECT_EQ(available, (std::vector<std::string>{last, "", own, unknown, last}));
  EXPECT_EQ(unknown.size(), last.size());
  EXPECT_EQ(unknown, value_of(about_module(route)[3], "Available-Dictionary")) << "the same in each run";
  EXPECT_EQ(questions[0].deltas, (std::vector<std::size_t>{0, 1}));
  for (const std::size_t i : {1U, 2U, 3U}) EXPECT_TRUE(questions[i].deltas.empty());
}

TEST(DeltaQuestions, FetchEachDeltaAndEachDictionaryOnce) {
  const Route route = delta_route();
  std::vector<std::string> fetched;
  for (const DeltaQuestion& question : plan_delta_questions(route, site)) {
    if (question.aspect == DeltaAspect::Dictionary) fetched.push_back(question.probe.request.url);
    if (question.aspect == DeltaAspect::Whole) fetched.push_back(value_of(question, "Accept-Encoding"));
  }
  EXPECT_EQ(fetched, (std::vector<std::string>{"https://example.org/app/app.1111111111111111.wasm",
                                               "gzip, deflate, br, zstd, dcb", "gzip, deflate, br, zstd, dcz",
                                               "https://example.org/app/app.2222222222222222.wasm", browser}));
}

TEST(DeltaQuestions, AreThoseOfClientsThatDoNotAcceptDeltas) {
  std::vector<std::string> accepted;
  for (const DeltaQuestion& question : about_module(delta_route()))
    if (question.available && question.accepted.empty()) accepted.push_back(value_of(question, "Accept-Encoding"));
  EXPECT_EQ(accepted,
            (std::vector<std::string>{"gzip, deflate, br, zstd", "gzip, deflate, br, zstd, dcb;q=0, dcz;q=0"}));
}

TEST(DeltaQuestions, AreLimited) {
  Route route = delta_route();
  EXPECT_LE(plan_delta_questions(route, site).size(), max_delta_questions(route));
  route.deltas.erase(route.deltas.begin(), route.deltas.begin() + 2);
  EXPECT_LE(plan_delta_questions(route, site).size(), max_delta_questions(route));
  route.deltas[0].from.bytes = max_dictionary_bytes + 1;
  for (const DeltaQuestion& question : plan_delta_questions(route, site))
    EXPECT_NE(question.aspect, DeltaAspect::Dictionary) << "too large for browsers";
  route.deltas[0].encoding = "br";
  EXPECT_TRUE(plan_delta_questions(route, site).empty()) << "not a coding of deltas";
  EXPECT_TRUE(plan_delta_questions(asset_route(), site).empty());
  EXPECT_EQ(max_delta_questions(asset_route()), 0U);
  Route stable = delta_route();
  stable.kind = RouteKind::StableAsset;
  stable.sha256 = "";
  EXPECT_TRUE(plan_delta_questions(stable, site).empty()) << "whatever a manifest says";
}

}  // namespace
}  // namespace wasmpair
