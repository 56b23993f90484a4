/** What an admin may spend of the owner's PayPal account in a month, and what is used; the owner sets it (T11). */
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, unwrap } from "../../api/client";
import { useApiMutation } from "../../api/idempotency";
import { useTeam } from "../../api/team";
import { Loading } from "../../parts/Loading";
import { LoadError } from "../../parts/ProblemAlert";
import { Amount } from "../../parts/values";
import { AmountDialog } from "../AmountDialog";
import { useAdminLimit } from "./queries";

export function AdminLimit({ userId, name }: { userId: string; name: string }) {
  const { isOwner } = useTeam();
  const limit = useAdminLimit(userId);
  const [editing, setEditing] = useState(false);
  return (
    <SpaceBetween size="s">
      <Header variant="h3">{t`Spending limit as an admin`}</Header>
      {limit.isPending && <Loading what={t`the limit`} />}
      {limit.error && <LoadError problem={limit.error} onRetry={() => void limit.refetch()} what={t`the limit`} />}
      {limit.data && (
        <>
          <KeyValuePairs
            columns={3}
            minColumnWidth={100}
            items={[
              { label: t`A month`, value: <Amount of={limit.data.limit} /> },
              { label: t`Used`, value: <Amount of={limit.data.used} /> },
              { label: t`Left`, value: <Amount of={limit.data.room} /> },
            ]}
          />
          {isOwner && <Button onClick={() => setEditing(true)}>{t`Change limit`}</Button>}
          {editing && (
            <ChangeLimit userId={userId} name={name} now={limit.data.limit.amount} onClose={() => setEditing(false)} />
          )}
        </>
      )}
    </SpaceBetween>
  );
}

function ChangeLimit(props: { userId: string; name: string; now: string; onClose: () => void }) {
  const queries = useQueryClient();
  const path = { user_id: props.userId };
  const save = useApiMutation(
    (amount: string) =>
      unwrap(
        api.PUT("/v1/users/{user_id}/admin-limit", { params: { path }, body: { amount: { amount, currency: "USD" } } }),
      ),
    {
      onSuccess: () => {
        props.onClose();
        void queries.invalidateQueries({ queryKey: ["billing"] });
      },
    },
  );
  return (
    <AmountDialog
      title={t`${props.name}'s spending limit`}
      label={t`Monthly limit in USD`}
      constraint={t`What they can spend from your PayPal account each calendar month (UTC). For anything above that, they can ask you.`}
      now={props.now}
      field="amount"
      save={save}
      onClose={props.onClose}
    />
  );
}
