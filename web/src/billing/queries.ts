/** Queries of balances, payments and the statement. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { retryWhileMissing } from "../api/queryClient";
import type { Answer, Row } from "../api/shapes";
import { startOfPeriod } from "./period";

export type BillingState = Answer<"/v1/billing">;
export type Payment = Row<"/v1/payments">;
export type CreditsOfPerson = Row<"/v1/users/credits">;
export type Entry = Row<"/v1/ledger">;

export function useBilling() {
  return useQuery({ queryKey: ["billing"], queryFn: () => unwrap(api.GET("/v1/billing")), ...retryWhileMissing });
}

export function useCredits(user_id: string, enabled = true) {
  return useQuery({
    queryKey: ["billing", "credits", user_id],
    queryFn: () => unwrap(api.GET("/v1/users/{user_id}/credits", { params: { path: { user_id } } })),
    enabled,
    ...retryWhileMissing,
  });
}

export function useAllowance(user_id: string) {
  return useQuery({
    queryKey: ["billing", "allowance", user_id],
    queryFn: () => unwrap(api.GET("/v1/users/{user_id}/allowance", { params: { path: { user_id } } })),
    ...retryWhileMissing,
  });
}

/** What each of these people can spend, by their ID; without those of whom billing doesn't know yet. */
export function useCreditsOf(userIds: string[]) {
  const user_ids = userIds.join(",");
  return useQuery({
    queryKey: ["billing", "credits of", user_ids],
    queryFn: () => unwrap(api.GET("/v1/users/credits", { params: { query: { user_ids } } })),
    enabled: userIds.length > 0,
    placeholderData: keepPreviousData,
    select: ({ items }) => new Map(items.map((item) => [item.user_id, item])),
    ...retryWhileMissing,
  });
}

const PAGE = 10;

export function usePayments(cursor: string | null) {
  return useQuery({
    queryKey: ["billing", "payments", cursor],
    queryFn: () => unwrap(api.GET("/v1/payments", { params: { query: { limit: PAGE, ...(cursor && { cursor }) } } })),
    placeholderData: keepPreviousData,
    ...retryWhileMissing,
  });
}

/** The statement since a time, newest first. */
export function useLedger(from: string, cursor: string | null) {
  const query = { limit: 50, from, order: "newest_first" as const, ...(cursor && { cursor }) };
  return useQuery({
    queryKey: ["billing", "ledger", query],
    queryFn: () => unwrap(api.GET("/v1/ledger", { params: { query } })),
    placeholderData: keepPreviousData,
    ...retryWhileMissing,
  });
}

/** The newest entries of the last 31 days, for the chart of the balance. */
export function useRecentLedger() {
  const query = { limit: 100, from: startOfPeriod(31), order: "newest_first" as const };
  return useQuery({
    queryKey: ["billing", "ledger", query],
    queryFn: () => unwrap(api.GET("/v1/ledger", { params: { query } })),
    ...retryWhileMissing,
  });
}

export function useChecks() {
  return useQuery({
    queryKey: ["billing", "checks"],
    queryFn: () => unwrap(api.GET("/v1/billing/checks")),
    ...retryWhileMissing,
  });
}
