/** Whom the team's invitations are for, by the invitation. */
import { useQuery } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { retryWhileMissing } from "../api/queryClient";
import { displayName, useTeam } from "../api/team";

const MOST = 100;

/** The names of who is invited, or was and didn't join, among the first 100 people; empty for a member. */
export function useInvitationNames(): ReadonlyMap<string, string> {
  const { managesTeam } = useTeam();
  const query = { limit: MOST };
  const users = useQuery({
    queryKey: ["team", "users", "at once", query],
    queryFn: () => unwrap(api.GET("/v1/team/users", { params: { query } })),
    enabled: managesTeam,
    staleTime: 30_000,
    ...retryWhileMissing,
  });
  const named = (users.data?.items ?? []).flatMap((user): [string, string][] =>
    user.invitation_id ? [[user.invitation_id, displayName(user)]] : [],
  );
  return new Map(named);
}
