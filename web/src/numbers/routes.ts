/** The list of numbers, with one of them open beside it, and the search for a new one. Each one is loaded when someone opens it. */
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  { path: "/numbers/new", lazy: async () => ({ Component: (await import("./ChooseNumber")).ChooseNumber }) },
  { path: "/numbers/:numberId?", lazy: async () => ({ Component: (await import("./Numbers")).Numbers }) },
];
