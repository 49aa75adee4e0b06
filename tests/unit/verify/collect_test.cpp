#include "verify/collect.h"

#include <gtest/gtest.h>

#include "unit/verify/probes.h"

namespace wasmpair {
namespace {

using testing::asset_route;
using testing::correct_probe;
using testing::set_field;

std::vector<DeliveryFinding> collect(const Observations& observed) {
  Findings findings;
  findings.add(observed);
  return findings.take();
}

TEST(Findings, HasOneForEachIncidentInTheOrderOfTheFirst) {
  const Probe br = correct_probe(asset_route(), "br");
  const Probe gzip = correct_probe(asset_route(), "gzip");
  const auto findings = collect({{"weak-etag", "first", &br},
                                 {"missing-vary", "second", &br},
                                 {"weak-etag", "third", &gzip},
                                 {"weak-etag", "fourth", &br}});
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].id, "weak-etag");
  EXPECT_EQ(findings[0].message, "first");
  EXPECT_EQ(findings[0].subjects, (std::vector<std::string>{br.route.path + "  Accept-Encoding: br",
                                                            br.route.path + "  Accept-Encoding: gzip"}));
  EXPECT_EQ(findings[1].id, "missing-vary");
  for (const DeliveryFinding& finding : findings) EXPECT_FALSE(finding.cause.empty() || finding.fix.empty());
}

TEST(Findings, HasTheEvidenceOfTheFirst) {
  Probe head = correct_probe(asset_route(), "br", Purpose::Head);
  set_field(head.response, "set-cookie", "secret");
  const auto findings = collect({{"head-differs", "it differs", &head}});
  EXPECT_EQ(findings[0].request, "HEAD " + head.route.url + "\nAccept-Encoding: br");
  EXPECT_TRUE(findings[0].response.starts_with("HTTP/1.1 200\ncontent-type: application/wasm\n"));
  EXPECT_EQ(findings[0].response.find("secret"), std::string::npos) << "only relevant fields";
  EXPECT_TRUE(findings[0].subjects[0].starts_with("HEAD "));
}

TEST(Findings, NamesTheUrlOfAnAbsentName) {
  Probe probe = make_probe(Purpose::AbsentName, asset_route(), browser_variant(), testing::site);
  probe.request.url = "https://example.org/app/app.0000000000000000.wasm";
  EXPECT_TRUE(collect({{"cached-error", "it is cached", &probe}})[0].subjects[0].starts_with(probe.request.url));
}

TEST(Findings, HasTheCauseThatIsKnownBetter) {
  const DeliveryFinding finding = collect({{"weak-etag", "it is weak", nullptr, "A cause.", "A fix."}})[0];
  EXPECT_EQ(finding.cause, "A cause.");
  EXPECT_EQ(finding.fix, "A fix.");
}

TEST(Findings, HasNoCredentials) {
  Probe probe = make_probe(Purpose::AbsentName, asset_route(), browser_variant(), testing::site);
  probe.request.url = "https://gopher:secret@example.org/app/app.0000000000000000.wasm";
  for (const char* location : {"https://gopher:secret@h/", "//gopher:secret@h/", "http://gopher:a secret@h/"}) {
    set_field(probe.response, "location", location);
    const DeliveryFinding finding = collect({{"cached-error", "it is at http://gopher:secret@h/x", &probe}})[0];
    for (const std::string& text : {finding.message, finding.request, finding.response, finding.subjects.at(0)})
      EXPECT_TRUE(text.find("gopher") == text.npos && text.find("secret") == text.npos) << text;
    EXPECT_NE(finding.response.find("location: "), std::string::npos);
    EXPECT_EQ(finding.message, "it is at http://h/x");
  }
}

TEST(Findings, NeedsNoProbe) {
  const auto findings = collect({{"mixed-pair", "a and b are not a pair", nullptr}});
  EXPECT_TRUE(findings[0].subjects.empty() && findings[0].request.empty() && findings[0].response.empty());
}

TEST(Findings, ListsAThousandSubjectsAndCountsTheOthers) {
  Findings findings;
  for (int i = 0; i < 1500; ++i) {
    Route route = asset_route();
    route.path = std::to_string(i);
    const Probe probe = correct_probe(route);
    findings.add({{"weak-etag", "it is weak", &probe}, {"weak-etag", "it is weak", &probe}});
  }
  const auto all = findings.take();
  EXPECT_EQ(all[0].subjects.size(), 1000U);
  EXPECT_EQ(all[0].unlisted, 500U);
}

TEST(Findings, HasTheFixForTheServer) {
  Probe probe = correct_probe(asset_route());
  set_field(probe.response, "server", "nginx/1.25");
  EXPECT_TRUE(collect({{"missing-vary", "no Vary", &probe}})[0].fix.starts_with("nginx: Use `gzip_vary on;`"));
}

}  // namespace
}  // namespace wasmpair
