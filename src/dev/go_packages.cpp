#include "dev/go_packages.h"

#include <boost/filesystem/path.hpp>
#include <map>

#include "util/json_reader.h"

namespace wasmpair {
namespace {

/// A program of thousands of files is a program.
constexpr JsonLimits limits{32, 100'000, 1U << 20U};

struct Module {
  std::string path;
  std::string version;
  std::string directory;
  std::string file;
  bool is_main = false;
  bool is_replaced_by_directory = false;
};

Module read_module(JsonReader& json) {
  Module module;
  json.object([&](std::string_view key) {
    if (key == "Path")
      module.path = json.text();
    else if (key == "Version")
      module.version = json.text();
    else if (key == "Dir")
      module.directory = json.text();
    else if (key == "GoMod")
      module.file = json.text();
    else if (key == "Main")
      module.is_main = json.boolean();
    else if (key == "Replace")
      module.is_replaced_by_directory = read_module(json).version.empty();
    else
      json.skip();
  });
  return module;
}

void append_texts(JsonReader& json, std::vector<std::string>& texts) {
  json.array([&](std::size_t) { texts.push_back(json.text()); });
}

std::string read_error(JsonReader& json) {
  std::string text;
  json.object([&](std::string_view key) {
    if (key == "Err")
      text = json.text();
    else
      json.skip();
  });
  return text;
}

/// What may be in a program for the browser, and what `go list` leaves out because of a mistake in it.
bool is_list_of_sources(std::string_view key) {
  return key == "GoFiles" || key == "CgoFiles" || key == "SFiles" || key == "HFiles" || key == "SysoFiles" ||
         key == "InvalidGoFiles" || key == "IgnoredGoFiles";
}

/// As all our paths are; the go command writes them as the system does.
std::string with_slashes(const std::string& path) { return boost::filesystem::path(path).generic_string(); }

struct Read {
  GoPackage package;
  bool is_standard = false;
};

Read read_package(JsonReader& json) {
  Read read;
  GoPackage& package = read.package;
  Module module;
  bool is_dependency = false;
  bool has_module = false;
  const std::map<std::string_view, std::string*> texts{
      {"ImportPath", &package.import_path}, {"Name", &package.name}, {"Dir", &package.directory}};
  json.object([&](std::string_view key) {
    if (const auto text = texts.find(key); text != texts.end())
      *text->second = json.text();
    else if (is_list_of_sources(key))
      append_texts(json, package.files);
    else if (key == "EmbedFiles")
      append_texts(json, package.embedded);
    else if (key == "EmbedPatterns")
      append_texts(json, package.embed_patterns);
    else if (key == "Module")
      module = read_module(json), has_module = true;
    else if (key == "Error")
      package.error = read_error(json);
    else if (key == "Standard")
      read.is_standard = json.boolean();
    else if (key == "DepOnly")
      is_dependency = json.boolean();
    else
      json.skip();
  });
  package.module = module.path;
  package.directory = with_slashes(package.directory);
  package.module_directory = with_slashes(module.directory);
  package.module_file = with_slashes(module.file);
  package.is_named = !is_dependency;
  package.is_local = !has_module || module.is_main || module.is_replaced_by_directory;
  return read;
}

}  // namespace

std::vector<GoPackage> read_go_packages(std::string_view json) {
  std::vector<GoPackage> packages;
  // Each object ends with the only line that is a closing brace.
  constexpr std::string_view object_end = "\n}\n";
  while (!json.empty()) {
    const std::size_t found = json.find(object_end);
    const std::size_t end = found == std::string_view::npos ? json.size() : found + object_end.size();
    JsonReader reader(json.substr(0, end),
                      {"go list -json", "", "Report this: the go command printed what is not known."}, limits);
    Read read = read_package(reader);
    reader.finish();
    if (!read.is_standard) packages.push_back(std::move(read.package));
    json.remove_prefix(end);
  }
  return packages;
}

}  // namespace wasmpair
