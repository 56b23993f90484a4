/** What the portal asks teams. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api, unwrap } from "./client";
import { Problem } from "./problem";
import { useProfile } from "./profile";
import { retryWhileMissing, shouldRetry } from "./queryClient";
import type { Answer, Row } from "./shapes";

export type Team = Answer<"/v1/team">;
export type User = Row<"/v1/team/users">;
export type Role = User["role"];
export type UserStatus = User["status"];

export interface UsersFilterValue {
  q: string;
  status: UserStatus | null;
  role: Role | null;
}

const PAGE = 25;

/** The team, or null for somebody without one. */
async function fetchTeam(): Promise<Team | null> {
  try {
    return await unwrap(api.GET("/v1/team"));
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
  const expectsTeam = useProfile().data?.manages_team === true;
  const query = useQuery({
    queryKey: ["team"],
    queryFn: fetchTeam,
    staleTime: 30_000,
    retry: shouldRetry,
    refetchInterval: (state) =>
      expectsTeam && state.state.data === null && state.state.dataUpdateCount < 20 ? 1000 : false,
  });
  const team = query.data ?? null;
  const managesTeam = team !== null && team.role !== "member";
  return {
    query,
    team,
    managesTeam,
    isOwner: team?.role === "owner",
    isBeingCreated: expectsTeam && query.data === null,
  };
}

const INVITED_POLL_MS = 5_000;

/** One page of the people that a filter lets through; while somebody on it is invited, joining shows by itself. */
export function useUsers(filter: UsersFilterValue, cursor: string | null) {
  const { q, status, role } = filter;
  return useQuery({
    queryKey: ["team", "users", { q, status, role, cursor }],
    queryFn: () =>
      unwrap(
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
    refetchInterval: (state) =>
      state.state.data?.items.some((row) => row.status === "invited") ? INVITED_POLL_MS : false,
    ...retryWhileMissing,
  });
}

/** The name to show for a person: their email until they have told us a name. */
export function displayName(user: Pick<User, "name" | "email">): string {
  return user.name || user.email;
}
