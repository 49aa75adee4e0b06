#include "pages/render.h"

#include <gtest/gtest.h>

#include "wasmpair/error.h"

namespace wasmpair {
namespace {

std::string bold(const nlohmann::ordered_json& value) {
  if (value.is_object()) throw Error("", "an object cannot be bold", "Name a text.");
  return value.is_null() ? "<hr>" : "<b>" + value.get<std::string>() + "</b>";
}

const TemplateValues values = {.values = {{"title", "a < b"},
                                          {"count", 3},
                                          {"url", "/a b.js"},
                                          {"bundle", "outer"},
                                          {"bundles",
                                           {{{"name", "app"}, {"tags", {"x", "y"}}},
                                            {{"name", "tool"}, {"tags", nlohmann::ordered_json::array()}}}},
                                          {"_files", {{"first", {{"path", "1"}}}, {"second", {{"path", "2"}}}}}},
                               .snippets = {{"line", false, bold}, {"bold", true, bold}},
                               .withheld = {{"nonce", "Give --nonce."}}};

std::string rendered(std::string_view text) { return render({"page.html", text}, values); }

TEST(Render, EscapesValuesForTheirPlace) {
  EXPECT_EQ(rendered("<p>{{text title}}</p>"), "<p>a &lt; b</p>");
  EXPECT_EQ(rendered("<p title=\"{{ attribute  title }}\">"), "<p title=\"a &lt; b\">");
  EXPECT_EQ(rendered("<a href=\"{{url url}}\">"), "<a href=\"/a%20b.js\">");
  EXPECT_EQ(rendered("<script>f({{json title}}, {{json count}})</script>"), "<script>f(\"a \\u003c b\", 3)</script>");
  EXPECT_EQ(rendered("{{text count}}"), "3");
}

TEST(Render, WritesLiteralsIntoScripts) {
  EXPECT_EQ(render({"start.js", "start({{json title}}, {{json bundles}});", PageLanguage::Script}, values),
            "start(\"a \\u003c b\", [{\"name\":\"app\",\"tags\":[\"x\",\"y\"]},{\"name\":\"tool\",\"tags\":[]}]);");
}

TEST(Render, LeavesOtherTextUnchanged) {
  EXPECT_EQ(rendered(""), "");
  EXPECT_EQ(rendered("a { color: red } }} \n"), "a { color: red } }} \n");
}

TEST(Render, CopiesVerbatimText) {
  EXPECT_EQ(
      rendered("{{verbatim}}{{#if a}}\n{{end}} {{ x }}{{endverbatim}}{{text count}}{{verbatim}}{{{{endverbatim}}"),
      "{{#if a}}\n{{end}} {{ x }}3{{");
}

TEST(Render, RepeatsLoops) {
  EXPECT_EQ(rendered("{{each b in bundles}}[{{text b.name}}]{{end}}."), "[app][tool].");
  EXPECT_EQ(
      rendered("{{each b in bundles}}{{text b.name}}:{{each t in b.tags}} {{text t}}/{{text b.name}}{{end}};{{end}}"),
      "app: x/app y/app;tool:;");
}

TEST(Render, LoopsOverTheMembersOfAnObject) { EXPECT_EQ(rendered("{{each f in _files}}{{text f.path}}{{end}}"), "12"); }

TEST(Render, LooksUpLoopVariablesFirst) {
  EXPECT_EQ(rendered("{{each bundle in bundles}}{{text bundle.name}} {{end}}{{text bundle}}"), "app tool outer");
}

TEST(Render, InsertsSnippets) {
  EXPECT_EQ(rendered("{{snippet line}}{{each b in bundles}}{{snippet bold b.name}}{{end}}"),
            "<hr><b>app</b><b>tool</b>");
}

/// That many loops within each other.
std::string nested_loops(int depth) {
  std::string text;
  for (int i = 0; i < depth; ++i) text += "{{each file in _files}}";
  text += "deep";
  for (int i = 0; i < depth; ++i) text += "{{end}}";
  return text;
}

TEST(Render, LimitsTheDepthOfLoops) {
  const TemplateValues one_file{.values = {{"_files", {1}}}, .snippets = {}, .withheld = {}};
  EXPECT_EQ(render({"page.html", nested_loops(16)}, one_file), "deep");
  try {
    render({"page.html", nested_loops(17)}, one_file);
    FAIL() << "17 loops were rendered";
  } catch (const Error& error) {
    EXPECT_EQ(error.problem(), "more than 16 nested loops");
  }
}

struct Mistake {
  const char* text;
  const char* message;
};

class RenderMistake : public testing::TestWithParam<Mistake> {};

TEST_P(RenderMistake, IsReportedWithPlaceAndAdvice) {
  try {
    rendered(GetParam().text);
    FAIL() << "rendered " << GetParam().text;
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), GetParam().message);
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, RenderMistake,
    testing::Values(
        Mistake{"<p>\n  {{text titel}}",
                "page.html:2:10: \"titel\" does not exist: there is no \"titel\"\n  Did you mean \"title\"?"},
        Mistake{"{{text zzzzzzzz}}",
                "page.html:1:8: \"zzzzzzzz\" does not exist: there is no \"zzzzzzzz\"\n"
                "  Known here: title, count, url, bundle, bundles, _files."},
        Mistake{"{{each b in bundles}}{{text b.nam}}{{end}}",
                "page.html:1:29: \"b.nam\" does not exist: there is no \"nam\"\n  Did you mean \"name\"?"},
        Mistake{"{{each entry in bundles}}{{text entri.name}}{{end}}",
                "page.html:1:33: \"entri.name\" does not exist: there is no \"entri\"\n  Did you mean \"entry\"?"},
        Mistake{"{{text title.length}}",
                "page.html:1:8: \"title.length\" has no member \"length\"\n  Omit the member."},
        Mistake{"{{txt title}}", "page.html:1:3: unknown word \"txt\"\n  Did you mean \"text\"?"},
        Mistake{"{{title}}",
                "page.html:1:3: unknown word \"title\"\n"
                "  Known here: text, attribute, url, json, snippet, each, end, verbatim, endverbatim."},
        Mistake{"{{text}}",
                "page.html:1:1: a placeholder takes the word for its place and one value\n"
                "  Write, for example, {{text bundle.name}}."},
        Mistake{"{{text a..b}}",
                "page.html:1:1: a placeholder takes the word for its place and one value\n"
                "  Write, for example, {{text bundle.name}}."},
        Mistake{"{{}}", "page.html:1:1: an empty placeholder\n  Write {{text NAME}}, or remove it."},
        Mistake{"x {{text title",
                "page.html:1:3: \"{{\" without \"}}\" on the same line\n"
                "  Close the placeholder with \"}}\"; put a literal \"{{\" between {{verbatim}} and {{endverbatim}}."},
        Mistake{"{{text\ntitle}}",
                "page.html:1:1: \"{{\" without \"}}\" on the same line\n"
                "  Close the placeholder with \"}}\"; put a literal \"{{\" between {{verbatim}} and {{endverbatim}}."},
        Mistake{"{{each b of bundles}}{{end}}",
                "page.html:1:1: this is not a loop\n"
                "  Write, for example, {{each bundle in bundles}} … {{end}}."},
        Mistake{"\n{{each b in bundles}}",
                "page.html:2:1: {{each}} without {{end}}\n"
                "  Add {{end}} where the loop ends."},
        Mistake{"a{{end}}",
                "page.html:1:2: {{end}} without {{each}}\n"
                "  Remove it, or add the {{each}} that it ends."},
        Mistake{"{{each b in title}}{{end}}",
                "page.html:1:13: \"title\" is not a list\n  Loop over a list, such as bundles."},
        Mistake{"{{text nonce}}", "page.html:1:8: \"nonce\" has no value in this run\n  Give --nonce."},
        Mistake{"{{each b in bundles}}{{text b.nonce}}{{end}}",
                "page.html:1:29: \"b.nonce\" does not exist: there is no \"nonce\"\n  Known here: name, tags."},
        Mistake{"\n{{snippet lin}}", "page.html:2:11: there is no snippet \"lin\"\n  Did you mean \"line\"?"},
        Mistake{"{{snippet}}",
                "page.html:1:1: this is not a snippet\n"
                "  Write {{snippet loader}} or, for example, {{snippet preload bundle}}."},
        Mistake{"{{snippet bold}}",
                "page.html:1:11: \"bold\" takes a value\n  Write, for example, {{snippet bold bundle}}."},
        Mistake{"{{snippet line title}}", "page.html:1:11: \"line\" takes no value\n  Write {{snippet line}}."},
        Mistake{"{{snippet bold _files}}", "page.html:1:11: an object cannot be bold\n  Name a text."},
        Mistake{"{{snippet bold titel}}",
                "page.html:1:11: \"titel\" does not exist: there is no \"titel\"\n  Did you mean \"title\"?"},
        Mistake{"{{verbatim}} {{endverbatm}}",
                "page.html:1:1: {{verbatim}} without {{endverbatim}}\n"
                "  Add {{endverbatim}} where the text ends."},
        Mistake{"{{verbatim title}}", "page.html:1:12: {{verbatim}} takes no words\n  Put the text after it."},
        Mistake{"{{endverbatim}}",
                "page.html:1:3: {{endverbatim}} without {{verbatim}}\n"
                "  Remove it, or add the {{verbatim}} that it ends."},
        Mistake{"{{text bundles}}",
                "page.html:1:8: \"bundles\" is neither text nor a number\n"
                "  Name one of its members, or use {{json …}} in a script element."}));

TEST(Render, RefusesAUrlThatWouldRun) {
  EXPECT_THROW(render({"page.html", "<a href=\"{{url link}}\">"}, {.values = {{"link", "javascript:alert(1)"}}}),
               Error);
}

TEST(Render, RefusesInvalidUtf8) {
  EXPECT_THROW(render({"page.html", "<script>{{json x}}</script>"}, {.values = {{"x", "\xff"}}}), Error);
  EXPECT_THROW(render({"page.html", "{{text x}}"}, {.values = {{"x", "\xff"}}}), Error);
}

TEST(Render, RefusesDeeplyNestedLoops) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "{{each b in bundles}}";
  EXPECT_THROW(rendered(text), Error);
}

