/** What happened in the background or on another page, shown above the content until it is put away. */
import Flashbar, { type FlashbarProps } from "@cloudscape-design/components/flashbar";
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from "react";

interface Notification {
  type: "success" | "info" | "warning" | "error";
  text: ReactNode;
}

const NotifyContext = createContext<(notice: Notification) => void>(() => undefined);

/** A function that shows a notice. */
export function useNotify(): (notice: Notification) => void {
  return useContext(NotifyContext);
}

export function NotificationsProvider({ children }: { children: ReactNode }) {
  const [items, setItems] = useState<FlashbarProps.MessageDefinition[]>([]);
  const tell = useCallback((notice: Notification) => {
    const id = crypto.randomUUID();
    const dismiss = () => setItems((items) => items.filter((item) => item.id !== id));
    setItems((items) => [...items.slice(-2), { id, type: notice.type, content: notice.text, ...dismissible(dismiss) }]);
  }, []);
  const shown = useMemo(() => items.length > 0 && <Flashbar items={items} />, [items]);
  return (
    <NotifyContext.Provider value={tell}>
      {shown && <div className="notices">{shown}</div>}
      {children}
    </NotifyContext.Provider>
  );
}

function dismissible(dismiss: () => void) {
  return { dismissible: true, dismissLabel: "Put this notice away", onDismiss: dismiss };
}
