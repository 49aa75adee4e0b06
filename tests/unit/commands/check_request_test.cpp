#include "commands/check_request.h"

#include <gtest/gtest.h>

#include "wasmpair/error.h"

namespace wasmpair {
namespace {

PackRequest named(const std::string& name) {
  PackRequest request;
  request.modules = {{"a.wasm", name}};
  return request;
}

PackRequest based(const std::string& base) {
  PackRequest request;
  request.base = base;
  return request;
}

TEST(CheckRequest, NamesAreThoseOfBundles) {
  for (const char* name : {"app_2", "my-app", "приложение"}) EXPECT_NO_THROW(check_request(named(name))) << name;
  for (const char* name : {"", "-app", "a/b", "a b", "__proto__"})
    EXPECT_THROW(check_request(named(name)), Error) << name;
}

TEST(CheckRequest, NamesDiffer) {
  PackRequest request = named("my-app");
  request.modules.push_back({"other.wasm", "my_app"});
  EXPECT_THROW(check_request(request), Error);
  request.modules[1].name = "My-App";
  EXPECT_THROW(check_request(request), Error);
  request.modules[1].name = "other";
  EXPECT_NO_THROW(check_request(request));
}

TEST(CheckRequest, BasesArePrefixesOfUrls) {
  for (const char* base : {"", "/assets/", "https://cdn.example/"}) EXPECT_NO_THROW(check_request(based(base)));
  for (const char* base :
       {"/assets", "/a b/", "https://*/", "https://user:pw@host/", "https://evil.invalid;script-src */"})
    EXPECT_THROW(check_request(based(base)), Error) << base;
}

TEST(CheckRequest, AFullPageIsForOneProgram) {
  PackRequest request = named("app");
  request.default_page = DefaultPage::App;
  EXPECT_NO_THROW(check_request(request));
  request.modules.push_back({"b.wasm", "tool"});
  EXPECT_THROW(check_request(request), Error);
  request.default_page = DefaultPage::Demo;
  EXPECT_NO_THROW(check_request(request));
}

TEST(CheckRequest, NoncesStayInTheirQuotes) {
  EXPECT_NO_THROW(check_nonce({}));
  for (const char* nonce : {"{{.Nonce}}", "$request_id", "bm9uY2U="}) EXPECT_NO_THROW(check_nonce(nonce)) << nonce;
  for (const char* nonce :
       {"", "x' *", "x https://evil.invalid y", "a;b", "a,b", "a\"b", "<b>", "a&b", "a\tb", "\xc3\xa9"})
    EXPECT_THROW(check_nonce(nonce), Error) << nonce;
}

}  // namespace
}  // namespace wasmpair
