import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import wasmpair from "wasmpair/vite";

export default defineConfig({ plugins: [react(), wasmpair({ modules: "renderer.wasm" })] });
