/** The catalog of number plans, which is the same for everyone. */
import { useQuery } from "@tanstack/react-query";

import { api, unwrap } from "./client";
import type { Row } from "./shapes";

export type Plan = Row<"/v1/plans">;
export type NumberKind = Plan["kind"];

const STALE_MS = 600_000;

export function usePlans() {
  return useQuery({ queryKey: ["plans"], queryFn: () => unwrap(api.GET("/v1/plans")), staleTime: STALE_MS });
}
