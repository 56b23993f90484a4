/** Light or dark: as the reader chose in this browser, else as their system has it. */
import { useEffect } from "react";

import { useStoredState } from "./useStoredState";

export type Appearance = "light" | "dark" | null;

const DARK = "(prefers-color-scheme: dark)";

/** The choice, null for the system's, and what changes it; `first.js` reads the same place before the first drawing. */
export function useAppearance(): [Appearance, (chosen: Appearance) => void] {
  const [chosen, choose] = useStoredState<Appearance>("teamline.appearance", null, localStorage);
  useEffect(() => {
    const system = window.matchMedia(DARK);
    const apply = () => {
      const isDark = chosen ? chosen === "dark" : system.matches;
      for (const each of [document.documentElement, document.body]) each.classList.toggle("awsui-dark-mode", isDark);
    };
    apply();
    system.addEventListener("change", apply);
    return () => system.removeEventListener("change", apply);
  }, [chosen]);
  return [chosen, choose];
}
