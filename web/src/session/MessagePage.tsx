/** A page before sign-in that only shows a message. */
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";

import { useTitle } from "../parts/Screen";

export function MessagePage({ title, children }: { title: string; children: ReactNode }) {
  useTitle(title);
  return (
    <SpaceBetween size="m">
      <Header variant="h1">{title}</Header>
      {children}
    </SpaceBetween>
  );
}
