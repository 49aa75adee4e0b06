#include "preview/visitors_page.h"

#include <fmt/format.h>

#include "pages/escape.h"
#include "preview/site.h"
#include "util/counts.h"
#include "util/embedded_templates.h"

namespace wasmpair {
namespace {

/// A share with one digit: "10.6 %".
std::string share(std::uint64_t bytes, std::uint64_t whole) {
  if (whole == 0) return "";
  return fmt::format("{:.1f} %", 100.0 * static_cast<double>(bytes) / static_cast<double>(whole));
}

std::string code(const std::string& text) { return fmt::format("<code>{}</code>", escape_html(text)); }

std::string row(const std::string& visitor, const std::string& coding, std::uint64_t bytes, std::uint64_t first) {
  return fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n", visitor,
                     escape_html(coding), with_thousands(bytes), share(bytes, first));
}

std::string row_of(const ReturningVisitor& visitor, const BundleDownloads& bundle) {
  std::string who = code(visitor.module);
  if (!visitor.release.empty()) who += fmt::format("<small>{}</small>", escape_html(visitor.release));
  return row(who, visitor.bytes == 0 ? "same module" : visitor.coding, visitor.bytes, bundle.bytes);
}

std::string table_of(const BundleDownloads& bundle) {
  std::string table = fmt::format(
      "<table>\n<caption>{} <small>{} bytes, decoded</small></caption>\n"
      "<thead><tr><th scope=\"col\">Visitor has</th><th scope=\"col\">Coding</th><th scope=\"col\">Bytes</th>"
      "<th scope=\"col\">Of a first visit</th></tr></thead>\n<tbody>\n",
      code(bundle.module), with_thousands(bundle.whole_bytes));
  table += row("nothing: a first visit", bundle.coding, bundle.bytes, bundle.bytes);
  for (const ReturningVisitor& visitor : bundle.returning) table += row_of(visitor, bundle);
  return table + "</tbody>\n</table>\n";
}

std::string last_sent(const SentDeltas& sent) {
  if (sent.count == 0) return "No difference has been sent since the preview started.";
  const SentDelta& last = sent.last;
  return fmt::format("Differences sent since the preview started: {}. The last one: {} as {}, {} of {} bytes, from {}.",
                     with_thousands(sent.count), code(last.target), escape_html(last.coding),
                     with_thousands(last.bytes), with_thousands(last.instead_of), code(last.from));
}

}  // namespace

std::string visitors_page(const Downloads& downloads, const SentDeltas& sent, const std::string& release) {
  std::string page(embedded_template("visitors.html"));
  page += fmt::format("<p role=\"status\">{}</p>\n", last_sent(sent));
  if (downloads.bundles.empty()) page += "<p>The release has no module for browsers.</p>\n";
  for (const BundleDownloads& bundle : downloads.bundles) page += table_of(bundle);
  if (!downloads.release.empty()) page += fmt::format("<p>This release: {}</p>\n", code(downloads.release));
  page +=
      fmt::format("</main>\n<script type=\"module\" src=\"{}?release={}&amp;sent={}\"></script>\n</body>\n</html>\n",
                  reload_script_path, escape_html(release), sent.count);
  return page;
}

}  // namespace wasmpair
