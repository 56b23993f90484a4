/** The typed client: paths, bodies and responses are those of the API's own document. */
import createClient, { type Client } from "openapi-fetch";

import { KEYED } from "./keyed.js";
import { Problem } from "./problem.js";
import type { paths } from "./schema.js";
import { type Options as Everything, Sending } from "./sending.js";
import { MemoryStore } from "./tokens.js";

export type Teamline = Client<paths, "application/json">;
export type Options = Pick<Everything, "baseUrl"> & Partial<Everything>;

/** Return a client. It signs in by POST /v1/sessions, stays signed in, and throws a `Problem` for each refusal. */
export function createTeamline(options: Options): Teamline {
  const sending = new Sending({
    store: new MemoryStore(),
    fetch: (request) => globalThis.fetch(request),
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    ...options,
  });
  const client = createClient<paths, "application/json">({
    baseUrl: options.baseUrl,
    fetch: (request) => sending.send(request),
  });
  client.use({
    onRequest({ request, schemaPath }) {
      const takesKey = KEYED.has(`${request.method} ${schemaPath}`) && !request.headers.has("idempotency-key");
      if (takesKey) request.headers.set("idempotency-key", crypto.randomUUID());
    },
    async onResponse({ response }) {
      if (!response.ok) throw await Problem.of(response);
    },
  });
  return client;
}

/** Return what a request was answered with. */
export async function done<T>(request: Promise<{ data?: T }>): Promise<T> {
  return (await request).data as T;
}

interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

/** Go through all pages of a list; `ask` gets the cursor of each. */
export async function* each<T>(ask: (cursor: string | undefined) => Promise<{ data?: Page<T> }>): AsyncGenerator<T> {
  let cursor: string | undefined;
  do {
    const page: Page<T> = await done(ask(cursor));
    yield* page.items;
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}
