/** The activity log. Loaded when it is opened. */
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  { path: "/activity", lazy: async () => ({ Component: (await import("./Activity")).Activity }) },
];
