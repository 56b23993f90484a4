/** The list of the people on the team and of those invited. */
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useCallback, useState } from "react";
import { useNavigate, useParams } from "react-router";

import {
  fetchUsers,
  INVITED_POLL_MS,
  type Role,
  type User,
  type UsersFilterValue,
  type UserStatus,
  useTeam,
} from "../api/team";
import { Loading } from "../parts/Loading";
import { AccessDenied, LoadError } from "../parts/ProblemAlert";
import { Screen } from "../parts/Screen";
import { useList } from "../parts/table/useList";
import { useAddress } from "../parts/useAddress";
import { AddUsers } from "./AddUsers";
import { BulkActions } from "./BulkActions";
import { Departures } from "./Departures";
import { rowId } from "./labels";
import { PersonPanel } from "./PersonPanel";
import { usersColumns } from "./usersColumns";
import { UsersTable } from "./UsersTable";

/** How users are sorted and exported does not depend on their credits and usage. */
const COLUMNS = usersColumns(undefined, () => undefined);

export function Users() {
  const { query, team, managesTeam } = useTeam();
  if (query.error)
    return (
      <Screen title={t`Users`}>
        <LoadError problem={query.error} onRetry={() => void query.refetch()} what={t`your team`} />
      </Screen>
    );
  if (query.isPending) return <Loading what={t`your team`} />;
  if (!team || !managesTeam)
    return (
      <Screen title={t`Users`}>
        <AccessDenied />
      </Screen>
    );
  return <TeamUsers />;
}

function TeamUsers() {
  const [filter, setFilter] = useFilter();
  const users = useList({
    name: "users",
    key: ["team", "users", filter],
    load: (cursor, limit) => fetchUsers(filter, cursor, limit),
    columns: COLUMNS,
    poll: (items) => items.some(({ status }) => status === "invited") && INVITED_POLL_MS,
  });
  const [address, change] = useAddress();
  const adding = address.get("add") !== null;
  const setAdding = (add: boolean) => change({ add: add ? "1" : null });
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const selected = users.items.filter((user) => selection.has(rowId(user)));
  const setSelected = (chosen: User[]) => setSelection(new Set(chosen.map(rowId)));
  const navigate = useNavigate();
  const { search } = window.location;
  const openId = useParams()["userId"];
  const show = useCallback((id: string) => void navigate(`/users/${id}${search}`), [navigate, search]);
  const close = () => {
    void navigate(`/users${search}`);
    document.getElementById(`gear-${openId}`)?.focus();
  };
  const found = users.items.find((user) => rowId(user) === openId);
  return (
    <div className={openId ? "with-panel" : ""}>
      <Screen
        title={t`Users`}
        count={users.count}
        description={t`Team members and invitations`}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <BulkActions selected={selected} onDone={() => setSelected([])} />
            <Button variant="primary" onClick={() => setAdding(true)}>{t`Add users`}</Button>
          </SpaceBetween>
        }
      >
        <UsersTable
          users={users}
          filter={filter}
          onFilter={setFilter}
          selected={selected}
          onSelect={setSelected}
          openId={openId}
          onOpen={(user: User) => show(rowId(user))}
          onAdd={() => setAdding(true)}
        />
        <Departures />
      </Screen>
      {openId && <PersonPanel key={openId} id={openId} listed={found} listLoaded={!users.isPending} onClose={close} />}
      {adding && <AddUsers onClose={() => setAdding(false)} />}
    </div>
  );
}

/** Keeps the filter in the address, so that a filtered list can be linked to and survives a reload. */
function useFilter(): [UsersFilterValue, (filter: UsersFilterValue) => void] {
  const [address, change] = useAddress();
  const filter: UsersFilterValue = {
    q: address.get("q") ?? "",
    status: address.get("status") as UserStatus | null,
    role: address.get("role") as Role | null,
  };
  return [filter, (next) => change({ ...next, page: null })];
}
