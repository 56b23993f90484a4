/** Finding people of the team by what is typed, and their names by their ids. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { answer, api } from "../api/client";
import { arriving } from "../api/queries";
import type { User } from "./queries";
import { nameOf } from "./words";

const OFFERED = 20;
const NAMED = 100;

/** People who are on the team: the first few whose name, email or phone begins so. */
export function usePeople(typed: string) {
  const q = typed.trim();
  return useQuery({
    queryKey: ["team", "people", q],
    queryFn: () =>
      answer(api.GET("/v1/team/users", { params: { query: { limit: OFFERED, status: "active", ...(q && { q }) } } })),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    ...arriving,
  });
}

/** Everybody of a small team in one question; who is not among them is asked for one by one. */
function useNames() {
  return useQuery({
    queryKey: ["team", "names"],
    queryFn: async () => {
      const { items } = await answer(api.GET("/v1/team/users", { params: { query: { limit: NAMED } } }));
      return new Map(items.flatMap((user): [string, User][] => (user.user_id ? [[user.user_id, user]] : [])));
    },
    staleTime: 60_000,
    ...arriving,
  });
}

/** What a person of the team is called, as soon as it is known. */
export function usePersonName(user_id: string | null): string | undefined {
  const names = useNames();
  const listed = user_id ? names.data?.get(user_id) : undefined;
  const one = useQuery({
    queryKey: ["team", "user", user_id],
    queryFn: () => answer(api.GET("/v1/team/users/{user_id}", { params: { path: { user_id: user_id ?? "" } } })),
    enabled: user_id !== null && !names.isPending && !listed,
    staleTime: 60_000,
  });
  const person = listed ?? one.data;
  if (person) return nameOf(person);
  return one.isError ? "Somebody not on the team" : undefined;
}

/** A person of the team by name. */
export function PersonName({ id }: { id: string }) {
  const name = usePersonName(id);
  return <>{name ?? "…"}</>;
}
