#include "util/platform/run_command.h"

#include <system_error>

#include "util/platform/environment.h"
#include "util/platform/host_wasi.h"

namespace wasmpair::platform {
namespace {

/// Each with a NUL after it.
std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all.append(text.c_str(), text.size() + 1);
  return all;
}

}  // namespace

CommandResult run_command(const std::vector<std::string>& words, const std::string& directory,
                          const std::vector<std::string>& environment) {
  const std::string all_words = joined(words);
  const std::string variables = joined(environment_with(environment));
  host::CommandEnd end{};
  const std::uint32_t error = host::wasmpair_run_command(all_words.data(), all_words.size(), directory.data(),
                                                         directory.size(), variables.data(), variables.size(), &end);
  if (error != 0) throw std::system_error(static_cast<int>(error), std::generic_category());
  CommandResult result{std::string(end.output, '\0'), std::string(end.errors, '\0'), static_cast<int>(end.status)};
  host::wasmpair_read_command(result.output.data(), result.errors.data());
  return result;
}

}  // namespace wasmpair::platform
