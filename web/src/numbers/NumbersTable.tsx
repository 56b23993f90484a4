/** The table of numbers with its filters; empty because there are none, none match or loading failed. */
import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";

import { formatPhone } from "../formats/phone";
import { formatPlanPrice } from "../formats/plan";
import { EmptyState } from "../parts/EmptyState";
import { LinkButton } from "../parts/LinkButton";
import { PersonName } from "../parts/people";
import { LoadError } from "../parts/ProblemAlert";
import { useIsNarrow } from "../parts/useIsNarrow";
import { Phone } from "../parts/values";
import { KeyDate, NumberStatusIndicator } from "./labels";
import { keyDate, waitingTexts } from "./lifecycle";
import { NumbersFilter } from "./NumbersFilter";
import { NO_FILTER, type useNumbers } from "./queries";
import type { NumbersFilterValue, PhoneNumber } from "./types";

interface Props {
  numbers: ReturnType<typeof useNumbers>;
  forTeam: boolean;
  filter: NumbersFilterValue;
  onFilter: (filter: NumbersFilterValue) => void;
  pagination: ReactNode;
  openId: string | undefined;
  onOpen: (number: PhoneNumber) => void;
}

export function NumbersTable({ numbers, forTeam, filter, onFilter, pagination, openId, onOpen }: Props) {
  const narrow = useIsNarrow();
  const filtered = Boolean(filter.status || filter.user_id);
  const failed = numbers.error && (
    <LoadError problem={numbers.error} onRetry={() => void numbers.refetch()} what="the numbers" />
  );
  const nothing = filtered ? <NoMatches onClear={() => onFilter(NO_FILTER)} /> : <NoNumbers forTeam={forTeam} />;
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
    {
      id: "phone",
      header: "Number",
      cell: (number) => <NarrowCell number={number} forTeam={forTeam} />,
      isRowHeader: true,
    },
    { id: "user", header: "User", cell: (number) => <UserCell number={number} /> },
    { id: "status", header: "Status", minWidth: 122, cell: (number) => <NumberStatusIndicator number={number} /> },
    { id: "plan", header: "Plan", cell: ({ plan }) => (plan ? formatPlanPrice(plan) : "–") },
    { id: "date", header: "Paid period", cell: (number) => <KeyDate number={number} /> },
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

/** The number, its label, whether it is its user's default, and whether colleagues share it. */
function NumberCell({ number }: { number: PhoneNumber }) {
  return (
    <>
      <Box fontWeight="bold">
        <Phone number={number.phone_number} /> {number.is_default && <Badge color="green">Default</Badge>}{" "}
        {number.shared_with.length > 0 && <Badge>Shared</Badge>}
      </Box>
      {number.label && (
        <Box color="text-body-secondary" fontSize="body-s">
          {number.label}
        </Box>
      )}
      {number.waiting_texts > 0 && (
        <Box color="text-status-info" fontSize="body-s">
          {waitingTexts(number)}
        </Box>
      )}
    </>
  );
}

function NarrowCell({ number, forTeam }: { number: PhoneNumber; forTeam: boolean }) {
  return (
    <>
      <NumberCell number={number} />
      <Box color="text-body-secondary" fontSize="body-s">
        {forTeam && <UserCell number={number} />}
        {keyDate(number) && (
          <div>
            <KeyDate number={number} />
          </div>
        )}
      </Box>
    </>
  );
}

function UserCell({ number: { user_id } }: { number: PhoneNumber }) {
  return user_id ? <PersonName id={user_id} /> : <>Not assigned</>;
}

function NoNumbers({ forTeam }: { forTeam: boolean }) {
  return (
    <EmptyState title={forTeam ? "Your team has no numbers yet" : "You have no numbers yet"}>
      <span>Choose one by area code, city or digits. It's ready in moments.</span>
      <LinkButton to="/numbers/new">Get a number</LinkButton>
    </EmptyState>
  );
}

function NoMatches({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState title="No numbers match this filter">
      <Button onClick={onClear}>Show all numbers</Button>
    </EmptyState>
  );
}
