#include "publish/stable_file.h"

#include "publish/cache_policy.h"

namespace wasmpair {

bool has_stable_name(const ManifestFile& file) { return file.cache_control == always_revalidate; }

}  // namespace wasmpair
