#include "wasmpair/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "util/ascii.h"
#include "util/files.h"
#include "util/json.h"
#include "util/text_bytes.h"
#include "wasmpair/digest.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

using nlohmann::ordered_json;

constexpr const char* repack = "Give the wasmpair.json that `wasmpair pack` wrote, or pack again.";

/// A value in the document, and its place.
class Node {
 public:
  Node(const ordered_json& value, std::string pointer, std::string_view file)
      : value_(&value), pointer_(std::move(pointer)), file_(file) {}

  /// A member that the object must have.
  Node at(const std::string& key) const {
    const auto found = object().find(key);
    if (found == value_->end()) fail(fmt::format("it has no \"{}\"", key));
    return child(*found, key);
  }

  bool has(const std::string& key) const { return object().contains(key); }

  /// The members of an object, with their keys.
  std::vector<std::pair<std::string, Node>> members() const {
    std::vector<std::pair<std::string, Node>> members;
    for (const auto& entry : object().items()) {
      const Node member = child(entry.value(), entry.key());
      if (std::ranges::any_of(entry.key(), is_control)) member.fail("its name contains a control character");
      members.emplace_back(entry.key(), member);
    }
    return members;
  }

  std::vector<Node> elements() const {
    if (!value_->is_array()) fail("it is not an array");
    std::vector<Node> elements;
    for (std::size_t i = 0; i < value_->size(); ++i) elements.push_back(child((*value_)[i], std::to_string(i)));
    return elements;
  }

  std::string text() const {
    if (!value_->is_string()) fail("it is not a string");
    auto text = value_->get<std::string>();
    if (std::ranges::any_of(text, is_control)) fail("it contains a control character");
    return text;
  }

  std::string nonempty_text() const {
    std::string content = text();
    if (content.empty()) fail("it is empty");
    return content;
  }

  std::uint64_t number() const {
    if (!value_->is_number_unsigned()) fail("it is not a whole number of at least 0");
    return value_->get<std::uint64_t>();
  }

  /// A digest: 64 lower-case hex digits.
  std::string sha256() const {
    std::string digest = text();
    if (!parse_sha256(digest)) fail("it is not a SHA-256 digest of 64 hex digits");
    return digest;
  }

  /// A plain file name in the manifest's directory.
  std::string path() const {
    std::string path = nonempty_text();
    if (path == "." || path == ".." || path.find_first_of("/\\") != std::string::npos)
      fail(fmt::format("\"{}\" is not a plain file name", path));
    return path;
  }

  [[noreturn]] void fail(const std::string& reason) const {
    throw Error(fmt::format("{}:{}", file_, pointer_.empty() ? "/" : pointer_),
                "is not a version 1 manifest: " + reason, repack);
  }

 private:
  const ordered_json& object() const {
    if (!value_->is_object()) fail("it is not an object");
    return *value_;
  }

  Node child(const ordered_json& value, const std::string& key) const { return {value, pointer_ + "/" + key, file_}; }

  const ordered_json* value_;
  std::string pointer_;
  std::string_view file_;
};

ManifestEncoding read_encoding(const Node& node) {
  return {node.at("encoding").nonempty_text(), node.at("path").path(), node.at("bytes").number(),
          node.at("sha256").sha256()};
}

ManifestFile read_file_entry(const Node& node) {
  ManifestFile file{node.at("path").path(),
                    node.at("url").nonempty_text(),
                    node.at("type").nonempty_text(),
                    node.at("bytes").number(),
                    node.at("sha256").sha256(),
                    node.at("integrity").nonempty_text(),
                    node.at("cacheControl").nonempty_text(),
                    {}};
  for (const Node& encoding : node.at("encodings").elements()) file.encodings.push_back(read_encoding(encoding));
  return file;
}

ManifestBundle read_bundle(const std::string& name, const Node& node) {
  const Node go = node.at("go");
  const Node source = node.at("source");
  return {name,
          node.at("pair").sha256(),
          go.has("version") ? go.at("version").text() : "",
          source.at("bytes").number(),
          source.at("sha256").sha256(),
          read_file_entry(node.at("wasm")),
          read_file_entry(node.at("shim")),
          read_file_entry(node.at("loader"))};
}

ManifestPage read_page(const Node& node) {
  return {node.at("path").path(), node.at("url").nonempty_text(), node.at("type").nonempty_text(),
          node.at("cacheControl").nonempty_text()};
}

}  // namespace

Manifest read_manifest(std::string_view json, std::string_view name) {
  if (json.size() > manifest_limit)
    throw Error(std::string(name), fmt::format("is not a manifest: it has more than {} bytes", manifest_limit), repack);
  const ordered_json document = parse_json(json, name, repack);
  const Node root(document, "", name);
  const std::uint64_t version = root.at("version").number();
  if (version != 1) {
    throw Error(fmt::format("{}:/version", name), fmt::format("is {}, but this program reads version 1", version),
                "Use the wasmpair that wrote it, or a later one.");
  }
  Manifest manifest;
  manifest.generator_version = root.at("generator").at("version").text();
  manifest.base = root.at("base").text();
  for (const auto& [bundle, node] : root.at("bundles").members()) manifest.bundles.push_back(read_bundle(bundle, node));
  if (root.has("pages"))
    for (const Node& page : root.at("pages").elements()) manifest.pages.push_back(read_page(page));
  for (const Node& file : root.at("files").elements()) manifest.files.push_back(file.path());
  if (root.has("next"))
    for (const Node& file : root.at("next").elements()) manifest.next.push_back(read_file_entry(file));
  return manifest;
}

Manifest read_manifest_file(const std::string& file) {
  const Bytes json = read_file(file);
  return read_manifest(text_of(json), file);
}

}  // namespace wasmpair
