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

/** Takes no room: it finds the dialog around it, and its first field as soon as there is one. */
function FirstField() {
  const here = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const dialog = here.current?.closest("[role='dialog']");
    if (!dialog) return undefined;
    const observer = new MutationObserver(() => isFound() && observer.disconnect());
    let atFirst: Element | null = null;
    const isFound = () => {
      const field = dialog.querySelector<HTMLElement>(FIELD);
      if (field && document.activeElement === atFirst) field.focus();
      return field !== null;
    };
    const frame = requestAnimationFrame(() => {
      atFirst = document.activeElement;
      if (!isFound()) observer.observe(dialog, { childList: true, subtree: true });
    });
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
    };
  }, []);
  return <span ref={here} hidden />;
}