TEST(Render, FindsMembersWhoseNamesAreNoIdentifiers) {
  const TemplateValues named{
      .values = {{"assets", {{"img/my logo.png", {{"url", "a.01.png"}, {"sizes", {{"br", 3}}}}}}}}};
  const auto with = [&named](std::string_view text) { return render({"page.html", text}, named); };
  EXPECT_EQ(with("<img src=\"{{url assets[\"img/my logo.png\"].url}}\">"), "<img src=\"a.01.png\">");
  EXPECT_EQ(with("{{text assets['img/my logo.png'].sizes.br}}"), "3");
  EXPECT_EQ(with("{{text assets['img/my logo.png']['url']}}"), "a.01.png");
  EXPECT_EQ(with("{{each asset in assets}}{{text asset['url']}}{{end}}"), "a.01.png");
  try {
    with("{{text assets['img/my lego.png'].url}}");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.advice(), "Did you mean \"img/my logo.png\"?");
  }
}

TEST(Render, RefusesMalformedBrackets) {
  for (const char* value : {"['a']", "assets[a]", "assets['a\"]", "assets['a'", "assets['']", "assets.['a']",
                            "assets['a'].", "assets['a']b", "assets[", "assets['", "assets['a'] b", "assets..a"})
    EXPECT_THROW(rendered(std::string("{{text ") + value + "}}"), Error) << value;
}

}  // namespace
}  // namespace wasmpair
