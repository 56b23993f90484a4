/** The table of numbers with its filters; empty because there are none, none match or loading failed. */
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";

import { formatPhone } from "../formats/phone";
import { EmptyState } from "../parts/EmptyState";
import { LinkButton } from "../parts/LinkButton";
import { loadNames } from "../parts/people";
import { DataTable } from "../parts/table/DataTable";
import type { List } from "../parts/table/useList";
import { numbersColumns } from "./numbersColumns";
import { NumbersFilter } from "./NumbersFilter";
import { NO_FILTER } from "./queries";
import type { NumbersFilterValue, PhoneNumber } from "./types";

interface Props {
  numbers: List<PhoneNumber>;
  forTeam: boolean;
  filter: NumbersFilterValue;
  onFilter: (filter: NumbersFilterValue) => void;
  openId: string | undefined;
  onOpen: (number: PhoneNumber) => void;
}

export function NumbersTable({ numbers, forTeam, filter, onFilter, openId, onOpen }: Props) {
  const filtered = Boolean(filter.status || filter.user_id || filter.q);
  return (
    <DataTable
      list={numbers}
      columns={numbersColumns(forTeam)}
      name="numbers"
      label={t`numbers`}
      idOf={({ number_id }) => number_id}
      nameOf={({ phone_number }) => formatPhone(phone_number)}
      empty={filtered ? <NoMatches onClear={() => onFilter(NO_FILTER)} /> : <NoNumbers forTeam={forTeam} />}
      filter={<NumbersFilter filter={filter} onFilter={onFilter} forTeam={forTeam} />}
      onOpen={onOpen}
      openId={openId}
      exportColumns={async () => numbersColumns(forTeam, forTeam ? await loadNames() : undefined)}
    />
  );
}

function NoNumbers({ forTeam }: { forTeam: boolean }) {
  return (
    <EmptyState title={forTeam ? t`Your team has no numbers yet` : t`You have no numbers yet`}>
      <span>{t`Choose one by area code, city or digits. It's ready in moments.`}</span>
      <LinkButton to="/numbers/new">{t`Get a number`}</LinkButton>
    </EmptyState>
  );
}

function NoMatches({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState title={t`No numbers match this filter`}>
      <Button onClick={onClear}>{t`Show all numbers`}</Button>
    </EmptyState>
  );
}
