#include "publish/bundle_name.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

using namespace wasmpair;

TEST(BundleName, IsWhatPeopleCallTheirPrograms) {
  for (const char* name :
       {"app", "my-app", "my_app", "my-app.v2", "2048", "3d", "_", "приложение", "größe", "应用", "a"})
    EXPECT_TRUE(is_bundle_name(name)) << name;
  EXPECT_TRUE(is_bundle_name(std::string(100, 'a')));
}

TEST(BundleName, IsNotWhatFilesMarkupAndScriptsCannotHave) {
  for (const char* name : {"",
                           "-app",
                           ".app",
                           "app.",
                           "..",
                           "my app",
                           "a/b",
                           "a\\b",
                           "a:b",
                           "a\"b",
                           "a<b",
                           "a'b",
                           "a&b",
                           "a%b",
                           "a\tb",
                           "__proto__",
                           "con",
                           "CON",
                           "aux.js",
                           "nul.x.y",
                           "com1",
                           "LPT9",
                           "a\xc2\xa0z",
                           "a\xe2\x80\x83z",
                           "a\xe2\x80\xaez",
                           "a\xe2\x80\x8bz",
                           "a\xff",
                           "\xd0"})
    EXPECT_FALSE(is_bundle_name(name)) << name;
  EXPECT_FALSE(is_bundle_name(std::string(101, 'a')));
  EXPECT_FALSE(is_bundle_name(std::string("a\0b", 3)));
}

TEST(BundleName, OfADeviceMayBePartOfAnother) {
  for (const char* name : {"console", "my-con", "com", "com10", "lpt", "auxiliary", "x.con"})
    EXPECT_TRUE(is_bundle_name(name)) << name;
}

TEST(BundleName, IsMadeOfAnyText) {
  EXPECT_EQ(bundle_name_from("app"), "app");
  EXPECT_EQ(bundle_name_from("my-app.v2"), "my-app.v2");
  EXPECT_EQ(bundle_name_from("приложение"), "приложение");
  EXPECT_EQ(bundle_name_from("my app (1)"), "my_app__1_");
  EXPECT_EQ(bundle_name_from("-x"), "_-x");
  EXPECT_EQ(bundle_name_from(".x."), "_.x_");
  EXPECT_EQ(bundle_name_from(""), "_");
  EXPECT_EQ(bundle_name_from("con"), "_con");
  EXPECT_EQ(bundle_name_from("__proto__"), "___proto__");
  EXPECT_EQ(bundle_name_from("a\xff\xd0"), "a__");
  std::string all;
  for (int c = 1; c < 256; ++c) all += static_cast<char>(c);
  const std::vector<std::string> texts{all, std::string(1000, '.'), std::string(300, '\xd0'),
                                       std::string(98, 'a') + "\xe5\xba\x94", all.substr(46)};
  for (const std::string& text : texts) EXPECT_TRUE(is_bundle_name(bundle_name_from(text))) << text;
}

TEST(BundleName, HasAnIdentifier) {
  EXPECT_EQ(identifier_of_bundle("app"), "app");
  EXPECT_EQ(identifier_of_bundle("my-app.v2"), "my_app_v2");
  EXPECT_EQ(identifier_of_bundle("2048"), "_2048");
  EXPECT_EQ(identifier_of_bundle("мой-код"), "мой_код");
}

TEST(BundleName, IsConfusedWithOthersByCaseAndMarks) {
  EXPECT_TRUE(are_confusable("app", "app"));
  EXPECT_TRUE(are_confusable("app", "App"));
  EXPECT_TRUE(are_confusable("my-app", "my_app"));
  EXPECT_TRUE(are_confusable("_2048", "2048"));
  EXPECT_TRUE(are_confusable("app", "app-heading"));
  EXPECT_TRUE(are_confusable("app-heading", "app"));
  EXPECT_FALSE(are_confusable("my-app", "myapp"));
}
