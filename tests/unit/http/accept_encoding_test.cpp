#include "http/accept_encoding.h"

#include <gtest/gtest.h>

#include <array>

namespace wasmpair {
namespace {

/// The choice between br, gzip and identity; "none" if all are excluded.
std::string_view choice(std::string_view field_value) {
  constexpr std::array<std::string_view, 2> offered{"br", "gzip"};
  return choose_coding(parse_accept_encoding(field_value), offered).value_or("none");
}

TEST(AcceptEncoding, ReadsWeights) {
  const auto weight = [](std::string_view value) { return weight_of(parse_accept_encoding(value), "br"); };
  EXPECT_EQ(weight("br"), 1000U);
  EXPECT_EQ(weight("br;q=0.5"), 500U);
  EXPECT_EQ(weight("br \t; \tQ=0.125"), 125U);
  EXPECT_EQ(weight("br;q=1."), 1000U);
  EXPECT_EQ(weight("br;q=0.001"), 1U);
  EXPECT_EQ(weight("*;q=0.3"), 300U);
  EXPECT_EQ(weight("*;q=0.3, br;q=0.2"), 200U);
  EXPECT_EQ(weight("gzip"), 0U);
}

TEST(AcceptEncoding, SkipsInvalidElements) {
  for (const char* element :
       {"br;q=1.001", "br;q=0.0001", "br;q=0.1234", "br;q=2", "br;q=-1", "br;q=", "br;q", "br;q =1", "br;q= 1", "br;",
        "br;level=1", "br;q=1;x=1", "b r", "\"br\"", ";q=1", "br;q=.5", "br;q=1.100", "br;q=00.5", "br;q=0,5;"})
    EXPECT_EQ(weight_of(parse_accept_encoding(element), "br"), 0U) << element;
  EXPECT_EQ(choice("br;q=1.001, gzip"), "gzip");
}

TEST(AcceptEncoding, PrefersTheGreatestWeight) {
  EXPECT_EQ(choice("gzip, br"), "br");
  EXPECT_EQ(choice("gzip;q=0.9, br;q=0.8"), "gzip");
  EXPECT_EQ(choice("gzip;q=0.001"), "gzip");
  EXPECT_EQ(choice("identity, br;q=0.5"), "identity");
  EXPECT_EQ(choice("identity;q=0.5, br;q=0.5"), "br");
  EXPECT_EQ(choice("gzip;q=0.5, *;q=0.8"), "br");
  EXPECT_EQ(choice("br;q=0.5, gzip;q=0.2, *;q=0.8"), "identity");
}

TEST(AcceptEncoding, ExcludesCodingsOfWeightZero) {
  EXPECT_EQ(choice("br;q=0"), "identity");
  EXPECT_EQ(choice("br;q=0.000, gzip"), "gzip");
  EXPECT_EQ(choice("*, br;q=0"), "gzip");
  EXPECT_EQ(choice("gzip;q=0, gzip"), "identity") << "the exclusion counts";
}

TEST(AcceptEncoding, FallsBackToIdentityUnlessExcluded) {
  EXPECT_EQ(choice(""), "identity");
  EXPECT_EQ(choice(" , ,"), "identity");
  EXPECT_EQ(choice("deflate"), "identity");
  EXPECT_EQ(choice("*;q=0, gzip"), "gzip");
  EXPECT_EQ(choice("*;q=0, identity;q=0.1"), "identity");
  EXPECT_EQ(choice("*;q=0"), "none");
  EXPECT_EQ(choice("identity;q=0"), "none");
  EXPECT_EQ(choice("identity;q=0, deflate"), "none");
}

TEST(AcceptEncoding, IgnoresCaseAndKnowsTheAlias) {
  EXPECT_EQ(choice("GZip"), "gzip");
  EXPECT_EQ(choice("X-GZIP"), "gzip");
  EXPECT_EQ(choice("x-br"), "identity");
}

}  // namespace
}  // namespace wasmpair
