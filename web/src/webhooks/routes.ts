/** The pages of webhooks. Loaded when they are opened. */
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  { path: "/webhooks", lazy: async () => ({ Component: (await import("./Webhooks")).Webhooks }) },
  { path: "/webhooks/:endpointId", lazy: async () => ({ Component: (await import("./EndpointPage")).EndpointPage }) },
];
