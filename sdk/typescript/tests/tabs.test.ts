/** Tabs of a browser: they share the tokens in its storage, and by Web Locks one refresh. */
import { expect, test, vi } from "vitest";

import { BrowserStore, createTeamline, done } from "../src";
import { Api, running } from "./server";

class MemoryStorage {
  private readonly items = new Map<string, string>();
  getItem = (name: string) => this.items.get(name) ?? null;
  setItem = (name: string, value: string) => void this.items.set(name, value);
  removeItem = (name: string) => void this.items.delete(name);
}

/** Web Locks for this process: one after the other. */
function locks() {
  let last: Promise<unknown> = Promise.resolve();
  return { request: (_name: string, work: () => Promise<unknown>) => (last = last.then(work, work)) };
}

test("two tabs with one expired token share one refresh", async () => {
  const api = new Api();
  const server = await running(api);
  api.together = 2;
  vi.stubGlobal("navigator", { locks: locks() });
  const storage = new MemoryStorage() as unknown as Storage;
  new BrowserStore("session", storage).write({ access: "access 0", refresh: "refresh 1" });
  const tabs = [1, 2].map(() => createTeamline({ baseUrl: server.url, store: new BrowserStore("session", storage) }));
  const profiles = await Promise.all(tabs.map((tab) => done(tab.GET("/v1/profile"))));
  expect(profiles.map(({ name }) => name)).toEqual(["Ada", "Ada"]);
  expect(api.seen.filter((one) => one === "POST /v1/sessions/refresh")).toHaveLength(1);
  expect(new BrowserStore("session", storage).read()?.access).toBe("access 2");
  await server.stop();
  vi.unstubAllGlobals();
});
