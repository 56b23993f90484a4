/** The call log, and the voicemails. Loaded when they are opened. */
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  { path: "/calls", lazy: async () => ({ Component: (await import("./Calls")).Calls }) },
  { path: "/calls/voicemails", lazy: async () => ({ Component: (await import("./Voicemails")).Voicemails }) },
];
