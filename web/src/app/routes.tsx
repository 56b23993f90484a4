/** Where everything is; each screen is loaded when somebody goes there. */
import { createBrowserRouter, Navigate, type RouteObject } from "react-router";

import { Frame } from "./Frame";
import { Front } from "./Front";
import { Lost, Broken } from "./Lost";

const beforeSignIn: RouteObject[] = [
  { path: "/sign-in", lazy: async () => ({ Component: (await import("../session/SignIn")).SignIn }) },
  { path: "/sign-up", lazy: async () => ({ Component: (await import("../session/SignUp")).SignUp }) },
  {
    path: "/reset-password",
    lazy: async () => ({ Component: (await import("../session/ResetPassword")).ResetPassword }),
  },
  {
    path: "/confirm-email",
    lazy: async () => ({ Component: (await import("../session/ConfirmEmail")).ConfirmEmail }),
  },
];

const forEverybody: RouteObject[] = [
  {
    lazy: async () => ({ Component: (await import("./Open")).Open }),
    children: [{ path: "/plans", lazy: async () => ({ Component: (await import("../plans/Plans")).Plans }) }],
  },
];

const afterSignIn: RouteObject[] = [
  { path: "/", lazy: async () => ({ Component: (await import("../dashboard/Dashboard")).Dashboard }) },
  { path: "/users/:userId?", lazy: async () => ({ Component: (await import("../users/Users")).Users }) },
  { path: "/numbers/new", lazy: async () => ({ Component: (await import("../numbers/Chooser")).Chooser }) },
  { path: "/numbers/port-ins", lazy: async () => ({ Component: (await import("../ports/PortIns")).PortIns }) },
  { path: "/numbers/port-ins/new", lazy: async () => ({ Component: (await import("../ports/NewPortIn")).NewPortIn }) },
  {
    path: "/numbers/port-ins/:portId",
    lazy: async () => ({ Component: (await import("../ports/PortIn")).PortInPage }),
  },
  {
    path: "/numbers/port-ins/:portId/letter",
    lazy: async () => ({ Component: (await import("../ports/Letter")).Letter }),
  },
  { path: "/numbers/:numberId?", lazy: async () => ({ Component: (await import("../numbers/Numbers")).Numbers }) },
  { path: "/billing", lazy: async () => ({ Component: (await import("../billing/Billing")).Billing }) },
  { path: "/billing/plans", lazy: async () => ({ Component: (await import("../billing/plans/Plans")).Plans }) },
  {
    path: "/billing/paypal/:outcome",
    lazy: async () => ({ Component: (await import("../billing/PayPalReturn")).PayPalReturn }),
  },
  { path: "/activity", lazy: async () => ({ Component: (await import("../activity/Activity")).Activity }) },
  { path: "/profile", lazy: async () => ({ Component: (await import("../profile/Profile")).Profile }) },
  { path: "/dashboard", element: <Navigate to="/" replace /> },
  { path: "*", Component: Lost },
];

export const makeRouter = () =>
  createBrowserRouter([
    { Component: Front, ErrorBoundary: Broken, children: beforeSignIn, HydrateFallback: () => null },
    { ErrorBoundary: Broken, children: forEverybody, HydrateFallback: () => null },
    { Component: Frame, ErrorBoundary: Broken, children: afterSignIn, HydrateFallback: () => null },
  ]);
