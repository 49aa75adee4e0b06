// A release, and the directory that it is published in.
#pragma once

#include <set>
#include <string>

#include "publish/commit.h"
#include "publish/page_seal.h"
#include "unit/support/temporary_directory.h"
#include "util/text_bytes.h"

namespace wasmpair {

/// A release whose contents outlive its views.
struct ReleaseContent {
  std::string module = "module 1";
  std::string sibling = "module 1 in brotli";
  std::string page = seal_page("<p>release 1</p>\n");
  std::string manifest = "{\"release\": 1}\n";

  Release release() const {
    return {.assets = {{"app.01.wasm", bytes_of(module)}, {"app.01.wasm.br", bytes_of(sibling)}},
            .pages = {{"index.html", bytes_of(page)}},
            .manifest = {"wasmpair.json", bytes_of(manifest)}};
  }
};

class CommitTest : public TemporaryDirectoryTest {
 protected:
  CommitReport publish() const { return commit(out_dir(), content_.release(), nullptr); }
  std::string out_dir() const { return path("out"); }
  void make_out_dir() const { boost::filesystem::create_directory(directory_ / "out"); }

  void expect_published() const {
    EXPECT_EQ(read("out/app.01.wasm"), content_.module);
    EXPECT_EQ(read("out/app.01.wasm.br"), content_.sibling);
    EXPECT_EQ(read("out/wasmpair.json"), content_.manifest);
  }

  ReleaseContent content_;
  const std::set<std::string> published_ = {"app.01.wasm", "app.01.wasm.br", "index.html", "wasmpair.json"};
};

}  // namespace wasmpair
