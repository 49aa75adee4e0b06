// The trusted certificates of this system.
#pragma once

#include <string>

namespace wasmpair {

/// The PEM file that the environment variable SSL_CERT_FILE names, whether or not it exists; else the first that exists
/// of the usual files of distributions; "" if none does. A program that runs on several distributions cannot rely on
/// the path that its TLS library was built with.
std::string system_certificates();

/// Throws Error unless that file exists, or the system needs none.
void require_system_certificates();

}  // namespace wasmpair
