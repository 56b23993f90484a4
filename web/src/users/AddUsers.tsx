/** Invite people: one, several written line by line, or a CSV file. Every row is checked before it is sent. */
import Modal from "@cloudscape-design/components/modal";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { AddOne } from "./AddOne";
import { AddSeveral } from "./AddSeveral";

type Way = "one" | "several" | "file";

const WAYS: { id: Way; text: string }[] = [
  { id: "one", text: "One person" },
  { id: "several", text: "Several" },
  { id: "file", text: "CSV file" },
];

export function AddUsers({ onClose }: { onClose: () => void }) {
  const [way, setWay] = useState<Way>("one");
  const queries = useQueryClient();
  const refresh = () => void queries.invalidateQueries({ queryKey: ["team"] });
  return (
    <Modal visible size={way === "one" ? "medium" : "large"} header="Add users" onDismiss={onClose}>
      <SpaceBetween size="l">
        <p className="plain">
          Each person gets a text and an email with a code of their own. They type it into the app, under Settings &gt;
          Business Account, within 14 days. Inviting costs nothing.
        </p>
        <SegmentedControl
          label="How to add users"
          selectedId={way}
          options={WAYS}
          onChange={({ detail }) => setWay(detail.selectedId as Way)}
        />
        {way === "one" && <AddOne onSent={refresh} onClose={onClose} />}
        {way !== "one" && <AddSeveral key={way} fromFile={way === "file"} onSent={refresh} onClose={onClose} />}
      </SpaceBetween>
    </Modal>
  );
}
