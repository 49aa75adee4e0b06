#include "cli/retention_option.h"

#include "cli/duration.h"

namespace wasmpair {
namespace {

namespace po = boost::program_options;

/// More than a manifest can name.
constexpr unsigned max_keep = 1000;

}  // namespace

void add_retention_options(po::options_description& options) {
  options.add_options()("keep", po::value<std::string>()->value_name("N"),
                        "keep so many releases before the last one (default: 3)")(
      "min-age", po::value<std::string>()->value_name("AGE"),
      "keep every release whose successor is younger, such as 12h or 7d (default: 1d)");
}

Retention retention_from(const OptionValues& values) {
  Retention retention;
  if (is_set(values, "keep")) retention.keep = parse_count("--keep", text_value(values, "keep"), 0, max_keep);
  if (is_set(values, "min-age")) retention.min_age = parse_duration("--min-age", text_value(values, "min-age"));
  return retention;
}

}  // namespace wasmpair
