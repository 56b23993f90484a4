import { expect, test } from "vitest";

import { nextPart } from "./files";

test("the next part is the one that the answer links to", () => {
  const headers = new Headers({ link: '</v1/usage/records?from=2026-11-01&cursor=b>; rel="next"' });
  expect(nextPart("/v1/usage/records?from=2026-11-01&cursor=a", headers)).toBe(
    "/v1/usage/records?from=2026-11-01&cursor=b",
  );
});

test("a cursor replaces the one before it and keeps the filters", () => {
  const headers = new Headers({ "teamline-next-cursor": "b c" });
  expect(nextPart("/v1/team/users?q=Mia&cursor=a", headers)).toBe("/v1/team/users?q=Mia&cursor=b+c");
  expect(nextPart("/v1/team/users?", headers)).toBe("/v1/team/users?cursor=b+c");
});

test("nothing comes after the last part, nor from elsewhere", () => {
  expect(nextPart("/v1/usage/records?", new Headers())).toBeNull();
  expect(nextPart("/v1/x", new Headers({ link: '<https://example.com/>; rel="next"' }))).toBeNull();
});
