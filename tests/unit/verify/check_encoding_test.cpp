#include <gtest/gtest.h>

#include "unit/verify/probes.h"
#include "util/text_bytes.h"
#include "verify/checks.h"

namespace wasmpair {
namespace {

using testing::asset_route;
using testing::br_sha256;
using testing::correct_probe;
using testing::ids;
using testing::Ids;
using testing::page_route;
using testing::plain_sha256;
using testing::set_field;

const std::string other_sha256(64, 'f');

Ids observe(const Probe& probe) {
  Observations observed;
  check_encoding(probe, observed);
  return ids(observed);
}

void set_front(Bytes& front, std::string_view text) {
  const ByteView bytes = bytes_of(text);
  front.assign(bytes.begin(), bytes.end());
}

TEST(CheckEncoding, AcceptsWhatEachClientMayGet) {
  for (const AcceptVariant& accept : accept_variants())
    EXPECT_EQ(observe(correct_probe(asset_route(), accept.value)), Ids()) << accept.value;
}

TEST(CheckEncoding, IgnoresPages) {
  Probe probe = correct_probe(page_route());
  probe.response.body.decoding = Decoding::Undecodable;
  EXPECT_EQ(observe(probe), Ids());
}

TEST(CheckEncoding, FindsBodiesThatCannotBeDecoded) {
  Probe probe = correct_probe(asset_route());
  probe.response.body.decoding = Decoding::Undecodable;
  EXPECT_EQ(observe(probe), Ids{"undecodable"});
  probe.response.body.decoding = Decoding::TooLarge;
  EXPECT_EQ(observe(probe), Ids{"too-large"});
  probe.response.body.decoding = Decoding::Unknown;
  set_field(probe.response, "content-encoding", "compress");
  EXPECT_EQ(observe(probe), Ids{"unaccepted-encoding"});
}

TEST(CheckEncoding, FindsUncompressedBodies) {
  Probe probe = correct_probe(asset_route(), "identity");
  probe.accept = testing::variant("br");
  EXPECT_EQ(observe(probe), Ids{"not-compressed"});
}

TEST(CheckEncoding, FindsCompressedBytesWithoutTheirField) {
  Probe probe = correct_probe(asset_route(), "identity");
  probe.response.body.received_sha256 = br_sha256;
  EXPECT_EQ(observe(probe), Ids{"missing-encoding"});
  probe.response.body.received_sha256 = other_sha256;
  for (const char* magic : {"\x1f\x8b\x08", "\x28\xb5\x2f\xfd"}) {
    set_front(probe.response.body.received_front, magic);
    EXPECT_EQ(observe(probe), Ids{"missing-encoding"});
  }
}

TEST(CheckEncoding, FindsBodiesThatAreCompressedTwice) {
  Probe probe = correct_probe(asset_route(), "gzip");
  probe.response.body.decoded_sha256 = br_sha256;
  EXPECT_EQ(observe(probe), Ids{"double-encoding"});
  probe.response.body.decoded_sha256 = other_sha256;
  set_front(probe.response.body.decoded_front, "\x1f\x8b\x08");
  EXPECT_EQ(observe(probe), Ids{"double-encoding"});
}

TEST(CheckEncoding, FindsOtherContent) {
  Probe plain = correct_probe(asset_route(), "identity");
  plain.response.body.received_sha256 = other_sha256;
  EXPECT_EQ(observe(plain), Ids{"altered-body"});
  Probe coded = correct_probe(asset_route(), "br");
  coded.response.body.decoded_sha256 = other_sha256;
  EXPECT_EQ(observe(coded), Ids{"altered-body"});
}

TEST(CheckEncoding, FindsRecompression) {
  Probe other_bytes = correct_probe(asset_route(), "br");
  other_bytes.response.body.received_sha256 = other_sha256;
  EXPECT_EQ(observe(other_bytes), Ids{"recompressed"});
  Probe no_sibling = correct_probe(asset_route(), "br");
  no_sibling.route.encodings.clear();
  EXPECT_EQ(observe(no_sibling), Ids{"recompressed"});
}

TEST(CheckEncoding, FindsAnEncodingThatWasNotRequested) {
  Probe probe = correct_probe(asset_route(), "br");
  probe.accept = testing::variant("br;q=0");
  EXPECT_EQ(observe(probe), Ids{"unaccepted-encoding"});
}

TEST(CheckPrevious, ExpectsTheFile) {
  const auto observe_previous = [](const Probe& probe) {
    Observations observed;
    check_previous(probe, observed);
    return ids(observed);
  };
  Probe probe = correct_probe(asset_route(), "br", Purpose::Previous);
  EXPECT_EQ(observe_previous(probe), Ids());
  Probe altered = probe;
  altered.response.body.decoded_sha256 = other_sha256;
  EXPECT_EQ(observe_previous(altered), Ids{"altered-body"});
  Probe page = probe;
  set_field(page.response, "content-type", "text/html");
  EXPECT_EQ(observe_previous(page), Ids{"previous-release-missing"});
  Probe missing = probe;
  missing.response.status = 404;
  EXPECT_EQ(observe_previous(missing), Ids{"previous-release-missing"});
  Probe unreachable = probe;
  unreachable.response.transfer = Transfer::Unreachable;
  EXPECT_EQ(observe_previous(unreachable), Ids{"previous-release-missing"});
}

}  // namespace
}  // namespace wasmpair
