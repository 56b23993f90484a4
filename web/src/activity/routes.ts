/** The activity log. Each one is loaded when someone opens it. */
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  { path: "/activity", lazy: async () => ({ Component: (await import("./Activity")).Activity }) },
];
