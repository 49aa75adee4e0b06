// wasmpair's own page.
#pragma once

namespace wasmpair {

/// Whether wasmpair's own index.html is published where no template replaces it. A site with a page of its own has no
/// use for it.
enum class DefaultPage { Publish, LeaveOut };

}  // namespace wasmpair
