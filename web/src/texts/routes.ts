/** The texts of the person's numbers. Loaded when they are opened. */
import type { RouteObject } from "react-router";

const texts = async () => ({ Component: (await import("./Texts")).Texts });

export const routes: RouteObject[] = [
  { path: "/texts", lazy: texts },
  { path: "/texts/:conversation", lazy: texts },
];
