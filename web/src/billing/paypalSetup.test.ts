import { describe, expect, it } from "vitest";

import { returnPath, walletLink } from "./paypalSetup";

const asked = (back: string) => returnPath(new URLSearchParams({ back }));

describe("the way to the wallet and back", () => {
  it("keeps the whole address that somebody comes from", () => {
    const from = "/numbers/new?area_code=415&number=%2B14155551000";
    expect(returnPath(new URLSearchParams(walletLink(from).split("?")[1]))).toBe(from);
  });

  it.each(["", "https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])(
    "never leads out of the portal: %s",
    (back) => expect(asked(back)).toBe("/billing"),
  );
});
