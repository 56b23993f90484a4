/** One screen: its title, at most one main action at the right, its content. */
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect, type ReactNode } from "react";

interface Props {
  title: string;
  /** How many there are of what the screen lists. */
  count?: string;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Screen({ title, count, description, actions, children }: Props) {
  useTitle(title);
  return (
    <div className="content">
      <SpaceBetween size="l">
        <Header variant="h1" {...(count && { counter: `(${count})` })} description={description} actions={actions}>
          {title}
        </Header>
        {children}
      </SpaceBetween>
    </div>
  );
}

/** The name of the browser's tab. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Teamline`;
  }, [title]);
}
