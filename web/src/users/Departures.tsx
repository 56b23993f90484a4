/** Who was removed or has left within 7 days, with the way back. */
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { retryWhileMissing } from "../api/queryClient";
import type { Row } from "../api/shapes";
import { UNDO_DAYS } from "../api/terms";
import { formatPhone } from "../formats/phone";
import { useNotify } from "../parts/notifications";
import { ProblemAlert } from "../parts/ProblemAlert";
import { Day } from "../parts/values";

type Former = Row<"/v1/team/departures">;

const OBSTACLES: Record<NonNullable<Former["obstacle"]>, string> = {
  over: t`The ${UNDO_DAYS} days are over.`,
  left_by_themselves: t`Only they can undo this, but you can invite them again.`,
  suspended: t`You can invite them again.`,
  account_closed: t`Their account is closed.`,
  on_a_team: t`They're on your team again.`,
  unavailable: t`It's too late to undo this. You can invite them again.`,
};

export function Departures() {
  const former = useQuery({
    queryKey: ["team", "former"],
    queryFn: () => unwrap(api.GET("/v1/team/departures", { params: { query: { limit: 100 } } })),
    ...retryWhileMissing,
  });
  if (!former.data || former.data.items.length === 0) return null;
  return (
    <Container header={<Header variant="h2">{t`Recently removed`}</Header>}>
      <ul className="consequences">
        {former.data.items.map((one) => (
          <Departure key={one.user_id} of={one} />
        ))}
      </ul>
    </Container>
  );
}

function Departure({ of }: { of: Former }) {
  const queries = useQueryClient();
  const notify = useNotify();
  const name = of.name ?? (of.phone_number ? formatPhone(of.phone_number) : t`Closed account`);
  const undo = useApiMutation(
    (user_id: string, key) =>
      unwrap(api.POST("/v1/team/users/{user_id}/undo", { params: { path: { user_id }, header: key } })),
    {
      onSuccess: () => {
        notify({ type: "success", text: t`${name} is on the team again.` });
        void queries.invalidateQueries();
      },
    },
  );
  return (
    <li>
      <SpaceBetween size="xs">
        <div>
          {of.reason === "left" ? (
            <Trans>
              {name} left on <Day at={of.gone_at} />.
            </Trans>
          ) : (
            <Trans>
              {name} was removed on <Day at={of.gone_at} />.
            </Trans>
          )}{" "}
          {of.obstacle ? (
            OBSTACLES[of.obstacle]
          ) : (
            <Trans>
              You can undo this until <Day at={of.undo_until} />.{" "}
              <Button
                variant="inline-link"
                ariaLabel={t`Undo the removal of ${name}`}
                loading={undo.isPending}
                onClick={() => undo.mutate(of.user_id)}
              >
                Undo
              </Button>
            </Trans>
          )}
        </div>
        <ProblemAlert problem={undo.error} />
      </SpaceBetween>
    </li>
  );
}
