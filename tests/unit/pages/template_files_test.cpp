#include "pages/template_files.h"

#include "unit/support/temporary_directory.h"
#include "util/embedded_templates.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

class TemplateFilesTest : public TemporaryDirectoryTest {
 protected:
  TemplateFiles files(const std::vector<std::string>& names, DefaultPage default_page = DefaultPage::Demo) const {
    std::vector<std::string> paths;
    for (const std::string& name : names) paths.push_back(path(name));
    return TemplateFiles(paths, default_page);
  }

  static std::vector<std::string> names(const TemplateFiles& files) {
    std::vector<std::string> names;
    for (const PageTemplate& page : files.pages()) names.emplace_back(page.name);
    return names;
  }
};

using Names = std::vector<std::string>;

TEST_F(TemplateFilesTest, AreOursByDefault) {
  const TemplateFiles ours = files({});
  EXPECT_EQ(names(ours), Names{"index.html"});
  EXPECT_EQ(ours.pages()[0].source.text, embedded_template("index.html"));
  EXPECT_EQ(ours.scripts().loader, embedded_template("loader.js"));
  EXPECT_EQ(ours.scripts().runner, embedded_template("runner.js"));
}

TEST_F(TemplateFilesTest, AreExtendedByPagesOfOtherNames) {
  write("b/start.js", "start()");
  write("a/about.html", "<p>About");
  const TemplateFiles both = files({"b/start.js", "a/about.html"});
  EXPECT_EQ(names(both), (Names{"about.html", "index.html", "start.js"}));
  EXPECT_EQ(both.pages()[2].source.language, PageLanguage::Script);
  EXPECT_EQ(both.pages()[2].source.name, path("b/start.js"));
}

TEST_F(TemplateFilesTest, AreReplacedByFilesOfTheSameName) {
  write("index.html", "<p>mine");
  write("loader.js", "export const mine = 1");
  const TemplateFiles own = files({"index.html", "loader.js"});
  EXPECT_EQ(names(own), Names{"index.html"});
  EXPECT_EQ(own.pages()[0].source.text, "<p>mine");
  EXPECT_EQ(own.scripts().loader, "export const mine = 1");
  EXPECT_EQ(own.scripts().runner, "") << "only our loader has a use for it";
}

TEST_F(TemplateFilesTest, AreOnlyTheUsersIfTheDefaultPageIsLeftOut) {
  write("index.html", "<p>mine");
  write("about.html", "<p>About");
  EXPECT_EQ(names(files({}, DefaultPage::None)), Names{});
  EXPECT_EQ(names(files({"about.html"}, DefaultPage::None)), Names{"about.html"});
  EXPECT_EQ(names(files({"index.html"}, DefaultPage::None)), Names{"index.html"});
}

TEST_F(TemplateFilesTest, HaveTheFullPageUnderTheSameName) {
  write("index.html", "<p>mine");
  const TemplateFiles ours = files({}, DefaultPage::App);
  EXPECT_EQ(names(ours), Names{"index.html"});
  EXPECT_EQ(ours.pages()[0].source.text, embedded_template("app.html"));
  EXPECT_EQ(files({"index.html"}, DefaultPage::App).pages()[0].source.text, "<p>mine");
}

TEST_F(TemplateFilesTest, AreRefusedUnlessTheyCanBecomePages) {
  write("page.html.j2", "");
  write("a/page.html", "");
  write("b/page.html", "");
  write("bad.html", "<p>\ngr\xfc\xdf");
  EXPECT_THROW(files({"page.html.j2"}), Error);
  EXPECT_THROW(files({"absent.html"}), Error);
  EXPECT_THROW(files({"a/page.html", "b/page.html"}), Error);
  try {
    files({"bad.html"});
    FAIL() << "read invalid UTF-8";
  } catch (const Error& error) {
    EXPECT_EQ(error.place(), path("bad.html") + ":2:3");
  }
  boost::filesystem::resize_file(path("bad.html"), template_limit + 1);
  try {
    files({"bad.html"});
    FAIL() << "read a file that is too large";
  } catch (const Error& error) {
    EXPECT_EQ(error.problem(), "is not a template: it has more than 16,777,216 bytes");
  }
}

}  // namespace
}  // namespace wasmpair
