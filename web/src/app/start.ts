/**
 * Starts the page: the language first, then everything that has words. A visitor gets the light pages, which lead into
 * the portal; `first.js` has decided which it is, before anything was loaded.
 */
import { goTo, type SignInState } from "../api/handover";
import { loadLanguage, loadLightLanguage } from "../language/load";
import { loadAhead } from "./ahead";
import { showNotLoaded } from "./notLoaded";

async function startPortal(): Promise<void> {
  const components = await loadLanguage();
  const { show } = await import("./main");
  show(components);
}

/** Go on in the portal; where it can't be loaded, as after a new release, the page is loaded anew. */
async function enterPortal(path: string, state?: SignInState): Promise<void> {
  goTo(path, state);
  await startPortal().catch(() => window.location.reload());
}

async function startLight(): Promise<void> {
  await loadLightLanguage();
  const { show } = await import("../public/show");
  show({ enter: enterPortal, loadAhead });
}

try {
  await (document.documentElement.dataset.part === "light" ? startLight() : startPortal());
} catch (thrown) {
  showNotLoaded();
  throw thrown;
}
