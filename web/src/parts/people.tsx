/** Finds people on the team by typed text, and their names by ID. */
import { t } from "@lingui/core/macro";
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { loadRows } from "../api/pages";
import { retryWhileMissing } from "../api/queryClient";
import { displayName, fetchUsers, type User } from "../api/team";

const MAX_SUGGESTIONS = 20;
const MAX_PRELOADED = 100;
const EVERYONE = { q: "", status: null, role: null };

/** The first few active members whose name, email or phone starts with what is typed. */
export function usePeople(typed: string) {
  const q = typed.trim();
  return useQuery({
    queryKey: ["team", "people", q],
    queryFn: () =>
      unwrap(
        api.GET("/v1/team/users", { params: { query: { limit: MAX_SUGGESTIONS, status: "active", ...(q && { q }) } } }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    ...retryWhileMissing,
  });
}

/** The names of a small team in one request; other people are looked up one by one. */
function useTeamNames() {
  return useQuery({
    queryKey: ["team", "names"],
    queryFn: async () => {
      const { items } = await unwrap(api.GET("/v1/team/users", { params: { query: { limit: MAX_PRELOADED } } }));
      return new Map(items.flatMap((user): [string, User][] => (user.user_id ? [[user.user_id, user]] : [])));
    },
    staleTime: 60_000,
    ...retryWhileMissing,
  });
}

/** Load the names of everyone on the team, by ID. */
export async function loadNames(): Promise<Map<string, string>> {
  const { rows } = await loadRows((cursor, limit) => fetchUsers(EVERYONE, cursor, limit));
  return new Map(rows.flatMap((user): [string, string][] => (user.user_id ? [[user.user_id, displayName(user)]] : [])));
}

/** The name of a person on the team; undefined until it is loaded. */
export function usePersonName(user_id: string | null): string | undefined {
  const names = useTeamNames();
  const listed = user_id ? names.data?.get(user_id) : undefined;
  const one = useQuery({
    queryKey: ["team", "user", user_id],
    queryFn: () => unwrap(api.GET("/v1/team/users/{user_id}", { params: { path: { user_id: user_id ?? "" } } })),
    enabled: user_id !== null && !names.isPending && !listed,
    staleTime: 60_000,
  });
  const person = listed ?? one.data;
  if (person) return displayName(person);
  return one.isError ? t`Not on the team` : undefined;
}

/** The name of a person on the team. */
export function PersonName({ id }: { id: string }) {
  const name = usePersonName(id);
  return <>{name ?? "…"}</>;
}
