/** Digits as people type and paste them. */

/** Extract the digits of a code: people paste `123 456`, or the whole message. */
export function digitsOf(typed: string): string {
  const plain = asciiDigits(typed);
  return /(?<!\d)\d{3}[\s-]?\d{3}(?!\d)/.exec(plain)?.[0].replace(/\D/g, "") ?? plain.replace(/\D/g, "").slice(0, 6);
}

/** Write the digits of any script as 0 to 9. */
export function asciiDigits(text: string): string {
  return text.normalize("NFKC").replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)));
}

/** The digits of a script are ten code points in a row: count down to the first. */
function digitValue(digit: string): number {
  const point = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) value++;
  return value;
}
