#include "pages/check_places.h"

#include <gtest/gtest.h>

#include "wasmpair/error.h"

namespace wasmpair {
namespace {

void check(std::string_view text, PageLanguage language = PageLanguage::Html) {
  const TemplateSource source{"page", text, language};
  check_places(source, parse_template(source));
}

TEST(CheckPlaces, AcceptsEachWordWhereItBelongs) {
  for (const char* text : {
           "{{text x}}",
           "<p>{{text x}}</p>",
           "<p\n class='a>b'\n>{{text x}}",
           "<title>a <b {{text x}}</title>{{text x}}",
           "<textarea>{{text x}}</textarea>",
           "<!-- {{text x}} -->{{snippet x}}",
           "<!doctype html>{{text x}}",
           "a < b {{text x}}",
           "<p title=\"{{attribute x}}\">",
           "<p title='a {{attribute x}} b' lang = \"{{attribute y}}\">{{text x}}",
           "<a href=\"{{url x}}\">",
           "<a HREF='{{url x}}#{{attribute y}}'>",
           "<a href=\"/at?q={{url x}}\">",
           "<a href=/at=1/>{{text x}}",
           "<script>let x = {{json x}};</script>{{text x}}",
           "<SCRIPT type=\"application/json\">{{json x}}</SCRIPT >{{text x}}",
           "<script>'<b title=\"'; {{json x}}</script>",
           "<script src=\"{{url x}}\"></script>{{snippet x}}",
           "<style>p > a { color: red }</style>{{text x}}",
           "{{each x in xs}}<p title=\"{{attribute x}}\">{{end}}{{text x}}",
           "<b>{{each x in xs}}<i>{{end}}{{text x}}",
           "<p title=\"{{each x in xs}}{{attribute x}} {{end}}\">",
           "{{verbatim}}<p title=\"{{endverbatim}}{{attribute x}}\">",
           "<!-->{{snippet x}}<!--->{{snippet x}}<!-- --!>{{snippet x}}",
           "<scr{{verbatim}}ipt>{{endverbatim}}{{json x}}</script>",
           "<a href=/\">{{text x}}",
           "<a href==\">{{text x}}",
           "<script-x>{{text x}}</script-x>",
           "<script></script-x>{{json x}}</script>",
       })
    EXPECT_NO_THROW(check(text)) << text;
}

struct Misplaced {
  const char* text;
  const char* message;
};

class Misplacement : public testing::TestWithParam<Misplaced> {};

TEST_P(Misplacement, IsReportedWithACorrection) {
  try {
    check(GetParam().text);
    FAIL() << "accepted " << GetParam().text;
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), GetParam().message);
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, Misplacement,
    testing::Values(
        Misplaced{"<p>{{attribute x}}", "page:1:16: {{attribute …}} is used in text\n  Write {{text x}}."},
        Misplaced{"<p>\n{{json x.y}}", "page:2:8: {{json …}} is used in text\n  Write {{text x.y}}."},
        Misplaced{"<!-- {{json x}} -->", "page:1:13: {{json …}} is used in text\n  Write {{text x}}."},
        Misplaced{"<title>{{url x}}</title>", "page:1:14: {{url …}} is used in text\n  Write {{text x}}."},
        Misplaced{"<p title=\"{{text x}}\">",
                  "page:1:18: {{text …}} is used in the attribute \"title\"\n  Write {{attribute x}}."},
        Misplaced{"<p data-x='{{json x}}'>",
                  "page:1:19: {{json …}} is used in the attribute \"data-x\"\n  Write {{attribute x}}."},
        Misplaced{"<p a=\"b\" title=\"{{url x}}\">",
                  "page:1:23: {{url …}} is used in the attribute \"title\"\n  Write {{attribute x}}."},
        Misplaced{"<a href=\"{{attribute x}}\">",
                  "page:1:22: {{attribute …}} is used in the attribute \"href\"\n  Write {{url x}}."},
        Misplaced{"<script>{{text x}}</script>", "page:1:16: {{text …}} is used in a script\n  Write {{json x}}."},
        Misplaced{"<script>'</p>' + {{url x}}</script>",
                  "page:1:24: {{url …}} is used in a script\n  Write {{json x}}."},
        Misplaced{"<script>f(\"{{json x}}\")</script>",
                  "page:1:19: {{json …}} is used in quotes, but adds its own\n  Remove the quotes around it."},
        Misplaced{"<p onclick=\"f('{{attribute x}}')\">",
                  "page:1:28: a value cannot be inserted in the attribute \"onclick\"\n"
                  "  Put it into a data- attribute that a script reads."},
        Misplaced{"<style>p { color: {{text x}} }</style>",
                  "page:1:26: a value cannot be inserted in a style sheet\n"
                  "  Put it into an attribute, and select that in the style sheet."},
        Misplaced{"<p title={{attribute x}}>",
                  "page:1:22: a value cannot be inserted in a tag outside an attribute's quotes\n"
                  "  Put the attribute's value in quotes."},
        Misplaced{"<{{text x}}>",
                  "page:1:9: a value cannot be inserted in a tag outside an attribute's quotes\n"
                  "  Put the attribute's value in quotes."},
        Misplaced{"<a href=/\"{{url x}}\">",
                  "page:1:17: a value cannot be inserted in a tag outside an attribute's quotes\n"
                  "  Put the attribute's value in quotes."},
        Misplaced{"<p {{attribute x}}>",
                  "page:1:16: a value cannot be inserted in a tag outside an attribute's quotes\n"
                  "  Put the attribute's value in quotes."},
        Misplaced{"<p title=\"{{snippet x}}\">",
                  "page:1:21: a snippet is markup: it is valid only between tags\n"
                  "  Move it into a page's <head> or <body>."},
        Misplaced{"{{each x in xs}}<p title=\"{{end}}",
                  "page:1:13: the loop begins and ends in different contexts\n"
                  "  Close the tags, quotes and comments that it opens inside the loop."}));

TEST(CheckPlaces, AllowsOnlyJsonInAScript) {
  EXPECT_NO_THROW(check("const a = {{json x}}; // <p title=\"", PageLanguage::Script));
  for (const char* text :
       {"{{text x}}", "{{attribute x}}", "{{url x}}", "{{snippet x}}", "\"{{json x}}\"", "`{{json x}}`"})
    EXPECT_THROW(check(text, PageLanguage::Script), Error) << text;
}

}  // namespace
}  // namespace wasmpair
