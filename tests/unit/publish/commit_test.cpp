#include "unit/publish/commit_test.h"

#include <algorithm>
#include <thread>

#include "publish/source_seal.h"
#include "unit/support/eventually.h"
#include "unit/support/listener.h"
#include "util/directory.h"
#include "util/platform/file_lock.h"
#include "util/temporary_file.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

using Names = std::set<std::string>;

TEST_F(CommitTest, CreatesTheDirectoryAndPublishes) {
  const CommitReport report = publish();
  EXPECT_EQ(report.written, 4U);
  EXPECT_EQ(report.unchanged, 0U);
  expect_published();
  EXPECT_EQ(read("out/index.html"), content_.page);
  EXPECT_EQ(names("out"), published_);
}

/// A package of Go files, which work only together.
struct PackageContent {
  std::string host = seal_source("package guesthost\n\nvar one = 1\n", "texts");
  std::string release_file = seal_source("package guesthost\n\nvar release = 1\n", "texts");

  Release release(const ReleaseContent& content) const {
    return {.assets = {{"text.01.wasm", bytes_of(content.module)}},
            .pages = {{"host.go", bytes_of(host)}, {"release.go", bytes_of(release_file)}},
            .manifest = {"wasmpair.json", bytes_of(content.manifest)},
            .foreign = Foreign::Refuse};
  }
};

TEST_F(CommitTest, ReplacesSourcesThatNobodyEdited) {
  PackageContent package;
  commit(out_dir(), package.release(content_), nullptr);
  package.host = seal_source("package guesthost\n\nvar two = 2\n", "texts");
  content_.manifest = "{\"release\": 2}\n";
  EXPECT_EQ(commit(out_dir(), package.release(content_), nullptr).written, 2U);
  EXPECT_EQ(read("out/host.go"), package.host);
}

TEST_F(CommitTest, PublishesNothingOverAnEditedSource) {
  PackageContent package;
  commit(out_dir(), package.release(content_), nullptr);
  const std::string edited = package.release_file + "// mine\n";
  write("out/release.go", edited);
  const std::string host_before = package.host;
  package.host = seal_source("package guesthost\n\nvar two = 2\n", "texts");
  EXPECT_THROW(commit(out_dir(), package.release(content_), nullptr), Error);
  EXPECT_EQ(read("out/release.go"), edited);
  EXPECT_EQ(read("out/host.go"), host_before);
  EXPECT_EQ(names("out"), (Names{"host.go", "release.go", "text.01.wasm", "wasmpair.json"}));
}

TEST_F(CommitTest, PublishesNoGuestOverProgramsForTheBrowser) {
  const auto manifest = [](const std::string& guests) {
    return R"({"version": 1, "generator": {"name": "wasmpair", "version": "0.1.0"}, "base": "", "bundles": {},
      "files": [])" +
           guests + "}\n";
  };
  const std::string file = R"({"path": "text.01.wasm", "url": "text.01.wasm", "type": "application/wasm", "bytes": 8,
    "sha256": ")" + std::string(64, 'a') +
                           R"(", "integrity": "sha384-)" + std::string(64, 'b') +
                           R"(", "cacheControl": "no-cache", "encodings": []})";
  content_.manifest = manifest("");
  publish();
  const std::string before = content_.manifest;
  content_.manifest = manifest(R"(, "guests": {"text": {"kind": "other", "source": {"bytes": 8, "sha256": ")" +
                               std::string(64, 'c') + R"("}, "wasm": )" + file +
                               R"(, "memory": {"minPages": 1, "maxPages": 2}, "ticks": 1, "depth": 1, "globals": [],
      "restorable": true, "entries": [], "imports": [], "capabilities": []}})");
  EXPECT_THROW(publish(), Error);
  EXPECT_EQ(read("out/wasmpair.json"), before);
}

TEST_F(CommitTest, WritesOnlyWhatChanged) {
  publish();
  content_.manifest = "{\"release\": 2}\n";
  EXPECT_EQ(publish().written, 1U);
  expect_published();
}

TEST_F(CommitTest, RepairsADamagedFile) {
  publish();
  std::string damaged = content_.module;
  damaged.back() ^= 1;
  write("out/app.01.wasm", damaged);
  EXPECT_EQ(publish().written, 1U);
  expect_published();
  for (const std::string& wrong : {content_.module + "more", content_.module.substr(1), std::string()}) {
    write("out/app.01.wasm", wrong);
    EXPECT_EQ(publish().written, 1U);
    expect_published();
  }
}

TEST_F(CommitTest, ComparesLargeFilesUpToTheLastByte) {
  content_.module = std::string(1'000'000, 'm');
  publish();
  content_.module.back() = 'n';
  EXPECT_EQ(publish().written, 1U);
  expect_published();
}

TEST_F(CommitTest, PublishesFilesThatAreStagedBesideOthers) {
  content_.module = std::string(5'000'000, 'm');
  content_.sibling = std::string(4'200'000, 's');
  EXPECT_EQ(publish().written, 4U);
  expect_published();
  EXPECT_EQ(publish().unchanged, 4U);
  content_.sibling.back() = 't';
  EXPECT_EQ(publish().written, 1U);
  expect_published();
  EXPECT_EQ(names("out"), published_);
}

TEST_F(CommitTest, LeavesNothingOfALargeFileIfAnotherCannotBeStaged) {
  content_.module = std::string(5'000'000, 'm');
  for (const std::string name : {"wasmpair.json", "app.01.wasm"}) {
    boost::filesystem::remove_all(directory_ / "out");
    make_out_dir();
    boost::filesystem::create_directory(directory_ / "out" / name);
    try {
      publish();
      FAIL() << "a directory was replaced";
    } catch (const Error& error) {
      EXPECT_EQ(error.place(), path("out/" + name));
    }
    EXPECT_EQ(names("out"), Names{name});
  }
}

