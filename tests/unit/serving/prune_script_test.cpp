#include "serving/prune_script.h"

#include <gtest/gtest.h>

#include "wasmpair/error.h"

namespace wasmpair {
namespace {

const std::string manifest = "wasmpair.0123456789abcdef.json";

std::vector<DroppedRelease> dropping(const std::string& file) { return {{{file, "b.js"}, manifest}, {{}, "c.json"}}; }

std::string script_for(std::string (*write)(const BucketPruning&), const std::string& file) {
  const std::vector<DroppedRelease> dropped = dropping(file);
  return write({"/my app/", "last.json", 2, dropped});
}

TEST(PruneScript, DeletesTheManifestOfAReleaseAfterItsFiles) {
  const std::string end = "\naws s3 rm \"$to\"/'a.js'\naws s3 rm \"$to\"/'b.js'\naws s3 rm \"$to\"/'" + manifest +
                          "'\n\naws s3 rm \"$to\"/'c.json'\n";
  EXPECT_TRUE(script_for(s3_prune_script, "a.js").ends_with(end));
  EXPECT_TRUE(script_for(gcs_prune_script, "a.js")
                  .ends_with("\nremove 'a.js'\nremove 'b.js'\nremove '" + manifest + "'\n\nremove 'c.json'\n"));
}

TEST(PruneScript, QuotesNames) {
  EXPECT_NE(script_for(s3_prune_script, "it's $(x)").find("rm \"$to\"/'it'\\''s $(x)'\n"), std::string::npos);
  EXPECT_NE(script_for(s3_prune_script, "a.js").find("s3://BUCKET/my%20app ["), std::string::npos);
}

TEST(PruneScript, DeletesNothingThatGcloudTakesForAPattern) {
  for (const char* name : {"a*", "a?", "a[b", "a]", "a#1"})
    EXPECT_THROW(script_for(gcs_prune_script, name), Error) << name;
  EXPECT_NO_THROW(script_for(gcs_prune_script, "a#1.js"));
}

}  // namespace
}  // namespace wasmpair
