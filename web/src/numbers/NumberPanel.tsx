/** The panel beside the list: one number with its status and actions. */
import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { formatPhone } from "../formats/phone";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { SidePanel } from "../parts/SidePanel";
import { renewalPlanId } from "./lifecycle";
import { NumberDetails } from "./NumberDetails";
import { useNumber } from "./queries";
import type { PhoneNumber, StopPolling } from "./types";

interface Props {
  id: string;
  listed: PhoneNumber | undefined;
  onClose: () => void;
}

export function NumberPanel({ id, listed, onClose }: Props) {
  const [until, setUntil] = useState<StopPolling | null>(null);
  const number = useNumber(id, listed, until);
  useRefreshList(number.data);
  return (
    <SidePanel title={number.data ? formatPhone(number.data.phone_number) : t`Number`} onClose={onClose}>
      {number.isPending && <Loading what={t`this number`} />}
      {number.error && <LoadError problem={number.error} onRetry={() => void number.refetch()} what={t`this number`} />}
      {number.data && <NumberDetails number={number.data} onStarted={(until) => setUntil(() => until)} />}
    </SidePanel>
  );
}

/** Reads the lists again when the panel's number has changed. */
function useRefreshList(number: PhoneNumber | undefined): void {
  const queries = useQueryClient();
  const known = number && `${number.status} ${number.ends} ${renewalPlanId(number)}`;
  useEffect(() => {
    if (known) void queries.invalidateQueries({ queryKey: ["numbers", "list"] });
  }, [known, queries]);
}
