/** Who spent it, on what, to where. Each list is filtered by the others, and filters them. */
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { t } from "@lingui/core/macro";

import { type Bar, Bars } from "../charts";
import { formatMoney, toMicros } from "../formats/money";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { describeCounts, rowKey, rowName } from "./labels";
import type { Period, UsageFilter } from "./period";
import { type UsageRow, useUsage } from "./queries";

interface Props {
  period: Period;
  filter: UsageFilter;
  onFilter: (filter: UsageFilter) => void;
}

const LISTS = [
  { title: t`People`, group: "user", field: "user_id" },
  { title: t`Kinds`, group: "kind", field: "kind" },
  { title: t`Countries`, group: "country", field: "country" },
] as const;

export function Breakdown({ forTeam, ...props }: Props & { forTeam: boolean }) {
  return (
    <div className={forTeam ? "usage-lists" : "usage-lists usage-lists-own"}>
      {LISTS.filter(({ group }) => forTeam || group !== "user").map((list) => (
        <List key={list.group} {...list} {...props} />
      ))}
    </div>
  );
}

function List({ title, group, field, period, filter, onFilter }: Props & (typeof LISTS)[number]) {
  const usage = useUsage(period, { ...filter, [field]: null }, group);
  return (
    <Container fitHeight header={<Header variant="h2">{title}</Header>}>
      {usage.isPending && <Loading what={title.toLowerCase()} />}
      {usage.error && (
        <LoadError problem={usage.error} onRetry={() => void usage.refetch()} what={title.toLowerCase()} />
      )}
      {usage.data && (
        <Bars
          label={title}
          bars={makeBars(usage.data.rows, group)}
          chosen={filter[field]}
          onChoose={(key) => onFilter({ ...filter, [field]: key })}
        />
      )}
    </Container>
  );
}

function makeBars(rows: UsageRow[], group: "user" | "kind" | "country"): Bar[] {
  return [...rows].sort(byAmount).map((row) => ({
    key: rowKey(row, group),
    name: rowName(row, group),
    value: Number(row.amount.amount),
    text: formatMoney(row.amount),
    about: describeCounts(row),
  }));
}

export function byAmount(one: UsageRow, other: UsageRow): number {
  const [less, more] = [toMicros(one.amount), toMicros(other.amount)];
  return less === more ? other.count - one.count : less < more ? 1 : -1;
}
