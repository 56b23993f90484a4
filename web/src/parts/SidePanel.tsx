/** A panel beside a list with one of its items. Takes the focus when it opens, and closes with Escape. */
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useEffect, useRef, type ReactNode } from "react";

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

export function SidePanel({ title, onClose, children }: Props) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), []);
  return (
    <aside
      ref={panel}
      className="panel"
      tabIndex={-1}
      aria-label={t`About ${title}`}
      onKeyDown={(event) => {
        if (event.key === "Escape" && panel.current?.contains(event.target as Node)) onClose();
      }}
    >
      <SpaceBetween size="l">
        <Header
          variant="h2"
          actions={<Button variant="icon" iconName="close" ariaLabel={t`Close panel`} onClick={onClose} />}
        >
          {title}
        </Header>
        {children}
      </SpaceBetween>
    </aside>
  );
}
