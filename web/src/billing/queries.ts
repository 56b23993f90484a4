/** What the portal asks billing. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { answer, api } from "../api/client";
import { arriving } from "../api/queries";
import type { components } from "../api/schema";
import type { Answer, Row } from "../api/shapes";

export type BillingState = Answer<"/v1/billing">;
export type Payment = Row<"/v1/payments">;
export type Entry = Row<"/v1/ledger">;
export type Check = Row<"/v1/billing/checks">;

/** What something would cost, before it is done (B15). */
export type Quote = components["schemas"]["Quote"] | components["schemas"]["PortQuote"];

export function useBilling() {
  return useQuery({ queryKey: ["billing"], queryFn: () => answer(api.GET("/v1/billing")), ...arriving });
}

export function useCredits(user_id: string) {
  return useQuery({
    queryKey: ["billing", "credits", user_id],
    queryFn: () => answer(api.GET("/v1/users/{user_id}/credits", { params: { path: { user_id } } })),
    ...arriving,
  });
}

const PAGE = 10;

export function usePayments(cursor: string | null) {
  return useQuery({
    queryKey: ["billing", "payments", cursor],
    queryFn: () => answer(api.GET("/v1/payments", { params: { query: { limit: PAGE, ...(cursor && { cursor }) } } })),
    placeholderData: keepPreviousData,
    ...arriving,
  });
}

/** The statement since a moment, oldest first. */
export function useLedger(from: string, cursor: string | null) {
  const query = { limit: 25, from, ...(cursor && { cursor }) };
  return useQuery({
    queryKey: ["billing", "ledger", query],
    queryFn: () => answer(api.GET("/v1/ledger", { params: { query } })),
    placeholderData: keepPreviousData,
    ...arriving,
  });
}

export function useChecks() {
  return useQuery({
    queryKey: ["billing", "checks"],
    queryFn: () => answer(api.GET("/v1/billing/checks")),
    ...arriving,
  });
}
