/** Puts the pages of all screens into the layout that fits each of them. */
import { createBrowserRouter, Navigate, type RouteObject } from "react-router";

import { routes as apiKeys } from "../api-keys/routes";
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
import { CrashPage, NotFoundPage } from "./ErrorPages";

// A layout is loaded with its first page: who isn't signed in doesn't wait for what comes after that.
const signInLayout = async () => ({ Component: (await import("./SignInLayout")).SignInLayout });
const appLayout = async () => ({ Component: (await import("./AppLayout")).AppLayout });

/** These pages are light ones (`../public`): where the portal leads to one, the page is loaded anew. */
const light: RouteObject[] = ["/plans", "/sign-up"].map((path) => ({ path, element: <LoadAnew path={path} /> }));

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
  ...apiKeys,
  ...profile,
  { path: "/dashboard", element: <Navigate to="/" replace /> },
  { path: "*", Component: NotFoundPage },
];

const page = { ErrorBoundary: CrashPage, HydrateFallback: () => null };

export const makeRouter = () =>
  createBrowserRouter([
    { ...page, children: [{ lazy: signInLayout, children: [...signedOut, ...join] }] },
    { ...page, children: light },
    { ...page, children: [{ lazy: appLayout, children: signedIn }] },
  ]);
