#include "wasmpair/render.h"

#include <boost/filesystem/operations.hpp>

#include "commands/check_request.h"
#include "pages/page.h"
#include "pages/template_files.h"
#include "util/atomic_file.h"
#include "util/text_bytes.h"
#include "wasmpair/error.h"
#include "wasmpair/manifest.h"

namespace wasmpair {
namespace {

/// Throws if the page would replace one of its inputs.
void expect_other_file(const std::string& output, const std::string& input) {
  boost::system::error_code absent;
  if (boost::filesystem::equivalent(output, input, absent))
    throw Error(output, "cannot write: the page is made from this file", "Name another file with -o.");
}

}  // namespace

std::string render(const RenderRequest& request) {
  check_nonce(request.nonce);
  const TemplateFile file(request.template_file);
  std::string page = render_page(file.source(), read_manifest_file(request.manifest_file), {request.nonce});
  if (!request.output.empty()) {
    expect_other_file(request.output, request.template_file);
    expect_other_file(request.output, request.manifest_file);
    write_file(request.output, bytes_of(page), Durability::Synced);
  }
  return page;
}

}  // namespace wasmpair
