/** The panel beside the list: one number, how it stands, and what can be done about it. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { formatPhone } from "../formats/phone";
import { Loading } from "../parts/Loading";
import { Panel } from "../parts/Panel";
import { Failed } from "../parts/Refusal";
import { renewsAs } from "./life";
import { NumberDetails } from "./NumberDetails";
import { useNumber, type PhoneNumber, type Until } from "./queries";

interface Props {
  id: string;
  listed: PhoneNumber | undefined;
  onClose: () => void;
}

export function NumberPanel({ id, listed, onClose }: Props) {
  const [until, setUntil] = useState<Until | null>(null);
  const number = useNumber(id, listed, until);
  useListFollows(number.data);
  return (
    <Panel title={number.data ? formatPhone(number.data.phone_number) : "Number"} onClose={onClose}>
      {number.isPending && <Loading what="this number" />}
      {number.error && <Failed problem={number.error} onRetry={() => void number.refetch()} what="this number" />}
      {number.data && <NumberDetails number={number.data} onStarted={(until) => setUntil(() => until)} />}
    </Panel>
  );
}

/** What the panel learns of a number, the lists show too. */
function useListFollows(number: PhoneNumber | undefined): void {
  const queries = useQueryClient();
  const known = number && `${number.status} ${number.ends} ${renewsAs(number)}`;
  useEffect(() => {
    if (known) void queries.invalidateQueries({ queryKey: ["numbers", "list"] });
  }, [known, queries]);
}
