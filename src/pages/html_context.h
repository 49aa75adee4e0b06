// The place of a placeholder in a page, found by reading the page's text up to it.
#pragma once

#include <string>
#include <string_view>

namespace wasmpair {

/// Tracks those parts of an HTML page that decide what a value in it would mean: tags and their attributes, comments,
/// and elements whose content is not markup.
class HtmlContext {
 public:
  enum class Where {
    Text,          ///< Between tags.
    PlainText,     ///< In <title> or <textarea>: text without tags.
    Tag,           ///< In a tag, outside of quoted attribute values.
    DoubleQuoted,  ///< In an attribute's value in double quotes,
    SingleQuoted,  ///< or in single quotes.
    Comment,
    Script,
    Style,
  };

  /// Reads the next piece of text.
  void read(std::string_view text);

  Where where() const { return where_; }

  /// In a quoted value: the attribute's name, in lower case.
  const std::string& attribute() const { return attribute_; }

  /// In a quoted value: nothing of the value has been read yet.
  bool at_value_start() const { return at_value_start_; }

  /// Continues as if a value had been read here.
  void skip_value() { at_value_start_ = false; }

  /// True if a value would mean the same in both contexts.
  bool operator==(const HtmlContext& other) const;

 private:
  void read_text(std::string_view& rest);
  void read_tag(std::string_view& rest);
  void read_quoted(std::string_view& rest);
  void read_value(std::string_view& rest);
  void read_comment(std::string_view& rest);
  void read_until_end_tag(std::string_view& rest);
  void end_tag();

  Where where_ = Where::Text;
  std::string element_;    // of the tag, and of the content after it
  std::string attribute_;  // the last one named in the tag
  bool at_value_start_ = false;
  bool is_end_tag_ = false;
  bool expects_value_ = false;  // after "="
};

}  // namespace wasmpair
