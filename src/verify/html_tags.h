// The tags of a page, as browsers read them, as far as verify needs that.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace wasmpair {

struct HtmlTag {
  std::string name;  ///< In lower case; "/head" for an end tag.
  /// By name in lower case; the first of each name. Values are decoded: "&amp;", "&#39;" and the like.
  std::map<std::string, std::string> attributes;
  std::string_view content = {};  ///< Of an element whose content is not markup, such as script.

  bool has(const std::string& attribute) const { return attributes.contains(attribute); }
  /// "" if there is none.
  std::string value(const std::string& attribute) const;
};

/// Reads the tags of a page in linear time, without comments. It must outlive the reader.
class HtmlTags {
 public:
  explicit HtmlTags(std::string_view html) : html_(html) {}

  /// False at the end.
  bool next(HtmlTag& tag);

  /// True if text other than white space came before the last tag, after the one before it.
  bool had_text() const { return had_text_; }

 private:
  bool find_tag();
  void skip_past(std::string_view end);
  void take_attributes(HtmlTag& tag);
  std::string_view take_value();
  std::string_view take_content(const std::string& name);
  template <typename Predicate>
  std::string_view take_until(Predicate ends);
  void skip_spaces();
  char now() const { return html_[at_]; }
  bool is_done() const { return at_ >= html_.size(); }

  std::string_view html_;
  std::size_t at_ = 0;
  bool had_text_ = false;
};

}  // namespace wasmpair
