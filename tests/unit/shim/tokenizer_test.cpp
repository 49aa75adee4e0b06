#include "shim/tokenizer.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "wasmpair/error.h"

namespace wasmpair {
namespace {

using Kind = TokenKind;

std::vector<std::string> texts(std::string_view source) {
  std::vector<std::string> texts;
  for (const Token& token : tokenize(source, "a.js")) texts.emplace_back(token.text);
  return texts;
}

std::vector<std::string> of_kind(std::string_view source, Kind kind) {
  std::vector<std::string> texts;
  for (const Token& token : tokenize(source, "a.js"))
    if (token.kind == kind) texts.emplace_back(token.text);
  return texts;
}

using Texts = std::vector<std::string>;

std::string place_of_error(std::string_view source) {
  try {
    tokenize(source, "a.js");
  } catch (const Error& error) {
    return error.place() + " " + error.problem();
  }
  return "no error";
}

TEST(Tokenizer, DropsCommentsAndWhiteSpace) {
  EXPECT_EQ(texts("a // one\n/* two\n * three */ b"), (Texts{"a", "b"}));
  EXPECT_EQ(texts("#!/usr/bin/env node\na"), (Texts{"a"}));
  EXPECT_EQ(texts("\xef\xbb\xbf"
                  "a\xc2\xa0"
                  "b"),
            (Texts{"a", "b"}));
}

TEST(Tokenizer, KeepsCommentMarksInStringsAndRegularExpressions) {
  EXPECT_EQ(texts("'//', \"/*\", /[/*]/"), (Texts{"'//'", ",", "\"/*\"", ",", "/[/*]/"}));
}

TEST(Tokenizer, TakesTheLongestPunctuator) {
  EXPECT_EQ(texts("a>>>=b?\?=c=>d?.e"), (Texts{"a", ">>>=", "b", "?\?=", "c", "=>", "d", "?.", "e"}));
  EXPECT_EQ(texts("a?.5:b"), (Texts{"a", "?", ".5", ":", "b"}));
}

TEST(Tokenizer, ReadsNumbers) {
  EXPECT_EQ(of_kind("0x1f 1e3 1e-3 1_000 .5 5. 10n 0b11", Kind::Number),
            (Texts{"0x1f", "1e3", "1e-3", "1_000", ".5", "5.", "10n", "0b11"}));
  EXPECT_EQ(texts("1..toString()"), (Texts{"1.", ".", "toString", "(", ")"}));
  EXPECT_EQ(texts("0xe+1"), (Texts{"0xe", "+", "1"}));
  EXPECT_EQ(texts("1+1"), (Texts{"1", "+", "1"}));
}

TEST(Tokenizer, RecognizesDivisionAfterAnOperand) {
  for (const char* source : {"a / b / c", "(a) / b / c", "a[0] / b / c", "1 / b / c", "this / b / c", "i++ / b / c",
                             "x.return / b / c", "`t` / b / c", "'s' / b / c", "({a: 1}) / b / c", "x = {} / b / c"})
    EXPECT_TRUE(of_kind(source, Kind::RegularExpression).empty()) << source;
}

TEST(Tokenizer, RecognizesARegularExpressionInPlaceOfAnOperand) {
  for (const char* source :
       {"/b/g", "a = /b/g", "(/b/g)", "return /b/g", "typeof /b/g", "a, /b/g", "!/b/g", "a ? /b/g : c", "x => /b/g",
        "if (a) /b/g.test(c)", "while (a(b)) /b/g", "{} /b/g", "function f() {} /b/g", "case /b/g:", "a && /b/g",
        "[/b/g]", "`${/b/g}`", "a: { } /b/g", "else /b/g"})
    EXPECT_EQ(of_kind(source, Kind::RegularExpression), (Texts{"/b/g"})) << source;
}

TEST(Tokenizer, DistinguishesAnObjectFromABlockAfterAColon) {
  EXPECT_TRUE(of_kind("x = a ? b : {} / c / d", Kind::RegularExpression).empty());
  EXPECT_TRUE(of_kind("x = {k: {} / c / d}", Kind::RegularExpression).empty());
  EXPECT_EQ(of_kind("switch (x) { case 1: {} /c/.test(d) }", Kind::RegularExpression), (Texts{"/c/"}));
}

TEST(Tokenizer, AllowsASlashInAClassOfARegularExpression) {
  EXPECT_EQ(of_kind(R"(x = /[/\]]\//u)", Kind::RegularExpression), (Texts{R"(/[/\]]\//u)"}));
}

TEST(Tokenizer, NestsTemplates) {
  const auto tokens = tokenize("`a${ `b${c}` + {d: 1}.d }e${f}g`", "a.js");
  EXPECT_EQ(tokens.front().text, "`a${");
  EXPECT_EQ(tokens.front().kind, Kind::TemplateHead);
  EXPECT_EQ(tokens.back().text, "}g`");
  EXPECT_EQ(tokens.front().partner, tokens.size() - 1);
  EXPECT_EQ(tokens.back().partner, 0U);
}

TEST(Tokenizer, AllowsQuotesAndBracesInTemplates) {
  EXPECT_EQ(texts(R"(`'"{}()\`$ $\{`)"), (Texts{R"(`'"{}()\`$ $\{`)"}));
}

TEST(Tokenizer, NestsWithoutUsingTheStack) {
  std::string source;
  for (int i = 0; i < 100'000; ++i) source += "`${[(";
  for (int i = 0; i < 100'000; ++i) source += ")]}`";
  EXPECT_EQ(tokenize(source, "a.js").size(), 600'000U);
}

TEST(Tokenizer, MatchesBrackets) {
  const auto tokens = tokenize("f({a: [1]})", "a.js");
  EXPECT_EQ(tokens[1].partner, tokens.size() - 1);
  EXPECT_EQ(tokens[2].partner, tokens.size() - 2);
  EXPECT_EQ(tokens[5].partner, 7U);
  EXPECT_EQ(tokens[7].partner, 5U);
  EXPECT_EQ(tokens[0].partner, 0U);
}

TEST(Tokenizer, ReadsNamesWithEscapesPrivateNamesAndLettersBeyondAscii) {
  EXPECT_EQ(of_kind("$a _b #c \\u{64}e h\xc3\xa9llo", Kind::Identifier),
            (Texts{"$a", "_b", "#c", "\\u{64}e", "h\xc3\xa9llo"}));
}

TEST(Tokenizer, LocatesUnterminatedTokens) {
  EXPECT_EQ(place_of_error("a = 'b\n'"), "a.js:1:5 this string does not end");
  EXPECT_EQ(place_of_error("\n\n  `a${b}"), "a.js:3:8 this template does not end");
  EXPECT_EQ(place_of_error("\n /* a"), "a.js:2:2 this comment does not end");
  EXPECT_EQ(place_of_error("x = /a\n/"), "a.js:1:5 this regular expression does not end");
  EXPECT_EQ(place_of_error("x = /[/]"), "a.js:1:5 this regular expression does not end");
  EXPECT_EQ(place_of_error("'abc\\"), "a.js:1:1 this string does not end");
  EXPECT_EQ(place_of_error("`abc\\"), "a.js:1:1 this template does not end");
}

TEST(Tokenizer, RejectsMismatchedBrackets) {
  EXPECT_EQ(place_of_error("f(a"), "a.js:1:2 this bracket is not closed");
  EXPECT_EQ(place_of_error("f(a]"), "a.js:1:4 this ']' has no matching '['");
  EXPECT_EQ(place_of_error("a }"), "a.js:1:3 this '}' has no matching '{'");
  EXPECT_EQ(place_of_error("`${a"), "a.js:1:1 this bracket is not closed");
  EXPECT_EQ(place_of_error("`${(a}`"), "a.js:1:6 this '}' has no matching '{'");
}

TEST(Tokenizer, RejectsCharactersThatCannotStartAToken) {
  EXPECT_EQ(place_of_error("a \x01"), "a.js:1:3 no token starts with '\x01'");
}

Token only_token(std::string_view source) { return tokenize(source, "a.js").at(0); }

TEST(StringValue, DecodesEscapes) {
  EXPECT_EQ(string_value(only_token(R"('a\x62\u0063\u{64}\n\'\q')")), "abcd\n'q");
  EXPECT_EQ(string_value(only_token(R"("\u00e9\u20ac\ud83d\ude00\u{1f600}")")), "é€😀😀");
  EXPECT_EQ(string_value(only_token("'a\\\nb\\\r\nc'")), "abc");
  EXPECT_EQ(string_value(only_token("`plain`")), "plain");
  EXPECT_EQ(string_value(only_token("''")), "");
  EXPECT_EQ(string_value(only_token(R"('\0')")), std::string(1, '\0'));
}

TEST(StringValue, LeavesInvalidEscapesAsWritten) {
  EXPECT_EQ(string_value(only_token(R"('\xZZ \u12 \u{110000} \u{')")), "xZZ u12 u{110000} u{");
  EXPECT_EQ(string_value(only_token(R"('\u12')")), "u12");
  EXPECT_EQ(string_value(only_token(R"('\x1')")), "x1");
}

TEST(StringValue, IsNothingForOtherTokens) {
  EXPECT_EQ(string_value(only_token("abc")), std::nullopt);
  EXPECT_EQ(string_value(only_token("`a${b}`")), std::nullopt);
}

TEST(WholeNumber, ReadsEveryNotation) {
  EXPECT_EQ(whole_number(only_token("12288")), 12288U);
  EXPECT_EQ(whole_number(only_token("0x3000")), 12288U);
  EXPECT_EQ(whole_number(only_token("0o30000")), 12288U);
  EXPECT_EQ(whole_number(only_token("0B11")), 3U);
  EXPECT_EQ(whole_number(only_token("12_288")), 12288U);
  EXPECT_EQ(whole_number(only_token("1e4")), 10000U);
}

TEST(WholeNumber, IsNothingForFractionsAndLargeNumbers) {
  EXPECT_EQ(whole_number(only_token("1.5")), std::nullopt);
  EXPECT_EQ(whole_number(only_token("1e300")), std::nullopt);
  EXPECT_EQ(whole_number(only_token("0xfffffffffffffffff")), std::nullopt);
  EXPECT_EQ(whole_number(only_token("0x1fffffffffffff")), 9007199254740991U);
  EXPECT_EQ(whole_number(only_token("0x20000000000000")), std::nullopt);
  EXPECT_EQ(whole_number(only_token("9007199254740992")), std::nullopt);
  EXPECT_EQ(whole_number(only_token("0x")), std::nullopt);
  EXPECT_EQ(whole_number(only_token("1px")), std::nullopt);
}

}  // namespace
}  // namespace wasmpair
