/** What the tokens need from the browser: the refresh cookie's route, a lock and a channel across tabs. */
import { LANGUAGE } from "../language/locale";
import { Problem } from "./problem";
import type { AccessToken, SessionMessage, TokenEnvironment } from "./tokens";

const CHANNEL = "teamline-session";
const SIGNED_IN = "teamline.signed-in";

/** How the names of copies of what the screens show begin (`localCopy.ts`). */
export const COPY = "teamline.copy";

/** The API's answer to a sign-in, a registration or a refresh. */
export interface TokenAnswer {
  access_token: string;
  /** Seconds. */
  expires_in: number;
}

export function accessTokenOf({ access_token, expires_in }: TokenAnswer): AccessToken {
  return { value: access_token, expiresAt: Date.now() + expires_in * 1000 };
}

/** Whether this browser was signed in when the portal was last open. Spares visitors a request that must fail. */
export function wasSignedIn(): boolean {
  return localStorage.getItem(SIGNED_IN) !== null;
}

/** What tells the session of this browser from any other; the same after a reload, another after a new sign-in. */
export function sessionMark(): string {
  return localStorage.getItem(SIGNED_IN) ?? "";
}

export function rememberSignedIn(signedIn: boolean): void {
  if (!signedIn) localStorage.removeItem(SIGNED_IN);
  else if (!wasSignedIn()) localStorage.setItem(SIGNED_IN, crypto.randomUUID());
}

export function forgetLocalCopy(): void {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(COPY)) sessionStorage.removeItem(name);
}

/** Trade the refresh cookie for an access token. One key, so that a retry isn't a second use of the cookie. */
async function requestToken(): Promise<AccessToken | null> {
  const key = crypto.randomUUID();
  const send = () =>
    fetch("/v1/sessions/refresh", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "teamline-client": "web",
        "accept-language": LANGUAGE,
        "idempotency-key": key,
      },
      body: "{}",
    });
  const response = await send().catch(send);
  if (response.ok) return accessTokenOf((await response.json()) as TokenAnswer);
  if (response.status === 401) return null;
  throw Problem.fromResponse(response, await response.json().catch(() => null));
}

/** The real browser. One without Web Locks does without the lock across tabs. */
export function browserEnvironment(): TokenEnvironment {
  const channel = new BroadcastChannel(CHANNEL);
  return {
    now: Date.now,
    requestToken,
    withLock: async (work) => (navigator.locks ? await navigator.locks.request(CHANNEL, async () => work()) : work()),
    broadcast: (message) => channel.postMessage(message),
    subscribe: (onMessage) =>
      channel.addEventListener("message", ({ data }: MessageEvent<SessionMessage>) => onMessage(data)),
  };
}
