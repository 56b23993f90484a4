/** Usage while it loads, when it could not be loaded, and when there is none. */
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import { t } from "@lingui/core/macro";
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
  if (usage.error) return <LoadError problem={usage.error} onRetry={() => void usage.refetch()} what={t`the usage`} />;
  if (!usage.data) return <Loading what={t`usage`} />;
  if (usage.data.rows.length > 0) return children(usage.data);
  return (
    <Container>
      {filtered ? (
        <EmptyState title={t`Nothing matches these filters`}>
          <Button onClick={onClear}>{t`Show all usage`}</Button>
        </EmptyState>
      ) : (
        <EmptyState title={t`No usage in this period`}>
          {t`Calls and texts appear here within seconds. To see more, choose another period.`}
        </EmptyState>
      )}
    </Container>
  );
}
