// Each placeholder says where it stands: this is where it is held to that.
#pragma once

#include <vector>

#include "pages/template_parser.h"

namespace wasmpair {

/// Throws Error with FILE:LINE:COLUMN for a placeholder or snippet that stands elsewhere than it says, where it would
/// be escaped for another place than its own; for places where no value is safe (an event handler, a style sheet, a
/// value without quotes); and for a loop that does not end where it began. Advice says what to write instead.
void check_places(const TemplateSource& source, const std::vector<TemplateNode>& nodes);

}  // namespace wasmpair
