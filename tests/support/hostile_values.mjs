// Values that are markup, code, directives or references in one of the formats that wasmpair writes, and the fields of a
// manifest that they are put into.
import { bundleFiles } from "./release.mjs";

export const hostileValues = [
  `"><img src=x onerror=alert(1)>`, `</script><script>alert(1)</script>`, `' onload='alert(1)`, `-->`, `{{nonce}}`,
  `javascript:alert(1)//`, `//evil.invalid/`, `https://evil.invalid;script-src *`, `https://evil.invalid/`, `* 'unsafe-inline'`,
  `@evil.invalid`, `:1;script-src *`, `https://*/`, `https://user:pw@evil.invalid/`,
  `$(touch pwned)`, "`touch pwned`", `'; touch pwned; '`, `a;touch pwned`, `"; } location / { return 200; } #`, `\\`, `x\\"`,
  `\${HOME}$1$request_uri`, `{$HOME}{env.HOME}{http.request.uri}`, `%{ENV:HOME}`, `%0d%0aSet-Cookie: x`, `%2e%2e`, `..`,
  `|a|`, `[x](https://evil.invalid)`, `https://evil.invalid www.evil.invalid a@evil.invalid`, `- 1. #`, `?q#f`, `*`, `a\n  b`,
  `a\r\n::error::b`, `\u202e`, `__proto__`, `.*`,
];

/// Every text of a manifest by kind: how to put a value there, and a harmless one that takes the same way through
/// every format. whole: not also as a part of a value, since every part is judged alike.
export const manifestFields = {
  "base": { harmless: "a", put: (manifest, value) => rebase(manifest, value.endsWith("/") ? value : `${value}/`) },
  "base of another origin": { harmless: "/a", put: (manifest, value) => rebase(manifest, `https://a.invalid${value}/`) },
  "name of a bundle": { harmless: "a", whole: true, put: (manifest, value) => { manifest.bundles = Object.fromEntries([[value, manifest.bundles.app]]); } },
  "version of wasmpair": { harmless: "a", whole: true, put: (manifest, value) => { manifest.generator.version = value; } },
  "version of Go": { harmless: "a", whole: true, put: (manifest, value) => { manifest.bundles.app.go.version = value; } },
  "path of a module": { harmless: "a", whole: true, put: ({ bundles }, value) => { bundles.app.wasm.path = value; } },
  "url of a module": { harmless: "a", put: ({ bundles }, value) => { bundles.app.wasm.url = value; } },
  "url of a loader": { harmless: "a", whole: true, put: ({ bundles }, value) => { bundles.app.loader.url = value; } },
  "type of a script": { harmless: "a", put: ({ bundles }, value) => { for (const file of [bundles.app.shim, bundles.app.loader]) file.type = value; } },
  "Cache-Control of a module": { harmless: "a", put: ({ bundles }, value) => { bundles.app.wasm.cacheControl = value; } },
  "integrity of a shim": { harmless: `sha384-${"a".repeat(64)}`, put: ({ bundles }, value) => { bundles.app.shim.integrity = value; } },
  "name of an encoding": { harmless: "a", put: ({ bundles }, value) => { bundles.app.wasm.encodings[0].encoding = value; } },
  "path of an encoding": { harmless: "a", whole: true, put: ({ bundles }, value) => { bundles.app.wasm.encodings[0].path = value; } },
  "path of a page": { harmless: "a", whole: true, put: ({ pages }, value) => { pages[0].path = value; } },
  "url of a page": { harmless: "a", put: ({ pages }, value) => { pages[0].url = value; } },
  "type of a page": { harmless: "a", put: ({ pages }, value) => { pages[0].type = value; } },
  "Cache-Control of a page": { harmless: "a", put: ({ pages }, value) => { pages[0].cacheControl = value; } },
  "name of a file": { harmless: "a", whole: true, put: ({ files }, value) => { files[0] = value; } },
};

/// Changes the base and every URL with it, so that a reader judges the base alone.
function rebase(manifest, base) {
  manifest.base = base;
  for (const bundle of Object.values(manifest.bundles)) for (const file of bundleFiles(bundle)) file.url = base + file.path;
  for (const page of manifest.pages) page.url = base + page.path;
}
