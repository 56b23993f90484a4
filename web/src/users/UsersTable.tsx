/** The table of users with its filters; empty because there are none, none match or loading failed. */
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";

import { displayName, type User, type UsersFilterValue } from "../api/team";
import { useCreditsOf } from "../billing";
import { EmptyState } from "../parts/EmptyState";
import { DataTable } from "../parts/table/DataTable";
import type { List } from "../parts/table/useList";
import { useRecentUsage } from "../usage";
import { ExportButton } from "./ExportButton";
import { rowId } from "./labels";
import { usersColumns } from "./usersColumns";
import { UsersFilter } from "./UsersFilter";

interface Props {
  users: List<User>;
  filter: UsersFilterValue;
  onFilter: (filter: UsersFilterValue) => void;
  selected: User[];
  onSelect: (users: User[]) => void;
  openId: string | undefined;
  onOpen: (user: User) => void;
  onAdd: () => void;
}

export function UsersTable({ users, filter, onFilter, selected, onSelect, openId, onOpen, onAdd }: Props) {
  const credits = useCreditsOf(users.items.flatMap(({ user_id }) => user_id ?? [])).data;
  const recent = useRecentUsage().of;
  const filtered = Boolean(filter.q || filter.status || filter.role);
  return (
    <DataTable
      list={users}
      columns={usersColumns(credits, recent)}
      name="users"
      label={t`users`}
      idOf={rowId}
      nameOf={displayName}
      empty={
        filtered ? (
          <NoMatches onClear={() => onFilter({ q: "", status: null, role: null })} />
        ) : (
          <NoUsers onAdd={onAdd} />
        )
      }
      filter={<UsersFilter filter={filter} onFilter={onFilter} />}
      onOpen={onOpen}
      openId={openId}
      selection={{ selected, onSelect }}
      exported={<ExportButton filter={filter} />}
    />
  );
}

function NoUsers({ onAdd }: { onAdd: () => void }) {
  return (
    <EmptyState title={t`No one is on the team yet`}>
      <span>{t`Invite people by phone number. They get a code by text and join from the app.`}</span>
      <Button onClick={onAdd}>{t`Add users`}</Button>
    </EmptyState>
  );
}

function NoMatches({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState title={t`No users match your search`}>
      <Button onClick={onClear}>{t`Show all users`}</Button>
    </EmptyState>
  );
}
