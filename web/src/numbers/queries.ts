/** What the portal asks numbers. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { answer, api } from "../api/client";
import { arriving } from "../api/queries";
import type { Row } from "../api/shapes";
import { isUnderWay } from "./life";
import type { Wanted } from "./wanted";

export type PhoneNumber = Row<"/v1/numbers">;
export type Status = PhoneNumber["status"];
export type Plan = NonNullable<PhoneNumber["plan"]>;
export type CataloguePlan = Row<"/v1/plans">;
export type Available = Row<"/v1/numbers/available">;
export type Kind = Available["kind"];

/** Which numbers are wanted; `user_id` may be `me`. */
export interface Filter {
  status: Status | null;
  user_id: string | null;
}

export const EVERYTHING: Filter = { status: null, user_id: null };
const PAGE = 25;

/** How often what is under way is looked at: each second at first, then, as a payment may take days, less often. */
const pace = (looks: number): number => (looks < 60 ? 1_000 : 15_000);

/** One page of the numbers that a filter lets through; while one is being ordered, its outcome shows by itself. */
export function useNumbers(filter: Filter, cursor: string | null = null, limit: number = PAGE) {
  const { status, user_id } = filter;
  const query = { limit, ...(status && { status }), ...(user_id && { user_id }), ...(cursor && { cursor }) };
  return useQuery({
    queryKey: ["numbers", "list", query],
    queryFn: () => answer(api.GET("/v1/numbers", { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? pace(state.dataUpdateCount) : false),
    ...arriving,
  });
}

/** Whether what was started with a number has come about. */
export type Until = (number: PhoneNumber) => boolean;

/** One number as it stands; asked again until what was started with it has come about. */
export function useNumber(id: string, listed: PhoneNumber | undefined, until: Until | null) {
  return useQuery({
    queryKey: ["numbers", "one", id],
    queryFn: () => answer(api.GET("/v1/numbers/{id}", { params: { path: { id } } })),
    ...(listed && { placeholderData: listed }),
    refetchInterval: ({ state: { data, dataUpdateCount } }) =>
      data && (isUnderWay(data) || (until && !until(data))) ? pace(dataUpdateCount) : false,
  });
}

/** The plans on offer; the same for everybody, and rarely another. */
export function usePlans() {
  return useQuery({ queryKey: ["plans"], queryFn: () => answer(api.GET("/v1/plans")), staleTime: 600_000 });
}

/** How many numbers of the stock are shown at first, and at most. */
export const FEW = 20;
export const MOST = 50;

/** Numbers that the carrier has, as wanted. */
export function useStock(wanted: Partial<Wanted> & { kind: Kind }, limit: number) {
  const query = { ...wanted, limit };
  return useQuery({
    queryKey: ["stock", query],
    queryFn: () => answer(api.GET("/v1/numbers/available", { params: { query } })),
    placeholderData: (before, asked) => (sameWish(asked?.queryKey[1], wanted) ? before : undefined),
    staleTime: 60_000,
  });
}

/** More of the same may be shown below what is there; of another wish nothing is. */
function sameWish(before: unknown, wanted: object): boolean {
  return JSON.stringify({ ...(before as object), limit: 0 }) === JSON.stringify({ ...wanted, limit: 0 });
}
