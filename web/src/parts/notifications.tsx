/**
 * Messages about what happened in the background or on another page. Good news goes by itself after a while, unless the
 * pointer or the focus is on it; what went wrong stays until it is dismissed.
 */
import Flashbar, { type FlashbarProps } from "@cloudscape-design/components/flashbar";
import { t } from "@lingui/core/macro";
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from "react";

import { announce } from "../api/announcements";

interface Notification {
  type: "success" | "info" | "warning" | "error";
  text: ReactNode;
}

const NotifyContext = createContext<(notice: Notification) => void>(() => undefined);

/** Returns a function that shows a message. */
export function useNotify(): (notice: Notification) => void {
  return useContext(NotifyContext);
}

export function NotificationsProvider({ children }: { children: ReactNode }) {
  const [items, setItems] = useState<FlashbarProps.MessageDefinition[]>([]);
  const notify = useCallback((notice: Notification) => {
    const id = crypto.randomUUID();
    const dismiss = () => setItems((items) => items.filter((item) => item.id !== id));
    setItems((items) => [...items.slice(-2), { id, type: notice.type, content: notice.text, ...dismissible(dismiss) }]);
    if (typeof notice.text === "string") announce(notice.text);
    if (notice.type === "success" || notice.type === "info") dismissLater(dismiss);
  }, []);
  const shown = useMemo(() => items.length > 0 && <Flashbar items={items} />, [items]);
  return (
    <NotifyContext.Provider value={notify}>
      {shown && <div className="notices">{shown}</div>}
      {children}
    </NotifyContext.Provider>
  );
}

const SHOWN_MS = 10_000;

/** Dismiss a message after a while, later while someone is at it. */
function dismissLater(dismiss: () => void): void {
  setTimeout(() => {
    if (document.querySelector(".notices:hover, .notices:focus-within")) dismissLater(dismiss);
    else dismiss();
  }, SHOWN_MS);
}

function dismissible(dismiss: () => void) {
  return { dismissible: true, dismissLabel: t`Dismiss`, onDismiss: dismiss };
}
