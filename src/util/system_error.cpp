#include "util/system_error.h"

#include <system_error>
#include <utility>

#include "util/platform/advice.h"

namespace wasmpair {

Error system_error(std::string place, std::string_view action, int error_number) {
  return Error(std::move(place), "cannot " + std::string(action) + ": " + std::generic_category().message(error_number),
               std::string(platform::advice_for(error_number)));
}

Error system_error(std::string place, std::string_view action, const boost::system::error_code& error) {
  return system_error(std::move(place), action, error.default_error_condition().value());
}

}  // namespace wasmpair
