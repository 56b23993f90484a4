/** The pages for signing up and signing in. Each is loaded when it is opened. */
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  { path: "/sign-in", lazy: async () => ({ Component: (await import("./SignIn")).SignIn }) },
  { path: "/reset-password", lazy: async () => ({ Component: (await import("./ResetPassword")).ResetPassword }) },
  {
    path: "/paypal/disconnect",
    lazy: async () => ({ Component: (await import("./DisconnectPayPal")).DisconnectPayPal }),
  },
  { path: "/erasure", lazy: async () => ({ Component: (await import("./Erasure")).ErasurePage }) },
  { path: "/not-me", lazy: async () => ({ Component: (await import("./NotMe")).NotMe }) },
  { path: "/undo-login-id", lazy: async () => ({ Component: (await import("./UndoLoginId")).UndoLoginId }) },
  { path: "/keep-team", lazy: async () => ({ Component: (await import("./KeepTeam")).KeepTeam }) },
  { path: "/recover", lazy: async () => ({ Component: (await import("./Recover")).Recover }) },
  { path: "/stop-recovery", lazy: async () => ({ Component: (await import("./StopRecovery")).StopRecovery }) },
  { path: "/confirm-email", lazy: async () => ({ Component: (await import("./ConfirmEmail")).ConfirmEmail }) },
];
