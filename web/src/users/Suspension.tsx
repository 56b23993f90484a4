/** Suspend a member, or restore them. */
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { Confirm } from "../parts/Confirm";
import { Refusal } from "../parts/Refusal";
import { useMemberChange } from "./MemberDetails";
import type { User } from "./queries";
import { nameOf } from "./words";

export function Suspension({ user }: { user: User }) {
  const [asking, setAsking] = useState(false);
  const change = useMemberChange(user, () => setAsking(false));
  if (user.status === "suspended") {
    return (
      <SpaceBetween size="xs">
        <Refusal problem={change.error} />
        <Button loading={change.isPending} onClick={() => change.mutate({ status: "active" })}>
          Restore
        </Button>
      </SpaceBetween>
    );
  }
  return (
    <>
      <Button onClick={() => setAsking(true)}>Suspend</Button>
      {asking && (
        <Confirm
          title={`Suspend ${nameOf(user)}?`}
          action="Suspend"
          busy={change.isPending}
          problem={change.error}
          onConfirm={() => change.mutate({ status: "suspended" })}
          onCancel={() => setAsking(false)}
        >
          They stay on the team, keep their credits, and can do nothing on it until you restore them.
        </Confirm>
      )}
    </>
  );
}
