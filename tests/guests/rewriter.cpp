// Writes guests for tests/guests/*.test.mjs.
//   rewriter assemble TEXT OUT                           a module from the notation of tests/support/module_text.h
//   rewriter rewrite IN OUT INTERVAL DEPTH PAGES [unmetered]
//                                                        what rewrite_guest makes of a module
//   rewriter each DIRECTORY                              rewrites each file in it to FILE.rewritten; prints for each
//                                                        its name, a tab, and the problem or nothing
//   rewriter time IN                                     prints the milliseconds of read_module and of rewrite_guest
// An error is printed to standard error, with status 2.
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "support/module_text.h"
#include "util/files.h"
#include "wasmpair/error.h"
#include "wasmpair/rewrite_guest.h"

namespace wasmpair {
namespace {

void write(const std::string& file, const Bytes& bytes) {
  std::ofstream out(file, std::ios::binary);
  for (const std::uint8_t byte : bytes) out.put(static_cast<char>(byte));
  out.close();
  if (!out) throw Error(file, "cannot be written", "");
}

double milliseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

void time(const std::string& file) {
  const Bytes bytes = read_file(file);
  const auto start = std::chrono::steady_clock::now();
  const Module module = read_module(bytes, file);
  const double reading = milliseconds_since(start);
  const auto rewriting_start = std::chrono::steady_clock::now();
  const Bytes rewritten = rewrite_guest(module, {});
  fmt::print("read {:.1f} ms, rewrite {:.1f} ms, {} -> {} bytes ({:+.2f} %)\n", reading,
             milliseconds_since(rewriting_start), bytes.size(), rewritten.size(),
             100.0 * static_cast<double>(rewritten.size()) / static_cast<double>(bytes.size()) - 100);
}

/// The problem of a module, or nothing if it was rewritten.
std::string rewrite(const std::filesystem::path& file) {
  try {
    const Bytes bytes = read_file(file.string());
    write(file.string() + ".rewritten", rewrite_guest(read_module(bytes, file.filename().string()), {}));
    return {};
  } catch (const Error& error) {
    return error.problem();
  }
}

void rewrite_each(const std::string& directory) {
  const std::filesystem::directory_iterator entries(directory);
  const std::vector<std::filesystem::path> files(begin(entries), end(entries));
  for (const std::filesystem::path& file : files) fmt::print("{}\t{}\n", file.filename().string(), rewrite(file));
}

int run(std::span<char*> arguments) {
  const auto argument = [&](std::size_t index) { return std::string(arguments[index]); };
  if (arguments.size() == 4 && argument(1) == "assemble") {
    const Bytes text = read_file(argument(2));
    write(argument(3), testing::module_of(std::string(text.begin(), text.end())));
  } else if ((arguments.size() == 7 || arguments.size() == 8) && argument(1) == "rewrite") {
    const Bytes bytes = read_file(argument(2));
    write(argument(3), rewrite_guest(read_module(bytes, argument(2)),
                                     {.maximum_pages = static_cast<std::uint32_t>(std::stoul(argument(6))),
                                      .interval = std::stoi(argument(4)),
                                      .depth_limit = std::stoi(argument(5)),
                                      .metering = arguments.size() == 8 ? Metering::Unmetered : Metering::Metered}));
  } else if (arguments.size() == 3 && argument(1) == "each") {
    rewrite_each(argument(2));
  } else if (arguments.size() == 3 && argument(1) == "time") {
    time(argument(2));
  } else {
    return 2;
  }
  return 0;
}

}  // namespace
}  // namespace wasmpair

int main(int count, char** arguments) {
  try {
    return wasmpair::run({arguments, static_cast<std::size_t>(count)});
  } catch (const wasmpair::Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  }
}
