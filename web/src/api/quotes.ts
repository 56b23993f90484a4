/** The two responses of a route that costs money: with `dry_run` the price, otherwise the result (B15). */
import type { FetchResponse } from "openapi-fetch";

import { unwrap } from "./client";
import type { components } from "./schema";

/** What something would cost. */
export type Quote = components["schemas"]["Quote"] | components["schemas"]["PortQuote"];

/** The parameters of a request that only quotes. It does nothing, so its key is never used up. */
export const asQuote = { query: { dry_run: true }, header: { "Idempotency-Key": "quote" } };

/** Return the quote of a `dry_run` request. */
export async function unwrapQuote<T extends Record<string | number, unknown>, O, M extends `${string}/${string}`>(
  request: Promise<FetchResponse<T, O, M>>,
): Promise<Quote> {
  const body: unknown = await unwrap(request);
  if (!isQuote(body)) throw new Error("The response to a dry run is not a quote.");
  return body;
}

/** Return the result of a request that isn't a dry run. */
export async function unwrapResult<T extends Record<string | number, unknown>, O, M extends `${string}/${string}`>(
  request: Promise<FetchResponse<T, O, M>>,
) {
  const body = await unwrap(request);
  if (isQuote(body)) throw new Error("The response is only a quote.");
  return body as Exclude<typeof body, Quote>;
}

function isQuote(body: unknown): body is Quote {
  return typeof body === "object" && body !== null && "total_now" in body;
}
