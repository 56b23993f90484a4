/** The drawing of a signature: points on a field, as few as show the same line, and no more than the API takes. */
import { describe, expect, it } from "vitest";

import { beginStroke, extendStroke, pathOf, placeOn, type Stroke } from "./letter";

const FIELD = { left: 100, top: 50, width: 300, height: 100 } as DOMRect;

describe("a drawn signature", () => {
  it("is in the units of the field, whatever its size on the screen", () => {
    expect(placeOn(FIELD, 250, 100)).toEqual([300, 100]);
  });

  it("ends at the edge of the field", () => {
    expect(placeOn(FIELD, 0, 9_999)).toEqual([0, 200]);
  });

  it("has no points that are hardly apart", () => {
    const drawing = extendStroke(beginStroke([], [10, 10]), [11, 11]);
    expect(drawing).toEqual([[[10, 10]]]);
    expect(extendStroke(drawing, [20, 10])).toEqual([
      [
        [10, 10],
        [20, 10],
      ],
    ]);
  });

  it("takes no more lines and points than the API", () => {
    const full: Stroke[] = Array.from({ length: 60 }, () => [[1, 1]]);
    expect(beginStroke(full, [5, 5])).toBe(full);
    const long: Stroke[] = [Array.from({ length: 3_000 }, (): [number, number] => [1, 1])];
    expect(extendStroke(long, [500, 100])).toBe(long);
    expect(beginStroke(long, [5, 5])).toBe(long);
  });

  it("is shown as lines, and a single point as a dot", () => {
    const line: Stroke = [
      [1, 2],
      [3, 4],
    ];
    expect(pathOf(line)).toBe("M1 2L3 4");
    expect(pathOf([[1, 2]])).toBe("M1 2L1 2");
  });
});
