/** The pages of webhooks. Loaded when they are opened. */
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  { path: "/developer/webhooks", lazy: async () => ({ Component: (await import("./Webhooks")).Webhooks }) },
  {
    path: "/developer/webhooks/:endpointId",
    lazy: async () => ({ Component: (await import("./EndpointPage")).EndpointPage }),
  },
];