TEST_F(CommitTest, LeavesFilesOfEarlierReleasesInPlace) {
  make_out_dir();
  write("out/app.00.wasm", "module 0");
  write("out/notes.txt", "mine");
  publish();
  EXPECT_EQ(read("out/app.00.wasm"), "module 0");
  EXPECT_EQ(read("out/notes.txt"), "mine");
}

TEST_F(CommitTest, PublishesThroughALinkToTheDirectory) {
  boost::filesystem::create_directory(directory_ / "real");
  boost::filesystem::create_symlink("real", directory_ / "out");
  publish();
  EXPECT_EQ(names("real"), published_);
}

TEST_F(CommitTest, RefusesADirectoryWithAFilesNameBeforeWriting) {
  make_out_dir();
  boost::filesystem::create_directory(directory_ / "out/wasmpair.json");
  try {
    publish();
    FAIL() << "a directory was replaced";
  } catch (const Error& error) {
    EXPECT_EQ(error.place(), path("out/wasmpair.json"));
    EXPECT_EQ(error.problem(), "cannot publish: a directory has this name");
    EXPECT_EQ(error.advice(), "Move the directory away, then run again.");
  }
  EXPECT_EQ(names("out"), Names{"wasmpair.json"});
}

TEST_F(CommitTest, ReplacesItsOwnPage) {
  publish();
  content_.page = seal_page("<p>release 2</p>\n");
  const CommitReport report = publish();
  EXPECT_EQ(report.written, 1U);
  EXPECT_TRUE(report.kept.empty());
  EXPECT_EQ(read("out/index.html"), content_.page);
}

TEST_F(CommitTest, LeavesPagesAloneThatSomebodyWroteOrEdited) {
  publish();
  const std::string edited = "<p>mine</p>\n" + content_.page;
  for (const std::string& page : {std::string("<p>mine</p>\n"), edited}) {
    write("out/index.html", page);
    const CommitReport report = publish();
    EXPECT_EQ(report.kept, std::vector<std::string>{"index.html"});
    EXPECT_EQ(report.written, 0U);
    EXPECT_EQ(read("out/index.html"), page);
  }
}

TEST_F(CommitTest, RemovesTemporaryFilesOfKilledRunsOnly) {
  make_out_dir();
  const Descriptor opened = open_directory(out_dir());
  const TemporaryFile alive = create_temporary_file(opened.get(), "");
  write("out/.wasmpair.0123456789abcdef.tmp", "half a module");
  publish();
  Names expected = published_;
  expected.insert(alive.name);
  EXPECT_EQ(names("out"), expected);
}

TEST_F(CommitTest, RefusesNamesThatAreNotPlainFileNames) {
  for (const char* name : {"", ".", "..", "../app.wasm", "a/b", "/etc/passwd", "a\nb", "a\x7f"}) {
    Release release = content_.release();
    release.assets[0].path = name;
    EXPECT_THROW(commit(out_dir(), release, nullptr), Error) << name;
    release = content_.release();
    release.manifest.path = name;
    EXPECT_THROW(commit(out_dir(), release, nullptr), Error) << name;
  }
  EXPECT_EQ(names(), Names{});
}

TEST_F(CommitTest, AcceptsADuplicateFileButNotTwoContentsUnderOneName) {
  Release release = content_.release();
  release.assets.push_back(release.assets[0]);
  EXPECT_NO_THROW(commit(out_dir(), release, nullptr));
  expect_published();
  release.assets.push_back({"app.01.wasm", bytes_of("another module")});
  EXPECT_THROW(commit(out_dir(), release, nullptr), Error);
  expect_published();
}

TEST_F(CommitTest, RefusesNamesThatManySystemsTakeForOne) {
  Release release = content_.release();
  release.stable.push_back({"Logo.png", bytes_of("logo")});
  release.stable.push_back({"logo.png", bytes_of("logo")});
  try {
    commit(out_dir(), release, nullptr);
    FAIL() << "published";
  } catch (const Error& error) {
    EXPECT_EQ(error.place(), "logo.png");
    EXPECT_EQ(error.problem(), "cannot publish: on many systems, Logo.png is the same name");
  }
  EXPECT_FALSE(boost::filesystem::exists(out_dir()));
}

TEST_F(CommitTest, WaitsForAnotherRun) {
  make_out_dir();
  Descriptor other_run = open_directory(out_dir());
  Descriptor holder;
  ASSERT_EQ(platform::lock_directory(other_run.get(), Locking::Wait, holder), Locked::Yes);
  Listener listener;
  std::thread run([&] { commit(out_dir(), content_.release(), &listener); });
  EXPECT_TRUE(eventually([&] { return listener.reported > 0; }));
  EXPECT_EQ(names("out"), Names{});
  other_run = {};
  holder = {};
  run.join();
  expect_published();
}

TEST_F(CommitTest, SerializesConcurrentRuns) {
  // The same names with different contents, as two levels make them: files and manifest must be from the same run.
  const auto publish_often = [this](char run) {
    ReleaseContent content;
    content.sibling = std::string(100'000, run);
    content.manifest = std::string(1, run);
    for (int i = 0; i < 50; ++i) EXPECT_NO_THROW(commit(out_dir(), content.release(), nullptr));
  };
  std::thread a(publish_often, 'a');
  std::thread b(publish_often, 'b');
  a.join();
  b.join();
  EXPECT_EQ(names("out"), published_);
  EXPECT_EQ(read("out/app.01.wasm.br"), std::string(100'000, read("out/wasmpair.json").at(0)));
}

}  // namespace
}  // namespace wasmpair
