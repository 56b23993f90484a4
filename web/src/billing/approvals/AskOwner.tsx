/** Shown in place of a purchase above an admin's monthly limit: asks the owner to approve the very request (T11). */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";

import type { Problem } from "../../api/problem";
import { ProblemAlert } from "../../parts/ProblemAlert";
import { type Approvable, useAskOwner } from "./queries";

export function AskOwner({ problem, request }: { problem: Problem; request: Approvable }) {
  const ask = useAskOwner();
  const isAsked = ask.isSuccess && JSON.stringify(ask.variables) === JSON.stringify(request);
  if (isAsked) {
    return (
      <Alert type="success" header={t`We asked the owner`}>
        {t`If they approve it, it goes through right away. We'll let you know either way.`}
      </Alert>
    );
  }
  return (
    <SpaceBetween size="s">
      <Alert
        type="warning"
        header={t`Above your monthly limit`}
        action={
          <Button formAction="none" loading={ask.isPending} onClick={() => ask.mutate(request)}>
            {t`Ask the owner`}
          </Button>
        }
      >
        {problem.message}
      </Alert>
      <ProblemAlert problem={ask.error} />
    </SpaceBetween>
  );
}
