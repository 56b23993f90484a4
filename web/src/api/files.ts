/** Files that the API makes: fetched with the access token, which a plain link would not send, then saved. */
import { authorizedFetch } from "./authorizedFetch";
import { Problem } from "./problem";

/** Fetch a file. Throws a `Problem`. */
export async function fetchFile(path: string, accept: string): Promise<Blob> {
  return (await fetchPart(path, accept)).blob();
}

/** Fetch the parts of a CSV file, of which a long one has several, in their order. Throws a `Problem`. */
export async function fetchParts(path: string): Promise<ArrayBuffer[]> {
  const parts: ArrayBuffer[] = [];
  let next: string | null = path;
  while (next) {
    const response: Response = await fetchPart(next, "text/csv");
    parts.push(await response.arrayBuffer());
    next = nextPart(next, response.headers);
  }
  return parts;
}

/** The path of the next part: the answer links to it, or names its cursor. Null after the last one. */
export function nextPart(path: string, headers: Headers): string | null {
  const linked = /<(\/v1\/[^>]+)>; rel="next"/.exec(headers.get("link") ?? "")?.[1];
  const cursor = headers.get("teamline-next-cursor");
  if (linked || !cursor) return linked ?? null;
  const [route, query] = path.split("?");
  const params = new URLSearchParams(query);
  params.set("cursor", cursor);
  return `${route}?${params}`;
}

async function fetchPart(path: string, accept: string): Promise<Response> {
  const url = new URL(path, window.location.origin);
  const response = await authorizedFetch(new Request(url, { headers: { accept } }));
  if (!response.ok) throw Problem.fromResponse(response, await response.json().catch(() => null));
  return response;
}

export function saveFile(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
