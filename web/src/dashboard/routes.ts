/** The dashboard. Each one is loaded when someone opens it. */
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  { path: "/", lazy: async () => ({ Component: (await import("./Dashboard")).Dashboard }) },
];
