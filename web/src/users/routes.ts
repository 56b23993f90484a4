/** The list of users, with one of them open beside it. Loaded when it is opened. */
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  { path: "/users/:userId?", lazy: async () => ({ Component: (await import("./Users")).Users }) },
];
