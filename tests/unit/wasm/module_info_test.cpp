#include "wasm/module_info.h"

#include <gtest/gtest.h>

#include <string>

#include "util/text_bytes.h"

namespace wasmpair {
namespace {

constexpr std::string_view start_marker = "\x30\x77\xaf\x0c\x92\x74\x08\x02\x41\xe1\xc1\x07\xe6\xd6\x18\xe6";
// Has an explicit length because it contains a zero byte.
constexpr std::string_view end_marker{"\xf9\x32\x43\x31\x86\x18\x20\x72\x00\x82\x42\x10\x41\x16\xd8\xf2", 16};

std::string framed(std::string_view text) {
  return std::string(start_marker) + std::string(text) + std::string(end_marker);
}

constexpr std::string_view full_text =
    "path\texample.com/app/cmd/app\n"
    "mod\texample.com/app\tv1.2.3\th1:main=\n"
    "dep\texample.com/kept\tv0.1.0\th1:kept=\n"
    "dep\texample.com/replaced\tv0.2.0\n"
    "=>\texample.com/fork\tv0.2.1\th1:fork=\n"
    "dep\texample.com/local\tv0.3.0\n"
    "=>\t./local\t(devel)\t\n"
    "build\tGOOS=js\n"
    "build\t-ldflags=\"-X main.mode=a=b\"\n";

TEST(ModuleInfo, ReadsEveryLine) {
  const std::string data = "some data" + framed(full_text) + "more data";
  const auto info = find_module_info(bytes_of(data));
  ASSERT_TRUE(info);
  EXPECT_EQ(info->path, "example.com/app/cmd/app");
  EXPECT_EQ(info->main_module, "example.com/app");
  EXPECT_EQ(info->main_version, "v1.2.3");
  ASSERT_EQ(info->dependencies.size(), 3u);
  EXPECT_EQ(info->dependencies[0].path, "example.com/kept");
  EXPECT_EQ(info->dependencies[0].version, "v0.1.0");
  EXPECT_EQ(info->dependencies[0].sum, "h1:kept=");
  EXPECT_EQ(info->dependencies[0].replacement_path, "");
  EXPECT_EQ(info->dependencies[1].version, "v0.2.0");
  EXPECT_EQ(info->dependencies[1].replacement_path, "example.com/fork");
  EXPECT_EQ(info->dependencies[1].replacement_version, "v0.2.1");
  EXPECT_EQ(info->dependencies[1].sum, "h1:fork=");
  EXPECT_EQ(info->dependencies[2].replacement_path, "./local");
  EXPECT_EQ(info->dependencies[2].sum, "");
  ASSERT_EQ(info->settings.size(), 2u);
  EXPECT_EQ(info->settings[0].key, "GOOS");
  EXPECT_EQ(info->settings[0].value, "js");
  EXPECT_EQ(info->settings[1].key, "-ldflags");
  EXPECT_EQ(info->settings[1].value, "\"-X main.mode=a=b\"");
}

TEST(ModuleInfo, PointsIntoTheData) {
  const std::string data = framed(full_text);
  const auto info = find_module_info(bytes_of(data));
  ASSERT_TRUE(info);
  EXPECT_EQ(info->path.data(), data.data() + start_marker.size() + 5);
}

TEST(ModuleInfo, IsAbsentWithoutBothMarkers) {
  EXPECT_FALSE(find_module_info({}));
  EXPECT_FALSE(find_module_info(bytes_of(full_text)));
  const std::string unfinished = std::string(start_marker) + std::string(full_text);
  EXPECT_FALSE(find_module_info(bytes_of(unfinished)));
  const std::string reversed = std::string(end_marker) + std::string(full_text) + std::string(start_marker);
  EXPECT_FALSE(find_module_info(bytes_of(reversed)));
}

TEST(ModuleInfo, ContinuesAfterMarkersThatTheProgramContains) {
  const std::string data = framed("") + framed("not a line of Go's\n") + framed("path\texample.com/app\n");
  const auto info = find_module_info(bytes_of(data));
  ASSERT_TRUE(info);
  EXPECT_EQ(info->path, "example.com/app");
}

TEST(ModuleInfo, IgnoresAReplacementOfTheMainModule) {
  const std::string data = framed("path\tx\nmod\texample.com/app\t(devel)\t\n=>\t./elsewhere\t\t\n");
  const auto info = find_module_info(bytes_of(data));
  ASSERT_TRUE(info);
  EXPECT_EQ(info->main_version, "(devel)");
  EXPECT_TRUE(info->dependencies.empty());
}

TEST(ModuleInfo, IsLimited) {
  std::string text = "path\tx\n";
  for (int i = 0; i < 10'000; ++i) text += "dep\t\n";
  const std::string most = framed(text);
  const auto info = find_module_info(bytes_of(most));
  ASSERT_TRUE(info);
  EXPECT_EQ(info->dependencies.size(), 10'000u);
  const std::string too_many = framed(text + "dep\t\n");
  EXPECT_FALSE(find_module_info(bytes_of(too_many)));
}

}  // namespace
}  // namespace wasmpair
