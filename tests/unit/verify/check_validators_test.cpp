#include <gtest/gtest.h>

#include "unit/verify/probes.h"
#include "util/text_bytes.h"
#include "verify/checks.h"

namespace wasmpair {
namespace {

using testing::asset_route;
using testing::correct_probe;
using testing::ids;
using testing::Ids;
using testing::set_field;

Probe tagged(std::string_view accept, const std::string& tag) {
  Probe probe = correct_probe(asset_route(), accept);
  set_field(probe.response, "etag", tag);
  return probe;
}

Ids observe(const std::vector<Probe>& probes) {
  std::vector<const Probe*> pointers;
  for (const Probe& probe : probes) pointers.push_back(&probe);
  Observations observed;
  check_validators(pointers, observed);
  return ids(observed);
}

TEST(CheckValidators, ExpectsOneStrongTagForEachEncoding) {
  EXPECT_EQ(observe({}), Ids());
  EXPECT_EQ(observe({tagged("br", "\"b\""), tagged("gzip", "\"g\""), tagged("br", "\"b\"")}), Ids());
  EXPECT_EQ(observe({tagged("br", "")}), Ids{"missing-etag"});
  EXPECT_EQ(observe({tagged("br", "W/\"b\"")}), Ids{"weak-etag"});
  Probe twice = tagged("br", "\"b\"");
  twice.response.fields.push_back({"etag", "\"c\""});
  EXPECT_EQ(observe({twice}), Ids{"duplicate-etag"});
}

TEST(CheckValidators, BlamesCompressionForWeakTagsOnlyWhereItRan) {
  Probe published = tagged("br", "W/\"b\"");
  Probe compressed = published;
  compressed.response.body.received_sha256 = std::string(64, '0');
  Observations observed;
  check_validators({&published}, observed);
  check_validators({&compressed}, observed);
  ASSERT_EQ(ids(observed), (Ids{"weak-etag", "weak-etag"}));
  EXPECT_FALSE(observed[0].cause.empty() || observed[0].fix.empty());
  EXPECT_TRUE(observed[1].cause.empty() && observed[1].fix.empty());
}

TEST(CheckVary, BlamesEncodeForPagesOfCaddy) {
  for (const auto& [route, cause_is_known] : {std::pair{testing::page_route(), true}, {asset_route(), false}}) {
    Probe probe = correct_probe(route);
    set_field(probe.response, "server", "Caddy");
    set_field(probe.response, "vary", "");
    Observations observed;
    check_vary(probe, observed);
    ASSERT_EQ(ids(observed), Ids{"missing-vary"});
    EXPECT_EQ(observed[0].cause.find("encode") != std::string::npos, cause_is_known);
  }
}

TEST(CheckValidators, FindsOneTagForTwoEncodings) {
  EXPECT_EQ(observe({tagged("br", "\"x\""), tagged("gzip", "\"x\"")}), Ids{"shared-etag"});
  EXPECT_EQ(observe({tagged("br", "W/\"x\""), tagged("gzip", "W/\"x\"")}), (Ids{"weak-etag", "weak-etag"}))
      << "a weak tag may be shared";
}

TEST(CheckRevalidation, ExpectsNotModified) {
  Probe probe = correct_probe(asset_route(), "br", Purpose::Revalidation);
  Observations observed;
  check_revalidation(probe, observed);
  EXPECT_EQ(ids(observed), Ids());
  probe.response.status = 200;
  check_revalidation(probe, observed);
  EXPECT_EQ(ids(observed), Ids{"no-revalidation"});
}

Ids observe_head(const Probe& head) {
  Observations observed;
  check_head(head, correct_probe(asset_route()), observed);
  return ids(observed);
}

TEST(CheckHead, ExpectsTheFieldsOfGet) {
  const Probe head = correct_probe(asset_route(), "br", Purpose::Head);
  EXPECT_EQ(observe_head(head), Ids());
  for (const char* name : {"content-type", "content-encoding", "vary", "cache-control", "etag"}) {
    Probe other = head;
    set_field(other.response, name, "");
    EXPECT_EQ(observe_head(other), Ids{"head-differs"}) << name;
  }
  Probe refused = head;
  refused.response.status = 405;
  EXPECT_EQ(observe_head(refused), Ids{"head-differs"});
}

TEST(CheckHead, ComparesTheLengthWithWhatGetSent) {
  Probe head = correct_probe(asset_route(), "br", Purpose::Head);
  set_field(head.response, "content-length", "300");
  EXPECT_EQ(observe_head(head), Ids());
  set_field(head.response, "content-length", "1000");
  EXPECT_EQ(observe_head(head), Ids{"head-differs"});
}

/// GET and a range of a file of 1000 times the same byte, encoded or not.
struct RangeCase {
  Probe get;
  Probe range;

