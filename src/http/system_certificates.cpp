#include "http/system_certificates.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "util/files.h"
#include "util/platform/certificates.h"
#include "wasmpair/error.h"

namespace wasmpair {

std::string system_certificates() {
  const char* const named = std::getenv("SSL_CERT_FILE");
  if (named != nullptr && *named != '\0') return named;
  const std::vector<std::string> places = platform::certificate_files();
  const auto found = std::ranges::find_if(places, is_file);
  return found == places.end() ? "" : *found;
}

void require_system_certificates() {
  const std::string file = system_certificates();
  if (is_file(file)) return;
  if (!file.empty())
    throw Error("", "SSL_CERT_FILE names " + file + ", which does not exist", "Unset it, or correct it.");
  if (platform::certificate_files().empty()) return;
  std::string places;
  for (const std::string& place : platform::certificate_files()) places += "\n  " + place;
  throw Error("", "this system has no trusted certificates, so https sites cannot be checked",
              "Install them (package ca-certificates), or name a PEM file with --certificates or SSL_CERT_FILE."
              "\nLooked for:" +
                  places);
}

}  // namespace wasmpair
