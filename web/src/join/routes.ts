/** The page that an invitation links, which anyone may open. */
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  { path: "/join", lazy: async () => ({ Component: (await import("./Join")).Join }) },
];
