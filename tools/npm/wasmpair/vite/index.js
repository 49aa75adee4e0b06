// The plugin for Vite; see index.d.ts. It consists of two: one for builds, one for the development server.
import { buildPlugin } from "./build.js";
import { servePlugin } from "./serve.js";

export default function wasmpair(options) {
  return [buildPlugin(options), servePlugin(options)];
}
