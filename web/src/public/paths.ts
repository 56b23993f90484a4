/** The addresses of the light pages. A link from one to another loads nothing. */
import { useEffect, useState } from "preact/hooks";

import { wasSignedIn } from "../api/browserSession";
import { goTo } from "../api/handover";
import { isPlain } from "../language/choice";

/** As in `first.js`, which decides what is loaded. */
const LIGHT_PATHS: readonly string[] = ["/plans", "/sign-in", "/sign-up"];

/** The path of the page that is open; the front is the page of plans. */
export function usePath(): string {
  const [path, setPath] = useState(pathHere);
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const wanted = lightPathOf(event);
      if (!wanted) return;
      event.preventDefault();
      goTo(wanted, undefined, "pushState");
      setPath(wanted);
      window.scrollTo(0, 0);
      requestAnimationFrame(focusOnPage);
    };
    const goBack = () => (isLight(window.location.pathname) ? setPath(pathHere()) : window.location.reload());
    document.addEventListener("click", follow);
    window.addEventListener("popstate", goBack);
    return () => {
      document.removeEventListener("click", follow);
      window.removeEventListener("popstate", goBack);
    };
  }, []);
  return path;
}

function pathHere(): string {
  const path = asWritten(window.location.pathname);
  if (path !== "/") return path;
  goTo("/plans");
  return "/plans";
}

/** One path for each page: in small letters, as the router of the portal doesn't tell them from capital ones. */
const asWritten = (path: string) => path.replace(/(.)\/+$/, "$1").toLowerCase();

/** Whether a path is that of a light page, however it is spelled. */
export function isLight(path: string): boolean {
  return LIGHT_PATHS.includes(asWritten(path)) || (path === "/" && !wasSignedIn());
}

/** The light page that a plain click on a link leads to; null for anything else. */
function lightPathOf(event: MouseEvent): string | null {
  const link =
    isPlain(event) && !event.defaultPrevented && (event.target as Element).closest<HTMLAnchorElement>("a[href]");
  if (!link || link.target || link.origin !== window.location.origin || link.hash || link.search) return null;
  if (!isLight(link.pathname)) return null;
  return link.pathname === "/" ? "/plans" : asWritten(link.pathname);
}

/** Screen readers read the new page; a form that begins with a field has the focus there. */
function focusOnPage(): void {
  const main = document.querySelector("main");
  if (!main?.contains(document.activeElement)) main?.focus({ preventScroll: true });
}
