/** What the portal asks numbers about those that are brought along. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { retryWhileMissing } from "../api/queryClient";
import { unwrapQuote } from "../api/quotes";
import type { Answer, Body, Row } from "../api/shapes";

export type PortIn = Answer<"/v1/port-ins/{id}">;
export type ListedPortIn = Row<"/v1/port-ins">;
export type PortInStatusCode = PortIn["status"];
export type PortInDocument = PortIn["documents"][number];
export type NewPortIn = Body<"/v1/port-ins">;

const PAGE = 25;
const SECONDS = 1_000;

/** One page of what is brought along, newest first. */
export function usePortIns(status: PortInStatusCode | null, cursor: string | null) {
  const query = { limit: PAGE, ...(status && { status }), ...(cursor && { cursor }) };
  return useQuery({
    queryKey: ["port-ins", "list", query],
    queryFn: () => unwrap(api.GET("/v1/port-ins", { params: { query } })),
    placeholderData: keepPreviousData,
    ...retryWhileMissing,
  });
}

/** The question for one of them. */
export function portInQuery(id: string) {
  return {
    queryKey: ["port-ins", "one", id],
    queryFn: (): Promise<PortIn> => unwrap(api.GET("/v1/port-ins/{id}", { params: { path: { id } } })),
  };
}

/** One of them as it stands; what is with a carrier is asked for again, what is on its way there sooner. */
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

type QuoteRequest = Pick<NewPortIn, "phone_number" | "plan_id" | "user_id" | "wanted_on">;

/** What a price needs nothing of: it follows from number and plan, and the API wants a whole form to say it. */
const PLACEHOLDERS = {
  carrier: { account_number: "0" },
  holder: {
    name: "-",
    authorized_person: "-",
    address: { street: "-", city: "-", state: "CA", postal_code: "00000", country: "US" as const },
  },
} satisfies Pick<NewPortIn, "carrier" | "holder">;

/** What bringing a number along costs, and whether it is at Teamline already; nothing is done (B15). */
function fetchQuote(wish: QuoteRequest) {
  return unwrapQuote(
    api.POST("/v1/port-ins", { params: { query: { dry_run: true } }, body: { ...wish, ...PLACEHOLDERS } }),
  );
}

export function usePortInQuote(wish: QuoteRequest | null) {
  return useQuery({
    queryKey: ["quote", "port-in", wish],
    queryFn: () => fetchQuote(wish!),
    enabled: wish !== null,
  });
}
