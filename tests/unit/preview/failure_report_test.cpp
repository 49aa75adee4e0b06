#include "preview/failure_report.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

Request report(const std::string& target = "/.wasmpair/failure?text=panic%3A%20one%0Atwo") {
  return {"GET", target, {{"Host", "127.0.0.1:8080"}, {"Sec-Fetch-Site", "same-origin"}}};
}

TEST(FailureReport, HasAText) { EXPECT_EQ(reported_failure(report()), "panic: one\ntwo"); }

TEST(FailureReport, IsTakenFromOurOwnPagesOnly) {
  for (const char* site : {"same-site", "cross-site", "none"}) {
    Request request = report();
    request.fields[1].value = site;
    EXPECT_EQ(reported_failure(request), std::nullopt) << site;
  }
  Request request = report();
  request.fields.pop_back();
  EXPECT_EQ(reported_failure(request), std::nullopt) << "a browser that does not say";
  request = report();
  request.fields[0].value = "rebound.example:8080";
  EXPECT_EQ(reported_failure(request), std::nullopt);
  request = report();
  request.method = "POST";
  EXPECT_EQ(reported_failure(request), std::nullopt);
}

TEST(FailureReport, IsOfOneForm) {
  for (const char* target :
       {"/.wasmpair/failure", "/.wasmpair/failure?", "/.wasmpair/failure?other=x", "/other?text=x", "/"})
    EXPECT_EQ(reported_failure(report(target)), std::nullopt) << target;
}

}  // namespace
}  // namespace wasmpair
