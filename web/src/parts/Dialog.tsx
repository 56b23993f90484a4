/** A dialog: the focus goes to its first field, and back to where it came from when it closes. */
import Modal, { type ModalProps } from "@cloudscape-design/components/modal";
import { useEffect, useRef } from "react";

const FIELD = "input:not([type='hidden'], :disabled), textarea:not(:disabled), select:not(:disabled)";

export function Dialog({ children, ...props }: Omit<ModalProps, "visible">) {
  return (
    <Modal visible {...props}>
      <FirstField />
      {children}
    </Modal>
  );
}

/** Takes no room: it finds the dialog around it, and its first field in what stands after it. */
function FirstField() {
  const here = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const frame = requestAnimationFrame(() =>
      here.current?.closest("[role='dialog']")?.querySelector<HTMLElement>(FIELD)?.focus(),
    );
    return () => cancelAnimationFrame(frame);
  }, []);
  return <span ref={here} hidden />;
}
