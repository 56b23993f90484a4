/** Messages about what happened in the background or on another page, shown until they are dismissed. */
import Flashbar, { type FlashbarProps } from "@cloudscape-design/components/flashbar";
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from "react";

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
  }, []);
  const shown = useMemo(() => items.length > 0 && <Flashbar items={items} />, [items]);
  return (
    <NotifyContext.Provider value={notify}>
      {shown && <div className="notices">{shown}</div>}
      {children}
    </NotifyContext.Provider>
  );
}

function dismissible(dismiss: () => void) {
  return { dismissible: true, dismissLabel: "Dismiss", onDismiss: dismiss };
}
