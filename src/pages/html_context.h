// Where in a page a placeholder stands, found by reading the page's text up to it.
#pragma once

#include <string>
#include <string_view>

namespace wasmpair {

/// Follows the text of an HTML page, as far as it decides what a value in it would mean: tags and their attributes,
/// comments, and the elements whose content is not markup.
class HtmlContext {
 public:
  enum class Where {
    Text,          ///< Between tags.
    PlainText,     ///< In <title> or <textarea>: text without tags.
    Tag,           ///< In a tag, but in no attribute's value that has quotes.
    DoubleQuoted,  ///< In an attribute's value in double quotes,
    SingleQuoted,  ///< or in single quotes.
    Comment,
    Script,
    Style,
  };

  /// Reads on.
  void read(std::string_view text);

  Where where() const { return where_; }

  /// In a quoted value: the attribute's name, in lower case.
  const std::string& attribute() const { return attribute_; }

  /// In a quoted value: nothing of the value has been read yet.
  bool at_value_start() const { return at_value_start_; }

  /// A value takes the place here.
  void skip_value() { at_value_start_ = false; }

  /// True if a value would mean the same here as there.
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
  std::string element_;    // of the tag, and of the content behind it
  std::string attribute_;  // that was named last in the tag
  bool at_value_start_ = false;
  bool is_end_tag_ = false;
  bool expects_value_ = false;  // behind "="
};

}  // namespace wasmpair
