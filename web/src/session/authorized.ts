/** Every request of the portal: as the web client, with the access token, once more if the token had just run out. */
import { browser, rememberSignedIn } from "./browser";
import { Tokens } from "./tokens";

export const tokens = new Tokens(browser());
tokens.watch((change) => rememberSignedIn(change === "begun"));

/** Routes that show who somebody is, or that anybody may call: a 401 there is their own answer. */
const OPEN = [
  /^\/v1\/signups/,
  /^\/v1\/accounts$/,
  /^\/v1\/password-resets/,
  /^\/v1\/profile\/email\/confirm$/,
  /^\/v1\/sessions\/refresh$/,
  /^\/v1\/plans$/,
  /^\/v1\/rates$/,
];

function isOpen(request: Request): boolean {
  const { pathname } = new URL(request.url);
  return OPEN.some((route) => route.test(pathname)) || (pathname === "/v1/sessions" && request.method === "POST");
}

function dressed(request: Request, token: string | null): Request {
  const headers = new Headers(request.headers);
  headers.set("teamline-client", "web");
  if (token) headers.set("authorization", `Bearer ${token}`);
  return new Request(request, { headers });
}

export async function authorizedFetch(request: Request): Promise<Response> {
  if (isOpen(request)) return fetch(dressed(request, null));
  const token = await tokens.current();
  const response = await fetch(dressed(request.clone(), token));
  if (response.status !== 401 || !token) return response;
  const other = await tokens.renewed(token);
  return other ? fetch(dressed(request, other)) : response;
}
