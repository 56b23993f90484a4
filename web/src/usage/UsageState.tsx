/** Usage while it loads, when it could not be loaded, and when there is none. */
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import type { ReactNode } from "react";

import { EmptyState } from "../parts/EmptyState";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import type { Usage, useUsage } from "./queries";

interface Props {
  usage: ReturnType<typeof useUsage>;
  filtered: boolean;
  onClear: () => void;
  children: (usage: Usage) => ReactNode;
}

export function UsageState({ usage, filtered, onClear, children }: Props) {
  if (usage.error) return <LoadError problem={usage.error} onRetry={() => void usage.refetch()} what="the usage" />;
  if (!usage.data) return <Loading what="usage" />;
  if (usage.data.rows.length > 0) return children(usage.data);
  return (
    <Container>
      {filtered ? (
        <EmptyState title="Nothing matches these filters">
          <Button onClick={onClear}>Show all usage</Button>
        </EmptyState>
      ) : (
        <EmptyState title="No usage in this period">
          Calls and texts appear here within seconds. To see more, choose another period.
        </EmptyState>
      )}
    </Container>
  );
}
