/** A CSV file that a spreadsheet reads as text: UTF-8 with a byte order mark, and no formulas (as the API's files). */

const FORMULA = /^[=+\-@\t\r]/;
const QUOTED = /[",\r\n]/;

export function csvFile(rows: readonly (readonly string[])[]): Blob {
  return new Blob([`\ufeff${csvText(rows)}`], { type: "text/csv;charset=utf-8" });
}

/** The lines of the file; a cell that `isSafe` is written as it is. */
export function csvText(rows: readonly (readonly string[])[], isSafe: (cell: string) => boolean = () => false): string {
  const written = (cell: string) => quote(isSafe(cell) ? cell : defuse(cell));
  return rows.map((row) => row.map(written).join(",") + "\r\n").join("");
}

/** Return the text with an apostrophe before what a spreadsheet would calculate. */
function defuse(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

function quote(text: string): string {
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
