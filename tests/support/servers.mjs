// Web servers from Debian's packages, unpacked among the fixtures (tools/lib/unpacked.sh). Each runs on a free port of
// 127.0.0.1 with its own prefix: the machine's own configuration is neither read nor written.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fixturesDirectory } from "./fixtures.mjs";
import { freePort, listens } from "./ports.mjs";

const at = (...parts) => path.join(fixturesDirectory(), "servers", ...parts);
const module = (name, file) => `LoadModule ${name}_module "${at("usr/lib/apache2/modules", `mod_${file ?? name}.so`)}"`;

const apacheModules = [
  "mpm_event", "authz_core", "dir", "mime", "headers", "rewrite", "env", "alias", "filter", "deflate", "brotli", "setenvif",
  "negotiation",
];

/// How to run each server: text is the complete configuration, command the words of the command line.
/// config is the part that a user writes: for nginx and Apache the inside of the server, for Caddy that of the site,
/// for lighttpd the end of the file. http (nginx): what comes before the server block.
const kinds = {
  nginx: {
    text: ({ prefix, port, directory, config, http = "" }) => `
load_module "${at("usr/lib/nginx/modules/ngx_http_brotli_static_module.so")}";
daemon off;
pid "${prefix}/pid";
error_log stderr;
worker_processes 1;
events { }
http {
    access_log off;
    include "${at("etc/nginx/mime.types")}";
    default_type application/octet-stream;
    ${["client_body", "proxy", "fastcgi", "scgi", "uwsgi"].map((use) => `${use}_temp_path "${prefix}/${use}";`).join("\n    ")}
    ${http}
    server {
        listen 127.0.0.1:${port};
        root "${directory}";
        ${config}
    }
}
`,
    command: ({ prefix, file }) => [at("usr/sbin/nginx"), "-p", prefix, "-e", "stderr", "-c", file],
  },
  caddy: {
    text: ({ prefix, port, directory, config }) => `
{
	admin off
	auto_https off
	storage file_system "${prefix}/storage"
}
http://127.0.0.1:${port} {
	root * "${directory}"
	${config}
}
`,
    command: ({ file }) => [at("usr/bin/caddy"), "run", "--adapter", "caddyfile", "--config", file],
  },
  apache: {
    text: ({ prefix, port, directory, config }) => `
ServerRoot "${prefix}"
DefaultRuntimeDir "${prefix}"
PidFile "${prefix}/pid"
Mutex "file:${prefix}" default
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
ErrorLog "${prefix}/error.log"
${apacheModules.map((name) => module(name)).join("\n")}
TypesConfig "${prefix}/mime.types"
DocumentRoot "${directory}"
<Directory "${directory}">
    Require all granted
    Options FollowSymLinks
    AllowOverride FileInfo
</Directory>
${config}
`,
    command: ({ file, prefix }) => [at("usr/sbin/apache2"), "-D", "FOREGROUND", "-d", prefix, "-f", file],
  },
  lighttpd: {
    text: ({ prefix, port, directory, config }) => `
server.bind = "127.0.0.1"
server.port = ${port}
server.document-root = "${directory}"
server.errorlog = "${prefix}/error.log"
server.pid-file = "${prefix}/pid"
server.upload-dirs = ( "${prefix}" )
index-file.names = ( "index.html" )
${config}
`,
    command: ({ file }) => [at("usr/sbin/lighttpd"), "-D", "-f", file, "-m", at("usr/lib/lighttpd")],
  },
};

/// serveWith(test, "nginx", { directory, config }): serves the directory until the test ends:
/// { url, log(), stop() }. Throws with the server's log if it does not start.
export async function serveWith(test, name, { directory, config, http }) {
  const kind = kinds[name];
  const prefix = fs.mkdtempSync(path.join(os.tmpdir(), `wasmpair-${name}-`));
  const port = await freePort();
  const file = path.join(prefix, "server.conf");
  fs.writeFileSync(path.join(prefix, "mime.types"), apacheTypes());
  fs.writeFileSync(file, kind.text({ prefix, port, directory, config, http }));
  const [program, ...words] = [...asNobody(), ...kind.command({ prefix, file })];
  const child = spawn(program, words, { env: environment(prefix), stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (text) => { output += text; });
  child.stderr.on("data", (text) => { output += text; });
  const ended = new Promise((resolve) => child.on("close", resolve));
  const log = () => output + (fs.existsSync(`${prefix}/error.log`) ? fs.readFileSync(`${prefix}/error.log`, "utf8") : "");
  const stop = async () => {
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), 3000);
    await ended;
    clearTimeout(timer);
    fs.rmSync(prefix, { recursive: true, force: true });
  };
  test.after(stop);
  if (!(await listens(port, child))) throw new Error(`${name} does not respond:\n${log()}\n${fs.readFileSync(file)}`);
  return { url: `http://127.0.0.1:${port}/`, log, stop };
}

/// Asserts that the server itself accepts a configuration. It does not mind whether the port is in use.
export function acceptedBy(name, config) {
  const kind = kinds[name];
  const prefix = fs.mkdtempSync(path.join(os.tmpdir(), `wasmpair-${name}-`));
  const file = path.join(prefix, "server.conf");
  fs.writeFileSync(path.join(prefix, "mime.types"), "");
  const inside = name === "apache" ? `<Directory "${prefix}">\n${config}\n</Directory>` : config;
  fs.writeFileSync(file, kind.text({ prefix, port: 18080, directory: prefix, config: inside }));
  const [program, ...words] = [...asNobody(), ...kind.command({ prefix, file }), "-t"];
  const run = spawnSync(program, words, { env: environment(prefix), encoding: "utf8" });
  fs.rmSync(prefix, { recursive: true, force: true });
  assert.equal(run.status, 0, `${name}: ${run.stderr}\n${config}`);
}

/// Apache's /etc/mime.types may be missing; nginx has its own list in another syntax.
function apacheTypes() {
  const list = fs.readFileSync(at("etc/nginx/mime.types"), "utf8");
  return [...list.matchAll(/^\s+(\S+\/\S+)\s+([^;]+);/gm)].map(([, type, extensions]) => `${type} ${extensions}\n`).join("");
}

function environment(prefix) {
  return { PATH: process.env.PATH, HOME: prefix, XDG_CONFIG_HOME: prefix, XDG_DATA_HOME: prefix,
    LD_LIBRARY_PATH: at("usr/lib/x86_64-linux-gnu") };
}

/// Servers started as root change to users that a test machine may not have. So they are started as another user: in a
/// user namespace or, where there are none, with another user id and the capabilities to read and write any file.
let chosen;
function asNobody() {
  if (process.getuid() !== 0) return [];
  const rights = "+dac_override,+dac_read_search";
  const ways = [
    ["unshare", "--user", "--map-user=1000", "--map-group=1000"],
    ["setpriv", "--reuid=1000", "--regid=1000", "--clear-groups", `--inh-caps=${rights}`, `--ambient-caps=${rights}`],
  ];
  chosen ??= ways.find(([program, ...words]) => spawnSync(program, [...words, "true"]).status === 0);
  if (!chosen) throw new Error("Neither a user namespace nor setpriv can start web servers");
  return chosen;
}
