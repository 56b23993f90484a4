/**
 * One rule for the focus, on every screen: a form that is refused leads to its first wrong field, and when what had the
 * focus is gone, the dialog, panel or screen around it gets it. The focus never falls to the page.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

const INVALID = "[aria-invalid='true']:not([disabled])";
/** What is around a field, the innermost first. */
const SCOPES = ["[role='dialog']", "aside.panel", "main"];

export function FocusKeeper() {
  const mutations = useQueryClient().getMutationCache();
  useEffect(
    () =>
      mutations.subscribe((event) => event.type === "updated" && event.action.type === "error" && showRefused(null)),
    [mutations],
  );
  useEffect(() => {
    const submitted = ({ target }: SubmitEvent) => showRefused(target as HTMLElement);
    document.addEventListener("submit", submitted);
    return () => document.removeEventListener("submit", submitted);
  }, []);
  useEffect(keepFocus, []);
  return null;
}

/** Move the focus to the first wrong field of a form, once it is drawn; a field that is being corrected keeps it. */
function showRefused(form: HTMLElement | null): void {
  afterDrawing(() => {
    const scope = form?.isConnected ? form : formOf(document.activeElement);
    const [field] = scope.querySelectorAll<HTMLElement>(INVALID);
    if (field && !document.activeElement?.matches(INVALID)) field.focus();
  });
}

/** Watch for the removal of what has the focus. */
function keepFocus(): () => void {
  let last: Element | null = null;
  const remember = (event: FocusEvent) => {
    last = event.target as Element;
  };
  const observer = new MutationObserver(() => {
    if (!last || last.isConnected || document.activeElement !== document.body) return;
    last = null;
    afterDrawing(() => {
      if (document.activeElement === document.body) focusOn(scopeOf(null));
    });
  });
  document.addEventListener("focusin", remember);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    document.removeEventListener("focusin", remember);
    observer.disconnect();
  };
}

function formOf(element: Element | null): HTMLElement {
  return element?.closest<HTMLElement>("form") ?? scopeOf(element);
}

/** The innermost dialog, panel or screen around an element; without one, the one on top. */
function scopeOf(element: Element | null): HTMLElement {
  const around = element?.closest<HTMLElement>(SCOPES.join(","));
  if (around) return around;
  for (const selector of SCOPES) {
    const found = [...document.querySelectorAll<HTMLElement>(selector)].filter((it) => it.checkVisibility()).at(-1);
    if (found) return found;
  }
  return document.body;
}

function focusOn(scope: HTMLElement): void {
  if (scope.tabIndex < 0 && !scope.hasAttribute("tabindex")) scope.setAttribute("tabindex", "-1");
  scope.focus({ preventScroll: true });
}

/** Two frames: React draws in the first. */
function afterDrawing(work: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(work));
}
