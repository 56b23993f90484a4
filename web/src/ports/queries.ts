/** What the portal asks numbers about those that are brought along. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { answer, api } from "../api/client";
import { arriving } from "../api/queries";
import type { Answer, Body, Row } from "../api/shapes";
import { quoteOf } from "../billing/quotes";

export type PortIn = Answer<"/v1/port-ins/{id}">;
export type ListedPortIn = Row<"/v1/port-ins">;
export type Status = PortIn["status"];
export type Paper = PortIn["documents"][number];
export type NewPortIn = Body<"/v1/port-ins">;

const PAGE = 25;
const SECONDS = 1_000;

/** One page of what is brought along, newest first. */
export function usePortIns(status: Status | null, cursor: string | null) {
  const query = { limit: PAGE, ...(status && { status }), ...(cursor && { cursor }) };
  return useQuery({
    queryKey: ["port-ins", "list", query],
    queryFn: () => answer(api.GET("/v1/port-ins", { params: { query } })),
    placeholderData: keepPreviousData,
    ...arriving,
  });
}

/** The question for one of them. */
export function portInQuery(id: string) {
  return {
    queryKey: ["port-ins", "one", id],
    queryFn: (): Promise<PortIn> => answer(api.GET("/v1/port-ins/{id}", { params: { path: { id } } })),
  };
}

/** One of them as it stands; what is with a carrier is asked for again, what is on its way there sooner. */
export function usePortIn(id: string) {
  return useQuery({
    ...portInQuery(id),
    refetchInterval: ({ state }) => state.data && pace(state.data),
    ...arriving,
  });
}

function pace({ status, cancelling }: PortIn): number | false {
  if (status === "submitted" || cancelling) return 2 * SECONDS;
  return status === "in_review" || status === "scheduled" ? 30 * SECONDS : false;
}

type Wish = Pick<NewPortIn, "phone_number" | "plan_id" | "user_id" | "wanted_on">;

/** What a price needs nothing of: it follows from number and plan, and the API wants a whole form to say it. */
const UNSAID = {
  carrier: { account_number: "0" },
  holder: {
    name: "-",
    authorized_person: "-",
    address: { street: "-", city: "-", state: "CA", postal_code: "00000", country: "US" as const },
  },
} satisfies Pick<NewPortIn, "carrier" | "holder">;

/** What bringing a number along costs, and whether it is at Teamline already; nothing is done (B15). */
export function askPrice(wish: Wish) {
  return quoteOf(
    api.POST("/v1/port-ins", { params: { query: { dry_run: true } }, body: { ...wish, ...UNSAID } as NewPortIn }),
  );
}

export function usePrice(wish: Wish | null) {
  return useQuery({
    queryKey: ["quote", "port-in", wish],
    queryFn: () => askPrice(wish!),
    enabled: wish !== null,
  });
}
