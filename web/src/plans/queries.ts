/** Queries of the rates, which anyone may read. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import type { Row } from "../api/shapes";

export type Rate = Row<"/v1/rates">;

const RATES_STALE_MS = 600_000;
const PAGE = 100;

/** Fetch the rates of all destinations, about two hundred, page by page. */
async function fetchAllRates(): Promise<Rate[]> {
  const rates: Rate[] = [];
  for (let cursor: string | null = null; ;) {
    const query: { limit: number; cursor?: string } = { limit: PAGE, ...(cursor !== null && { cursor }) };
    const page: { items: Rate[]; next_cursor: string | null } = await unwrap(
      api.GET("/v1/rates", { params: { query } }),
    );
    rates.push(...page.items);
    cursor = page.next_cursor;
    if (cursor === null) return rates;
  }
}

export function useAllRates() {
  return useQuery({ queryKey: ["rates"], queryFn: fetchAllRates, staleTime: RATES_STALE_MS });
}

/** The rates of all numbers that start with a prefix; no request without one. */
export function useRatesForPrefix(prefix: string | null) {
  return useQuery({
    queryKey: ["rates", prefix],
    queryFn: () => unwrap(api.GET("/v1/rates", { params: { query: { prefix: prefix ?? "", limit: PAGE } } })),
    enabled: prefix !== null,
    placeholderData: keepPreviousData,
    staleTime: RATES_STALE_MS,
  });
}
