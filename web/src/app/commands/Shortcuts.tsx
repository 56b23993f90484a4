/** The keys of the portal. Their dialogs are loaded when they are first opened. */
import { lazy, Suspense, useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { tinykeys } from "tinykeys";

import { useStoredState } from "../../parts/useStoredState";
import { GO_TO } from "./commands";

const CommandMenu = lazy(async () => ({ default: (await import("./CommandMenu")).CommandMenu }));
const KeysDialog = lazy(async () => ({ default: (await import("./KeysDialog")).KeysDialog }));

/** The event by which the button of the top bar opens the menu. */
export const OPEN_COMMANDS = "teamline-commands";

export function Shortcuts() {
  const [open, setOpen] = useState<"menu" | "keys" | null>(null);
  const [areOn, setOn] = useStoredState("single-key shortcuts", true, localStorage);
  const navigate = useNavigate();
  useEffect(() => {
    const show = () => setOpen("menu");
    window.addEventListener(OPEN_COMMANDS, show);
    return () => window.removeEventListener(OPEN_COMMANDS, show);
  }, []);
  useEffect(
    () =>
      tinykeys(window, {
        "$mod+k": (event) => {
          event.preventDefault();
          setOpen((before) => (before === "menu" ? null : "menu"));
        },
      }),
    [],
  );
  useEffect(() => {
    if (!areOn || open) return undefined;
    const single = (work: () => void) => (event: KeyboardEvent) => {
      if (isTyping(event)) return;
      event.preventDefault();
      work();
    };
    const places = Object.entries(GO_TO).map(([key, to]) => [`g ${key}`, single(() => void navigate(to))] as const);
    return tinykeys(window, {
      "Shift+?": single(() => setOpen("keys")),
      "/": single(focusSearch),
      ...Object.fromEntries(places),
    });
  }, [areOn, open, navigate]);
  const close = () => setOpen(null);
  return (
    <Suspense fallback={null}>
      {open === "menu" && <CommandMenu onClose={close} />}
      {open === "keys" && <KeysDialog areOn={areOn} onSwitch={setOn} onClose={close} />}
    </Suspense>
  );
}

/** Whether the key belongs to a field, or a dialog is open. */
function isTyping({ target }: KeyboardEvent): boolean {
  const field = "input, textarea, select, [contenteditable='true'], [role='listbox']";
  if (target instanceof Element && target.closest(field)) return true;
  return [...document.querySelectorAll("[role='dialog']")].some((dialog) => dialog.checkVisibility());
}

function focusSearch(): void {
  document.querySelector<HTMLElement>("main input[type='search']")?.focus();
}
