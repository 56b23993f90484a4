/** The way back to the team that the person has left, for 7 days. */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { shouldRetry } from "../api/queryClient";
import { useNotify } from "../parts/notifications";
import { ProblemAlert } from "../parts/ProblemAlert";
import { Day } from "../parts/values";

export function ComeBack() {
  const queries = useQueryClient();
  const notify = useNotify();
  const former = useQuery({
    queryKey: ["team", "left"],
    queryFn: () => unwrap(api.GET("/v1/team/leave/undo")),
    retry: shouldRetry,
  });
  const back = useApiMutation(
    (_: string, key) => unwrap(api.POST("/v1/team/leave/undo", { params: { header: key } })),
    {
      onSuccess: () => {
        notify({ type: "success", text: t`You're on the team again.` });
        void queries.invalidateQueries();
      },
    },
  );
  if (!former.data) return null;
  return (
    <SpaceBetween size="s">
      <Alert
        type="info"
        action={<Button loading={back.isPending} onClick={() => back.mutate("")}>{t`Come back`}</Button>}
      >
        <Trans>
          You left “{former.data.team_name}”. You can come back until <Day at={former.data.undo_until} />, with the role
          you had. You&apos;ll also get back the team&apos;s numbers and credits you had, if they&apos;re still
          available.
        </Trans>
      </Alert>
      <ProblemAlert problem={back.error} />
    </SpaceBetween>
  );
}
