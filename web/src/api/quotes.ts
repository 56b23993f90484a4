/** The two answers of a route that costs money: with `dry_run` what it would cost, otherwise what was done (B15). */
import type { FetchResponse } from "openapi-fetch";

import { unwrap } from "./client";
import type { components } from "./schema";

/** What something would cost. */
export type Quote = components["schemas"]["Quote"] | components["schemas"]["PortQuote"];

/** What it would cost; nothing is done. */
export async function unwrapQuote<T extends Record<string | number, unknown>, O, M extends `${string}/${string}`>(
  request: Promise<FetchResponse<T, O, M>>,
): Promise<Quote> {
  const said: unknown = await unwrap(request);
  if (!isQuote(said)) throw new Error("A dry run was answered with something else than a quote.");
  return said;
}

/** What was done. */
export async function unwrapResult<T extends Record<string | number, unknown>, O, M extends `${string}/${string}`>(
  request: Promise<FetchResponse<T, O, M>>,
) {
  const said = await unwrap(request);
  if (isQuote(said)) throw new Error("Only a quote was answered.");
  return said as Exclude<typeof said, Quote>;
}

function isQuote(said: unknown): said is Quote {
  return typeof said === "object" && said !== null && "total_now" in said;
}
