#include "cli/values.h"

#include <gtest/gtest.h>

#include "encode/levels.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

TEST(Values, SizesTakeDecimalAndBinaryUnits) {
  EXPECT_EQ(parse_size("--budget", "0"), 0u);
  EXPECT_EQ(parse_size("--budget", "1234"), 1234u);
  EXPECT_EQ(parse_size("--budget", "12B"), 12u);
  EXPECT_EQ(parse_size("--budget", "800KB"), 800000u);
  EXPECT_EQ(parse_size("--budget", "1.5MB"), 1500000u);
  EXPECT_EQ(parse_size("--budget", "2GB"), 2000000000u);
  EXPECT_EQ(parse_size("--budget", "1KiB"), 1024u);
  EXPECT_EQ(parse_size("--budget", "2MiB"), 2097152u);
}

TEST(Values, InvalidSizesAreRefused) {
  for (const char* text : {"", "KB", "-1", "1kB", "1 KB", "1e3", "nan", "inf", "1KBx", "99999999999GB"})
    EXPECT_THROW(parse_size("--budget", text), Error) << text;
}

TEST(Values, BudgetsNameAnEncoding) {
  const Budget budget = parse_budget("br=800KB");
  EXPECT_EQ(budget.coding, Coding::Brotli);
  EXPECT_EQ(budget.bytes, 800000u);
  EXPECT_EQ(parse_budget("identity=5MB").coding, std::nullopt);
  EXPECT_EQ(parse_budget("identity=5MB").subject, BudgetSubject::Encoding);
  EXPECT_EQ(parse_budget("delta=80KB").subject, BudgetSubject::Delta);
  for (const char* text : {"800KB", "brotli=1", "=1", "br=", "br"}) EXPECT_THROW(parse_budget(text), Error) << text;
}

TEST(Values, EncodingsAreInTheOrderOfTheTable) {
  EXPECT_EQ(parse_codings("gzip,br"), (std::vector<Coding>{Coding::Brotli, Coding::Gzip}));
  EXPECT_EQ(parse_codings("zstd,zstd"), (std::vector<Coding>{Coding::Zstandard}));
  for (const char* text : {"", "br,", ",br", "br gzip", "deflate"}) EXPECT_THROW(parse_codings(text), Error) << text;
}

TEST(Values, CountsHaveARange) {
  EXPECT_EQ(parse_count("--jobs", "16", 1, 1024), 16u);
  for (const char* text : {"0", "1025", "-1", "4x", "", " 4", "99999999999999999999"})
    EXPECT_THROW(parse_count("--jobs", text, 1, 1024), Error) << text;
}

TEST(Values, BasesEndInASlash) {
  EXPECT_EQ(parse_base(""), "");
  EXPECT_EQ(parse_base("/assets"), "/assets/");
  EXPECT_EQ(parse_base("https://cdn.example.com/a/"), "https://cdn.example.com/a/");
}

TEST(Values, CacheUrlsAreBasesAndStaySecret) {
  EXPECT_TRUE(is_url("http://cache.example"));
  EXPECT_FALSE(is_url("/var/cache"));
  EXPECT_EQ(parse_cache_url("http://cache.example:8080/"), "http://cache.example:8080");
  for (const char* text : {"http://user:secret@/", "ftp://user:secret@cache.example", "http://cache.example/?secret"}) {
    try {
      parse_cache_url(text);
      ADD_FAILURE() << text << " was accepted";
    } catch (const Error& error) {
      EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos) << error.what();
    }
  }
}

TEST(Values, NamesOfFilesAreKept) {
  EXPECT_EQ(name_from_file("dist/app.wasm"), "app");
  EXPECT_EQ(name_from_file("my-app.v2.wasm"), "my-app.v2");
  EXPECT_EQ(name_from_file("3d.wasm"), "3d");
  EXPECT_EQ(name_from_file("my app.wasm"), "my_app");
}

TEST(Values, LevelsHaveNames) {
  for (Level level : {Level::Fast, Level::Release, Level::Smallest})
    EXPECT_EQ(parse_level(std::string(level_name(level))), level);
  EXPECT_THROW(parse_level("best"), Error);
}

DefaultPage page_of(const std::vector<std::string>& words) {
  namespace po = boost::program_options;
  po::options_description options;
  options.add_options()("page", po::value<std::string>())("no-page", "");
  OptionValues values;
  po::store(po::command_line_parser(words).options(options).run(), values);
  return parse_default_page(values);
}

TEST(Values, PagesHaveNames) {
  EXPECT_EQ(page_of({}), DefaultPage::Demo);
  EXPECT_EQ(page_of({"--page", "demo"}), DefaultPage::Demo);
  EXPECT_EQ(page_of({"--page", "app"}), DefaultPage::App);
  EXPECT_EQ(page_of({"--page", "none"}), DefaultPage::None);
  EXPECT_EQ(page_of({"--no-page"}), DefaultPage::None);
  EXPECT_EQ(page_of({"--no-page", "--page", "none"}), DefaultPage::None);
  EXPECT_THROW(page_of({"--page", "blank"}), Error);
  EXPECT_THROW(page_of({"--no-page", "--page", "app"}), Error);
}

}  // namespace
}  // namespace wasmpair
