import { fileURLToPath } from "node:url";

import react from "@vitejs/plugin-react";
import { runnerImport, type Plugin } from "vite";
import { defineConfig } from "vitest/config";

import { messages } from "./vite/messages.ts";
import { preload } from "./vite/preload.ts";

const THEME = "virtual:theme.css";

/** What the portal begins with, what it has for who is signed in, and its first screen. */
const PORTAL_PARTS = {
  portal: "/src/app/main.tsx",
  "signed-in": "/src/app/AppLayout.tsx",
  "/": "/src/dashboard/Dashboard.tsx",
};

/** The theme as a static stylesheet: styling by script is forbidden by the portal's CSP. */
function themeStylesheet(): Plugin {
  return {
    name: "teamline-theme",
    resolveId: (id) => (id === THEME ? `\0${THEME}` : undefined),
    async load(id) {
      if (id !== `\0${THEME}`) return undefined;
      const { module } = await runnerImport<{ default: string }>("/theme/theme.ts", {
        root: fileURLToPath(new URL(".", import.meta.url)),
        configFile: false,
        logLevel: "error",
        resolve: { noExternal: [/@cloudscape-design\//, /@material\//] },
      });
      return module.default;
    },
  };
}

export default defineConfig({
  plugins: [
    messages(),
    react({ exclude: /\/src\/public\// }),
    themeStylesheet(),
    preload("/src/public/show.tsx", PORTAL_PARTS),
  ],
  test: { setupFiles: "./src/language/forTests.ts" },
  build: {
    assetsInlineLimit: 0, // a data: URL would have to be allowed in the CSP
    modulePreload: { polyfill: false },
    // React is one part, whatever else uses it: cut in pieces, the first load is larger.
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [{ name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ }] },
      },
    },
  },
  server: {
    proxy: { "/v1": process.env.TEAMLINE_DOOR ?? "http://localhost:8080" },
  },
});
