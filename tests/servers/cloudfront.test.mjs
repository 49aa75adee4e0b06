// The function of `wasmpair config cloudfront`: what it chooses is what `wasmpair serve` chooses, whatever a visitor sends.
// deltas.test.mjs runs it with the objects of a bucket. And hosts where deltas cannot be used.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { before, suite, test } from "node:test";
import { buildApp } from "../support/apps.mjs";
import { makeBucket } from "../support/buckets.mjs";
import { loadFunction, serveCloudFront, uploadForCloudFront, viewerRequest } from "../support/cloudfront.mjs";
import { dictionaryField } from "../support/deltas.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { preview } from "../support/preview.mjs";
import { pack, program, run, temporaryDirectory, wasmpair } from "../support/program.mjs";
import { ledgerName, readManifest } from "../support/release.mjs";
import { request } from "../support/requests.mjs";

const keyOf = (dictionary) => dictionary.slice(1, -1).replace(/[+/=]/g, "");

suite("the CloudFront function", () => {
  let directory;
  let dictionary; // what a browser with the first release sends

  before((t) => {
    directory = path.join(temporaryDirectory(t), "site");
    for (const [sample, version] of [["hello", "1.24"], ["state", "1.24"]]) {
      pack(buildApp(sample, version), "--name", "app", "--goroot", goRoot("1.24"), "--out", directory, "--base", "/a/",
        "--previous", directory, "--deltas", "1", "--deltas-encoding", "dcz");
      dictionary ??= dictionaryField(fs.readFileSync(path.join(directory, readManifest(directory).bundles.app.wasm.path)));
    }
  });

  /// { text, stderr, run } of a configuration.
  function write(target, file = path.join(directory, "wasmpair.json"), ...options) {
    const { status, stdout, stderr } = wasmpair(["config", target, "--manifest", file, ...options]);
    assert.equal(status, 0, stderr);
    return { text: stdout, stderr };
  }

  test("chooses what the preview chooses", async (t) => {
    const { text, stderr } = write("cloudfront");
    assert.equal(stderr, "");
    const run = loadFunction(text);
    const { port } = await preview(t, directory);
    const { app } = readManifest(directory).bundles;
    const extensions = { br: ".br", gzip: ".gz", dcz: `.${keyOf(dictionary)}.dcz` };
    const seen = new Set();
    for (const accept of [undefined, "", "br", "gzip, deflate, br, zstd, dcb, dcz", "gzip", "identity", "br;q=0, gzip", "br;q=0.000,gzip;q=0",
      "dcz", "dcz;q=0, br", "dcz;q=0.001", "dcb, gzip", "DCZ, BR", "xdcz, xbr", "br2, dcz2", "br;q=1.0 , dcz ; q=1", "br\t,\tdcz", "gzip;q=0.5", ",,br,,"]) {
      for (const field of [undefined, dictionary, dictionary.slice(1), `${dictionary};a`, dictionaryField(Buffer.from("unknown")), ":", "", `:${"+".repeat(43)}=:`]) {
        for (const { url } of [app.wasm, app.shim]) {
          const headers = Object.fromEntries(Object.entries({ "accept-encoding": accept, "available-dictionary": field }).filter(([, value]) => value !== undefined));
          const fields = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { value }]));
          const { headers: { "content-encoding": coding } } = await request(`http://127.0.0.1:${port}${url}`, { method: "HEAD", headers });
          assert.equal(run(viewerRequest(url, fields)).uri, url + (extensions[coding] ?? ""), JSON.stringify(headers));
          // CloudFront would send a range of the encoding.
          assert.equal(run(viewerRequest(url, { ...fields, range: { value: "bytes=0-9" } })).uri, url);
          seen.add(coding);
        }
      }
    }
    assert.deepEqual([...seen].sort(), ["br", "dcz", "gzip", undefined]);
  });

  test("leaves everything else alone, and never shows an object under its own name", () => {
    const run = loadFunction(write("cloudfront").text);
    const { app } = readManifest(directory).bundles;
    const headers = { "accept-encoding": { value: "br, dcz" }, "available-dictionary": { value: dictionary } };
    for (const uri of ["/", "/b/index.html", "/a", "/a/index.html", "/a/__proto__", "/a/constructor", "/a/hasOwnProperty", "/a/%", "/a/%ff", "/a/%2e%2e/x",
      `/b/${app.wasm.path}`, `/a/x/${app.wasm.path}`, `//a/${app.wasm.path}`, app.wasm.url.replace("/a/", "/a%2fx/"), `${app.wasm.url}/`, "/a/app.0123456789abcdef.wasm"]) {
      assert.deepEqual(run(viewerRequest(uri, headers)), viewerRequest(uri, headers).request, uri);
    }
    assert.equal(run(viewerRequest("/a/", headers)).uri, "/a/index.html");
    assert.equal(run(viewerRequest(app.wasm.url.replace("app", "%61pp"), headers)).uri, `${app.wasm.url.replace("app", "%61pp")}.${keyOf(dictionary)}.dcz`);
    for (const own of [...app.wasm.deltas, ...app.wasm.encodings, { path: "app.0123456789abcdef.wasm.br" }, { path: app.wasm.path.replace("app", "%61pp") + ".br" }]) {
      const { statusCode, headers: fields } = run(viewerRequest(`/a/${own.path}`, headers));
      assert.deepEqual([statusCode, fields["cache-control"].value], [404, "no-store"], own.path);
    }
    const repeated = { ...headers, "available-dictionary": { value: dictionary, multiValue: [{ value: dictionary }, { value: dictionary }] } };
    assert.equal(run(viewerRequest(app.wasm.url, repeated)).uri, `${app.wasm.url}.br`);
    const lines = { ...headers, "accept-encoding": { value: "gzip", multiValue: [{ value: "gzip" }, { value: "dcz" }] } };
    assert.equal(run(viewerRequest(app.wasm.url, lines)).uri, `${app.wasm.url}.${keyOf(dictionary)}.dcz`);
  });

  test("survives hostile values quickly", () => {
    const run = loadFunction(write("cloudfront").text);
    const { wasm } = readManifest(directory).bundles.app;
    for (const piece of ["a", ",", " ", "dcz", "br;", ";q=0", "\t ,", ":", "+", "=", "/", "\\", "\"", "${x}", "\u{1f600}", "%"]) {
      const value = piece.repeat(8_000 / piece.length);
      for (const [name, text] of [["accept-encoding", value], ["available-dictionary", value], ["accept-encoding", `${value}dcz`], ["available-dictionary", `:${value}=:`]]) {
        const fields = { "accept-encoding": { value: "gzip, dcz" }, "available-dictionary": { value: dictionary }, [name]: { value: text } };
        const { uri } = run(viewerRequest(wasm.url, fields));
        assert.ok([wasm.path, ...wasm.encodings.map((one) => one.path), ...wasm.deltas.map((one) => one.path)].includes(uri.slice(3)), uri);
      }
      run(viewerRequest(`/a/${value}`, {}));
    }
  });

  test("needs no more of the language than njs has, which is ECMAScript 5.1 with some of later ones, as in CloudFront", (t) => {
    const { text } = write("cloudfront");
    const { wasm } = readManifest(directory).bundles.app;
    const requests = [[wasm.url, { "accept-encoding": { value: "gzip, br, dcz" }, "available-dictionary": { value: dictionary } }],
      [wasm.url, { "accept-encoding": { value: "br", multiValue: [{ value: "br;q=0" }, { value: "GZIP" }] } }], [wasm.url, { range: { value: "bytes=0-1" } }],
      [wasm.url, {}], [`${wasm.url}.br`, {}], ["/a/", {}], ["/a/%", {}], ["/a/%d0%bc.html", {}], ["/b/x", {}]].map((words) => viewerRequest(...words));
    const responses = requests.map(({ request: asked }) => ({
      version: "1.0", context: { eventType: "viewer-response" }, request: asked,
      response: { statusCode: 200, headers: { "content-encoding": { value: "dcz" }, "accept-ranges": { value: "bytes" } } },
    }));
    const events = [...requests, ...responses];
    const script = path.join(temporaryDirectory(t), "function.js");
    fs.writeFileSync(script, `${text}\n${JSON.stringify(events)}.forEach((event) => console.log(JSON.stringify(handler(event))));\n`);
    const here = loadFunction(text);
    const run = spawnSync("njs", [script], { encoding: "utf8" });
    assert.deepEqual([run.status, run.stderr], [0, ""], run.error);
    assert.deepEqual(run.stdout.trimEnd().split("\n").map((line) => JSON.parse(line)), events.map((event) => here(event)));
  });

  test("is described by a cache policy whose key has the path, and the query of the loader", () => {
    const { text } = write("cloudfront");
    const policy = JSON.parse(/--cache-policy-config '([^']*)'/.exec(text)[1]);
    const { ParametersInCacheKeyAndForwardedToOrigin: key, ...times } = policy;
    assert.deepEqual(times, { Name: "wasmpair", MinTTL: 0, DefaultTTL: 86400, MaxTTL: 31536000 });
    assert.deepEqual(key, {
      EnableAcceptEncodingGzip: false, EnableAcceptEncodingBrotli: false, HeadersConfig: { HeaderBehavior: "none" },
      CookiesConfig: { CookieBehavior: "none" }, QueryStringsConfig: { QueryStringBehavior: "whitelist", QueryStrings: { Quantity: 1, Items: ["full"] } },
    });
    assert.match(text, /In the behavior for \/a\/\*/);
  });

  test("holds 10 KB: the encodings of modules, then the newest deltas", (t) => {
    const manifest = readManifest(directory);
    const { app } = manifest.bundles;
    const renamed = (name) => JSON.parse(JSON.stringify(app).replaceAll(app.wasm.path, app.wasm.path.replace("app", name)).replaceAll("app.*", `${name}.*`));
    const withDeltas = (bundle, count) => {
      const { wasm } = bundle;
      wasm.deltas = Array.from({ length: count }, (_, age) => {
        const digest = crypto.createHash("sha256").update(wasm.path + age).digest();
        const from = { ...wasm.deltas[0].from, sha256: digest.toString("hex") };
        return { ...wasm.deltas[0], path: `${wasm.path}.${keyOf(`:${digest.toString("base64")}:`)}.dcz`, from };
      });
      return bundle;
    };
    const file = path.join(temporaryDirectory(t), "wasmpair.json");
    for (const [bundles, count, fits] of [[1, 64, true], [4, 40, false]]) {
      manifest.bundles = Object.fromEntries(Array.from({ length: bundles }, (_, i) => [`b${i}`, withDeltas(renamed(`b${i}`), count)]));
      fs.writeFileSync(file, JSON.stringify(manifest));
      const { text, stderr } = write("cloudfront", file);
      assert.ok(Buffer.byteLength(text) <= 10_000, `${Buffer.byteLength(text)}`);
      const run = loadFunction(text);
      const listed = Object.values(manifest.bundles).map(({ wasm }) => {
        assert.equal(run(viewerRequest(wasm.url, { "accept-encoding": { value: "br" } })).uri, `${wasm.url}.br`);
        return wasm.deltas.filter((delta, age) => text.includes(delta.path.slice(wasm.path.length)) && (age === 0 || text.includes(wasm.deltas[age - 1].path.slice(wasm.path.length)))).length;
      });
      if (fits) {
        assert.deepEqual([listed, stderr], [[count], ""]);
      } else {
        assert.ok(Math.min(...listed) > 10 && Math.max(...listed) < count && Math.max(...listed) - Math.min(...listed) <= 1, `${listed}`);
        assert.ok(Buffer.byteLength(text) > 9_900, text);
        assert.match(stderr, /^note: a CloudFront function holds 10 KB: \d+ of the encodings and differences had no room in it/);
      }
    }
  });

  for (const host of ["netlify", "cloudflare", "vercel", "firebase", "gcs", "s3"]) {
    test(`${host} offers no deltas, and says so`, () => {
      const { text, stderr } = write(host);
      assert.match(stderr, new RegExp(`^note: ${host} cannot choose a file by a field of the request: differences to earlier releases are n`, "m"));
      assert.doesNotMatch(text, /Use-As-Dictionary|Available-Dictionary|[.]dc[bz]'/i);
      if (host === "s3") assert.match(stderr, /wasmpair config s3 --cloudfront/);
    });
  }

  for (const host of ["nginx", "caddy", "apache", "cloudfront"]) {
    test(`${host} has nothing to say about deltas`, () => assert.equal(write(host).stderr, ""));
  }

  test("s3 --cloudfront uploads every object with its fields, the ledger's manifest too", () => {
    const { text, stderr } = write("s3", undefined, "--cloudfront");
    assert.equal(stderr, "");
    const { wasm } = readManifest(directory).bundles.app;
    for (const { encoding, path: name } of [...wasm.encodings, ...wasm.deltas]) {
      assert.ok(text.includes(`"$from"/'${name}' "$to"/'${name}' \\\n  --content-type='application/wasm' --cache-control='${wasm.cacheControl}' --content-encoding=${encoding}\n`), name);
    }
    assert.ok(text.indexOf(ledgerName(directory)) < text.indexOf("'index.html'"));
  });

  test("the script of the upload publishes the function after the assets, before the pages", (t) => {
    const work = temporaryDirectory(t);
    const script = path.join(work, "upload.sh");
    write("s3", undefined, "--cloudfront", "-o", script);
    assert.equal(spawnSync("shellcheck", ["--exclude=SC2016", script], { encoding: "utf8" }).stdout, "");
    const bucket = makeBucket(work);
    const run = bucket.run(script, ["s3://bucket/a", directory, "my function", "cloud front.js"]);
    assert.deepEqual([run.status, run.stdout, run.stderr], [0, "", ""]);
    const calls = bucket.calls().map((call) => (call.startsWith("cloudfront") ? call : call.split(" ")[3]));
    const first = calls.findIndex((call) => call.startsWith("cloudfront"));
    assert.deepEqual(calls.slice(first), [
      "cloudfront describe-function --name my function --query ETag --output text",
      "cloudfront update-function --name my function --if-match DESCRIBED --function-code fileb://cloud front.js " +
        "--function-config Comment=wasmpair,Runtime=cloudfront-js-2.0 --query ETag --output text",
      "cloudfront publish-function --name my function --if-match UPDATED",
      "s3://bucket/a/index.html", "s3://bucket/a/wasmpair.json",
    ]);
    assert.ok(calls.slice(0, first).every((call) => /[.][0-9a-f]{16}[.]/.test(call)), calls.join("\n"));
  });

  test("lets CI that keeps nothing find every release where it is deployed", async (t) => {
    const objects = new Map();
    const manifests = [];
    let site;
    for (const [sample, version] of [["hello", "1.24"], ["state", "1.24"], ["host", "1.24.4"]]) {
      const work = temporaryDirectory(t);
      const dist = path.join(work, "dist");
      const packed = await run(program, ["pack", buildApp(sample, version), "--name", "app", "--goroot", goRoot("1.24"), "--level", "fast", "--no-cache", "--quiet",
        "--out", dist, "--base", "/a/", ...(site ? ["--previous", `${site.url}a/`, "--require-previous", "--deltas", "2", "--deltas-encoding", "dcz"] : [])]);
      assert.deepEqual([packed.status, packed.stderr], [0, ""]);
      for (const [key, object] of uploadForCloudFront(t, dist, "/a")) objects.set(key, object);
      const file = path.join(work, "function.js");
      fs.writeFileSync(file, write("cloudfront", path.join(dist, "wasmpair.json")).text);
      site = await serveCloudFront(t, objects, file);
      manifests.push(readManifest(dist));
    }
    const [first, second, third] = manifests.map(({ bundles }) => bundles.app.wasm.path);
    assert.deepEqual(manifests[2].bundles.app.wasm.deltas.map(({ from }) => from.path), [second, first]);
    for (const { manifest } of manifests[2].previous) {
      const { status, headers } = await request(`${site.url}a/${manifest}`);
      assert.deepEqual([status, headers["content-type"]], [200, "application/json"]);
    }
    assert.notEqual(third, second);
  });
});
