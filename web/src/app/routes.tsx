/** Puts the pages of all screens into the layout that fits each of them. */
import { createBrowserRouter, Navigate, type RouteObject } from "react-router";

import { routes as activity } from "../activity/routes";
import { routes as billing } from "../billing/routes";
import { routes as calls } from "../calls/routes";
import { routes as dashboard } from "../dashboard/routes";
import { routes as join } from "../join/routes";
import { routes as numbers } from "../numbers/routes";
import { LoadAnew } from "../parts/LoadAnew";
import { routes as ports } from "../ports/routes";
import { routes as profile } from "../profile/routes";
import { routes as signedOut } from "../session/routes";
import { routes as texts } from "../texts/routes";
import { routes as texting } from "../texting/routes";
import { routes as usage } from "../usage/routes";
import { routes as users } from "../users/routes";
import { routes as webhooks } from "../webhooks/routes";
import { AppLayout } from "./AppLayout";
import { CrashPage, NotFoundPage } from "./ErrorPages";
import { SignInLayout } from "./SignInLayout";

/** These pages are light ones (`../public`): where the portal leads to one, the page is loaded anew. */
const light: RouteObject[] = ["/plans", "/sign-up"].map((path) => ({ path, Component: LoadAnew }));

const signedIn: RouteObject[] = [
  ...dashboard,
  ...usage,
  ...users,
  ...ports,
  ...texting,
  ...numbers,
  ...calls,
  ...texts,
  ...billing,
  ...activity,
  ...webhooks,
  ...profile,
  { path: "/dashboard", element: <Navigate to="/" replace /> },
  { path: "*", Component: NotFoundPage },
];

export const makeRouter = () =>
  createBrowserRouter([
    {
      Component: SignInLayout,
      ErrorBoundary: CrashPage,
      children: [...signedOut, ...join, ...light],
      HydrateFallback: () => null,
    },
    { Component: AppLayout, ErrorBoundary: CrashPage, children: signedIn, HydrateFallback: () => null },
  ]);
