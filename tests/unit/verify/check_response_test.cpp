#include <gtest/gtest.h>

#include "unit/verify/probes.h"
#include "util/text_bytes.h"
#include "verify/checks.h"

namespace wasmpair {
namespace {

using testing::asset_route;
using testing::correct_probe;
using testing::ids;
using testing::Ids;
using testing::page_route;
using testing::set_field;

Ids observe(const Probe& probe) {
  Observations observed;
  const bool can_be_examined = check_response(probe, observed);
  EXPECT_EQ(can_be_examined, observed.empty());
  return ids(observed);
}

TEST(CheckResponse, AcceptsTheExpectedStatus) {
  EXPECT_EQ(observe(correct_probe(asset_route())), Ids());
  EXPECT_EQ(observe(correct_probe(asset_route(), "br", Purpose::Revalidation)), Ids());
  Probe range = correct_probe(asset_route(), "br", Purpose::Range);
  range.response.status = 206;
  EXPECT_EQ(observe(range), Ids());
}

TEST(CheckResponse, NamesEachWayInWhichATransferFails) {
  Probe probe = correct_probe(asset_route());
  for (const auto& [transfer, id] :
       std::vector<std::pair<Transfer, std::string>>{{Transfer::Unreachable, "unreachable"},
                                                     {Transfer::TlsFailure, "tls-failure"},
                                                     {Transfer::Stalled, "stalled"},
                                                     {Transfer::BrokenOff, "broken-off"},
                                                     {Transfer::Malformed, "malformed-response"},
                                                     {Transfer::TooLarge, "too-large"},
                                                     {Transfer::RedirectLoop, "redirect-loop"},
                                                     {Transfer::InsecureRedirect, "insecure-redirect"},
                                                     {Transfer::OtherOrigin, "other-origin"},
                                                     {Transfer::PrivateAddress, "private-address"}}) {
    probe.response.transfer = transfer;
    EXPECT_EQ(observe(probe), Ids{id});
  }
}

TEST(CheckResponse, NamesEachWrongStatus) {
  Probe probe = correct_probe(asset_route());
  for (const auto& [status, id] : std::vector<std::pair<long, std::string>>{{404, "not-found"},
                                                                            {410, "not-found"},
                                                                            {401, "refused"},
                                                                            {403, "refused"},
                                                                            {500, "server-error"},
                                                                            {503, "server-error"},
                                                                            {204, "unexpected-status"},
                                                                            {206, "unexpected-status"},
                                                                            {304, "unexpected-status"},
                                                                            {418, "unexpected-status"}}) {
    probe.response.status = status;
    EXPECT_EQ(observe(probe), Ids{id}) << status;
  }
}

TEST(CheckResponse, LetsAServerRefuseAClientThatAcceptsNothing) {
  Observations observed;
  Probe probe = correct_probe(asset_route(), "*;q=0");
  probe.response.status = 406;
  EXPECT_FALSE(check_response(probe, observed)) << "there is nothing to examine";
  EXPECT_TRUE(observed.empty());
  probe = correct_probe(asset_route(), "identity");
  probe.response.status = 406;
  EXPECT_EQ(observe(probe), Ids{"unexpected-status"});
}

TEST(CheckResponse, FindsAWebPageInPlaceOfAFile) {
  Probe typed = correct_probe(asset_route());
  typed.response.body.decoded_sha256 = "of the page";
  set_field(typed.response, "content-type", "Text/HTML; charset=utf-8");
  EXPECT_EQ(observe(typed), Ids{"html-fallback"});
  for (const char* front : {"<!doctype html><p>", " \r\n\t<!DOCTYPE HTML>", "<html lang=en>"}) {
    Probe probe = correct_probe(asset_route());
    const ByteView bytes = bytes_of(front);
    probe.response.body.decoded_front.assign(bytes.begin(), bytes.end());
    EXPECT_EQ(observe(probe), Ids()) << "a text may begin like a page";
    probe.response.body.decoded_sha256 = "of the page";
    EXPECT_EQ(observe(probe), Ids{"html-fallback"}) << front;
    probe.route = page_route();
    EXPECT_EQ(observe(probe), Ids()) << "a page is one";
  }
}

Ids observe_type(const Route& route, const std::string& type) {
  Probe probe = correct_probe(route);
  set_field(probe.response, "content-type", type);
  Observations observed;
  check_type(probe, observed);
  return ids(observed);
}

TEST(CheckType, ExpectsTheExactTypeOfAModule) {
  EXPECT_EQ(observe_type(asset_route(), "application/wasm"), Ids());
  for (const char* type : {"", "application/octet-stream", "application/wasm; charset=utf-8", "application/gzip"})
    EXPECT_EQ(observe_type(asset_route(), type), Ids{"wrong-type"}) << type;
}

TEST(CheckType, AcceptsEveryNameOfJavaScript) {
  Route script = asset_route();
  script.type = "text/javascript";
  for (const char* type : {"text/javascript", "application/javascript", "text/javascript; charset=utf-8"})
    EXPECT_EQ(observe_type(script, type), Ids()) << type;
  for (const char* type : {"text/plain", "application/json"})
    EXPECT_EQ(observe_type(script, type), Ids{"wrong-type"}) << type;
}

TEST(CheckType, ComparesOtherTypesWithoutParameters) {
  EXPECT_EQ(observe_type(page_route(), "text/html"), Ids());
  EXPECT_EQ(observe_type(page_route(), "text/plain"), Ids{"wrong-type"});
}

}  // namespace
}  // namespace wasmpair
