// No value of a manifest becomes structure in anything that is made from it: either the manifest is refused, or every
// output has the structure that it has with a harmless value there.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { hostileValues, manifestFields } from "../support/hostile_values.mjs";
import { packedSite } from "../support/packed_site.mjs";
import { program, temporaryDirectory, wasmpair } from "../support/program.mjs";
import { acceptedBy } from "../support/servers.mjs";
import {
  apacheStructure, caddyStructure, functionStructure, headersStructure, htmlStructure, jsonStructure, markdownStructure, nginxStructure, policyDirectives,
  uploadStructure,
} from "../support/structure.mjs";

const page = `<!doctype html><html><head><title>{{text wasmpair.generator.version}}</title>
<meta http-equiv="Content-Security-Policy" content="{{attribute policy}}">
{{each bundle in bundles}}{{snippet preload bundle}}{{end}}
{{snippet loader}}
</head><body>{{each bundle in bundles}}<p title='{{attribute bundle.name}}'>{{text bundle.go.version}} {{text bundle.wasm.type}}</p>
<a href="{{url bundle.wasm.url}}">{{text bundle.wasm.path}}</a><a href="{{url bundle.loader.url}}"></a>{{end}}
{{each page in pages}}<a href="{{url page.url}}" type="{{attribute page.type}}">{{text page.path}}</a>{{end}}
<script>globalThis.release = {{json bundles}}; globalThis.pages = {{json pages}};</script></body></html>
`.replaceAll("wasmpair.generator", "generator");

/// The outputs that are made from a manifest: the words of the command, and the structure of what it prints.
const outputs = (directory) => ({
  "a page": { words: ["render", "page.html", "--manifest"], structure: pageStructure },
  "a script": { words: ["render", "page.js", "--manifest"], structure: (text) => jsonStructure(text.slice(text.indexOf("=") + 1)) },
  "Markdown": { words: ["diff", "--markdown", "earlier.json"], structure: markdownStructure },
  "nginx": { words: ["config", "nginx", "--manifest"], structure: nginxStructure, server: "nginx" },
  "Apache": { words: ["config", "apache", "--manifest"], structure: apacheStructure, server: "apache" },
  "Caddy": { words: ["config", "caddy", "--manifest"], structure: (text) => caddyStructure(directory, text) },
  ...Object.fromEntries(["netlify", "cloudflare"].map((host) => [host, { words: ["config", host, "--manifest"], structure: headersStructure }])),
  ...Object.fromEntries(["vercel", "firebase", "json"].map((host) => [host, { words: ["config", host, "--manifest"], structure: jsonStructure }])),
  "CloudFront": { words: ["config", "cloudfront", "--manifest"], structure: functionStructure },
  ...Object.fromEntries(["s3", "gcs"].map((host) => [host, { words: ["config", host, "--manifest"], structure: (text) => uploadStructure(directory, text) }])),
});

/// The structure of a page. Its policy names no origin, and its URLs have none, but the page's and the base's.
function pageStructure(text, { base }) {
  const at = new URL("https://page.invalid/");
  const own = [at.origin, new URL(base, at).origin];
  const { tags, values } = htmlStructure(text);
  for (const [tag, name, value] of values) {
    if (name === "href" || name === "src") assert.ok(own.includes(new URL(value, at).origin), `<${tag} ${name}="${value}">`);
  }
  const directives = policyDirectives(values.find(([tag, name]) => tag === "meta" && name === "content")[2]);
  assert.deepEqual(directives.map(([name]) => name), ["default-src", "script-src", "connect-src", "worker-src", "style-src", "img-src", "object-src", "base-uri"]);
  for (const source of directives.flatMap(([, sources]) => sources)) {
    if (/^(?:'(?:self|none|wasm-unsafe-eval|sha384-[A-Za-z0-9+/]{64})'|blob:|data:)$/.test(source)) continue;
    assert.match(source, /^(?:https?:\/\/)?[A-Za-z0-9.-]+(?::\d+)?$/);
    assert.ok(own.includes(new URL(source.includes("//") ? source : `https://${source}`).origin), source);
  }
  for (const [script] of text.matchAll(/(?<=<script>)[^]*?(?=<\/script>)/g)) new Function(script);
  // Of these two, pages of another origin have more.
  return tags.map(([tag, names = []]) => [tag, names.filter((name) => name !== "crossorigin" && name !== "integrity")]);
}

