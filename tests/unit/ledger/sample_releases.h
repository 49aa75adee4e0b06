// Releases in a directory, as pack leaves them.
#pragma once

#include <string>
#include <vector>

#include "ledger/previous_releases.h"
#include "publish/ledger_name.h"
#include "unit/support/temporary_directory.h"
#include "util/text_bytes.h"
#include "wasmpair/manifest.h"

namespace wasmpair {

inline ManifestFile sample_file(const std::string& path, const Bytes& content) {
  return {path,
          path,
          path.ends_with(".wasm") ? "application/wasm" : "text/javascript",
          content.size(),
          sha256(content).hex(),
          "sha384-" + std::string(64, 'b'),
          "public, max-age=31536000, immutable",
          {}};
}

/// Of a bundle "app" whose module has that content.
inline Manifest sample_release(const Bytes& module) {
  const std::string hash = sha256(module).hex().substr(0, 16);
  const ManifestFile wasm = sample_file("app." + hash + ".wasm", module);
  const ManifestFile shim = sample_file("wasm_exec." + hash + ".js", module);
  const ManifestFile loader = sample_file("loader.ee.js", {});
  return {"0.1.0", "", {{"app", sha256({}).hex(), "go1.24.4", 20, sha256({}).hex(), wasm, shim, loader}}, {}, {}};
}

/// Publishes releases, each with the ones before it in its ledger.
class SampleReleases {
 public:
  void publish(const Bytes& module, std::size_t keep = 10) {
    Manifest manifest = sample_release(module);
    for (const ManifestPrevious& entry : ledger_)
      if (manifest.previous.size() < keep) manifest.previous.push_back(entry);
    const ManifestFile& wasm = manifest.bundles[0].wasm;
    write(wasm.path, module);
    publish(to_json(manifest));
  }

  void publish(const std::string& json) {
    const Sha256 digest = sha256(bytes_of(json));
    write("wasmpair.json", bytes_of(json));
    write(ledger_name(digest), bytes_of(json));
    ledger_.insert(ledger_.begin(), {ledger_name(digest), digest.hex()});
  }

  /// The manifests, the last one first.
  const std::vector<ManifestPrevious>& ledger() const { return ledger_; }

  void write(const std::string& name, ByteView content) const {
    boost::filesystem::ofstream(path(name), std::ios::binary)
        .write(text_of(content).data(), static_cast<std::streamsize>(content.size()));
  }
  void remove(const std::string& name) const { boost::filesystem::remove(path(name)); }
  boost::filesystem::path path(const std::string& name) const { return directory.path() / name; }

  TemporaryDirectory directory;

 private:
  std::vector<ManifestPrevious> ledger_;
};

}  // namespace wasmpair
