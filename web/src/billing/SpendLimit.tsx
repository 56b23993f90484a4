/** The most that a person may spend in a month: shown, set and removed by those who run the team (B12). */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { useTimeZone } from "../api/profile";
import { formatMoment } from "../formats/time";
import { useNotify } from "../parts/notifications";
import { Amount } from "../parts/values";
import { AmountDialog } from "./AmountDialog";
import { limitStartsAgain } from "./limitMonth";
import { useCredits } from "./queries";

export function SpendLimit({ userId, name }: { userId: string; name: string }) {
  const limit = useCredits(userId).data?.spend_limit;
  const [editing, setEditing] = useState(false);
  const again = formatMoment(limitStartsAgain(), useTimeZone());
  const save = useSaveLimit(userId, name, () => setEditing(false));
  if (limit === undefined) return null;
  return (
    <SpaceBetween size="xs">
      <Box variant="awsui-key-label">{t`Spend limit`}</Box>
      {limit ? (
        <div>
          <Trans>
            <Amount of={limit} /> a month
            <Box color="text-body-secondary" fontSize="body-s">
              Resets on {again}
            </Box>
          </Trans>
        </div>
      ) : (
        <Box color="text-body-secondary">{t`None.`}</Box>
      )}
      <SpaceBetween direction="horizontal" size="xs">
        <Button onClick={() => setEditing(true)}>{limit ? t`Change spend limit` : t`Set spend limit`}</Button>
        {limit && (
          <Button loading={save.isPending && !editing} onClick={() => save.mutate(null)}>
            {t`Remove spend limit`}
          </Button>
        )}
      </SpaceBetween>
      {editing && (
        <AmountDialog
          title={t`${name}'s spend limit`}
          label={t`Monthly limit in USD`}
          constraint={t`We block calls and texts that would go over the limit. Limits reset each month (UTC), next on ${again}.`}
          now={limit?.amount ?? ""}
          field="amount"
          save={save}
          onClose={() => setEditing(false)}
        />
      )}
    </SpaceBetween>
  );
}

function useSaveLimit(user_id: string, name: string, close: () => void) {
  const queries = useQueryClient();
  const notify = useNotify();
  return useApiMutation(
    (amount: string | null) =>
      unwrap(
        api.PUT("/v1/users/{user_id}/spend-limit", {
          params: { path: { user_id } },
          body: { amount: amount === null ? null : { amount, currency: "USD" } },
        }),
      ),
    {
      onSuccess: ({ spend_limit }) => {
        close();
        notify({
          type: "success",
          text: spend_limit ? t`${name}'s spend limit is saved.` : t`${name} has no spend limit.`,
        });
        void queries.invalidateQueries({ queryKey: ["billing"] });
      },
    },
  );
}