suite("A hostile value in a manifest", () => {
  for (const [field, { harmless, whole, put }] of Object.entries(manifestFields)) {
    test(`does not become structure: ${field}`, (t) => {
      const { directory, manifest } = packedSite(t);
      const cwd = temporaryDirectory(t);
      fs.writeFileSync(path.join(cwd, "page.html"), page);
      fs.writeFileSync(path.join(cwd, "page.js"), "globalThis.all = [{{json bundles}}, {{json policy}}, {{json pages}}, {{json base}}]\n");
      fs.copyFileSync(path.join(directory, "wasmpair.json"), path.join(cwd, "earlier.json"));
      const file = path.join(cwd, "changed.json");
      const made = outputs(cwd);
      const known = new Map();  // most values change few outputs

      /// The outputs of a release with that value: their structures, or null for those that wasmpair refuses.
      const structures = (value, names) => {
        const changed = structuredClone(manifest);
        put(changed, value);
        fs.writeFileSync(file, JSON.stringify(changed));
        if (wasmpair(["diff", "earlier.json", file], { cwd }).status === 2) return {};
        return Object.fromEntries(names.map((name) => {
          const { words, structure, server } = made[name];
          const prefix = words[0] === "config" ? ["--prefix", "/"] : [];
          const run = wasmpair([...words, file, ...prefix], { cwd });
          if (run.status !== 0) {
            assert.equal(run.status, 2, run.stderr);
            return [name, null];
          }
          const key = `${name} ${name === "a page" ? changed.base : ""} ${run.stdout}`;
          if (!known.has(key)) {
            if (server) acceptedBy(server, run.stdout);
            known.set(key, structure(run.stdout, changed));
          }
          return [name, known.get(key)];
        }));
      };

      const expected = structures(harmless, Object.keys(made));
      const comparable = Object.keys(made).filter((name) => expected[name]);
      assert.ok(comparable.length > 0, "a harmless value is accepted");
      for (const value of hostileValues) {
        for (const written of whole ? [value] : [value, `${harmless}${value}.htm`]) {
          for (const [name, structure] of Object.entries(structures(written, comparable))) {
            if (structure) assert.deepEqual(structure, expected[name], `${name} with ${JSON.stringify(written)}`);
          }
        }
      }
      assert.deepEqual(fs.readdirSync(cwd).filter((name) => name === "pwned"), []);
    });
  }
});

suite("A hostile option", () => {
  /// Runs for each value; refused, or the output has the structure of expected.
  const forEach = (t, harmless, run) => {
    const expected = run(harmless);
    assert.ok(expected, harmless);
    for (const value of hostileValues) {
      const structure = run(value);
      if (structure) assert.deepEqual(structure, expected, value);
    }
  };

  test("does not become structure: --nonce", (t) => {
    const { directory } = packedSite(t);
    const cwd = temporaryDirectory(t);
    fs.writeFileSync(path.join(cwd, "page.html"), `<meta content="{{attribute policy}}">{{snippet loader}}<p title="{{attribute nonce}}">{{text nonce}}</p>\n`);
    forEach(t, "n", (nonce) => {
      const run = wasmpair(["render", "page.html", "--manifest", path.join(directory, "wasmpair.json"), "--nonce", nonce], { cwd });
      if (run.status !== 0) return null;
      const { tags, values } = htmlStructure(run.stdout);
      const policy = policyDirectives(values[0][2]).map(([name, sources]) => [name, sources.map((source) => source.replace(/^'nonce-[^']*'$/, "nonce"))]);
      return { tags, policy };
    });
  });

  test("does not become structure: --base", (t) => {
    const { directory } = packedSite(t);
    const module = path.join(directory, fs.readdirSync(directory).find((name) => name.endsWith(".wasm")));
    const work = temporaryDirectory(t);
    forEach(t, "https://a.invalid/", (base) => {
      const out = fs.mkdtempSync(path.join(work, "out-"));
      const run = spawnSync(program, ["pack", module, "--shim", path.join(directory, fs.readdirSync(directory).find((name) => /^wasm_exec.*js$/.test(name))),
        "--out", out, "--level", "fast", "--encodings", "gzip", "--no-cache", "--base", base, "--quiet"], { encoding: "utf8" });
      if (run.status !== 0) return null;
      const manifest = JSON.parse(fs.readFileSync(path.join(out, "wasmpair.json")));
      assert.equal(new URL(manifest.base, "https://page.invalid").origin === "https://evil.invalid", base.startsWith("//") || base === "https://evil.invalid/");
      return htmlStructure(fs.readFileSync(path.join(out, "index.html"), "utf8")).tags.map(([tag]) => tag);
    });
  });

  for (const [server, structure] of [["nginx", nginxStructure], ["apache", apacheStructure], ["caddy", (text, work) => caddyStructure(work, text)]]) {
    test(`does not become structure: --prefix for ${server}`, (t) => {
      const { directory } = packedSite(t);
      const work = temporaryDirectory(t);
      forEach(t, "/a/", (prefix) => {
        for (const written of [prefix, `/${prefix}`]) {
          const run = wasmpair(["config", server, "--manifest", path.join(directory, "wasmpair.json"), "--prefix", written]);
          if (run.status !== 0) continue;
          if (server !== "caddy") acceptedBy(server, run.stdout);
          return structure(run.stdout, work);
        }
        return null;
      });
    });
  }
});
