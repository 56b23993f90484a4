import { describe, expect, it } from "vitest";
import Papa from "papaparse";

import { csvText } from "./csvFile";

describe("an exported file", () => {
  it("is read back as it was, with quotes, commas and lines in a cell", () => {
    const rows = [
      ["Person", "Label"],
      ['Ann "Annie" O’Neill, Jr.', "two\nlines"],
      ["", " spaced "],
    ];
    expect(Papa.parse<string[]>(csvText(rows), { skipEmptyLines: true }).data).toEqual(rows);
  });

  it("has no cell that a spreadsheet calculates", () => {
    for (const cell of ["=1+1", "+13035550100", "-2", "@SUM(A1)", "\t=1", "\r=1"])
      expect(Papa.parse<string[]>(csvText([[cell]])).data[0]?.[0]).toBe(`'${cell}`);
  });

  it("keeps a number that may be negative as a number", () => {
    const isNumber = (cell: string) => /^-?\d+$/.test(cell);
    expect(csvText([["-12", "-1+1"]], isNumber)).toBe("-12,'-1+1\r\n");
  });
});
