// Where this system keeps the certificates that it trusts.
#pragma once

#include <string>

namespace wasmpair {

/// The file in PEM that the environment variable SSL_CERT_FILE names, else the first that is there of the places where
/// distributions keep theirs; "" if there is none. A program that runs on several distributions cannot leave this to
/// the place that its TLS library was built with.
std::string system_certificates();

/// The error of a system that has none.
[[noreturn]] void fail_without_certificates();

}  // namespace wasmpair
