/** The text of a CSV file as spreadsheets save it: in UTF-8, UTF-16, or the encoding of the reader's Windows. */

/** What a spreadsheet writes without a byte order mark, by the language of the computer (WHATWG's legacy encodings). */
const LEGACY: Record<string, string> = {
  ar: "windows-1256",
  bg: "windows-1251",
  cs: "windows-1250",
  el: "windows-1253",
  he: "windows-1255",
  hu: "windows-1250",
  ja: "shift_jis",
  ko: "euc-kr",
  pl: "windows-1250",
  ru: "windows-1251",
  sk: "windows-1250",
  sl: "windows-1250",
  tr: "windows-1254",
  uk: "windows-1251",
  vi: "windows-1258",
  zh: "gb18030",
};
const WESTERN = "windows-1252";
const UNREADABLE = "We can't read the characters in this file. In your spreadsheet, save it as CSV UTF-8.";
/** Controls, and signs that stand between letters only if the text was written in another encoding. */
const MISREAD = /(?![\t\r\n])[\p{Cc}\uFFFD]|\p{L}[†‡‰ˆ˜ƒ¥¶¢]\p{L}/u;

export type CsvText = { text: string; fault?: never } | { text?: never; fault: string };

/** Decode a file, or say that it can't be read: no letter is ever guessed into another or replaced. */
export function readCsvText(bytes: Uint8Array, language = navigator.language): CsvText {
  for (const encoding of encodingsOf(bytes, language)) {
    const text = decode(bytes, encoding);
    if (text !== null) return MISREAD.test(text) ? { fault: UNREADABLE } : { text };
  }
  return { fault: UNREADABLE };
}

function encodingsOf(bytes: Uint8Array, language: string): string[] {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return ["utf-16le"];
  if (first === 0xfe && second === 0xff) return ["utf-16be"];
  if (second === 0 && first !== 0) return ["utf-16le"];
  if (first === 0 && second !== 0) return ["utf-16be"];
  return ["utf-8", LEGACY[language.slice(0, 2).toLowerCase()] ?? WESTERN];
}

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