  explicit RangeCase(std::string_view accept)
      : get(correct_probe(asset_route(), accept)), range(correct_probe(asset_route(), accept, Purpose::Range)) {
    get.response.body.received_front.assign(front_bytes, 'r');
    get.response.body.decoded_front.assign(front_bytes, 'd');
    range.response.status = 206;
    range.response.body.received_bytes = range_bytes;
    range.response.body.received_front.assign(range_bytes, 'r');
    set_field(range.response, "content-range", "bytes 0-99/" + std::to_string(get.response.body.received_bytes));
  }

  Ids observe() const {
    Observations observed;
    check_range(range, get, observed);
    return ids(observed);
  }
};

TEST(CheckRange, AcceptsARangeOfWhatIsSent) {
  EXPECT_EQ(RangeCase("br").observe(), Ids());
  EXPECT_EQ(RangeCase("identity").observe(), Ids());
  RangeCase ignored("br");
  ignored.range.response.status = 200;
  ignored.range.response.body.received_front.clear();
  EXPECT_EQ(ignored.observe(), Ids()) << "a server may ignore Range";
}

TEST(CheckRange, AcceptsAllOfAFileThatIsShorterThanTheRange) {
  RangeCase whole("identity");
  for (Probe* probe : {&whole.get, &whole.range}) {
    probe->route.bytes = probe->response.body.received_bytes = 3;
    probe->response.body.received_front.assign(3, 'r');
  }
  set_field(whole.range.response, "content-range", "bytes 0-2/3");
  EXPECT_EQ(whole.observe(), Ids());
  whole.range.response.body.received_bytes = 2;
  EXPECT_EQ(whole.observe(), Ids{"wrong-range"});
}

TEST(CheckRange, AcceptsARangeOfThePlainFileUnderItsOwnTag) {
  RangeCase plain("br");
  set_field(plain.range.response, "content-encoding", "");
  set_field(plain.range.response, "etag", "\"plain\"");
  set_field(plain.range.response, "content-range", "bytes 0-99/1000");
  plain.range.response.body.received_front.assign(range_bytes, 'd');
  EXPECT_EQ(plain.observe(), Ids());
  set_field(plain.range.response, "etag", "\"br\"");
  EXPECT_EQ(plain.observe(), Ids{"wrong-range"});
}

TEST(CheckRange, FindsOtherRangesAndBytes) {
  RangeCase field("br");
  set_field(field.range.response, "content-range", "bytes 0-99/1000");
  EXPECT_EQ(field.observe(), Ids{"wrong-range"});
  RangeCase bytes("br");
  bytes.range.response.body.received_front.back() = 'x';
  EXPECT_EQ(bytes.observe(), Ids{"wrong-range"});
  RangeCase length("br");
  length.range.response.body.received_bytes = range_bytes + 1;
  EXPECT_EQ(length.observe(), Ids{"wrong-range"});
  RangeCase altered("br");
  altered.get.response.body.decoded_sha256 = std::string(64, 'f');
  altered.range.response.body.received_front.clear();
  EXPECT_EQ(altered.observe(), Ids()) << "the content is reported already";
}

}  // namespace
}  // namespace wasmpair
