/** Business hours are checked before they are sent, and midnight is both the start and the end of a day. */
import { describe, expect, it } from "vitest";

import { copyMonday, faultOf, isAlwaysClosed, readWeek, shownEnd, toOpen, usualWeek, withAnother } from "./week";

const span = (from: string, until: string) => ({ from, until });

describe("the times of a day", () => {
  it.each([
    [[], undefined],
    [[span("09:00", "12:00"), span("13:00", "17:00")], undefined],
    [[span("13:00", "17:00"), span("09:00", "13:00")], undefined],
    [[span("18:00", "00:00")], undefined],
    [[span("00:00", "00:00")], undefined],
    [[span("09:00", "")], "Enter both times."],
    [[span("17:00", "09:00")], /ends before it starts/],
    [[span("09:00", "09:00")], /ends before it starts/],
    [[span("09:00", "13:00"), span("12:00", "17:00")], "Two of these times overlap."],
    [[span("20:00", "24:00"), span("22:00", "23:00")], "Two of these times overlap."],
  ])("%o have the fault %s", (spans, fault) => {
    const found = faultOf(spans);
    if (fault instanceof RegExp) expect(found).toMatch(fault);
    else expect(found).toBe(fault);
  });

  it("get one more span, to be filled in", () => {
    expect(withAnother([])).toEqual([span("09:00", "17:00")]);
    expect(withAnother([span("09:00", "12:00")])).toEqual([span("09:00", "12:00"), span("", "")]);
  });
});

describe("the week", () => {
  it("suggests office hours where none are set", () => {
    expect(readWeek({ open: {} })).toEqual(usualWeek());
    expect(usualWeek().saturday).toEqual([]);
  });

  it("is kept as it was set", () => {
    const week = readWeek({ open: { saturday: [span("10:00", "24:00")] } });
    expect(week.saturday).toEqual([span("10:00", "24:00")]);
    expect(week.monday).toEqual([]);
    expect(isAlwaysClosed(week)).toBe(false);
  });

  it("is sent with 24:00 for the end of a day, which a time field shows as midnight", () => {
    const week = { ...usualWeek(), monday: [span("00:00", "00:00")] };
    expect(toOpen(week).monday).toEqual([span("00:00", "24:00")]);
    expect(shownEnd("24:00")).toBe("00:00");
  });

  it("gives Monday's hours to the other workdays only", () => {
    const week = copyMonday({ ...usualWeek(), monday: [span("08:00", "12:00")], saturday: [span("10:00", "11:00")] });
    expect(week.friday).toEqual([span("08:00", "12:00")]);
    expect(week.saturday).toEqual([span("10:00", "11:00")]);
  });
});
