// Reads OCI archives, checking each digest and size on the way.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";

const sha256 = (content) => `sha256:${crypto.createHash("sha256").update(content).digest("hex")}`;

/// Unpacks an archive into a directory that is made: { reference, index, images }, where an image is
/// { platform, config, layer } and layer the bytes of a tar archive.
export function readOciArchive(archive, directory) {
  fs.mkdirSync(directory);
  execFileSync("tar", ["-xf", archive, "-C", directory]);
  const read = (name) => JSON.parse(fs.readFileSync(path.join(directory, name), "utf8"));
  const used = new Set();
  const blob = ({ digest, size }) => {
    const content = fs.readFileSync(path.join(directory, "blobs", digest.replace(":", "/")));
    assert.deepEqual([sha256(content), content.length], [digest, size]);
    used.add(digest.replace("sha256:", ""));
    return content;
  };
  assert.deepEqual(read("oci-layout"), { imageLayoutVersion: "1.0.0" });
  const [named, ...others] = read("index.json").manifests;
  assert.deepEqual(others, []);
  const { manifests } = JSON.parse(blob(named));
  const images = manifests.map((descriptor) => {
    const manifest = JSON.parse(blob(descriptor));
    const config = JSON.parse(blob(manifest.config));
    const layer = zlib.gunzipSync(blob(manifest.layers[0]));
    assert.equal(manifest.layers.length, 1);
    assert.deepEqual(config.rootfs.diff_ids, [sha256(layer)]);
    const { architecture, os } = config;
    assert.deepEqual({ architecture, os }, { architecture: descriptor.platform.architecture, os: descriptor.platform.os });
    return { platform: descriptor.platform, config, layer };
  });
  assert.deepEqual(fs.readdirSync(path.join(directory, "blobs/sha256")).sort(), [...used].sort(), "no other blob");
  return { reference: named.annotations["org.opencontainers.image.ref.name"], digest: named.digest, images };
}
