// OCI image layouts: blobs by digest, and the JSON documents that refer to them (image-spec 1.0).
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";

const mediaTypes = {
  index: "application/vnd.oci.image.index.v1+json",
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.oci.image.config.v1+json",
  layer: "application/vnd.oci.image.layer.v1.tar+gzip",
};

const sha256 = (content) => crypto.createHash("sha256").update(content).digest("hex");

/// The bytes of a tar archive of a directory: sorted names, owner root, all times those of epoch (in seconds).
/// options: further ones of tar.
export function reproducibleTar(directory, epoch, ...further) {
  const options = [...further, "--sort=name", "--format=ustar", "--owner=0", "--group=0", "--numeric-owner",
    `--mtime=@${epoch}`];
  const names = fs.readdirSync(directory).sort();
  return execFileSync("tar", ["--create", `--directory=${directory}`, ...options, ...names], {
    env: { ...process.env, LC_ALL: "C", TZ: "UTC" }, maxBuffer: 1 << 30,
  });
}

/// A layout in a directory that is empty.
export class Layout {
  #directory;

  constructor(directory) {
    this.#directory = directory;
    fs.mkdirSync(path.join(directory, "blobs/sha256"), { recursive: true });
    fs.writeFileSync(path.join(directory, "oci-layout"), '{"imageLayoutVersion":"1.0.0"}');
  }

  /// Adds an image of one layer; platform: { architecture, os, variant }. Returns its descriptor.
  addImage({ platform, layer, config, created, annotations }) {
    const compressed = execFileSync("gzip", ["--no-name", "-9"], { input: layer, maxBuffer: 1 << 30 });
    const description = {
      created, ...platform, config,
      rootfs: { type: "layers", diff_ids: [`sha256:${sha256(layer)}`] },
      history: [{ created, created_by: "tools/package image" }],
    };
    const manifest = {
      schemaVersion: 2, mediaType: mediaTypes.manifest, config: this.#json("config", description),
      layers: [this.#blob("layer", compressed)], annotations,
    };
    return { ...this.#json("manifest", manifest), platform };
  }

  /// Adds the index of images for several platforms, which the layout names reference; returns its descriptor.
  finish({ images, annotations, reference }) {
    const index = this.#json("index", { schemaVersion: 2, mediaType: mediaTypes.index, manifests: images, annotations });
    const named = { ...index, annotations: { "org.opencontainers.image.ref.name": reference } };
    const top = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: [named] };
    fs.writeFileSync(path.join(this.#directory, "index.json"), JSON.stringify(top));
    return index;
  }

  #json(kind, document) { return this.#blob(kind, JSON.stringify(document)); }

  #blob(kind, content) {
    const digest = sha256(content);
    fs.writeFileSync(path.join(this.#directory, "blobs/sha256", digest), content);
    return { mediaType: mediaTypes[kind], digest: `sha256:${digest}`, size: Buffer.byteLength(content) };
  }
}
