#include "wasmpair/check_guest.h"

#include "util/files.h"

namespace wasmpair {

CheckGuestReport check_guest(const CheckGuestRequest& request) {
  CheckGuestReport report;
  report.content = read_file(request.module_file);
  report.module = read_module(report.content, request.module_file);
  report.proof = prove_guest(report.module, request.options);
  return report;
}

}  // namespace wasmpair
