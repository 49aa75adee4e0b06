#include "preview/failure_report.h"

#include <string_view>

#include "http/host.h"
#include "http/percent_encoding.h"
#include "preview/site.h"

namespace wasmpair {
namespace {

constexpr std::string_view parameter = "?text=";

}  // namespace

std::optional<std::string> reported_failure(const Request& request) {
  const std::string_view target = request.target;
  if (request.method != "GET" || !target.starts_with(failure_path)) return std::nullopt;
  if (!is_loopback_host(request.value("host").value_or(""))) return std::nullopt;
  if (request.value("sec-fetch-site") != "same-origin") return std::nullopt;
  const std::string_view query = target.substr(failure_path.size());
  if (!query.starts_with(parameter)) return std::nullopt;
  return percent_decode(query.substr(parameter.size()));
}

}  // namespace wasmpair
