/** The pages for numbers that are transferred from another carrier. Each is loaded when it is opened. */
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  { path: "/numbers/port-ins", lazy: async () => ({ Component: (await import("./PortIns")).PortIns }) },
  { path: "/numbers/port-ins/new", lazy: async () => ({ Component: (await import("./NewPortIn")).NewPortIn }) },
  { path: "/numbers/port-ins/:portId", lazy: async () => ({ Component: (await import("./PortInPage")).PortInPage }) },
  { path: "/numbers/port-ins/:portId/letter", lazy: async () => ({ Component: (await import("./Letter")).Letter }) },
];
