/** Where the signed-in person has sessions. */
import { useQuery } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import type { Row } from "../api/shapes";

export type SignedInSession = Row<"/v1/sessions">;

export function useSessions() {
  return useQuery({ queryKey: ["sessions"], queryFn: () => unwrap(api.GET("/v1/sessions")) });
}
