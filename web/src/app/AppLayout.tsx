/** The layout of the pages after sign-in. People who aren't signed in do that first, and come back here. */
import "./app-layout.css";

import { t } from "@lingui/core/macro";
import { Suspense, useEffect, useRef, useState } from "react";
import { Navigate, Outlet, useLocation, useNavigation } from "react-router";

import { hasLocalCopy } from "../api/localCopy";
import { useSession } from "../api/session";
import { isFactorRequired, useTeam } from "../api/team";
import { Loading } from "../parts/Loading";
import { NotificationsProvider } from "../parts/notifications";
import { Shortcuts } from "./commands/Shortcuts";
import { Menu } from "./Menu";
import { StepUpDialog } from "./StepUpDialog";
import { TopBar } from "./TopBar";
import { useProfileLanguage } from "./useProfileLanguage";

const PERSONAL = ["/profile", "/two-step-sign-in"]; // what a person may open without the second factor

export function AppLayout() {
  const { state } = useSession();
  const { pathname, search } = useLocation();
  if (state === "starting" && !hasLocalCopy()) return <Loading what="Teamline" />;
  if (state === "out") return <Navigate to="/sign-in" replace state={{ from: pathname + search }} />;
  return <SignedInLayout />;
}

function SignedInLayout() {
  const [menuOpen, setMenuOpen] = useState(false);
  const content = useFocusOnNavigation();
  const navigation = useNavigation();
  const { pathname, search } = useLocation();
  useProfileLanguage();
  const leads = isFactorRequired(useTeam().query.error) && !PERSONAL.includes(pathname);
  return (
    <>
      <a className="skip" href="#content">{t`Skip to content`}</a>
      {navigation.state === "loading" && <div className="first" />}
      <TopBar menuOpen={menuOpen} onMenu={() => setMenuOpen(!menuOpen)} />
      <div className="frame">
        <Menu open={menuOpen} onFollow={() => setMenuOpen(false)} />
        <main id="content" ref={content} tabIndex={-1} aria-busy={navigation.state === "loading"}>
          <NotificationsProvider>
            <Suspense fallback={<Loading what={t`this page`} />}>
              {leads ? <Navigate to="/two-step-sign-in" replace state={{ from: pathname + search }} /> : <Outlet />}
            </Suspense>
          </NotificationsProvider>
          <StepUpDialog />
          <Shortcuts />
        </main>
      </div>
    </>
  );
}

/** After navigation the focus moves to the new content, and screen readers read it. */
function useFocusOnNavigation() {
  const content = useRef<HTMLElement>(null);
  const place = useLocation().pathname.split("/")[1];
  const before = useRef(place);
  useEffect(() => {
    if (before.current === place) return;
    before.current = place;
    content.current?.focus();
    window.scrollTo(0, 0);
  }, [place]);
  return content;
}
