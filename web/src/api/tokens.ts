/**
 * The access token: kept in this page's memory only, renewed before it expires, by one request at a time.
 *
 * The refresh token is a cookie that no script can read. It works once, so two requests with the same one would end
 * the session: within a tab all callers share the renewal that is running; across tabs a lock makes the others wait,
 * and a channel hands them the new token.
 */

export interface AccessToken {
  value: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/** What the tokens need from outside; `browserEnvironment` in the portal. */
export interface TokenEnvironment {
  now: () => number;
  /** Ask the API for a new access token. Null: the session is over. Throws when the API can't be reached. */
  requestToken: () => Promise<AccessToken | null>;
  /** Run `work` while no other tab runs anything with the lock. */
  withLock: <T>(work: () => Promise<T>) => Promise<T>;
  broadcast: (message: SessionMessage) => void;
  subscribe: (onMessage: (message: SessionMessage) => void) => void;
}

/** `signed_in`: a new session, maybe another person's. `renewed`: the same session with a new token. */
export type SessionMessage = { kind: "signed_in" | "renewed"; token: AccessToken } | { kind: "signed_out" };

type SessionChange = "signed_in" | "signed_out";

const RENEW_BEFORE_MS = 20_000;

export class Tokens {
  private token: AccessToken | null = null;
  private renewal: Promise<string | null> | null = null;
  private readonly watchers = new Set<(change: SessionChange) => void>();

  constructor(private readonly environment: TokenEnvironment) {
    environment.subscribe((message) => this.receive(message));
  }

  /** Call `watcher` when a session begins or ends, in this tab or another. Returns a function that stops it. */
  watch(watcher: (change: SessionChange) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Begin a session with this token, here and in the other tabs. */
  begin(token: AccessToken): void {
    this.publish({ kind: "signed_in", token });
  }

  /** Go on with another token of the same session, here and in the other tabs. */
  renew(token: AccessToken): void {
    this.publish({ kind: "renewed", token });
  }

  /** End the session, here and in the other tabs. */
  end(): void {
    this.publish({ kind: "signed_out" });
  }

  /** Return a token that is valid for a while, or null when no one is signed in. */
  async currentToken(): Promise<string | null> {
    return this.validToken()?.value ?? this.replaceToken(null);
  }

  /** Return a token other than the one that the API just refused; null when the session is over. */
  async replaceToken(refused: string | null): Promise<string | null> {
    const newer = this.newerThan(refused);
    if (newer) return newer;
    this.renewal ??= this.renewWithLock(refused).finally(() => {
      this.renewal = null;
    });
    return this.renewal;
  }

  private async renewWithLock(refused: string | null): Promise<string | null> {
    return this.environment.withLock(async () => {
      const newer = this.newerThan(refused); // another tab was faster while this one waited for the lock
      if (newer) return newer;
      const token = await this.environment.requestToken();
      this.publish(token ? { kind: "renewed", token } : { kind: "signed_out" });
      return token?.value ?? null;
    });
  }

  private newerThan(refused: string | null): string | null {
    const token = this.validToken();
    return token && token.value !== refused ? token.value : null;
  }

  private validToken(): AccessToken | null {
    return this.token && this.token.expiresAt - RENEW_BEFORE_MS > this.environment.now() ? this.token : null;
  }

  private publish(message: SessionMessage): void {
    this.receive(message);
    this.environment.broadcast(message);
  }

  private receive(message: SessionMessage): void {
    const wasSignedIn = this.token !== null;
    this.token = message.kind === "signed_out" ? null : message.token;
    if (message.kind === "signed_out" ? wasSignedIn : message.kind === "signed_in" || !wasSignedIn) {
      const change = message.kind === "signed_out" ? "signed_out" : "signed_in";
      this.watchers.forEach((watcher) => watcher(change));
    }
  }
}
