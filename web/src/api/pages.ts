/** All rows of a list that the API gives page by page. */

const LONGEST_PAGE = 100;

export interface Page<T> {
  items: T[];
  next_cursor?: string | null;
}

/** Load the rows of all pages, one after the other, up to a number of rows; `isCut` says that there are more. */
export async function loadRows<T>(
  load: (cursor: string | null, limit: number) => Promise<Page<T>>,
  most = Infinity,
): Promise<{ rows: T[]; isCut: boolean }> {
  const rows: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await load(cursor, LONGEST_PAGE);
    rows.push(...page.items);
    cursor = page.next_cursor ?? null;
  } while (cursor && rows.length < most);
  return { rows, isCut: cursor !== null };
}
