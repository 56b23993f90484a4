/** The page of plans and rates. Each one is loaded when someone opens it. */
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  { path: "/plans", lazy: async () => ({ Component: (await import("./Plans")).Plans }) },
];
