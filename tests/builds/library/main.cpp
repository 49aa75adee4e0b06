// Uses what the library offers, one function of it per command, and prints what library.test.mjs expects.
#include <wasmpair/config.h>
#include <wasmpair/diff.h>
#include <wasmpair/error.h>
#include <wasmpair/inspect.h>
#include <wasmpair/pack.h>
#include <wasmpair/render.h>
#include <wasmpair/subjects.h>
#include <wasmpair/verify.h>

#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace {

using Words = std::vector<std::string>;

wasmpair::Bytes read(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return wasmpair::Bytes(std::istreambuf_iterator<char>(stream), {});
}

/// prove MODULE SHIM
void prove(const Words& words) {
  const wasmpair::Bytes bytes = read(words.at(0));
  const wasmpair::Module module = wasmpair::read_module(bytes, words[0]);
  const wasmpair::Bytes source = read(words.at(1));
  const wasmpair::Shim shim = wasmpair::read_shim(source, words[1]);
  std::cout << name(module.kind) << ' ' << module.go_version->minor_text() << '\n';
  for (const wasmpair::Finding& finding : wasmpair::prove(module, shim, module.go_version, {}))
    std::cout << finding.id << '\n';
}

/// slim MODULE SHIM: the names that the parts would be published under depend on the digest.
void slim(const Words& words) {
  const wasmpair::Bytes bytes = read(words.at(0));
  const wasmpair::SlimResult slimmed = wasmpair::slim(wasmpair::read_module(bytes, words[0]), {});
  const wasmpair::Sha256 module = wasmpair::sha256(slimmed.content);
  const wasmpair::Sha256 shim = wasmpair::sha256(read(words.at(1)));
  std::cout << wasmpair::digest_pair(module, shim).pair.hex() << '\n';
}

/// inspect MODULE
void inspect(const Words& words) {
  const wasmpair::InspectReport report = wasmpair::inspect(words.at(0));
  std::cout << title(report.module.kind) << ' ' << report.digest.hex() << '\n';
}

class LastStage : public wasmpair::Progress {
 public:
  void update(std::string_view stage, std::uint64_t, std::uint64_t) override { name = stage; }
  std::string name;
};

/// pack MODULE SHIM DIRECTORY
void pack(const Words& words) {
  wasmpair::PackRequest request;
  request.modules = {{words.at(0), "app"}};
  request.toolchain.shim_file = words.at(1);
  request.out_dir = words.at(2);
  request.level = wasmpair::Level::Fast;
  LastStage stage;
  const wasmpair::PackReport report = wasmpair::pack(request, &stage);
  std::cout << report.refusals.size() << " refused, " << report.bundles.size() << " packed, " << stage.name << '\n';
}

/// diff MANIFEST MANIFEST
void diff(const Words& words) {
  const wasmpair::Manifest before = wasmpair::read_manifest_file(words.at(0));
  const wasmpair::Manifest after =
      wasmpair::read_manifest(to_json(wasmpair::read_manifest_file(words.at(1))), words[1]);
  for (const wasmpair::BundleDifference& bundle : wasmpair::compare(before, after).bundles)
    std::cout << bundle.name << ' ' << name(bundle.change) << '\n';
}

/// render TEMPLATE MANIFEST
void render(const Words& words) {
  wasmpair::RenderRequest request;
  request.template_file = words.at(0);
  request.manifest_file = words.at(1);
  std::cout << wasmpair::render(request);
}

/// config TARGET MANIFEST
void config(const Words& words) {
  wasmpair::ConfigRequest request;
  request.target = words.at(0);
  request.manifest_file = words.at(1);
  std::cout << wasmpair::config(request).text;
}

/// subjects DIRECTORY
void subjects(const Words& words) {
  for (const wasmpair::Subject& subject : wasmpair::subjects(words.at(0)))
    std::cout << subject.digest.hex() << "  " << subject.name << '\n';
}

/// verify URL
void verify(const Words& words) {
  wasmpair::VerifyRequest request;
  request.url = words.at(0);
  const wasmpair::VerifyReport report = wasmpair::verify(request, nullptr);
  std::cout << report.files << " files\n";
  for (const wasmpair::DeliveryFinding& finding : report.findings) std::cout << finding.id << '\n';
}

const std::map<std::string, std::function<void(const Words&)>> commands = {
    {"prove", prove},   {"slim", slim},     {"inspect", inspect},   {"pack", pack},     {"diff", diff},
    {"render", render}, {"config", config}, {"subjects", subjects}, {"verify", verify},
};

}  // namespace

int main(int argc, char** argv) {
  const Words words(argv + 1, argv + argc);
  try {
    commands.at(words.at(0))(Words(words.begin() + 1, words.end()));
    return 0;
  } catch (const wasmpair::Error& error) {
    std::cout << "error at " << error.place() << ": " << error.problem() << '\n';
    return 2;
  }
}
