// The page that wasmpair publishes by default.
#pragma once

namespace wasmpair {

/// Whether wasmpair's index.html is published if no template replaces it. A site that has its own page does not need
/// it.
enum class DefaultPage { Publish, LeaveOut };

}  // namespace wasmpair
