/** What the light pages and the portal hand to each other: an address, and what a sign-in has so far. */

export interface SignInState {
  /** The address that was asked for, to go on with. */
  from?: string;
  /** The phone number as it was typed. */
  phone?: string;
  /** Of a sign-in that needs a second factor. */
  challenge?: string;
}

/** The state of this entry of the tab's history; the router of the portal keeps it under `usr`. */
export function signInState(): SignInState {
  return (window.history.state as { usr?: SignInState } | null)?.usr ?? {};
}

/** Go to an address without loading it: in place of this one, or after it. */
export function goTo(path: string, state?: SignInState, how: "replaceState" | "pushState" = "replaceState"): void {
  window.history[how]({ usr: state }, "", path);
}

/**
 * Load a page anew, at the address that `first.js` knows it by. The portal's router reads `/Sign-In` and `/%73ign-in` as
 * that page too: loaded under such an address, it would be the portal again, and loaded anew for ever.
 */
export function loadAnew(path: string): void {
  const { history, location } = window;
  history.replaceState(history.state, "", path + location.search + location.hash);
  location.reload();
}
