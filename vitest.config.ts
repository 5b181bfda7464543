import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [await compilerPlugin()],
  test: {
    include: ["packages/*/src/**/*.test.ts", "test/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**", "test/**/fixture-*/**"],
    reporters: ["default", "./scripts/test-counts.mjs"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    server: { deps: { external: [/\/packages\/[^/]+\/dist\//] } },
  },
});

/** Compiles durable functions in tests. A package alone can be tested before the compiler is built. */
async function compilerPlugin(): Promise<Plugin | undefined> {
  try {
    const { perdure } = await import("@perdure/plugin/vite");
    return perdure();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    console.warn("The compiler is not built: durable functions in tests will refuse to start.");
    return undefined;
  }
}
