/** The profile. Loaded when it is opened. */
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  {
    path: "/two-step-sign-in",
    lazy: async () => ({ Component: (await import("./RequiredFactor")).RequiredFactor }),
  },
  { path: "/profile", lazy: async () => ({ Component: (await import("./Profile")).Profile }) },
];
