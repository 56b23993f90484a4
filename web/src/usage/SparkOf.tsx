/** The last 30 days of a person or team as a small line, and what they cost together. */
import { t } from "@lingui/core/macro";

import { Sparkline } from "../charts";
import { formatMoney } from "../formats/money";
import { Amount } from "../parts/values";
import { RECENT_DAYS } from "./period";
import type { Recent } from "./recent";

interface Props {
  recent: Recent | undefined;
  name: string;
}

export function SparkOf({ recent, name }: Props) {
  if (!recent) return <>–</>;
  if (recent.values.every((value) => value === 0)) return <Amount of={recent.days} />;
  return (
    <>
      <Sparkline
        label={t`${name}: ${formatMoney(recent.days)} in the last ${RECENT_DAYS} days`}
        values={recent.values}
      />
      <Amount of={recent.days} />
    </>
  );
}
