/** The list of the people on the team and of those invited. */
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useCallback, useState } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";

import { type Role, type User, type UsersFilterValue, type UserStatus, useTeam, useUsers } from "../api/team";
import { Loading } from "../parts/Loading";
import { AccessDenied, LoadError } from "../parts/ProblemAlert";
import { Screen } from "../parts/Screen";
import { usePages } from "../parts/usePages";
import { AddUsers } from "./AddUsers";
import { BulkActions } from "./BulkActions";
import { ExportButton } from "./ExportButton";
import { Departures } from "./Departures";
import { rowId } from "./labels";
import { PersonPanel } from "./PersonPanel";
import { UsersTable } from "./UsersTable";

export function Users() {
  const { query, team, managesTeam } = useTeam();
  if (query.error)
    return (
      <Screen title="Users">
        <LoadError problem={query.error} onRetry={() => void query.refetch()} what="your team" />
      </Screen>
    );
  if (query.isPending) return <Loading what="your team" />;
  if (!team || !managesTeam)
    return (
      <Screen title="Users">
        <AccessDenied />
      </Screen>
    );
  return <TeamUsers />;
}

function TeamUsers() {
  const [filter, setFilter] = useFilter();
  const pages = usePages(JSON.stringify(filter));
  const users = useUsers(filter, pages.cursor);
  const [adding, setAdding] = useState(false);
  const page = JSON.stringify([filter, pages.cursor]);
  const [selection, setSelection] = useState({ page, users: [] as User[] });
  const selected = selection.page === page ? selection.users : [];
  const setSelected = (users: User[]) => setSelection({ page, users });
  const navigate = useNavigate();
  const { search } = window.location;
  const openId = useParams()["userId"];
  const show = useCallback((id: string) => void navigate(`/users/${id}${search}`), [navigate, search]);
  const close = () => {
    void navigate(`/users${search}`);
    document.getElementById(`gear-${openId}`)?.focus();
  };
  const found = users.data?.items.find((user) => rowId(user) === openId);
  return (
    <div className={openId ? "with-panel" : ""}>
      <Screen
        title="Users"
        description="Team members and invitations"
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <BulkActions selected={selected} onDone={() => setSelected([])} />
            <ExportButton filter={filter} />
            <Button variant="primary" onClick={() => setAdding(true)}>
              Add users
            </Button>
          </SpaceBetween>
        }
      >
        <UsersTable
          users={users}
          filter={filter}
          onFilter={setFilter}
          pagination={pages.renderPagination(users.data?.next_cursor, users.isPlaceholderData)}
          selected={selected}
          onSelect={setSelected}
          openId={openId}
          onOpen={(user: User) => show(rowId(user))}
          onAdd={() => setAdding(true)}
        />
        <Departures />
      </Screen>
      {openId && <PersonPanel key={openId} id={openId} listed={found} listLoaded={users.isSuccess} onClose={close} />}
      {adding && <AddUsers onClose={() => setAdding(false)} />}
    </div>
  );
}

/** Keeps the filter in the address, so that a filtered list can be linked to and survives a reload. */
function useFilter(): [UsersFilterValue, (filter: UsersFilterValue) => void] {
  const [params, setParams] = useSearchParams();
  const filter: UsersFilterValue = {
    q: params.get("q") ?? "",
    status: params.get("status") as UserStatus | null,
    role: params.get("role") as Role | null,
  };
  const set = ({ q, status, role }: UsersFilterValue) =>
    setParams({ ...(q && { q }), ...(status && { status }), ...(role && { role }) }, { replace: true });
  return [filter, set];
}
