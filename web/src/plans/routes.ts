/** The page of plans and rates. Loaded when it is opened. */
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  { path: "/plans", lazy: async () => ({ Component: (await import("./Plans")).Plans }) },
];
