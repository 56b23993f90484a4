/** The table of people, with its search and filters, and its three kinds of emptiness. */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";

import { Empty } from "../parts/Empty";
import { useNarrow } from "../parts/narrow";
import { Failed } from "../parts/Refusal";
import { Amount, Day, Phone } from "../parts/shown";
import { NumbersOf } from "./NumbersOf";
import type { Filter, useUsers, User } from "./queries";
import { UsersFilter } from "./UsersFilter";
import { idOf, nameOf, PromiseOf, ROLES, StatusOf } from "./words";

interface Props {
  users: ReturnType<typeof useUsers>;
  filter: Filter;
  onFilter: (filter: Filter) => void;
  pagination: ReactNode;
  openId: string | undefined;
  onOpen: (user: User) => void;
  onAdd: () => void;
}

export function UsersTable({ users, filter, onFilter, pagination, openId, onOpen, onAdd }: Props) {
  const narrow = useNarrow();
  const shape = narrow ? "narrow" : openId ? "beside" : "wide";
  const filtered = Boolean(filter.q || filter.status || filter.role);
  const failed = users.error && <Failed problem={users.error} onRetry={() => void users.refetch()} what="the users" />;
  const nothing = filtered ? (
    <NothingFound onClear={() => onFilter({ q: "", status: null, role: null })} />
  ) : (
    <NobodyYet onAdd={onAdd} />
  );
  return (
    <SpaceBetween size="m">
      {failed}
      <Table
        variant="container"
        columnDefinitions={columns(onOpen, shape)}
        columnDisplay={SHOWN[shape].map((id) => ({ id, visible: true }))}
        items={users.data?.items ?? []}
        trackBy={idOf}
        loading={users.isPending}
        loadingText="Loading users"
        empty={failed ? "" : nothing}
        filter={<UsersFilter filter={filter} onFilter={onFilter} />}
        pagination={pagination}
        wrapLines={narrow}
        contentDensity="comfortable"
        ariaLabels={{ tableLabel: "Users" }}
        enableKeyboardNavigation={false}
      />
    </SpaceBetween>
  );
}

/** A laptop's whole width, what a panel leaves of it, a phone's. */
type Shape = "wide" | "beside" | "narrow";

const SHOWN: Record<Shape, string[]> = {
  wide: ["person", "numbers", "role", "status", "credits", "since", "manage"],
  beside: ["person", "role", "status", "manage"],
  narrow: ["person", "status", "manage"],
};

function columns(onOpen: (user: User) => void, shape: Shape): TableProps.ColumnDefinition<User>[] {
  return [
    { id: "person", header: "Person", cell: (user) => <PersonCell user={user} shape={shape} />, isRowHeader: true },
    { id: "numbers", header: "Numbers", cell: (user) => <NumbersOf user={user} /> },
    { id: "role", header: "Role", cell: (user) => ROLES[user.role] },
    { id: "status", header: "Status", minWidth: 122, cell: (user) => <StatusOf status={user.status} /> },
    { id: "credits", header: "Credits promised", cell: (user) => <Promised user={user} /> },
    {
      id: "since",
      header: "Joined or invited",
      cell: (user) => <Day at={user.joined_at ?? user.invited_at ?? ""} />,
    },
    {
      id: "manage",
      header: "Edit",
      width: 76,
      cell: (user) => (
        <Button
          variant="icon"
          iconName="settings"
          ariaLabel={`Manage ${nameOf(user)}`}
          nativeButtonAttributes={{ id: `gear-${idOf(user)}` }}
          onClick={() => onOpen(user)}
        />
      ),
    },
  ];
}

function PersonCell({ user, shape }: { user: User; shape: Shape }) {
  return (
    <>
      <Box fontWeight="bold">{nameOf(user)}</Box>
      <Box color="text-body-secondary" fontSize="body-s">
        <Phone number={user.phone_number} />
        {shape === "wide" && user.name && <div>{user.email}</div>}
      </Box>
      {shape === "narrow" && user.numbers.length > 0 && (
        <Box fontSize="body-s">
          <NumbersOf user={user} />
        </Box>
      )}
    </>
  );
}

function Promised({ user }: { user: User }) {
  if (!user.credits || user.credits.state === "none") return <>–</>;
  return (
    <SpaceBetween size="xxs">
      <Amount of={user.credits} />
      <PromiseOf state={user.credits.state} />
    </SpaceBetween>
  );
}

function NobodyYet({ onAdd }: { onAdd: () => void }) {
  return (
    <Empty title="Nobody is on the team yet">
      <span>Invite people by phone number. They get a text with a code and join from the app.</span>
      <Button onClick={onAdd}>Add users</Button>
    </Empty>
  );
}

function NothingFound({ onClear }: { onClear: () => void }) {
  return (
    <Empty title="Nobody matches this search and filter">
      <Button onClick={onClear}>Show everybody</Button>
    </Empty>
  );
}
