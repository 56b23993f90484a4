/** Sends every request of the portal: as the web client, with the access token, again if it expired or needs a proof. */
import { LANGUAGE } from "../language/locale";
import { browserEnvironment, forgetLocalCopy, rememberSignedIn } from "./browserSession";
import { PUBLIC_ROUTES } from "./facts";
import { puzzleIn, solve } from "./proofOfWork";
import { needsStepUp, StepUp } from "./stepUp";
import { Tokens } from "./tokens";

const UNKNOWN = "unknown";

export const tokens = new Tokens(browserEnvironment());
export const stepUp = new StepUp();
tokens.watch((change) => rememberSignedIn(change === "signed_in"));

/** Resume the last session of this browser. If the API can't be reached, the screens say so and offer to try again. */
export async function resume(): Promise<"in" | "out"> {
  const token = await tokens.currentToken().catch(() => UNKNOWN);
  if (token) return "in";
  rememberSignedIn(false);
  forgetLocalCopy();
  return "out";
}

const PUBLIC = PUBLIC_ROUTES.map(([method, path]) => ({
  method,
  path: new RegExp(`^${path.replaceAll(".", "\\.").replace(/\{[^}]+\}/g, "[^/]+")}$`),
}));

/** Whether a route needs no token: a 401 there is an answer, not an expired token. */
function isPublic({ url, method }: Request): boolean {
  const { pathname } = new URL(url);
  return PUBLIC.some((route) => route.method === method && route.path.test(pathname));
}

function withHeaders(request: Request, token: string | null, proof?: string): Request {
  const headers = new Headers(request.headers);
  if (proof) headers.set("teamline-proof", proof);
  headers.set("teamline-client", "web");
  headers.set("accept-language", LANGUAGE);
  if (token) headers.set("authorization", `Bearer ${token}`);
  return new Request(request, { headers });
}

/** Send a request without a token, and again with the proof of the puzzle that it may be answered with. */
async function publicFetch(request: Request): Promise<Response> {
  const response = await fetch(withHeaders(request.clone(), null));
  const puzzle = await puzzleIn(response);
  return puzzle ? fetch(withHeaders(request, null, await solve(puzzle))) : response;
}

export async function authorizedFetch(request: Request): Promise<Response> {
  if (isPublic(request)) return publicFetch(request);
  const token = await tokens.currentToken();
  const response = await fetch(withHeaders(request.clone(), token));
  if (response.status !== 401 || !token || (await needsStepUp(response))) return withProof(request, response);
  const newToken = await tokens.replaceToken(token);
  return newToken ? withProof(request, await fetch(withHeaders(request.clone(), newToken))) : response;
}

/** Return the response; if it says that a fresh proof is needed, ask for one and send the request again. */
async function withProof(request: Request, response: Response): Promise<Response> {
  const proved = (await needsStepUp(response)) ? await stepUp.ask() : null;
  if (!proved) return response;
  tokens.renew(proved);
  return fetch(withHeaders(request, proved.value));
}
