/** The page on which a team registers for texting in the US. It is loaded when it is opened. */
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  { path: "/numbers/texting", lazy: async () => ({ Component: (await import("./TextingPage")).TextingPage }) },
];
