/** The profile. Each one is loaded when someone opens it. */
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  { path: "/profile", lazy: async () => ({ Component: (await import("./Profile")).Profile }) },
];
