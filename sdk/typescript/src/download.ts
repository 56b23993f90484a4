/** Files: what a route answers with in place of JSON or besides it, such as a receipt as a PDF. */
import type { Teamline } from "./client.js";
import type { paths } from "./schema.js";

type Content<P extends keyof paths> = paths[P] extends { get: { responses: { 200: { content: infer C } } } }
  ? C
  : never;
/** The media types of a path's files. */
export type FilesOf<P extends keyof paths> = Exclude<keyof Content<P> & string, "application/json">;
/** The paths that answer with files. */
export type FilePath = { [P in keyof paths]: [FilesOf<P>] extends [never] ? never : P }[keyof paths];
type Parameters<P extends FilePath> = paths[P] extends { get: { parameters: infer G } } ? G : never;

interface Part {
  data?: Blob;
  response: Response;
}

/** Return a file, with all its parts: those after the first begin at a cursor. */
export async function download<P extends FilePath>(
  teamline: Teamline,
  path: P,
  accept: FilesOf<P>,
  params: Parameters<P>,
): Promise<Blob> {
  const ask = teamline.GET as unknown as (path: string, init: object) => Promise<Part>;
  const given = params as { query?: object };
  const parts: Blob[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const query = { ...given.query, ...(cursor && { cursor }) };
    const part = await ask(path, { params: { ...given, query }, headers: { accept }, parseAs: "blob" });
    parts.push(part.data as Blob);
    cursor = nextOf(part.response);
  }
  return new Blob(parts, { type: accept });
}

/** Return the cursor of the next part, by its header or its link. */
function nextOf({ headers, url }: Response): string | null {
  const link = /<([^>]+)>; rel="next"/.exec(headers.get("link") ?? "")?.[1];
  return headers.get("teamline-next-cursor") ?? (link ? new URL(link, url).searchParams.get("cursor") : null);
}
