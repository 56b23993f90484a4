/** The browser around the tokens: the refresh cookie's route, a lock and a channel across tabs. */
import { Problem } from "../api/problem";
import type { AccessToken, News, Surroundings } from "./tokens";

const NAME = "teamline-session";
const SIGNED_IN = "teamline.signed-in";

/** The token in an answer of sign-in, registration or refresh. */
export function tokenOf(answer: { access_token: string; expires_in: number }): AccessToken {
  return { value: answer.access_token, expiresAt: Date.now() + answer.expires_in * 1000 };
}

/** Whether this browser was signed in when last seen. It spares a visitor a request that can only be refused. */
export function wasSignedIn(): boolean {
  return localStorage.getItem(SIGNED_IN) === "yes";
}

export function rememberSignedIn(signedIn: boolean): void {
  if (signedIn) localStorage.setItem(SIGNED_IN, "yes");
  else localStorage.removeItem(SIGNED_IN);
}

/** Under one key, so that asking once more after a lost answer is not a second use of the refresh token. */
async function renew(): Promise<AccessToken | null> {
  const key = crypto.randomUUID();
  const ask = () =>
    fetch("/v1/sessions/refresh", {
      method: "POST",
      headers: { "content-type": "application/json", "teamline-client": "web", "idempotency-key": key },
      body: "{}",
    });
  const response = await ask().catch(ask);
  if (response.ok) return tokenOf(await response.json());
  if (response.status === 401) return null;
  throw Problem.of(response, await response.json().catch(() => null));
}

/** The real surroundings. A browser without Web Locks does without the lock across tabs. */
export function browser(): Surroundings {
  const channel = new BroadcastChannel(NAME);
  return {
    now: Date.now,
    renew,
    alone: async (work) => (navigator.locks ? await navigator.locks.request(NAME, async () => work()) : work()),
    tell: (news) => channel.postMessage(news),
    listen: (hear) => channel.addEventListener("message", (event: MessageEvent<News>) => hear(event.data)),
  };
}
