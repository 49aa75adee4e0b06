// Runs the query after each change. A worker that is still busy with the last one is replaced.
const [json, query, result] = ["json", "query", "result"].map((id) => document.getElementById(id));
let worker;

function run() {
  if (result.ariaBusy === "true") {
    worker?.terminate();
    worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }) => show(data));
    worker.addEventListener("error", () => show({ stderr: "The worker could not be started." }));
  }
  result.ariaBusy = "true";
  worker.postMessage({ query: query.value, json: json.value });
}

function show({ stdout, stderr }) {
  result.ariaBusy = "false";
  result.textContent = stderr || stdout;
}

for (const field of [json, query]) field.addEventListener("input", run);
run();
