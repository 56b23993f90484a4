/** Money, time and phone numbers keep their meaning on the way to the screen and back. */
import { describe, expect, it } from "vitest";

import { formatMoney, moneyFromMicros, parseAmount, toMicros } from "./money";
import { areaCode, formatAsTyped, formatNumbersIn, formatPhone, guessCountry, parsePhone } from "./phone";
import {
  addDays,
  dayInZone,
  endOfDay,
  formatDay,
  formatLength,
  formatMoment,
  formatRelative,
  startOfDay,
  timeZones,
} from "./time";

const usd = (amount: string) => ({ amount, currency: "USD" });

describe("money", () => {
  it.each([
    ["12.50", "$12.50"],
    ["1250.00", "$1,250.00"],
    ["-3.5", "-$3.50"],
    ["0.012345", "$0.012345"],
    ["123456789.123456", "$123,456,789.123456"],
  ])("%s is shown as %s", (amount, shown) => expect(formatMoney(usd(amount), "en-US")).toBe(shown));

  it.each([
    ["12.5", "12.50"],
    ["$1,250", "1250.00"],
    ["12,50", "12.50"],
    [" 007 ", "7.00"],
    ["20 USD", "20.00"],
    ["0", null],
    ["0.00", null],
    ["-5", null],
    ["1.234", null],
    ["1,23,4", null],
    ["ten", null],
    ["1e3", null],
  ])("%s is read as %s", (typed, amount) => expect(parseAmount(typed)).toBe(amount));

  it("is compared in whole micro-dollars", () => {
    expect(toMicros(usd("0.1")) + toMicros(usd("0.2"))).toBe(toMicros(usd("0.30")));
    expect(toMicros(usd("-0.000001"))).toBe(-1n);
  });
});

describe("a text with numbers", () => {
  it("has them as people write them, and other figures as they are", () => {
    const text = "US local number, 12 months: +14155550100 and +442079460123, 2 + 2";
    const shown = "US local number, 12 months: (415) 555-0100 and +44 20 7946 0123, 2 + 2";
    expect(formatNumbersIn(text, "US")).toBe(shown);
  });
});

describe("an amount of micro-dollars", () => {
  it.each([
    [0n, "0.00"],
    [1_000_000n, "1.00"],
    [12_500_000n, "12.50"],
    [12_345n, "0.012345"],
    [-3_500_000n, "-3.50"],
    [-1n, "-0.000001"],
  ])("%s is %s, and back", (size, amount) => {
    expect(moneyFromMicros(size)).toEqual(usd(amount));
    expect(toMicros(moneyFromMicros(size))).toBe(size);
  });
});

describe("time", () => {
  it.each([
    ["2026-11-24", "America/New_York", "2026-11-25T04:59:59.000Z"],
    ["2026-11-01", "America/New_York", "2026-11-02T04:59:59.000Z"], // the clocks went back that day
    ["2027-03-13", "America/New_York", "2027-03-14T04:59:59.000Z"], // and forward on the next
    ["2026-12-31", "Asia/Kolkata", "2026-12-31T18:29:59.000Z"],
    ["2028-02-29", "UTC", "2028-02-29T23:59:59.000Z"],
    ["2026-12-31", "Pacific/Kiritimati", "2026-12-31T09:59:59.000Z"],
  ])("the end of %s in %s is %s", (day, zone, moment) => {
    expect(endOfDay(day, zone)).toBe(moment);
    expect(dayInZone(zone, moment)).toBe(day);
  });

  it.each([
    ["2026-11-24", "America/New_York", "2026-11-24T05:00:00.000Z"],
    ["2026-11-01", "America/New_York", "2026-11-01T04:00:00.000Z"],
    ["2026-12-31", "Asia/Kolkata", "2026-12-30T18:30:00.000Z"],
  ])("the start of %s in %s is %s", (day, zone, moment) => expect(startOfDay(day, zone)).toBe(moment));

  it.each([
    [0, "0:00"],
    [42, "0:42"],
    [725, "12:05"],
    [3723, "1:02:03"],
  ])("%i seconds are shown as %s", (seconds, shown) => expect(formatLength(seconds)).toBe(shown));

  it("is counted in days of the calendar", () => {
    expect(addDays("2026-11-24", 31)).toBe("2026-12-25");
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(addDays("2027-01-01", -1)).toBe("2026-12-31");
  });

  it("is shown in the viewer's zone, and names it", () => {
    const shown = formatMoment("2026-11-23T02:05:00Z", "America/New_York", "en-US");
    expect(shown.replace(/\s/g, " ")).toBe("Nov 22, 2026, 9:05 PM EST");
    expect(formatDay("2026-11-23T02:05:00Z", "America/New_York", "en-US")).toBe("Nov 22, 2026");
  });

  it.each([
    ["2026-11-23T12:00:10Z", "now"],
    ["2026-11-23T12:03:00Z", "in 3 minutes"],
    ["2026-11-23T10:00:00Z", "2 hours ago"],
    ["2026-11-24T12:00:00Z", "tomorrow"],
    ["2026-12-07T12:00:00Z", "in 14 days"],
  ])("%s is %s at noon", (moment, shown) =>
    expect(formatRelative(moment, Date.parse("2026-11-23T12:00:00Z"), "en-US")).toBe(shown),
  );

  it("offers every zone once", () => {
    const offered = timeZones("Europe/Paris", "UTC");
    expect(offered).toContain("America/New_York");
    expect(new Set(offered).size).toBe(offered.length);
  });
});

describe("a phone number", () => {
  it("has an area code in North America", () => {
    expect(areaCode("+14155550100")).toBe("415");
    expect(areaCode("+442079460123")).toBeUndefined();
  });

  it.each([
    ["(415) 555-0100", "+14155550100"],
    ["415.555.0100", "+14155550100"],
    ["+44 20 7946 0123", "+442079460123"],
    ["00 44 20 7946 0123", "+442079460123"],
    ["\u202a+1 (\u0664\u0661\u0665) 555\u20110100\u202c", "+14155550100"],
    ["\uff14\uff11\uff15 555 0100", "+14155550100"],
    ["(436) 234-5678", "+14362345678"],
    ["+52 1 55 1234 5678", "+525512345678"],
    ["+54 11 15 2345-6789", "+5491123456789"],
    ["12", null],
    ["hello", null],
    ["415555O100", null],
    ["4155550l00", null],
    ["415 555 0100 home", null],
    ["+1 800 FLOWERS", null],
    ["+49 30 123456 abc", null],
    ["415 555 0100 ext. 4", null],
  ])("%s is read as %s", (typed, number) => expect(parsePhone(typed, "US")).toBe(number));

  it("is shown the way its reader writes it", () => {
    expect(formatPhone("+14155550100", "US")).toBe("(415) 555-0100");
    expect(formatPhone("+442079460123", "US")).toBe("+44 20 7946 0123");
    expect(formatPhone("someone", "US")).toBe("someone");
    expect(formatAsTyped("4155550", "US")).toBe("(415) 555-0");
  });

  it("is read in the notation of the reader's country", () => {
    expect(guessCountry(["de", "en-GB"])).toBe("GB");
    expect(guessCountry(["en"])).toBe("US");
  });
});
