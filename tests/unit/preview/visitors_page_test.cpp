#include "preview/visitors_page.h"

#include <gtest/gtest.h>

#include "unit/ledger/sample_releases.h"

namespace wasmpair {
namespace {

LedgerFile ledger_file(const std::string& name, Manifest manifest) { return {name, "", std::move(manifest)}; }

/// A release of ten bytes, five of them encoded.
Manifest release() {
  Manifest manifest = sample_release(Bytes(10, 7));
  manifest.bundles[0].wasm.encodings = {{"gzip", "a", 6, ""}, {"br", "b", 5, ""}, {"zstd", "c", 20, ""}};
  return manifest;
}

ManifestDelta delta_from(const Manifest& earlier, const std::string& coding, std::uint64_t bytes) {
  const ManifestFile& wasm = earlier.bundles[0].wasm;
  return {coding, "delta", bytes, "", {wasm.path, wasm.bytes, wasm.sha256}};
}

TEST(DownloadsOfVisitors, AreTheSmallestEncodingForTheFirstTime) {
  const Downloads downloads = downloads_of(release(), {"own", {}});
  ASSERT_EQ(downloads.bundles.size(), 1U);
  EXPECT_EQ(downloads.bundles[0].coding, "br");
  EXPECT_EQ(downloads.bundles[0].bytes, 5U);
  EXPECT_EQ(downloads.bundles[0].whole_bytes, 10U);
  EXPECT_TRUE(downloads.bundles[0].returning.empty());
}

TEST(DownloadsOfVisitors, FollowTheLedger) {
  const Manifest with_delta = sample_release(Bytes{1});
  const Manifest without = sample_release(Bytes{2});
  const Manifest not_in_ledger = sample_release(Bytes{3});
  Manifest manifest = release();
  manifest.bundles[0].wasm.deltas = {delta_from(with_delta, "dcb", 3), delta_from(with_delta, "dcz", 2),
                                     delta_from(not_in_ledger, "dcz", 4)};
  const LedgerFiles ledger{"own",
                           {ledger_file("own", manifest), ledger_file("same", release()),
                            ledger_file("with", with_delta), ledger_file("without", without)}};
  const std::vector<ReturningVisitor> visitors = downloads_of(manifest, ledger).bundles[0].returning;
  ASSERT_EQ(visitors.size(), 4U);
  EXPECT_EQ(visitors[0].release, "same");
  EXPECT_EQ(visitors[0].bytes, 0U);
  EXPECT_EQ(visitors[1].release, "with");
  EXPECT_EQ(visitors[1].coding, "dcb") << "the preferred one, though it is larger";
  EXPECT_EQ(visitors[2].release, "without");
  EXPECT_EQ(visitors[2].coding, "br");
  EXPECT_EQ(visitors[2].bytes, 5U);
  EXPECT_EQ(visitors[3].release, "");
  EXPECT_EQ(visitors[3].bytes, 4U);
}

TEST(VisitorsPage, SaysWhichDifferenceWasSentLast) {
  EXPECT_NE(visitors_page({}, {}, "x").find("No difference has been sent"), std::string::npos);
  const std::string page = visitors_page({}, {3, {"/app.b.wasm", "dcz", 65'196, 614'813, "app.a.wasm"}}, "x");
  EXPECT_NE(page.find("65,196 of 614,813 bytes, from <code>app.a.wasm</code>"), std::string::npos);
  EXPECT_NE(page.find("?release=x&amp;sent=3\""), std::string::npos);
}

TEST(VisitorsPage, EscapesWhatIsNotOurs) {
  const std::string mark = "<b>&\"'";
  const Downloads downloads{mark, {{mark, mark, mark, 1, 2, {{mark, mark, mark, 1}}}}};
  const std::string page = visitors_page(downloads, {1, {mark, mark, 1, 2, mark}}, mark);
  EXPECT_EQ(page.find("<b>"), std::string::npos);
}

}  // namespace
}  // namespace wasmpair
