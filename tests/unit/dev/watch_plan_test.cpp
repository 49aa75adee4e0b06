#include "dev/watch_plan.h"

#include <gtest/gtest.h>

#include <boost/filesystem/operations.hpp>
#include <fstream>

#include "unit/support/temporary_directory.h"

namespace wasmpair {
namespace {

/// A module in a directory of its own, with a package and what it embeds.
class WatchPlanTest : public testing::Test {
 protected:
  WatchPlanTest() {
    write("app/go.mod");
    write("app/main.go");
    write("app/static/img/a.png");
    write("app/notes.txt");
  }

  std::string at(const std::string& path) const { return directory_.generic_string() + "/" + path; }

  void write(const std::string& path) const {
    boost::filesystem::create_directories(boost::filesystem::path(at(path)).parent_path());
    std::ofstream(at(path)) << "text";
  }

  GoPackage package() const {
    GoPackage package;
    package.import_path = "example.com/app";
    package.name = "main";
    package.directory = at("app");
    package.files = {"main.go"};
    package.module = "example.com/app";
    package.module_directory = at("app");
    package.module_file = at("app/go.mod");
    package.is_named = package.is_local = true;
    return package;
  }

  WatchPlan plan_of(const std::vector<GoPackage>& packages) const {
    WatchPlan plan;
    plan.add_packages(packages);
    return plan;
  }

  TemporaryDirectory directory_;
};

TEST_F(WatchPlanTest, HasTheSourcesOfAPackage) {
  const WatchPlan plan = plan_of({package()});
  EXPECT_TRUE(plan.directories().contains(at("app")));
  for (const char* name : {"main.go", "new.go", "add.s", "add.h", "go.mod", "go.sum", "go.work"})
    EXPECT_EQ(plan.effect(at("app"), name), Effect::Build) << name;
  for (const char* name :
       {"main_test.go", ".main.go", "_main.go", "main.go~", "main.go.swp", "notes.txt", "4913", "dist"})
    EXPECT_EQ(plan.effect(at("app"), name), Effect::None) << name;
  EXPECT_EQ(plan.effect(at("other"), "main.go"), Effect::None);
  EXPECT_EQ(plan.files(), (std::vector<std::string>{at("app/go.mod"), at("app/main.go")}));
}

TEST_F(WatchPlanTest, HasNothingOfPackagesThatNeverChange) {
  GoPackage cached = package();
  cached.is_local = false;
  EXPECT_TRUE(plan_of({cached}).directories().empty());
}

TEST_F(WatchPlanTest, NoticesThatADirectoryOfSourcesIsRenamed) {
  write("app/library/library.go");
  GoPackage library = package();
  library.directory = at("app/library");
  EXPECT_EQ(plan_of({library}).effect(at("app"), "library"), Effect::Build);
}

TEST_F(WatchPlanTest, HasWhatPatternsEmbed) {
  GoPackage embedding = package();
  embedding.embed_patterns = {"static/img/*.png", "all:data"};
  embedding.embedded = {"static/img/a.png"};
  const WatchPlan plan = plan_of({embedding});
  EXPECT_TRUE(plan.directories().contains(at("app/static/img")));
  EXPECT_EQ(plan.effect(at("app/static/img"), "a.png"), Effect::Build);
  EXPECT_EQ(plan.effect(at("app/static/img"), "new.png"), Effect::Build);
  EXPECT_EQ(plan.effect(at("app/static/img"), "new.txt"), Effect::None);
  EXPECT_EQ(plan.effect(at("app"), "data"), Effect::Build) << "a directory that appears";
  EXPECT_EQ(plan.effect(at("app/data"), "file"), Effect::Build);
  EXPECT_EQ(plan.effect(at("app/data/deep"), "file"), Effect::Build);
  EXPECT_EQ(plan.effect(at("app"), "static"), Effect::Build) << "what a pattern is below of";
}

TEST_F(WatchPlanTest, AwaitsThePackageThatIsMissing) {
  GoPackage missing;
  missing.import_path = "example.com/app/pkg/library";
  missing.is_local = true;
  const WatchPlan plan = plan_of({package(), missing});
  boost::filesystem::create_directories(at("app/pkg"));
  EXPECT_EQ(plan.effect(at("app"), "pkg"), Effect::Build);
  EXPECT_EQ(plan.effect(at("app"), "absent"), Effect::None) << "only directories are packages";
  boost::filesystem::create_directories(at("app/pkg/library"));
  const WatchPlan next = plan_of({package(), missing});
  EXPECT_TRUE(next.directories().contains(at("app/pkg/library")));
  EXPECT_EQ(next.effect(at("app/pkg/library"), "library.go"), Effect::Build);
}

TEST_F(WatchPlanTest, PacksAgainForThePage) {
  write("page/index.html");
  write("assets/img/a.png");
  WatchPlan plan;
  plan.add_page_sources({{at("page/index.html"), at("app/main.go")}, {at("assets")}});
  plan.add_packages({package()});
  EXPECT_EQ(plan.effect(at("page"), "index.html"), Effect::Pack);
  EXPECT_EQ(plan.effect(at("page"), "other.html"), Effect::None);
  EXPECT_EQ(plan.effect(at("assets/img"), "new.png"), Effect::Pack);
  EXPECT_TRUE(plan.directories().contains(at("assets/img")));
  EXPECT_EQ(plan.effect(at("app"), "main.go"), Effect::Build) << "it is both";
}

TEST_F(WatchPlanTest, FollowsNoLinkInATree) {
  write("assets/a.txt");
  boost::filesystem::create_directory_symlink(at("assets"), at("assets/loop"));
  WatchPlan plan;
  plan.add_page_sources({{}, {at("assets")}});
  EXPECT_FALSE(plan.directories().contains(at("assets/loop")));
}

}  // namespace
}  // namespace wasmpair
