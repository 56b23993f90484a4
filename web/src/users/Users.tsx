/** Everybody on the team and everybody invited: found, filtered, opened. */
import Button from "@cloudscape-design/components/button";
import { useCallback, useState } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";

import { Loading } from "../parts/Loading";
import { Denied, Failed } from "../parts/Refusal";
import { Screen } from "../parts/Screen";
import { usePages } from "../parts/pages";
import { AddUsers } from "./AddUsers";
import { PersonPanel } from "./PersonPanel";
import { useTeam, useUsers, type Filter, type Role, type Status, type User } from "./queries";
import { UsersTable } from "./UsersTable";
import { idOf } from "./words";

export function Users() {
  const { query, team, managesTeam } = useTeam();
  if (query.error)
    return (
      <Screen title="Users">
        {<Failed problem={query.error} onRetry={() => void query.refetch()} what="your team" />}
      </Screen>
    );
  if (query.isPending) return <Loading what="your team" />;
  if (!team || !managesTeam) return <Screen title="Users">{<Denied />}</Screen>;
  return <TeamUsers />;
}

function TeamUsers() {
  const [filter, setFilter] = useFilter();
  const pages = usePages(JSON.stringify(filter));
  const users = useUsers(filter, pages.cursor);
  const [adding, setAdding] = useState(false);
  const navigate = useNavigate();
  const { search } = window.location;
  const openId = useParams()["userId"];
  const show = useCallback((id: string) => void navigate(`/users/${id}${search}`), [navigate, search]);
  const close = () => {
    void navigate(`/users${search}`);
    document.getElementById(`gear-${openId}`)?.focus();
  };
  const found = users.data?.items.find((user) => idOf(user) === openId);
  return (
    <div className={openId ? "with-panel" : ""}>
      <Screen
        title="Users"
        description="Everybody on your team, and everybody you invited."
        actions={
          <Button variant="primary" onClick={() => setAdding(true)}>
            Add users
          </Button>
        }
      >
        <UsersTable
          users={users}
          filter={filter}
          onFilter={setFilter}
          pagination={pages.turner(users.data?.next_cursor, users.isPlaceholderData)}
          openId={openId}
          onOpen={(user: User) => show(idOf(user))}
          onAdd={() => setAdding(true)}
        />
      </Screen>
      {openId && <PersonPanel key={openId} id={openId} listed={found} listLoaded={users.isSuccess} onClose={close} />}
      {adding && <AddUsers onClose={() => setAdding(false)} />}
    </div>
  );
}

/** The filter stands in the address, so that a filtered list can be linked to and survives a reload. */
function useFilter(): [Filter, (filter: Filter) => void] {
  const [params, setParams] = useSearchParams();
  const filter: Filter = {
    q: params.get("q") ?? "",
    status: params.get("status") as Status | null,
    role: params.get("role") as Role | null,
  };
  const set = ({ q, status, role }: Filter) =>
    setParams({ ...(q && { q }), ...(status && { status }), ...(role && { role }) }, { replace: true });
  return [filter, set];
}
