/**
 * The portal's layers and walls. From the bottom up: language, formats, api, parts, charts, the screens, app. Beside
 * them are the light public pages, which have nothing of React.
 */
const SCREENS = "activity|billing|calls|dashboard|leaving|numbers|ports|profile|session|usage|users";
const TESTS = "\\.test\\.ts$";

/** Code in `layer` imports only from `allowed` layers (beside packages). */
function layer(name, allowed) {
  return {
    name: `${name}-imports-only-below`,
    severity: "error",
    from: { path: `^src/${name}/` },
    to: { path: "^src/", pathNot: `^src/(${allowed})/` },
  };
}

module.exports = {
  forbidden: [
    { name: "no-circle", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-unresolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^(virtual:|@lingui/cli/api$)" },
    },
    {
      name: "no-orphan",
      severity: "error",
      comment: "A file that nothing imports is dead.",
      from: { orphan: true, pathNot: [TESTS, "\\.d\\.ts$", "^src/app/start\\.ts$"] },
      to: {},
    },
    layer("language", "language"),
    layer("formats", "formats|language"),
    layer("api", "api|formats|language"),
    layer("public", "public|api|formats|language"),
    layer("parts", "parts|api|formats|language"),
    {
      name: "public-is-light",
      severity: "error",
      from: { path: "^src/public/", pathNot: TESTS },
      to: { path: "node_modules/(react|react-dom|react-router|@tanstack|@lingui/react)/", reachable: true },
    },
    layer("charts", "charts|parts|api|formats|language"),
    {
      name: "screen-only-by-its-entry",
      severity: "error",
      comment: "A screen uses another one through its index.ts, which exports what others may use.",
      from: { path: `^src/(${SCREENS})/` },
      to: { path: `^src/(${SCREENS})/`, pathNot: [`^src/$1/`, `^src/(${SCREENS})/index\\.ts$`] },
    },
    {
      name: "app-is-on-top",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/app/" },
      to: { path: "^src/app/" },
    },
    {
      name: "app-only-by-routes",
      severity: "error",
      comment: "The app knows of a screen only the addresses of its pages.",
      from: { path: "^src/app/" },
      to: { path: `^src/(${SCREENS})/`, pathNot: `^src/(${SCREENS})/routes\\.ts$` },
    },
    {
      name: "no-dev-package",
      severity: "error",
      from: { path: "^src/", pathNot: TESTS },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".d.ts", ".js", ".css"] },
  },
};
