/** The TypeScript SDK: one refresh at a time, nothing twice, every page, and problems as exceptions. */
import { afterEach, beforeEach, expect, test } from "vitest";

import { createTeamline, done, download, each, MemoryStore, NoAnswer, Problem, type Tokens } from "../src";
import { Api, running } from "./server";

let api: Api;
let server: Awaited<ReturnType<typeof running>>;

beforeEach(async () => {
  api = new Api();
  server = await running(api);
});
afterEach(() => server.stop());

const EXPIRED = { access: "access 0", refresh: "refresh 1" };
const VALID = { access: "access 1", refresh: "refresh 1" };
const CREDITS = { amount: { amount: "10.00", currency: "USD" }, payer: "team" } as const;

function client(tokens: Tokens | null, store = new MemoryStore(tokens)) {
  return createTeamline({ baseUrl: server.url, store, wait: () => Promise.resolve() });
}

function refreshes() {
  return api.seen.filter((one) => one === "POST /v1/sessions/refresh").length;
}

test("requests at once with one expired token share one refresh", async () => {
  api.together = 3;
  const teamline = client(EXPIRED);
  const profiles = await Promise.all([1, 2, 3].map(() => done(teamline.GET("/v1/profile"))));
  expect(profiles.map(({ name }) => name)).toEqual(["Ada", "Ada", "Ada"]);
  expect(refreshes()).toBe(1);
});

test("a lost answer of a refresh is given again by its key", async () => {
  api.lost = 1;
  await done(client(EXPIRED).GET("/v1/profile"));
  expect(refreshes()).toBe(2);
  expect(api.generation).toBe(2);
});

test("a session that ended says so, and its tokens are forgotten", async () => {
  const store = new MemoryStore({ access: "access 0", refresh: "refresh 0" });
  await expect(client(null, store).GET("/v1/profile")).rejects.toMatchObject({ code: "session_over" });
  expect(store.read()).toBeNull();
});

test("signing in keeps the tokens", async () => {
  const store = new MemoryStore();
  await client(null, store).POST("/v1/sessions", { body: { phone_number: "+14155550123", password: "secret" } });
  expect(store.read()).toEqual(VALID);
});

test("a purchase whose answer is lost happens once", async () => {
  api.lost = 2;
  const bought = await done(client(VALID).POST("/v1/billing/credits", { body: CREDITS }));
  expect(bought).toMatchObject({ payment_id: "pay_1" });
  expect(api.made).toBe(1);
  expect(new Set(api.keys).size).toBe(1);
});

test("a key of one's own is sent, and named when there is no answer", async () => {
  api.lost = 10;
  const header = { "Idempotency-Key": "order-7" };
  const asked = client(VALID).POST("/v1/billing/credits", { body: CREDITS, params: { header } });
  await expect(asked).rejects.toThrow(NoAnswer);
  expect(new Set(api.keys)).toEqual(new Set(["order-7"]));
});

test("what passes is tried again, but not a change without a key", async () => {
  api.faults = [503, 502];
  expect((await done(client(VALID).GET("/v1/profile"))).name).toBe("Ada");
  api.faults = [503, 503];
  const added = client(VALID).POST("/v1/team/webhooks", {
    body: { url: "https://hooks.greenfield.example", events: ["member.joined"] },
  });
  await expect(added).rejects.toMatchObject({ status: 503 });
  expect(api.faults).toEqual([503]);
  api.faults = [503, 503];
  await expect(client(VALID).PATCH("/v1/profile", { body: {} })).rejects.toMatchObject({ status: 503 });
  expect(api.faults).toEqual([503]);
});

test("each goes through all pages", async () => {
  const teamline = client(VALID);
  const names: (string | null)[] = [];
  for await (const user of each((cursor) => teamline.GET("/v1/team/users", { params: { query: { cursor } } })))
    names.push(user.name);
  expect(names).toEqual(["Person 0", "Person 1", "Person 2"]);
});

test("a refusal is a problem with its code", async () => {
  const refused = await client(VALID)
    .GET("/v1/team")
    .catch((thrown: unknown) => thrown);
  expect(refused).toBeInstanceOf(Problem);
  expect(refused).toMatchObject({ status: 404, code: "not_found", requestId: "req_1", message: "There is no team." });
});

test("a step-up asks for a proof and goes on", async () => {
  api.needsProof = true;
  const prove = () => Promise.resolve({ method: "password", password: "secret" } as const);
  const teamline = createTeamline({ baseUrl: server.url, store: new MemoryStore(VALID), prove });
  expect(await done(teamline.POST("/v1/billing/credits", { body: CREDITS }))).toMatchObject({ payment_id: "pay_1" });
});

test("a step-up keeps the newest refresh token, also when it must refresh itself", async () => {
  api.needsProof = true;
  const prove = () => {
    api.expired.add("access 1");
    return Promise.resolve({ method: "password", password: "secret" } as const);
  };
  const store = new MemoryStore(VALID);
  const teamline = createTeamline({ baseUrl: server.url, store, prove });
  expect(await done(teamline.POST("/v1/billing/credits", { body: CREDITS }))).toMatchObject({ payment_id: "pay_1" });
  expect(store.read()).toEqual({ access: "access 2", refresh: "refresh 2" });
});

test("a step-up leaves what another tab has refreshed meanwhile", async () => {
  api.needsProof = true;
  const store = new MemoryStore(VALID);
  const teamline = createTeamline({
    baseUrl: server.url,
    store,
    prove: () => Promise.resolve({ method: "password", password: "secret" } as const),
    fetch: async (request) => {
      const response = await fetch(request);
      if (response.url.endsWith("/step-up")) store.write({ access: "access 1b", refresh: "refresh 2" });
      return response;
    },
  });
  await done(teamline.POST("/v1/billing/credits", { body: CREDITS }));
  expect(store.read()).toEqual({ access: "access 1", refresh: "refresh 2" });
});

test("a file comes with all its parts", async () => {
  const records = await download(client(VALID), "/v1/usage/records", "text/csv", { query: { kind: "call" } });
  expect(await records.text()).toBe("part 0, part 1, part 2 call");
  const users = await download(client(VALID), "/v1/team/users", "text/csv", {});
  expect(await users.text()).toBe("part 0, part 1, part 2 null");
});

test("a file is one that its path answers with", async () => {
  const path = { payment_id: "pay_1" };
  // @ts-expect-error a receipt is no table
  await download(client(VALID), "/v1/payments/{payment_id}/receipt", "text/csv", { path });
  // @ts-expect-error a profile is no file
  await download(client(VALID), "/v1/profile", "text/csv", {});
});
