/** The table of users with its filters; empty because there are none, none match or loading failed. */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";

import { displayName, type User, type UsersFilterValue, type useUsers } from "../api/team";
import { useCreditsOf } from "../billing";
import { EmptyState } from "../parts/EmptyState";
import { LoadError } from "../parts/ProblemAlert";
import { useIsNarrow } from "../parts/useIsNarrow";
import { Amount, Day, Phone } from "../parts/values";
import { RECENT_DAYS, SparkOf, useRecentUsage } from "../usage";
import { CreditsStatus, LowCredits, ROLE_LABELS, rowId, UserStatusIndicator } from "./labels";
import { NumbersCell } from "./NumbersCell";
import { UsersFilter } from "./UsersFilter";

interface Props {
  users: ReturnType<typeof useUsers>;
  filter: UsersFilterValue;
  onFilter: (filter: UsersFilterValue) => void;
  pagination: ReactNode;
  selected: User[];
  onSelect: (users: User[]) => void;
  openId: string | undefined;
  onOpen: (user: User) => void;
  onAdd: () => void;
}

export function UsersTable({ users, filter, onFilter, pagination, selected, onSelect, openId, onOpen, onAdd }: Props) {
  const narrow = useIsNarrow();
  const shape = narrow ? "narrow" : openId ? "beside" : "wide";
  const items = users.data?.items ?? [];
  const credits = useCreditsOf(items.flatMap(({ user_id }) => user_id ?? [])).data;
  const recent = useRecentUsage().of;
  const filtered = Boolean(filter.q || filter.status || filter.role);
  const failed = users.error && (
    <LoadError problem={users.error} onRetry={() => void users.refetch()} what="the users" />
  );
  const nothing = filtered ? (
    <NoMatches onClear={() => onFilter({ q: "", status: null, role: null })} />
  ) : (
    <NoUsers onAdd={onAdd} />
  );
  return (
    <SpaceBetween size="m">
      {failed}
      <Table
        variant="container"
        columnDefinitions={columns(onOpen, shape, credits, recent)}
        columnDisplay={SHOWN[shape].map((id) => ({ id, visible: true }))}
        items={items}
        selectionType="multi"
        selectedItems={selected}
        onSelectionChange={({ detail }) => onSelect(detail.selectedItems)}
        trackBy={rowId}
        loading={users.isPending}
        loadingText="Loading users"
        empty={failed ? "" : nothing}
        filter={<UsersFilter filter={filter} onFilter={onFilter} />}
        pagination={pagination}
        wrapLines
        stickyColumns={{ last: 1 }}
        contentDensity="comfortable"
        ariaLabels={{
          tableLabel: "Users",
          selectionGroupLabel: "Users",
          allItemsSelectionLabel: () => "Select everyone on this page",
          itemSelectionLabel: (_, user) => `Select ${displayName(user)}`,
        }}
        enableKeyboardNavigation={false}
      />
    </SpaceBetween>
  );
}

/** The width of the table: a laptop's, a laptop's beside the panel, a phone's. */
type Shape = "wide" | "beside" | "narrow";

const SHOWN: Record<Shape, string[]> = {
  wide: ["person", "numbers", "role", "status", "credits", "usage", "manage"],
  beside: ["person", "role", "status", "manage"],
  narrow: ["person", "manage"],
};

type Credits = ReturnType<typeof useCreditsOf>["data"];
type RecentOf = ReturnType<typeof useRecentUsage>["of"];

function columns(
  onOpen: (user: User) => void,
  shape: Shape,
  credits: Credits,
  recent: RecentOf,
): TableProps.ColumnDefinition<User>[] {
  return [
    {
      id: "person",
      header: "Person",
      ...(shape === "wide" && { minWidth: 190, maxWidth: 250 }),
      cell: (user) => <PersonCell user={user} shape={shape} credits={credits} />,
      isRowHeader: true,
    },
    { id: "numbers", header: "Numbers", cell: (user) => <NumbersCell user={user} /> },
    { id: "role", header: "Role", cell: (user) => ROLE_LABELS[user.role] },
    {
      id: "status",
      header: "Status",
      minWidth: 108,
      cell: (user) => <StatusCell user={user} dated={shape === "wide"} />,
    },
    { id: "credits", header: "Credits", cell: (user) => <CreditsCell user={user} credits={credits} /> },
    {
      id: "usage",
      header: `Last ${RECENT_DAYS} days`,
      minWidth: 124,
      cell: (user) => (user.user_id ? <SparkOf recent={recent(user.user_id)} name={displayName(user)} /> : "–"),
    },
    {
      id: "manage",
      header: "Edit",
      width: 70,
      cell: (user) => (
        <Button
          variant="icon"
          iconName="settings"
          ariaLabel={`Manage ${displayName(user)}`}
          nativeButtonAttributes={{ id: `gear-${rowId(user)}` }}
          onClick={() => onOpen(user)}
        />
      ),
    },
  ];
}

function PersonCell({ user, shape, credits }: { user: User; shape: Shape; credits: Credits }) {
  return (
    <>
      <Box fontWeight="bold">{displayName(user)}</Box>
      <Box color="text-body-secondary" fontSize="body-s">
        <Phone number={user.phone_number} />
        {shape === "wide" && user.name && <div>{user.email}</div>}
      </Box>
      {shape === "narrow" && (
        <>
          <div>
            <UserStatusIndicator status={user.status} />
          </div>
          <LowCredits level={credits?.get(user.user_id ?? "")?.level} />
        </>
      )}
      {shape === "narrow" && user.numbers.length > 0 && (
        <Box fontSize="body-s">
          <NumbersCell user={user} />
        </Box>
      )}
    </>
  );
}

/** The status, and when a member was active last, or since when a person is invited. */
function StatusCell({ user, dated }: { user: User; dated: boolean }) {
  const since = dated && (user.last_active_at ?? (user.user_id ? null : user.invited_at));
  return (
    <>
      <UserStatusIndicator status={user.status} />
      {since && (
        <Box color="text-body-secondary" fontSize="body-s">
          {user.last_active_at ? "Last active " : "Since "}
          <Day at={since} />
        </Box>
      )}
    </>
  );
}

/** What a member can spend, or what an invitation promises. */
function CreditsCell({ user, credits }: { user: User; credits: Credits }) {
  const spendable = credits?.get(user.user_id ?? "");
  if (spendable)
    return (
      <SpaceBetween size="xxs">
        <Amount of={spendable.balance} />
        <LowCredits level={spendable.level} />
      </SpaceBetween>
    );
  if (!user.credits || user.credits.state === "none") return <>–</>;
  return (
    <SpaceBetween size="xxs">
      <Amount of={user.credits} />
      <CreditsStatus state={user.credits.state} />
    </SpaceBetween>
  );
}

function NoUsers({ onAdd }: { onAdd: () => void }) {
  return (
    <EmptyState title="No one is on the team yet">
      <span>Invite people by phone number. They get a code by text and join from the app.</span>
      <Button onClick={onAdd}>Add users</Button>
    </EmptyState>
  );
}

function NoMatches({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState title="No users match your search">
      <Button onClick={onClear}>Show all users</Button>
    </EmptyState>
  );
}
