/** The profile. Loaded when it is opened. */
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  { path: "/profile", lazy: async () => ({ Component: (await import("./Profile")).Profile }) },
];
