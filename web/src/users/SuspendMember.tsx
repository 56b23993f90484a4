/** Suspends a member, or restores their access. */
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { displayName, type User } from "../api/team";
import { BeforeYouDoThis } from "../leaving";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { ProblemAlert } from "../parts/ProblemAlert";
import { useUpdateMember } from "./useUpdateMember";

export function SuspendMember({ user }: { user: User }) {
  const [asking, setAsking] = useState(false);
  const change = useUpdateMember(user, () => setAsking(false));
  if (user.status === "suspended") {
    return (
      <SpaceBetween size="xs">
        <ProblemAlert problem={change.error} />
        <Button loading={change.isPending} onClick={() => change.mutate({ status: "active" })}>
          {t`Restore access`}
        </Button>
      </SpaceBetween>
    );
  }
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t`Suspend`}</Button>
      {asking && (
        <ConfirmDialog
          title={t`Suspend ${displayName(user)}?`}
          action={t`Suspend`}
          busy={change.isPending}
          problem={change.error}
          onConfirm={() => change.mutate({ status: "suspended" })}
          onCancel={() => setAsking(false)}
        >
          <BeforeYouDoThis action="suspend" user={{ id: user.user_id ?? "", name: displayName(user) }} />
        </ConfirmDialog>
      )}
    </>
  );
}
