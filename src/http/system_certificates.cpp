#include "http/system_certificates.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "util/files.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

constexpr const char* usual_places[] = {
    "/etc/ssl/certs/ca-certificates.crt",                 // Debian, Ubuntu, Arch, Alpine
    "/etc/pki/tls/certs/ca-bundle.crt",                   // Fedora, Red Hat
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // the same, on releases without the former
    "/etc/ssl/ca-bundle.pem",                             // openSUSE
    "/etc/ssl/cert.pem",                                  // Alpine without its bundle, FreeBSD
};

}  // namespace

std::string system_certificates() {
  const char* const named = std::getenv("SSL_CERT_FILE");
  if (named != nullptr && *named != '\0') return named;
  const auto found = std::ranges::find_if(usual_places, is_file);
  return found == std::end(usual_places) ? "" : *found;
}

void require_system_certificates() {
  const std::string file = system_certificates();
  if (is_file(file)) return;
  if (!file.empty())
    throw Error("", "SSL_CERT_FILE names " + file + ", which does not exist", "Unset it, or correct it.");
  std::string places;
  for (const std::string place : usual_places) places += "\n  " + place;
  throw Error("", "this system has no trusted certificates, so https sites cannot be checked",
              "Install them (package ca-certificates), or name a PEM file with --certificates or SSL_CERT_FILE."
              "\nLooked for:" +
                  places);
}

}  // namespace wasmpair
