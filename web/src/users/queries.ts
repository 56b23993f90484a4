/** What the portal asks teams. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { answer, api } from "../api/client";
import { Problem } from "../api/problem";
import { arriving, mayPass } from "../api/queries";
import type { Answer, Row } from "../api/shapes";
import { useProfile } from "../profile/queries";

export type Team = Answer<"/v1/team">;
export type User = Row<"/v1/team/users">;
export type Role = User["role"];
export type Status = User["status"];

export interface Filter {
  q: string;
  status: Status | null;
  role: Role | null;
}

export const PAGE = 25;

/** The team, or null for somebody without one. */
async function askTeam(): Promise<Team | null> {
  try {
    return await answer(api.GET("/v1/team"));
  } catch (thrown) {
    if (Problem.from(thrown).code === "no_team") return null;
    throw thrown;
  }
}

/**
 * The caller's team and what they may do on it. Teams learns by event that somebody has switched their team on, so
 * for as long as the profile says so and there is none yet, it is asked again.
 */
export function useTeam() {
  const wanted = useProfile().data?.manages_team === true;
  const query = useQuery({
    queryKey: ["team"],
    queryFn: askTeam,
    staleTime: 30_000,
    retry: mayPass,
    refetchInterval: (state) =>
      wanted && state.state.data === null && state.state.dataUpdateCount < 20 ? 1000 : false,
  });
  const team = query.data ?? null;
  const managesTeam = team !== null && team.role !== "member";
  return { query, team, managesTeam, isOwner: team?.role === "owner", isOpening: wanted && query.data === null };
}

const WATCHED_MS = 5_000;

/** One page of the people that a filter lets through; while somebody on it is invited, joining shows by itself. */
export function useUsers(filter: Filter, cursor: string | null) {
  const { q, status, role } = filter;
  return useQuery({
    queryKey: ["team", "users", { q, status, role, cursor }],
    queryFn: () =>
      answer(
        api.GET("/v1/team/users", {
          params: {
            query: {
              limit: PAGE,
              ...(q && { q }),
              ...(status && { status }),
              ...(role && { role }),
              ...(cursor && { cursor }),
            },
          },
        }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: (state) => (state.state.data?.items.some((row) => row.status === "invited") ? WATCHED_MS : false),
    ...arriving,
  });
}
