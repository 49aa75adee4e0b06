#include "publish/asset_name.h"

#include <gtest/gtest.h>

#include "publish/file_type.h"

namespace wasmpair {
namespace {

TEST(AssetName, IsARelativePathOfPlainNames) {
  for (const char* name : {"logo.png", "img/logo.png", "a b/c (1).svg", "ünï.css", "LICENSE"})
    EXPECT_TRUE(is_asset_name(name)) << name;
  for (const char* name : {"", "/logo.png", "img/", "img//a.png", "..", "../a.png", "img/../a.png", "./a.png", ".env",
                           "img/.env", "a\nb.png", "a\\b.png", "a\xff.png", "a\u202e.png"})
    EXPECT_FALSE(is_asset_name(name)) << name;
  EXPECT_TRUE(is_asset_name(std::string(500, 'a')));
  EXPECT_FALSE(is_asset_name(std::string(501, 'a')));
}

TEST(AssetName, IsPublishedWithAHash) {
  EXPECT_EQ(hashed_name("logo.png", "0123456789abcdef"), "logo.0123456789abcdef.png");
  EXPECT_EQ(hashed_name("img/My logo.v2.PNG", "01234567"), "My_logo.v2.01234567.png");
  EXPECT_EQ(hashed_name("img/con.png", "01234567"), "_con.01234567.png");
  EXPECT_LE(hashed_name(std::string(300, 'a') + ".png", "01234567").size(), 113U) << "file names have limits";
}

TEST(AssetName, WithAHashHasAnExtensionThatIsNoPagesAndNoSiblings) {
  for (const char* name : {"logo.png", "img/a.b", "x.min.js"}) EXPECT_FALSE(hashed_name_problem(name)) << name;
  for (const char* name : {"LICENSE", "img.d/LICENSE", "a.", "a.p-g", "a.\u00e9", "a.12345678901234567", "page.html",
                           "page.HTM", "data.json.gz", "a.BR", "a.zst"})
    EXPECT_TRUE(hashed_name_problem(name)) << name;
}

TEST(AssetName, IsStableIfNoServerCanMistakeIt) {
  for (const char* name : {"robots.txt", "favicon.ico", "service-worker.js", "CNAME", "a.1234567.js"})
    EXPECT_FALSE(stable_name_problem(name)) << name;
  for (const char* name : {"img/a.png", "a b.txt", "\u00e9.txt", "aux.js", "-a.txt", "WasmPair.json", "index.html",
                           "a.01234567.js", "a.0123456789ABCDEF.js", "a.gz"})
    EXPECT_TRUE(stable_name_problem(name)) << name;
}

TEST(FileType, IsThatOfTheExtension) {
  EXPECT_EQ(file_type("a.b.SVG").media_type, "image/svg+xml");
  EXPECT_EQ(file_type("a.css").media_type, "text/css; charset=utf-8");
  EXPECT_EQ(file_type("a.css").compression, Compression::Worthwhile);
  EXPECT_EQ(file_type("a.woff2").compression, Compression::Useless);
  for (const char* name : {"png", "a.unknown", "a.", ""})
    EXPECT_EQ(file_type(name).media_type, "application/octet-stream") << name;
}

}  // namespace
}  // namespace wasmpair
