/** The frame of the pages after sign-in; who is not signed in is sent to do that first, and comes back here. */
import "./frame.css";

import { Suspense, useEffect, useRef, useState } from "react";
import { Navigate, Outlet, useLocation, useNavigation } from "react-router";

import { Loading } from "../parts/Loading";
import { useSession } from "../session/session";
import { Bar } from "./Bar";
import { Menu } from "./Menu";
import { NoticesProvider } from "./notices";

export function Frame() {
  const { state } = useSession();
  const { pathname, search } = useLocation();
  if (state === "starting") return <Loading what="Teamline" />;
  if (state === "out") return <Navigate to="/sign-in" replace state={{ from: pathname + search }} />;
  return <SignedIn />;
}

function SignedIn() {
  const [menuOpen, setMenuOpen] = useState(false);
  const content = useFocusOnArrival();
  const navigation = useNavigation();
  return (
    <>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <Bar menuOpen={menuOpen} onMenu={() => setMenuOpen(!menuOpen)} />
      <div className="frame">
        <Menu open={menuOpen} onFollow={() => setMenuOpen(false)} />
        <main id="content" ref={content} tabIndex={-1} aria-busy={navigation.state === "loading"}>
          <NoticesProvider>
            <Suspense fallback={<Loading what="this page" />}>
              <Outlet />
            </Suspense>
          </NoticesProvider>
        </main>
      </div>
    </>
  );
}

/** After a change of place the keyboard goes on from the new content, and screen readers read it. */
function useFocusOnArrival() {
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
