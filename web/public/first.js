/*
 * What has to be decided before anything is drawn or loaded. Light or dark: as chosen in the account menu, else as the
 * system has it. And which part of Teamline this is: the light public pages, or the portal, whose files are asked for.
 */
(() => {
  const chosen = localStorage.getItem("teamline.appearance");
  const system = matchMedia("(prefers-color-scheme: dark)").matches;
  const isDark = chosen ? chosen === '"dark"' : system;
  for (const each of [document.documentElement, document.body]) each.classList.toggle("awsui-dark-mode", isDark);

  const path = location.pathname.replace(/(.)\/+$/, "$1").toLowerCase(); // as the router of the portal reads it
  const isVisitor = localStorage.getItem("teamline.signed-in") === null;
  const isSecondStep = Boolean(history.state?.usr?.challenge); // of a sign-in, which the portal goes on with
  const isLight = !isSecondStep && (["/plans", "/sign-in", "/sign-up"].includes(path) || (path === "/" && isVisitor));
  document.documentElement.dataset.part = isLight ? "light" : "portal";
  if (isLight) return;
  const wanted = isVisitor ? ["portal"] : ["portal", "signed-in", path];
  for (const parts of document.querySelectorAll("template[data-parts]")) {
    if (wanted.includes(parts.dataset.parts)) document.head.append(parts.content.cloneNode(true));
  }
})();
