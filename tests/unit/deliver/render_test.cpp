#include "deliver/render.h"

#include <gtest/gtest.h>

#include "wasmpair/error.h"

namespace wasmpair {
namespace {

const nlohmann::ordered_json values = {
    {"title", "a < b"},
    {"count", 3},
    {"url", "/a b.js"},
    {"bundle", "outer"},
    {"bundles",
     {{{"name", "app"}, {"tags", {"x", "y"}}}, {{"name", "tool"}, {"tags", nlohmann::ordered_json::array()}}}}};

std::string rendered(std::string_view text) { return render({"page.html", text}, values); }

TEST(Render, EscapesForThePlace) {
  EXPECT_EQ(rendered("<p>{{text title}}</p>"), "<p>a &lt; b</p>");
  EXPECT_EQ(rendered("<p title=\"{{ attribute  title }}\">"), "<p title=\"a &lt; b\">");
  EXPECT_EQ(rendered("<a href=\"{{url url}}\">"), "<a href=\"/a%20b.js\">");
  EXPECT_EQ(rendered("{{json title}} {{json count}}"), "\"a \\u003c b\" 3");
  EXPECT_EQ(rendered("{{text count}}"), "3");
}

TEST(Render, KeepsTheRestAsItIs) {
  EXPECT_EQ(rendered(""), "");
  EXPECT_EQ(rendered("a { color: red } }} \n"), "a { color: red } }} \n");
}

TEST(Render, RepeatsLoops) {
  EXPECT_EQ(rendered("{{each b in bundles}}[{{text b.name}}]{{end}}."), "[app][tool].");
  EXPECT_EQ(
      rendered("{{each b in bundles}}{{text b.name}}:{{each t in b.tags}} {{text t}}/{{text b.name}}{{end}};{{end}}"),
      "app: x/app y/app;tool:;");
}

TEST(Render, LooksALoopsOwnNameUpFirst) {
  EXPECT_EQ(rendered("{{each bundle in bundles}}{{text bundle.name}} {{end}}{{text bundle}}"), "app tool outer");
}

struct Mistake {
  const char* text;
  const char* message;
};

class RenderMistake : public testing::TestWithParam<Mistake> {};

TEST_P(RenderMistake, IsToldWithItsPlaceAndWhatToDo) {
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
                "  Known here: title, count, url, bundle, bundles."},
        Mistake{"{{each b in bundles}}{{text b.nam}}{{end}}",
                "page.html:1:29: \"b.nam\" does not exist: there is no \"nam\"\n  Did you mean \"name\"?"},
        Mistake{"{{each entry in bundles}}{{text entri.name}}{{end}}",
                "page.html:1:33: \"entri.name\" does not exist: there is no \"entri\"\n  Did you mean \"entry\"?"},
        Mistake{"{{text title.length}}", "page.html:1:8: \"title.length\" has no member \"length\"\n  Shorten it."},
        Mistake{"{{txt title}}", "page.html:1:3: unknown word \"txt\"\n  Did you mean \"text\"?"},
        Mistake{"{{title}}",
                "page.html:1:3: unknown word \"title\"\n"
                "  Known here: each, end, text, attribute, url, json."},
        Mistake{"{{text}}",
                "page.html:1:1: a placeholder is a word for its place and one value\n"
                "  Write for example {{text bundle.name}}."},
        Mistake{"{{text a..b}}",
                "page.html:1:1: a placeholder is a word for its place and one value\n"
                "  Write for example {{text bundle.name}}."},
        Mistake{"{{}}", "page.html:1:1: an empty placeholder\n  Write {{text NAME}}, or remove it."},
        Mistake{"x {{text title",
                "page.html:1:3: \"{{\" without \"}}\" on the same line\n"
                "  Close the placeholder with \"}}\"."},
        Mistake{"{{text\ntitle}}",
                "page.html:1:1: \"{{\" without \"}}\" on the same line\n"
                "  Close the placeholder with \"}}\"."},
        Mistake{"{{each b of bundles}}{{end}}",
                "page.html:1:1: this is not a loop\n"
                "  Write for example {{each bundle in bundles}} … {{end}}."},
        Mistake{"\n{{each b in bundles}}",
                "page.html:2:1: {{each}} without {{end}}\n"
                "  Add {{end}} where the loop ends."},
        Mistake{"a{{end}}",
                "page.html:1:2: {{end}} without {{each}}\n"
                "  Remove it, or add the {{each}} it ends."},
        Mistake{"{{each b in title}}{{end}}", "page.html:1:13: \"title\" is not a list\n  Loop over a list."},
        Mistake{"{{text bundles}}",
                "page.html:1:8: \"bundles\" is neither text nor a number\n"
                "  Name one of its members, or use {{json …}} in a script element."}));

TEST(Render, RefusesAUrlThatWouldRun) {
  EXPECT_THROW(render({"page.html", "<a href=\"{{url link}}\">"}, {{"link", "javascript:alert(1)"}}), Error);
}

}  // namespace
}  // namespace wasmpair
