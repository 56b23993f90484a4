/** Invites people: one, several typed line by line, or a CSV file. */
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { Dialog } from "../parts/Dialog";
import { INVITATION_DAYS } from "../api/terms";
import { AddOne } from "./AddOne";
import { AddSeveral } from "./AddSeveral";

type Method = "one" | "several" | "file";

const METHODS: { id: Method; text: string }[] = [
  { id: "one", text: t`One person` },
  { id: "several", text: t`Several` },
  { id: "file", text: t`CSV file` },
];

export function AddUsers({ onClose }: { onClose: () => void }) {
  const [method, setWay] = useState<Method>("one");
  const queries = useQueryClient();
  const refresh = () => void queries.invalidateQueries({ queryKey: ["team"] });
  return (
    <Dialog size={method === "one" ? "medium" : "large"} header={t`Add users`} onDismiss={onClose}>
      <SpaceBetween size="l">
        <p className="plain">{t`Each person gets a text and an email with their own code. They enter it in the app, under Settings > Business Account, within ${INVITATION_DAYS} days. Inviting people is free.`}</p>
        <SegmentedControl
          label={t`How to add users`}
          selectedId={method}
          options={METHODS}
          onChange={({ detail }) => setWay(detail.selectedId as Method)}
        />
        {method === "one" && <AddOne onSent={refresh} onClose={onClose} />}
        {method !== "one" && (
          <AddSeveral key={method} fromFile={method === "file"} onSent={refresh} onClose={onClose} />
        )}
      </SpaceBetween>
    </Dialog>
  );
}
