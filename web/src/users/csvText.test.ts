/** A file gives the right names or a clear fault, byte by byte as spreadsheets save it. */
import { describe, expect, it } from "vitest";

import { readCsvText } from "./csvText";
import { readRows } from "./invitationRows";

const HEADER = "phone;email;name\r\n";
const ROW = "+14155550102;cy@example.com;";
const ascii = (text: string) => [...text].map((sign) => sign.charCodeAt(0));
const file = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? ascii(part) : part)));
const utf16 = (text: string, bigEndian = false) =>
  ascii(text).flatMap((unit) => (bigEndian ? [unit >> 8, unit & 255] : [unit & 255, unit >> 8]));
const names = (bytes: Uint8Array, language = "en-US") => {
  const { text, fault } = readCsvText(bytes, language);
  return fault ?? readRows(text ?? "", "US").map((row) => row.invitation.name);
};

describe("the names of a CSV file", () => {
  it.each<[string, Uint8Array, string, string]>([
    ["Windows-1252", file(HEADER, ROW, "Jos", [0xe9], "\r\n"), "en-US", "José"],
    ["UTF-8", file(HEADER, ROW, "Jos", [0xc3, 0xa9], "\r\n"), "en-US", "José"],
    ["UTF-8 with its mark", file([0xef, 0xbb, 0xbf], HEADER, ROW, "Jos", [0xc3, 0xa9], "\r\n"), "en-US", "José"],
    ["UTF-16LE with its mark", file([0xff, 0xfe], utf16(`${HEADER}${ROW}José 李\r\n`)), "en-US", "José 李"],
    ["UTF-16BE with its mark", file([0xfe, 0xff], utf16(`${HEADER}${ROW}José 李\r\n`, true)), "en-US", "José 李"],
    ["UTF-16LE without one", file(utf16(`${HEADER}${ROW}José\r\n`)), "en-US", "José"],
    ["UTF-16BE without one", file(utf16(`${HEADER}${ROW}José\r\n`, true)), "en-US", "José"],
    ["Windows-1251 in Russia", file(HEADER, ROW, [0xc8, 0xe2, 0xe0, 0xed], "\r\n"), "ru-RU", "Иван"],
    ["Windows-1250 in Poland", file(HEADER, ROW, [0xa3], "ukasz\r\n"), "pl-PL", "Łukasz"],
    ["Shift JIS in Japan", file(HEADER, ROW, [0x8e, 0x52, 0x93, 0x63], "\r\n"), "ja-JP", "山田"],
    ["a sep= line", file("sep=;\r\n", HEADER, ROW, '"Young; Cy"\r\n'), "en-US", "Young; Cy"],
    ["a quoted sep= line and a mark", file([0xef, 0xbb, 0xbf], '"sep=;"\n', HEADER, ROW, "Cy\n"), "en-US", "Cy"],
    ["tabs in UTF-16", file([0xff, 0xfe], utf16("phone\temail\tname\r\n+14155550102\ta@b.co\tZoë\r\n")), "fr", "Zoë"],
  ])("are right in %s", (_, bytes, language, name) => expect(names(bytes, language)).toEqual([name]));

  it.each<[string, Uint8Array]>([
    ["bytes that Windows has no letter for", file(HEADER, ROW, "Jos", [0x81], "\r\n")],
    ["a Mac's old encoding", file(HEADER, ROW, "M", [0x87], "rta\r\n")],
    ["UTF-8 that was broken before", file(HEADER, ROW, "Jos", [0xef, 0xbf, 0xbd], "\r\n")],
    ["half a character of UTF-16", file([0xff, 0xfe], utf16(HEADER), [0x00, 0xd8, 0x41, 0x00])],
    ["a spreadsheet that is no CSV", file("PK", [3, 4, 0, 0, 0xff], "xl/workbook.xml")],
  ])("are never guessed from %s", (_, bytes) => expect(names(bytes)).toMatch(/save it as CSV UTF-8/));

  it("keep the line numbers of the file below a sep= line", () => {
    expect(readRows("sep=,\n+14155550100,a@example.com\n12,b@example.com", "US").map((row) => row.line)).toEqual([
      2, 3,
    ]);
  });
});
