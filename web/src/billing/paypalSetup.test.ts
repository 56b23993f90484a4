import { describe, expect, it } from "vitest";

import { returnPath, billingLink } from "./paypalSetup";

const pathFor = (back: string) => returnPath(new URLSearchParams({ back }));

describe("the link to billing and back", () => {
  it("keeps the whole address that the person comes from", () => {
    const from = "/numbers/new?area_code=415&number=%2B14155551000";
    expect(returnPath(new URLSearchParams(billingLink(from).split("?")[1]))).toBe(from);
  });

  it.each(["", "https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])(
    "never leads out of the portal: %s",
    (back) => expect(pathFor(back)).toBe("/billing"),
  );
});
