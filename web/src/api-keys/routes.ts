/** The page of API keys. Loaded when it is opened. */
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  { path: "/developer/api-keys", lazy: async () => ({ Component: (await import("./ApiKeys")).ApiKeys }) },
];
