// Checks that each placeholder is used in the place that it names.
#pragma once

#include <vector>

#include "pages/template_parser.h"

namespace wasmpair {

/// Throws Error with FILE:LINE:COLUMN for a placeholder or snippet in a place other than the one that it names, for
/// which it would be escaped; for places where no value is safe (an event handler, a style sheet, a value without
/// quotes); and for a loop that does not end in the context in which it began. The advice says what to write instead.
void check_places(const TemplateSource& source, const std::vector<TemplateNode>& nodes);

}  // namespace wasmpair
