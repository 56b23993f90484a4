/** The typed client: paths, bodies and responses are those of the API's own document. */
import createClient, { type FetchResponse } from "openapi-fetch";

import { authorizedFetch } from "./authorizedFetch";
import { Problem } from "./problem";
import type { paths } from "./schema";

export const api = createClient<paths, "application/json">({ baseUrl: "/", fetch: authorizedFetch });

/** Return what the API answered. Throws a `Problem` when it refused or could not be reached. */
export async function unwrap<T extends Record<string | number, unknown>, O, M extends `${string}/${string}`>(
  request: Promise<FetchResponse<T, O, M>>,
): Promise<NonNullable<FetchResponse<T, O, M>["data"]>> {
  let result: FetchResponse<T, O, M>;
  try {
    result = await request;
  } catch (thrown) {
    throw Problem.from(thrown);
  }
  if (!result.response.ok) throw Problem.fromResponse(result.response, result.error);
  return result.data as NonNullable<FetchResponse<T, O, M>["data"]>;
}
