/** Asks what something would cost: the same route with `dry_run`, which does nothing (B15). */
import { answer } from "../api/client";
import type { Quote } from "./queries";

export async function quoteOf(
  request: Promise<{ response: Response; data?: unknown; error?: unknown }>,
): Promise<Quote> {
  return (await answer(request as Parameters<typeof answer>[0])) as unknown as Quote;
}
