#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "unit/verify/probes.h"
#include "util/text_bytes.h"
#include "verify/checks.h"
#include "verify/delta_header.h"

namespace wasmpair {
namespace {

using testing::delta_route;
using testing::Ids;
using testing::ids;
using testing::set_field;
using testing::site;

const ManifestDelta& delta_of(const DeltaQuestion& question) {
  // Of several, a server prefers the first; that which was accepted alone is the only one.
  return question.probe.route.deltas[question.deltas.front()];
}

Bytes header_of(const DeltaCodingInfo& format, const Sha256& dictionary) {
  Bytes header(format.magic.begin(), format.magic.end());
  header.insert(header.end(), dictionary.bytes.begin(), dictionary.bytes.end());
  return header;
}

void respond_with_delta(DeltaQuestion& question) {
  const ManifestDelta& delta = delta_of(question);
  HttpResponse& response = question.probe.response;
  set_field(response, "content-encoding", delta.encoding);
  set_field(response, "etag", "\"" + delta.path + "\"");
  set_field(response, "content-length", std::to_string(delta.bytes));
  response.body.decoding = Decoding::Unknown;
  response.body.received_bytes = delta.bytes;
  response.body.received_sha256 = delta.sha256;
  response.body.received_front = header_of(*find_delta_coding(delta.encoding), *question.available);
  if (question.aspect != DeltaAspect::Whole || delta.encoding != "dcz") return;
  response.body.decoding = Decoding::Decoded;
  response.body.received_front.insert(response.body.received_front.end(), {0x28, 0xb5, 0x2f, 0xfd, 0x20, 5});
  response.body.decoded_bytes = question.probe.route.bytes;
  response.body.decoded_sha256 = question.probe.route.sha256;
}

void respond(DeltaQuestion& question) {
  testing::respond_correctly(question.probe);
  HttpResponse& response = question.probe.response;
  set_field(response, "vary", "Accept-Encoding, Available-Dictionary");
  if (question.aspect == DeltaAspect::OwnName) response.status = 404;
  if (question.aspect == DeltaAspect::Range) response.status = 206;
  if (!question.deltas.empty() && response.status == 200) respond_with_delta(question);
}

using Change = std::function<void(DeltaQuestion&)>;

/// What is observed if a server is right except for the change.
Observations observations_after(const Change& change, std::vector<DeltaQuestion>& questions) {
  questions = plan_delta_questions(delta_route(), site);
  for (DeltaQuestion& question : questions) {
    respond(question);
    change(question);
  }
  Observations observed;
  const std::vector<const Probe*> deltas = check_deltas(questions, site, observed);
  check_delta_validators(deltas, {}, observed);
  return observed;
}

Ids observe(const Change& change) {
  std::vector<DeltaQuestion> questions;
  Ids found = ids(observations_after(change, questions));
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

bool is_delta(const DeltaQuestion& question) {
  const auto& fields = question.probe.response.fields;
  return std::ranges::any_of(fields, [](const HeaderField& field) { return field.value.starts_with("dc"); });
}

/// Changes the deltas that are the response.
Ids observe_deltas(const std::function<void(HttpResponse&)>& change) {
  return observe([&](DeltaQuestion& question) {
    if (is_delta(question)) change(question.probe.response);
  });
}

TEST(CheckDeltas, FindsNothingAtACorrectServer) {
  std::vector<DeltaQuestion> questions;
  const Observations observed = observations_after([](DeltaQuestion&) {}, questions);
  EXPECT_EQ(testing::texts(observed), std::vector<std::string>());
}

TEST(CheckDeltas, FindsDeltasForThoseWhoCannotDecodeThem) {
  for (const char* token : {"dcb", "DCZ"}) {
    const auto send_always = [&](DeltaQuestion& question) {
      if (question.available || question.aspect != DeltaAspect::Beginning) return;
      set_field(question.probe.response, "content-encoding", token);
    };
    EXPECT_EQ(observe(send_always), Ids{"unasked-delta"}) << token;
    const auto ignore_coding = [&](DeltaQuestion& question) {
      if (!question.available || !question.accepted.empty()) return;
      set_field(question.probe.response, "content-encoding", token);
    };
    EXPECT_EQ(observe(ignore_coding), Ids{"unasked-delta"}) << token;
  }
}

TEST(CheckDeltas, FindsAnotherDictionary) {
  const auto change = [](HttpResponse& response) {
    const DeltaCodingInfo* const format = coding_of_delta(response.body.received_front);
    ++response.body.received_front[format->magic.size()];
  };
  EXPECT_EQ(observe_deltas(change), Ids{"wrong-dictionary"});
}

TEST(CheckDeltas, FindsWhatCannotBeDecoded) {
  const std::function<void(Body&)> changes[] = {
      [](Body& body) { ++body.received_front[0]; },
      [](Body& body) { body.received_front.resize(35); },
      [](Body& body) { body.decoding = Decoding::Undecodable; },
      [](Body& body) { body.decoding = Decoding::TooLarge; },
      [](Body& body) { body.decoded_sha256 = std::string(64, 'f'); },
      [](Body& body) { body.received_sha256 = std::string(64, 'f'), body.decoding = Decoding::Unknown; },
      [](Body& body) {
        if (body.received_front.size() > 40) body.received_front[44] = 0, body.received_front[45] = 20U << 3U;
      },
  };
  for (const auto& change : changes)
    EXPECT_EQ(observe_deltas([&](HttpResponse& response) { change(response.body); }), Ids{"undecodable-delta"})
        << &change - changes;
}

TEST(CheckDeltas, FindsMissingAndFurtherEncodings) {
  const auto unlabeled = [](HttpResponse& response) {
    set_field(response, "content-encoding", "");
    response.body.decoding = Decoding::NotCoded;
  };
  EXPECT_EQ(observe_deltas(unlabeled), Ids{"delta-without-encoding"});
  EXPECT_EQ(observe_deltas([](HttpResponse& response) { set_field(response, "content-encoding", "dcz, gzip"); }),
            Ids{"recompressed"});
  const auto gzipped = [](HttpResponse& response) {
    set_field(response, "content-encoding", "gzip");
    response.body.decoded_front = response.body.received_front;
    response.body.received_front = {0x1f, 0x8b};
  };
  EXPECT_EQ(observe_deltas(gzipped), Ids{"recompressed"});
}

TEST(CheckDeltas, FindsParts) {
  const auto change = [](DeltaQuestion& question) {
    if (question.aspect == DeltaAspect::Range) set_field(question.probe.response, "content-encoding", "dcz");
  };
  EXPECT_EQ(observe(change), Ids{"partial-delta"});
}

TEST(CheckDeltas, FindsWhatCachesMixUp) {
  for (const DeltaAspect aspect :
       {DeltaAspect::Whole, DeltaAspect::Beginning, DeltaAspect::Range, DeltaAspect::Revalidation}) {
    const auto change = [&](DeltaQuestion& question) {
      if (question.aspect == aspect) set_field(question.probe.response, "vary", "Accept-Encoding");
    };
    Ids expected{"missing-vary"};
    if (aspect == DeltaAspect::Beginning) expected.insert(expected.begin(), "head-differs");
    EXPECT_EQ(observe(change), expected) << static_cast<int>(aspect);
  }
  const auto one_tag = [](HttpResponse& response) { set_field(response, "etag", "\"delta\""); };
  EXPECT_EQ(observe_deltas(one_tag), Ids{"shared-etag"});
  const auto no_tag = [](HttpResponse& response) { set_field(response, "etag", ""); };
  EXPECT_EQ(observe_deltas(no_tag), Ids{"missing-etag"});
}

TEST(CheckDeltas, ComparesTheirTagsWithThoseOfOtherResponses) {
  std::vector<DeltaQuestion> questions;
  observations_after([](DeltaQuestion&) {}, questions);
  Observations observed;
  const Probe* const delta = &questions.front().probe;
  Probe plain = testing::correct_probe(delta_route(), "identity");
  check_delta_validators({delta}, {&plain}, observed);
  EXPECT_EQ(ids(observed), Ids());
  set_field(plain.response, "etag", field(delta->response, "etag"));
  check_delta_validators({delta}, {&plain}, observed);
  EXPECT_EQ(ids(observed), Ids{"shared-etag"});
}

TEST(CheckDeltas, WarnsOfWhatIsNotSent) {
  const auto complete = [](DeltaQuestion& question) {
    if (!is_delta(question)) return;
    testing::respond_correctly(question.probe);
  };
  EXPECT_EQ(observe(complete), Ids{"delta-not-sent"}) << "and no Vary is needed";
  const auto in_public = [](DeltaQuestion& question) {
    if (question.aspect == DeltaAspect::OwnName) question.probe.response.status = 200;
  };
  EXPECT_EQ(observe(in_public), Ids{"delta-in-public"});
  const auto page = [](DeltaQuestion& question) {
    if (question.aspect != DeltaAspect::OwnName) return;
    question.probe.response.status = 200;
    set_field(question.probe.response, "content-type", "text/html");
  };
  EXPECT_EQ(observe(page), Ids()) << "another check reports a page for each unknown name";
}

TEST(CheckDeltas, FindsErrors) {
  const auto fail = [](DeltaQuestion& question) {
    if (question.available) question.probe.response.status = 500;
  };
  EXPECT_EQ(observe(fail), Ids{"server-error"});
  const auto gone = [](DeltaQuestion& question) {
    if (question.aspect == DeltaAspect::Dictionary) question.probe.response.status = 404;
  };
  EXPECT_EQ(observe(gone), Ids()) << "earlier modules may be gone";
}

}  // namespace
}  // namespace wasmpair
