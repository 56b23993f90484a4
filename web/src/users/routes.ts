/** The list of users, with one of them open beside it. Each one is loaded when someone opens it. */
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  { path: "/users/:userId?", lazy: async () => ({ Component: (await import("./Users")).Users }) },
];
