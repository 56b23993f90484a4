/** Loads the portal's parts while a visitor still types, so that nothing is waited for after the sign-in. */

/** The page lists them in templates (`vite/preload.ts`), which do nothing until they are used. Once is enough. */
export function loadAhead(): void {
  for (const template of document.querySelectorAll<HTMLTemplateElement>("template[data-parts]")) {
    for (const link of template.content.querySelectorAll("link")) {
      if (link.rel === "stylesheet") link.rel = "prefetch"; // it would change the page that is open now
      document.head.append(link);
    }
    template.remove();
  }
}
