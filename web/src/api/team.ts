/** The team that a person is on, and the people on it. */
import { useQuery } from "@tanstack/react-query";

import { api, unwrap } from "./client";
import { Problem } from "./problem";
import { useProfile } from "./profile";
import { shouldRetry } from "./queryClient";
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

/** Whether a request was refused because the team requires two-step sign-in, which the person has not set up (I11). */
export function isFactorRequired(problem: Problem | null): boolean {
  return problem?.code === "second_factor_setup_required";
}

/** Fetch the team; null for a person who isn't on one. */
async function fetchTeam(): Promise<Team | null> {
  try {
    return await unwrap(api.GET("/v1/team"));
  } catch (thrown) {
    if (Problem.from(thrown).code === "no_team") return null;
    throw thrown;
  }
}

/**
 * The signed-in person's team and what they may do on it. The teams service creates a team a moment after the profile
 * asks for one, so until it is there, the query is repeated.
 */
export function useTeam() {
  const expectsTeam = useProfile().data?.manages_team === true;
  const query = useQuery({
    queryKey: ["team"],
    queryFn: fetchTeam,
    staleTime: 30_000,
    retry: shouldRetry,
    refetchInterval: (state) =>
      isFactorRequired(state.state.error)
        ? 2000
        : expectsTeam && state.state.data === null && state.state.dataUpdateCount < 20
          ? 1000
          : false,
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

/** How often people are read again while one of them is invited, so that joining shows. */
export const INVITED_POLL_MS = 5_000;

/** Fetch some of the people who match a filter. */
export function fetchUsers({ q, status, role }: UsersFilterValue, cursor: string | null, limit: number) {
  const query = { limit, ...(q && { q }), ...(status && { status }), ...(role && { role }), ...(cursor && { cursor }) };
  return unwrap(api.GET("/v1/team/users", { params: { query } }));
}

/** The name to show for a person: their email until they have set a name. */
export function displayName(user: Pick<User, "name" | "email">): string {
  return user.name || user.email;
}
