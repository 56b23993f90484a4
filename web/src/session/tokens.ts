/**
 * The access token: in this page's memory only, renewed in time, by one request at a time.
 *
 * The refresh token is a cookie that no script can read. It works once, so two requests with the same one would end
 * the session: within a tab everybody waits for the renewal that is under way, across tabs a lock keeps the others
 * waiting and a channel hands them the token that came of it.
 */

export interface AccessToken {
  value: string;
  expiresAt: number;
}

/** What the tokens need of the world around them; the browser's own in the portal. */
export interface Surroundings {
  now(): number;
  /** Ask for a new access token. Null: the session is over. Throws when nobody could be asked. */
  renew(): Promise<AccessToken | null>;
  /** Run alone among all tabs. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** Tell the other tabs. */
  tell(news: News): void;
  /** Be told by other tabs. */
  listen(hear: (news: News) => void): void;
}

/** `begun`: somebody signed in, perhaps somebody else than before. `renewed`: the same session goes on. */
export type News = { kind: "begun" | "renewed"; token: AccessToken } | { kind: "ended" };

const EARLY = 20_000;

export class Tokens {
  private token: AccessToken | null = null;
  private renewal: Promise<string | null> | null = null;
  private readonly watchers = new Set<(change: "begun" | "ended") => void>();

  constructor(private readonly around: Surroundings) {
    around.listen((news) => this.heard(news));
  }

  /** Be told when the session begins or ends, in this tab or another. */
  watch(watcher: (change: "begun" | "ended") => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Somebody signed in here. */
  begin(token: AccessToken): void {
    this.tell({ kind: "begun", token });
  }

  /** The session is over, here and in the other tabs. */
  end(): void {
    this.tell({ kind: "ended" });
  }

  /** A token that works for a while yet, or null if nobody is signed in. */
  async current(): Promise<string | null> {
    return this.fresh()?.value ?? this.renewed(null);
  }

  /** A token other than the one that was just refused. */
  async renewed(refused: string | null): Promise<string | null> {
    const newer = this.newerThan(refused);
    if (newer) return newer;
    this.renewal ??= this.renewAlone(refused).finally(() => {
      this.renewal = null;
    });
    return this.renewal;
  }

  private async renewAlone(refused: string | null): Promise<string | null> {
    return this.around.alone(async () => {
      const newer = this.newerThan(refused); // another tab was quicker while this one waited for the lock
      if (newer) return newer;
      const token = await this.around.renew();
      this.tell(token ? { kind: "renewed", token } : { kind: "ended" });
      return token?.value ?? null;
    });
  }

  private newerThan(refused: string | null): string | null {
    const token = this.fresh();
    return token && token.value !== refused ? token.value : null;
  }

  private fresh(): AccessToken | null {
    return this.token && this.token.expiresAt - EARLY > this.around.now() ? this.token : null;
  }

  private tell(news: News): void {
    this.heard(news);
    this.around.tell(news);
  }

  private heard(news: News): void {
    const wasSignedIn = this.token !== null;
    this.token = news.kind === "ended" ? null : news.token;
    if (news.kind === "ended" ? wasSignedIn : news.kind === "begun" || !wasSignedIn) {
      const change = news.kind === "ended" ? "ended" : "begun";
      this.watchers.forEach((watcher) => watcher(change));
    }
  }
}
