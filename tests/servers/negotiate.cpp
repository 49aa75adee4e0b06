// negotiate CODING…: reads values of Accept-Encoding, one per line, and prints for each the choice among the codings:
// one of them, "identity", or "none" if everything is excluded. Used by tests/servers/negotiation.test.mjs.
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "http/accept_encoding.h"

int main(int argc, char** argv) {
  const std::vector<std::string_view> offered(argv + 1, argv + argc);
  for (std::string line; std::getline(std::cin, line);)
    std::cout << wasmpair::choose_coding(wasmpair::parse_accept_encoding(line), offered).value_or("none") << '\n';
}
