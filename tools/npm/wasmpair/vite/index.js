// The plugin for Vite; see index.d.ts. It consists of three: one for builds, one for the development server, one for the preview.
import { buildPlugin } from "./build.js";
import { previewPlugin } from "./preview.js";
import { servePlugin } from "./serve.js";

export default function wasmpair(options) {
  return [buildPlugin(options), servePlugin(options), previewPlugin()];
}
