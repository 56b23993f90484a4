/* Light or dark, before anything is drawn: as chosen in the account menu, else as the system has it. */
(() => {
  const chosen = localStorage.getItem("teamline.appearance");
  const system = matchMedia("(prefers-color-scheme: dark)").matches;
  const isDark = chosen ? chosen === '"dark"' : system;
  for (const each of [document.documentElement, document.body]) each.classList.toggle("awsui-dark-mode", isDark);
})();
