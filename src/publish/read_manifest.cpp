#include "wasmpair/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "http/field_syntax.h"
#include "http/url_prefix.h"
#include "publish/manifest_text.h"
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

  /// A text of one of the kinds that a manifest has: "a media type".
  std::string text_that_is(bool (*is_kind)(std::string_view), std::string_view kind) const {
    std::string content = text();
    if (content.empty()) fail("it is empty");
    if (!is_kind(content)) fail(fmt::format("\"{}\" is not {}", content, kind));
    return content;
  }

  std::string media_type() const { return text_that_is(is_plain_field_value, "a media type"); }
  std::string cache_control() const { return text_that_is(is_plain_field_value, "a value of Cache-Control"); }

  /// text, a prefix of URLs.
  std::string base(const std::string& text) const {
    if (!is_url_prefix(text)) fail(fmt::format("\"{}\" is not a prefix of URLs", text));
    return text;
  }

  /// The URL of a file of the release.
  std::string url(std::string_view base) const {
    std::string url = text();
    if (!is_url_in(base, url)) fail(fmt::format("\"{}\" is not the base and the name of a file", url));
    return url;
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
  std::string path() const { return text_that_is(is_file_name, "a plain file name"); }

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
  return {node.at("encoding").text_that_is(is_coding_name, "a content coding"), node.at("path").path(),
          node.at("bytes").number(), node.at("sha256").sha256()};
}

ManifestFile read_file_entry(const Node& node, std::string_view base) {
  ManifestFile file{node.at("path").path(),
                    node.at("url").url(base),
                    node.at("type").media_type(),
                    node.at("bytes").number(),
                    node.at("sha256").sha256(),
                    node.at("integrity").text_that_is(is_integrity, "an integrity by SHA-384"),
                    node.at("cacheControl").cache_control(),
                    {}};
  for (const Node& encoding : node.at("encodings").elements()) file.encodings.push_back(read_encoding(encoding));
  return file;
}

/// A file of the next release, which may have another base.
ManifestFile read_next_file(const Node& node) {
  const std::string url = node.at("url").text();
  return read_file_entry(node, node.at("url").base(url.substr(0, url.rfind('/') + 1)));
}

ManifestBundle read_bundle(const std::string& name, const Node& node, std::string_view base) {
  if (!is_bundle_name(name)) node.fail("its name is not an identifier");
  const Node go = node.at("go");
  const Node source = node.at("source");
  return {name,
          node.at("pair").sha256(),
          go.has("version") ? go.at("version").text_that_is(is_version_word, "a version of Go") : "",
          source.at("bytes").number(),
          source.at("sha256").sha256(),
          read_file_entry(node.at("wasm"), base),
          read_file_entry(node.at("shim"), base),
          read_file_entry(node.at("loader"), base)};
}

ManifestPage read_page(const Node& node, std::string_view base) {
  return {node.at("path").path(), node.at("url").url(base), node.at("type").media_type(),
          node.at("cacheControl").cache_control()};
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
  manifest.generator_version = root.at("generator").at("version").text_that_is(is_version_word, "a version");
  manifest.base = root.at("base").base(root.at("base").text());
  for (const auto& [bundle, node] : root.at("bundles").members())
    manifest.bundles.push_back(read_bundle(bundle, node, manifest.base));
  if (root.has("pages"))
    for (const Node& page : root.at("pages").elements()) manifest.pages.push_back(read_page(page, manifest.base));
  for (const Node& file : root.at("files").elements()) manifest.files.push_back(file.path());
  if (root.has("next"))
    for (const Node& file : root.at("next").elements()) manifest.next.push_back(read_next_file(file));
  return manifest;
}

Manifest read_manifest_file(const std::string& file) {
  const Bytes json = read_file(file);
  return read_manifest(text_of(json), file);
}

}  // namespace wasmpair
