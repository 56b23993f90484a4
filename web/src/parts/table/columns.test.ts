import { describe, expect, it } from "vitest";

import { type Column, fit, readSort, sortRows, writeSort } from "./columns";

const ROOMS = [
  { id: "name", room: 200, rank: 0 },
  { id: "role", room: 100, rank: 2 },
  { id: "status", room: 120, rank: 1 },
  { id: "gear", room: 60, rank: 0 },
];
const NONE = new Set<string>();

describe("the columns of a table", () => {
  it("are all there where the width holds them", () => {
    expect(fit(ROOMS, 480, NONE)).toEqual(["name", "role", "status", "gear"]);
  });

  it("go by rank where it doesn't, and those of rank 0 never do", () => {
    expect(fit(ROOMS, 479, NONE)).toEqual(["name", "status", "gear"]);
    expect(fit(ROOMS, 379, NONE)).toEqual(["name", "gear"]);
    expect(fit(ROOMS, 10, NONE)).toEqual(["name", "gear"]);
  });

  it("make room for others when one is hidden, but one of rank 0 can't be", () => {
    expect(fit(ROOMS, 379, new Set(["status", "name"]))).toEqual(["name", "role", "gear"]);
  });

  it("leave out everything after the first that doesn't fit, so that none jumps over a more important one", () => {
    const rooms = [...ROOMS, { id: "wide", room: 900, rank: 3 }, { id: "tiny", room: 1, rank: 4 }];
    expect(fit(rooms, 600, NONE)).toEqual(["name", "role", "status", "gear"]);
  });

  it("count what the selection takes", () => {
    expect(fit(ROOMS, 480, NONE, 54)).toEqual(["name", "status", "gear"]);
  });
});

describe("the order of rows", () => {
  const column = (id: string, sortBy?: Column<Row>["sortBy"]): Column<Row> => ({
    id,
    header: id,
    room: 1,
    rank: 0,
    cell: () => null,
    ...(sortBy && { sortBy }),
  });
  type Row = { name: string; credits: number };
  const columns = [column("name", (row) => row.name), column("credits", (row) => row.credits), column("gear")];
  const rows = [
    { name: "Zoë 10", credits: 10 },
    { name: "zoe 9", credits: 9 },
    { name: "Ann", credits: 9 },
  ];

  it("is by letters and numbers as people read them", () => {
    expect(sortRows(rows, { id: "name", descending: false }, columns).map(({ name }) => name)).toEqual([
      "Ann",
      "zoe 9",
      "Zoë 10",
    ]);
  });

  it("is by amount, and equal rows keep their order both ways", () => {
    const by = (descending: boolean) => sortRows(rows, { id: "credits", descending }, columns).map(({ name }) => name);
    expect(by(false)).toEqual(["zoe 9", "Ann", "Zoë 10"]);
    expect(by(true)).toEqual(["Zoë 10", "zoe 9", "Ann"]);
  });

  it("comes back from the address as it went there, and nonsense is no order", () => {
    for (const sort of [
      { id: "name", descending: true },
      { id: "credits", descending: false },
    ])
      expect(readSort(writeSort(sort), columns)).toEqual(sort);
    for (const nonsense of [null, "", "-", "gear", "-constructor"]) expect(readSort(nonsense, columns)).toBeNull();
  });
});
