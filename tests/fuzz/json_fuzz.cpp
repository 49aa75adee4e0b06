// Fuzzes the reader of JSON: it accepts what nlohmann::json accepts, except for duplicate keys and what exceeds a
// limit; and the reader of budgets, which is made of it.
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/budgets_file.h"
#include "util/json_reader.h"
#include "util/text_bytes.h"
#include "wasmpair/error.h"

namespace {

using namespace wasmpair;

void require(bool holds) {
  if (!holds) std::abort();
}

enum class Verdict { Json, NotJson, Unknown };

/// What nlohmann::json says. It stops at a number that is too large for it, and takes a NUL for the end.
Verdict judge(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return Verdict::Unknown;
  try {
    const auto parsed = nlohmann::json::parse(text);
    return Verdict::Json;
  } catch (const nlohmann::json::parse_error&) {
    return Verdict::NotJson;
  } catch (const nlohmann::json::out_of_range&) {
    return Verdict::Unknown;
  }
}

void check_reader(std::string_view text) {
  JsonReader reader(text, {"fuzz.json", "", "advice"});
  try {
    reader.skip();
    reader.finish();
  } catch (const Error& error) {
    require(error.place().starts_with("fuzz.json"));
    if (error.problem() == "is not JSON") require(judge(text) != Verdict::Json);
    return;
  }
  require(judge(text) != Verdict::NotJson);
}

void check_text(std::string_view text) {
  JsonReader reader(text, {"fuzz.json", "", "advice"});
  try {
    const std::string content = reader.text();
    reader.finish();
    require(nlohmann::json::parse(text).get<std::string>() == content);
  } catch (const Error&) {  // another kind of value, or no JSON: check_reader
  }
}

void check_budgets(std::string_view text) {
  try {
    for (const Budget& budget : parse_budgets(text, "fuzz.json", {"app", "tool"})) {
      require(budget.bundle.empty() || budget.bundle == "app" || budget.bundle == "tool");
      require(budget.place.starts_with("fuzz.json:/"));
    }
  } catch (const Error& error) {
    require(error.place().starts_with("fuzz.json") && !error.problem().empty() && !error.advice().empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of({data, size});
  check_reader(text);
  check_text(text);
  check_budgets(text);
  return 0;
}
