/** What happened in the background or on another page, shown above the content until it is put away. */
import Flashbar, { type FlashbarProps } from "@cloudscape-design/components/flashbar";
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from "react";

interface Notice {
  type: "success" | "info" | "warning" | "error";
  text: ReactNode;
}

const Tell = createContext<(notice: Notice) => void>(() => undefined);

/** A function that shows a notice. */
export function useTell(): (notice: Notice) => void {
  return useContext(Tell);
}

export function NoticesProvider({ children }: { children: ReactNode }) {
  const [items, setItems] = useState<FlashbarProps.MessageDefinition[]>([]);
  const tell = useCallback((notice: Notice) => {
    const id = crypto.randomUUID();
    const dismiss = () => setItems((items) => items.filter((item) => item.id !== id));
    setItems((items) => [...items.slice(-2), { id, type: notice.type, content: notice.text, ...dismissible(dismiss) }]);
  }, []);
  const shown = useMemo(() => items.length > 0 && <Flashbar items={items} />, [items]);
  return (
    <Tell.Provider value={tell}>
      {shown && <div className="notices">{shown}</div>}
      {children}
    </Tell.Provider>
  );
}

function dismissible(dismiss: () => void) {
  return { dismissible: true, dismissLabel: "Put this notice away", onDismiss: dismiss };
}
