// `wasmpair pack --cache URL` with real servers: a module is compressed once for all machines, and whatever is
// corrupted, refused or lost, the release is the same as without a cache.
import assert from "node:assert/strict";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { before, suite, test } from "node:test";
import { startRemoteCache } from "../support/bazel_remote.mjs";
import { temporaryDirectory } from "../support/program.mjs";
import { serveWith } from "../support/servers.mjs";
import { Machine, actionResult, assertSameRelease, encodings, releaseOf, sha256 } from "../support/shared_cache.mjs";
import { smallModules } from "../support/small_modules.mjs";

/// Nothing listens there.
const nowhere = "http://127.0.0.1:1";

let module;
let other;
let expected;
before(() => {
  const { earlier, later, goroot } = smallModules();
  module = { file: earlier.file, goroot };
  other = { file: later.file, goroot };
});

/// The configuration for nginx in docs/shared-cache.md.
const webDav = /```nginx\n([^`]*)```/.exec(fs.readFileSync(new URL("../../docs/shared-cache.md", import.meta.url), "utf8"))[1];

async function serveBazelRemote(t, directory, more) {
  const { url, stop } = await startRemoteCache({ directory, ...more });
  t.after(stop);
  return { url: `${url}/`, stop };
}

const nginx = (t, directory, config = webDav) => serveWith(t, "nginx", { directory, config });
const servers = { "bazel-remote": serveBazelRemote, nginx };

/// A cache as a directory on the server, already filled: { server, directory, url, files(kind) }.
async function filledNginx(t) {
  const directory = temporaryDirectory(t);
  const server = await nginx(t, directory);
  assertSameRelease(await new Machine(t).pack(module, server.url), expected, { encoded: encodings, stored: encodings });
  const files = (kind) => fs.readdirSync(path.join(directory, kind)).sort().map((name) => path.join(directory, kind, name));
  return { server, directory, url: server.url, files };
}

suite("a shared cache", () => {
  before(() => { expected = releaseOf(module); });

  for (const [name, serve] of Object.entries(servers)) {
    suite(`on ${name}`, () => {
      test("compresses a module once for all machines", async (t) => {
        const { url } = await serve(t, temporaryDirectory(t));
        assertSameRelease(await new Machine(t).pack(module, `${url}fleet`), expected, { encoded: encodings, read: 0, stored: encodings });
        const second = new Machine(t);
        const run = await second.pack(module, `${url}fleet/`);
        assertSameRelease(run, expected, { encoded: 0, read: encodings, stored: 0 });
        assert.ok(run.report.bundles[0].wasm.encodings.every(({ fromSharedCache, fromCache }) => fromSharedCache && !fromCache));
        // What came from the server is now in the user's own cache, so no server is asked for it.
        assertSameRelease(await second.pack(module, nowhere), expected, { encoded: 0, read: 0 });
        // Another module: the server has only its shim and loader.
        const { report } = await new Machine(t).pack(other, `${url}fleet`);
        assert.deepEqual([report.encoded, report.sharedCache.read], [2, encodings - 2]);
      });

      test("serves machines that connect at once", async (t) => {
        const { url } = await serve(t, temporaryDirectory(t));
        const runs = await Promise.all(Array.from({ length: 4 }, () => new Machine(t).pack(module, url)));
        for (const run of runs) assertSameRelease(run, expected, {});
        assertSameRelease(await new Machine(t).pack(module, url), expected, { encoded: 0, read: encodings });
      });
    });
  }

  test("of bazel-remote holds entries like Bazel's", async (t) => {
    const directory = temporaryDirectory(t);
    const server = await serveBazelRemote(t, directory, { options: ["--storage_mode", "uncompressed"] });
    const machine = new Machine(t);
    assertSameRelease(await machine.pack(module, server.url), expected, { stored: encodings });
    const files = fs.readdirSync(directory, { recursive: true }).filter((name) => fs.statSync(path.join(directory, name)).isFile());
    const blobs = files.filter((name) => name.startsWith("cas.v2/"));
    const published = new Set(fs.readdirSync(machine.out).filter((name) => /\.(br|gz)$/.test(name)).map((name) => expected[name]));
    assert.deepEqual(new Set(blobs.map((name) => sha256(fs.readFileSync(path.join(directory, name))))), published);
    assert.equal(files.filter((name) => name.startsWith("ac.v2/")).length, encodings);
    // Before it responds, it checks each requested result and the blob that the result names.
    await server.stop();
    const again = await serveBazelRemote(t, directory, { options: ["--storage_mode", "uncompressed"] });
    assertSameRelease(await new Machine(t).pack(module, again.url), expected, { encoded: 0, read: encodings });
  });

  suite("that requires a token, as buckets do", () => {
    const authorization = "Bearer ya29.a0-secret";

    async function guarded(t) {
      const config = webDav.replace("{\n    dav_methods", `{\n    if ($http_authorization != "${authorization}") { return 403; }\n    dav_methods`);
      assert.notEqual(config, webDav);
      return (await nginx(t, temporaryDirectory(t), config)).url;
    }

    test("gets it from the environment, not from a netrc", async (t) => {
      const url = await guarded(t);
      const netrc = "machine 127.0.0.1 login gopher password other\n";
      assertSameRelease(await new Machine(t, { authorization, netrc }).pack(module, url), expected, { encoded: encodings, stored: encodings });
      assertSameRelease(await new Machine(t, { authorization }).pack(module, url), expected, { encoded: 0, read: encodings });
    });

    test("is not used with another, which is never shown", async (t) => {
      const run = await new Machine(t, { authorization: "Bearer wr0ng" }).pack(module, await guarded(t));
      assertSameRelease(run, expected, { encoded: encodings, stored: 0, warning: /^it answered 403 to GET$/ });
      assert.doesNotMatch(JSON.stringify(run), /wr0ng/);
    });

    test("is sent only one such field", async (t) => {
      const run = await new Machine(t, { authorization: "Bearer wr0ng\r\nX-Other: 1" }).pack(module, nowhere);
      assert.equal(run.status, 2);
      assert.match(run.stderr, /WASMPAIR_CACHE_AUTHORIZATION is not a valid field value/);
      assert.doesNotMatch(run.stderr, /wr0ng/);
    });
  });

  suite("that requires a password", () => {
    const secret = "correct%20horse";
    const withUser = (url, password = secret) => url.replace("://", `://gopher:${password}@`);

    async function guarded(t, ...options) {
      const file = path.join(temporaryDirectory(t), "htpasswd");
      const digest = crypto.createHash("sha1").update(decodeURIComponent(secret)).digest("base64");
      fs.writeFileSync(file, `gopher:{SHA}${digest}\n`);
      return (await serveBazelRemote(t, temporaryDirectory(t), { options: ["--htpasswd_file", file, ...options] })).url;
    }

    test("gets it from the URL or ~/.netrc, but does not show it", async (t) => {
      const url = await guarded(t);
      const first = await new Machine(t).pack(module, withUser(url));
      assertSameRelease(first, expected, { encoded: encodings, stored: encodings });
      assert.equal(first.report.sharedCache.url, url.replace(/\/$/, ""));
      const netrc = 'machine 127.0.0.1 login gopher password "correct horse"\n';
      const { report } = await new Machine(t, { netrc }).pack(other, url);
      assert.deepEqual([report.encoded, report.sharedCache.stored, report.warnings], [2, 2, []]);
    });

    test("may be read by users who may not write", async (t) => {
      const url = await guarded(t, "--allow_unauthenticated_reads");
      const filled = await new Machine(t).pack(other, withUser(url));
      assert.equal(filled.report.sharedCache.stored, encodings);
      assertSameRelease(await new Machine(t).pack(module, url), expected, { encoded: 2, read: encodings - 2, stored: 0, warning: /^it answered 401 to PUT$/ });
    });

    test("is not used with a wrong one, which is never shown", async (t) => {
      const run = await new Machine(t).pack(module, withUser(await guarded(t), "wr0ng"));
      assertSameRelease(run, expected, { encoded: encodings, stored: 0, warning: /^it answered 401 to GET$/ });
      assert.doesNotMatch(JSON.stringify(run), /wr0ng|gopher/);
    });
  });

  suite("that is full", () => {
    test("of bazel-remote, by its own limit", async (t) => {
      const { url } = await serveBazelRemote(t, temporaryDirectory(t), { options: ["--max_blob_size", "1000"] });
      assertSameRelease(await new Machine(t).pack(module, url), expected, { encoded: encodings, warning: /^it answered 400 to PUT$/ });
    });

    test("of bazel-remote, on a full disk", async (t) => {
      const directory = temporaryDirectory(t);
      const script = 'mount -t tmpfs -o size=64k wasmpair-test "$0" && exec "$@"';
      const namespaces = process.getuid() === 0 ? ["--mount"] : ["--mount", "--user", "--map-root-user"];
      const { url } = await serveBazelRemote(t, directory, { around: ["unshare", ...namespaces, "bash", "-c", script, directory] });
      assertSameRelease(await new Machine(t).pack(module, url), expected, { encoded: encodings, warning: /^it answered 500 to PUT$/ });
    });

    test("of nginx, for bodies of that size", async (t) => {
      const { url } = await nginx(t, temporaryDirectory(t), webDav.replace("64m", "20k"));
      const run = await new Machine(t).pack(module, url);
      assertSameRelease(run, expected, { encoded: encodings, warning: /^it answered 413 to PUT$/ });
      assert.match(run.report.warnings[0].advice, /client_max_body_size/);
    });

    test("or read-only", async (t) => {
      const { url } = await nginx(t, temporaryDirectory(t), "");
      assertSameRelease(await new Machine(t).pack(module, url), expected, { encoded: encodings, stored: 0, warning: /^it answered 405 to PUT$/ });
    });
  });

  suite("with wrong entries", { concurrency: 2 }, () => {
    const overwriteEach = (files, change) => files.forEach((file) => fs.writeFileSync(file, change(fs.readFileSync(file))));

    /// Each row: what is stored instead, and how many of the encodings that corrupts.
    const rows = {
      "blobs of the same size with a byte changed": [encodings, ({ files }) => overwriteEach(files("cas"), (bytes) => {
        bytes[bytes.length >> 1] ^= 1;
        return bytes;
      })],
      // The operating system in gzip's header: decoders ignore it, but the manifest has a digest of every byte.
      "blobs with an insignificant byte changed": [encodings / 2, ({ files }) => overwriteEach(files("cas"), (bytes) => {
        if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes[9] ^= 1;
        return bytes;
      })],
      "truncated blobs": [encodings, ({ files }) => overwriteEach(files("cas"), (bytes) => bytes.subarray(0, bytes.length - 1))],
      "blobs that are longer": [encodings, ({ files }) => overwriteEach(files("cas"), (bytes) => Buffer.concat([bytes, bytes]))],
      "empty blobs": [encodings, ({ files }) => overwriteEach(files("cas"), () => Buffer.alloc(0))],
      "correct encodings of other contents": [encodings, ({ files }) => {
        const results = files("ac").map((file) => fs.readFileSync(file));
        files("ac").forEach((file, index) => fs.writeFileSync(file, results.at(index - 1)));
      }],
      "encodings with data after their end, under correct digests": [encodings, ({ files, directory }) => overwriteEach(files("ac"), (result) => {
        const hash = /[0-9a-f]{64}/.exec(result.toString("latin1"))[0];
        const longer = Buffer.concat([fs.readFileSync(path.join(directory, "cas", hash)), Buffer.from([0])]);
        fs.writeFileSync(path.join(directory, "cas", sha256(longer)), longer);
        return actionResult(sha256(longer), longer.length);
      })],
      "results that claim that no encoding is smaller": [encodings, ({ files }) => overwriteEach(files("ac"), () => actionResult(sha256(""), 0))],
      "empty results": [encodings, ({ files }) => overwriteEach(files("ac"), () => Buffer.alloc(0))],
      "results that are something else": [encodings, ({ files }) => overwriteEach(files("ac"), () => Buffer.from("<!doctype html>"))],
      "oversized results": [encodings, ({ files }) => overwriteEach(files("ac"), () => Buffer.alloc(100_000))],
      "results whose digest is a path": [encodings, ({ files }) => overwriteEach(files("ac"), () => actionResult(`${"../".repeat(21)}x`, 9))],
      "one result of another's": [1, ({ files }) => fs.copyFileSync(files("ac")[0], files("ac")[1])],
    };

    for (const [what, [wrong, damage]] of Object.entries(rows)) {
      test(`such as ${what} is not trusted, and is replaced`, async (t) => {
        const cache = await filledNginx(t);
        damage(cache);
        const warning = new RegExp(`^it held ${wrong} wrong encoding`);
        assertSameRelease(await new Machine(t).pack(module, cache.url), expected, { encoded: wrong, read: encodings - wrong, stored: wrong, warning });
        assertSameRelease(await new Machine(t).pack(module, cache.url), expected, { encoded: 0, read: encodings });
      });
    }

    test("such as results whose blobs are gone are ignored", async (t) => {
      const cache = await filledNginx(t);
      for (const file of cache.files("cas")) fs.rmSync(file);
      assertSameRelease(await new Machine(t).pack(module, cache.url), expected, { encoded: encodings, stored: encodings });
    });
  });
});
