// Where this system keeps the certificates that it trusts.
#pragma once

#include <string>

namespace wasmpair {

/// The file in PEM that the environment variable SSL_CERT_FILE names, there or not, else the first that is there of the
/// places where distributions keep theirs; "" if there is none. A program that runs on several distributions cannot
/// leave this to the place that its TLS library was built with.
std::string system_certificates();

/// Throws Error, with what to do, unless that file is there.
void require_system_certificates();

}  // namespace wasmpair
