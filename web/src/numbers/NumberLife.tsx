/** A number's life, opened on demand: bought or brought along, given to people, moved, renewed, and what is ahead. */
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { useActivity } from "../activity";
import { useTeam } from "../api/team";
import { newestFirst, Timeline } from "../charts";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { lifeOf } from "./life";
import { usePortOut } from "./queries";
import type { PhoneNumber } from "./types";

export function NumberLife({ number }: { number: PhoneNumber }) {
  const [open, setOpen] = useState(false);
  return (
    <ExpandableSection headerText={t`History`} expanded={open} onChange={({ detail }) => setOpen(detail.expanded)}>
      {open && <Life number={number} />}
    </ExpandableSection>
  );
}

const EVERYTHING = { action: null, mine: false };
const MOST = 100; // lines of the team's activity that are looked through

function Life({ number }: { number: PhoneNumber }) {
  const { managesTeam } = useTeam();
  const activity = useActivity(EVERYTHING, null, MOST, managesTeam);
  const portOut = usePortOut(number.number_id);
  if (activity.error) {
    return <LoadError problem={activity.error} onRetry={() => void activity.refetch()} what={t`the history`} />;
  }
  if ((managesTeam && activity.isPending) || portOut.isPending) return <Loading what={t`the history`} />;
  const moments = lifeOf(number, { activity: activity.data?.items ?? [], portOut: portOut.data ?? null });
  return <Timeline label={t`History of the number`} moments={newestFirst(moments)} />;
}
