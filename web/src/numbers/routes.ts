/** The list of numbers, with one of them open beside it, and the search for a new one. Each is loaded when it is opened. */
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  { path: "/numbers/new", lazy: async () => ({ Component: (await import("./ChooseNumber")).ChooseNumber }) },
  { path: "/numbers/:numberId?", lazy: async () => ({ Component: (await import("./Numbers")).Numbers }) },
];
