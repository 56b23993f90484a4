/** Queries of port-ins. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { retryWhileMissing } from "../api/queryClient";
import { asQuote, unwrapQuote } from "../api/quotes";
import type { Answer, Body, Row } from "../api/shapes";
import type { Approvable } from "../billing";

export type PortIn = Answer<"/v1/port-ins/{id}">;
export type ListedPortIn = Row<"/v1/port-ins">;
export type PortInStatusCode = PortIn["status"];
export type PortInDocument = PortIn["documents"][number];
export type PortComment = Answer<"/v1/port-ins/{id}/comments">["items"][number];
export type CodeChannel = PortIn["control"]["channels"][number];
export type RequestNumber = PortIn["numbers"][number];
export type NewPortIn = Body<"/v1/port-ins">;

const PAGE = 25;
const SECONDS = 1_000;

/** One page of port-ins, newest first. */
export function usePortIns(status: PortInStatusCode | null, cursor: string | null) {
  const query = { limit: PAGE, ...(status && { status }), ...(cursor && { cursor }) };
  return useQuery({
    queryKey: ["port-ins", "list", query],
    queryFn: () => unwrap(api.GET("/v1/port-ins", { params: { query } })),
    placeholderData: keepPreviousData,
    ...retryWhileMissing,
  });
}

/** The query for one port-in. */
export function portInQuery(id: string) {
  return {
    queryKey: ["port-ins", "one", id],
    queryFn: (): Promise<PortIn> => unwrap(api.GET("/v1/port-ins/{id}", { params: { path: { id } } })),
  };
}

/** One port-in, polled while it is with a carrier, and more often while it is being sent or canceled. */
export function usePortIn(id: string) {
  return useQuery({
    ...portInQuery(id),
    refetchInterval: ({ state }) => state.data && pollInterval(state.data),
    ...retryWhileMissing,
  });
}

function pollInterval({ status, cancelling }: PortIn): number | false {
  if (status === "submitted" || cancelling) return 2 * SECONDS;
  return status === "in_review" || status === "scheduled" ? 30 * SECONDS : false;
}

/** The comments of the carrier's staff, and the answers. */
export function usePortComments(id: string) {
  return useQuery({
    queryKey: ["port-ins", "comments", id],
    queryFn: () => unwrap(api.GET("/v1/port-ins/{id}/comments", { params: { path: { id } } })),
  });
}

/** The submission as the owner can approve it, where it is above an admin's limit (T11). */
export function approvableOf({ port_id, phone_number, plan }: PortIn): Approvable | undefined {
  return plan ? { port_in: { port_id, phone_number, plan_id: plan.plan_id } } : undefined;
}

type QuoteRequest = Pick<NewPortIn, "phone_number" | "plan_id" | "user_id" | "wanted_on" | "with_numbers">;

/** Fills the fields that a quote doesn't depend on: the API expects a complete form. */
const PLACEHOLDERS = {
  carrier: { account_number: "0" },
  holder: {
    name: "-",
    authorized_person: "-",
    address: { street: "-", city: "-", state: "CA", postal_code: "00000", country: "US" as const },
  },
} satisfies Pick<NewPortIn, "carrier" | "holder">;

/** Fetch the price of a port-in. Refused if the number is at Teamline already (B15). */
function fetchQuote(request: QuoteRequest) {
  return unwrapQuote(api.POST("/v1/port-ins", { params: asQuote, body: { ...request, ...PLACEHOLDERS } }));
}

export function usePortInQuote(request: QuoteRequest | null) {
  return useQuery({
    queryKey: ["quote", "port-in", request],
    queryFn: () => fetchQuote(request!),
    enabled: request !== null,
  });
}
