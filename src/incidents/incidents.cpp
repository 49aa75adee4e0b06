#include <algorithm>
#include <vector>

#include "incidents/rows.h"

namespace wasmpair {

std::span<const Incident> incidents() {
  static const std::vector<Incident> table = [] {
    std::vector<Incident> all;
    for (const auto part : {pair_incidents(), delivery_incidents(), delta_incidents(), run_time_incidents(),
                            guest_incidents(), guest_host_incidents()})
      all.insert(all.end(), part.begin(), part.end());
    std::ranges::sort(all, {}, &Incident::id);
    return all;
  }();
  return table;
}

const Incident* find_incident(std::string_view id) {
  const auto table = incidents();
  const auto found = std::ranges::lower_bound(table, id, {}, &Incident::id);
  return found == table.end() || found->id != id ? nullptr : &*found;
}

}  // namespace wasmpair
