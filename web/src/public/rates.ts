/** The rates, which anyone may read. */
import { api, unwrap } from "../api/client";
import type { Row } from "../api/shapes";

export type Rate = Row<"/v1/rates">;

const PAGE = 100;

/** Fetch the rates of all destinations, about two hundred, page by page. */
export async function fetchAllRates(): Promise<Rate[]> {
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

/** Fetch the rates of all numbers that start with a prefix. */
export async function fetchRatesForPrefix(prefix: string): Promise<Rate[]> {
  return (await unwrap(api.GET("/v1/rates", { params: { query: { prefix, limit: PAGE } } }))).items;
}
