/** Which part of Teamline an address opens: `first.js` decides it, and the light pages have the same list. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";

import { describe, expect, it, vi } from "vitest";

import { loadAnew } from "../api/handover";
import { isLight } from "./paths";

const SCRIPT = readFileSync(fileURLToPath(new URL("../../public/first.js", import.meta.url)), "utf8");

/** Run `first.js` as a browser does that keeps these entries; return the part that it decided for. */
function partAt(pathname: string, kept: Record<string, string> = {}, state: unknown = null): string | undefined {
  const root = { dataset: {} as { part?: string }, classList: { toggle: () => false } };
  runInNewContext(SCRIPT, {
    localStorage: { getItem: (name: string) => kept[name] ?? null },
    matchMedia: () => ({ matches: false }),
    location: { pathname },
    history: { state },
    document: { documentElement: root, body: root, querySelectorAll: () => [] },
  });
  return root.dataset.part;
}

describe("the part that an address opens", () => {
  it.each(["/plans", "/sign-in", "/sign-up", "/sign-in/", "/Sign-In", "/PLANS", "/Sign-Up//"])(
    "is the light one for %s, however it is spelled",
    (path) => {
      expect(partAt(path)).toBe("light");
      vi.stubGlobal("localStorage", { getItem: () => null });
      expect(isLight(path)).toBe(true);
    },
  );

  it.each(["/billing", "/sign-in/more", "/reset-password"])("is the portal for %s", (path) =>
    expect(partAt(path)).toBe("portal"),
  );

  it("is the portal for a second step, which a reload doesn't lose", () => {
    expect(partAt("/sign-in", {}, { usr: { phone: "+14155550100", challenge: "chl_1" } })).toBe("portal");
    expect(partAt("/sign-in", {}, { usr: { phone: "+14155550100" } })).toBe("light");
  });

  it("is for the front what this browser's last visit makes of it", () => {
    expect(partAt("/")).toBe("light");
    expect(partAt("/", { "teamline.signed-in": "1" })).toBe("portal");
  });
});

it.each(["/Sign-In", "/%73ign-in"])("%s is loaded anew under the one address that opens the light page", (pathname) => {
  const replaceState = vi.fn();
  const reload = vi.fn();
  const history = { state: { usr: { phone: "+1" } }, replaceState };
  vi.stubGlobal("window", { history, location: { pathname, search: "?a=1", hash: "#b", reload } });
  loadAnew("/sign-in");
  expect(replaceState).toHaveBeenCalledWith(history.state, "", "/sign-in?a=1#b");
  expect(reload).toHaveBeenCalledOnce();
});
