/** The table of numbers, with its filters, and its three kinds of emptiness. */
import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";

import { Empty } from "../parts/Empty";
import { formatPhone } from "../formats/phone";
import { useNarrow } from "../parts/narrow";
import { LinkButton } from "../parts/LinkButton";
import { Failed } from "../parts/Refusal";
import { Phone } from "../parts/shown";
import { PersonName } from "../users/people";
import { nextDate } from "./life";
import { NumbersFilter } from "./NumbersFilter";
import { EVERYTHING, type Filter, type PhoneNumber, type useNumbers } from "./queries";
import { DateOf, priceOf, StatusOf } from "./words";

interface Props {
  numbers: ReturnType<typeof useNumbers>;
  forTeam: boolean;
  filter: Filter;
  onFilter: (filter: Filter) => void;
  pagination: ReactNode;
  openId: string | undefined;
  onOpen: (number: PhoneNumber) => void;
}

export function NumbersTable({ numbers, forTeam, filter, onFilter, pagination, openId, onOpen }: Props) {
  const narrow = useNarrow();
  const filtered = Boolean(filter.status || filter.user_id);
  const failed = numbers.error && (
    <Failed problem={numbers.error} onRetry={() => void numbers.refetch()} what="the numbers" />
  );
  const nothing = filtered ? <NothingFound onClear={() => onFilter(EVERYTHING)} /> : <NothingYet forTeam={forTeam} />;
  const shown = narrow ? NARROW : openId ? BESIDE_PANEL : ALL;
  return (
    <SpaceBetween size="m">
      {failed}
      <Table
        variant="container"
        columnDefinitions={columns(onOpen, forTeam)}
        columnDisplay={shown.filter((id) => forTeam || id !== "user").map((id) => ({ id, visible: true }))}
        items={numbers.data?.items ?? []}
        trackBy="number_id"
        loading={numbers.isPending}
        loadingText="Loading numbers"
        empty={failed ? "" : nothing}
        filter={<NumbersFilter filter={filter} onFilter={onFilter} forTeam={forTeam} />}
        pagination={pagination}
        wrapLines={narrow}
        contentDensity="comfortable"
        ariaLabels={{ tableLabel: "Numbers" }}
        enableKeyboardNavigation={false}
      />
    </SpaceBetween>
  );
}

const ALL = ["number", "user", "status", "plan", "date", "manage"];
const BESIDE_PANEL = ["number", "user", "status", "manage"];
const NARROW = ["phone", "status", "manage"];

function columns(onOpen: (number: PhoneNumber) => void, forTeam: boolean): TableProps.ColumnDefinition<PhoneNumber>[] {
  return [
    { id: "number", header: "Number", cell: (number) => <NumberCell number={number} />, isRowHeader: true },
    { id: "phone", header: "Number", cell: (number) => <InOne number={number} forTeam={forTeam} />, isRowHeader: true },
    { id: "user", header: "User", cell: (number) => <UserOf number={number} /> },
    { id: "status", header: "Status", minWidth: 122, cell: (number) => <StatusOf number={number} /> },
    { id: "plan", header: "Plan", cell: ({ plan }) => (plan ? priceOf(plan) : "–") },
    { id: "date", header: "Paid time", cell: (number) => <DateOf number={number} /> },
    {
      id: "manage",
      header: "Edit",
      width: 76,
      cell: (number) => (
        <Button
          variant="icon"
          iconName="settings"
          ariaLabel={`Manage ${formatPhone(number.phone_number)}`}
          nativeButtonAttributes={{ id: `gear-${number.number_id}` }}
          onClick={() => onOpen(number)}
        />
      ),
    },
  ];
}

/** The number, its name, and whether it is its user's default. */
export function NumberCell({ number }: { number: PhoneNumber }) {
  return (
    <>
      <Box fontWeight="bold">
        <Phone number={number.phone_number} /> {number.is_default && <Badge color="green">Default</Badge>}
      </Box>
      {number.label && (
        <Box color="text-body-secondary" fontSize="body-s">
          {number.label}
        </Box>
      )}
    </>
  );
}

function InOne({ number, forTeam }: { number: PhoneNumber; forTeam: boolean }) {
  return (
    <>
      <NumberCell number={number} />
      <Box color="text-body-secondary" fontSize="body-s">
        {forTeam && <UserOf number={number} />}
        {nextDate(number) && (
          <div>
            <DateOf number={number} />
          </div>
        )}
      </Box>
    </>
  );
}

function UserOf({ number: { user_id } }: { number: PhoneNumber }) {
  return user_id ? <PersonName id={user_id} /> : <>Nobody yet</>;
}

function NothingYet({ forTeam }: { forTeam: boolean }) {
  return (
    <Empty title={forTeam ? "The team has no number yet" : "You have no number yet"}>
      <span>Choose one by area code, city or the digits you like. It works within moments.</span>
      <LinkButton to="/numbers/new">Get a number</LinkButton>
    </Empty>
  );
}

function NothingFound({ onClear }: { onClear: () => void }) {
  return (
    <Empty title="No number matches this filter">
      <Button onClick={onClear}>Show all numbers</Button>
    </Empty>
  );
}
