// @vitest-environment jsdom
/** A page that can't be loaded says so, and offers to try again. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, it, vi } from "vitest";

import { LANGUAGES } from "../language/languages";
import { showNotLoaded } from "./notLoaded";

it("says it in every language in place of the bar, and its button loads the page anew", () => {
  const page = readFileSync(join(process.cwd(), "index.html"), "utf8");
  document.documentElement.innerHTML = new DOMParser().parseFromString(page, "text/html").documentElement.innerHTML;
  const reload = vi.fn();
  vi.stubGlobal("location", { reload });
  showNotLoaded();
  const place = document.getElementById("portal")!;
  expect(place.querySelector("[role=progressbar]")).toBeNull();
  for (const of of ["[role=alert]", "button"]) {
    const said = [...place.querySelectorAll<HTMLElement>(`${of} [lang]`)];
    expect(said.map(({ lang }) => lang)).toEqual(LANGUAGES);
    expect(said.every(({ textContent }) => textContent)).toBe(true);
  }
  place.querySelector("button")!.click();
  expect(reload).toHaveBeenCalledOnce();
});
