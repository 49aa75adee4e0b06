import { defineConfig } from "vite";
import wasmpair from "wasmpair/vite";

export default defineConfig({
  plugins: [wasmpair({ modules: "app.wasm" })],
});
