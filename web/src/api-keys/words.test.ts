import { expect, test } from "vitest";

import { GROUPS, networksIn, SCOPES } from "./words";

test("each scope is in one group", () => {
  expect(GROUPS.flatMap(({ scopes }) => scopes).sort()).toEqual(Object.keys(SCOPES).sort());
});

test("networks are typed one in each line", () => {
  expect(networksIn(" 203.0.113.0/24\n\n2001:db8::/32 ")).toEqual(["203.0.113.0/24", "2001:db8::/32"]);
});
