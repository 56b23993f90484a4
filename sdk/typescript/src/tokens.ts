/** Where the tokens of a session are kept. While one holds the lock, no other refreshes: a refresh token works once. */

export interface Tokens {
  access: string;
  /** An API key has none. */
  refresh: string | null;
}

export interface TokenStore {
  read(): Tokens | null;
  write(tokens: Tokens | null): void;
  lock<T>(work: () => Promise<T>): Promise<T>;
}

/** Keeps tokens in this page or process. */
export class MemoryStore implements TokenStore {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private tokens: Tokens | null = null) {}

  read(): Tokens | null {
    return this.tokens;
  }

  write(tokens: Tokens | null): void {
    this.tokens = tokens;
  }

  lock<T>(work: () => Promise<T>): Promise<T> {
    const next = this.last.then(work, work);
    this.last = next.catch(() => undefined);
    return next;
  }
}

/** Keeps tokens in a browser's storage, for all tabs: Web Locks make them share one refresh. */
export class BrowserStore implements TokenStore {
  private readonly here = new MemoryStore();

  constructor(
    private readonly name = "teamline",
    private readonly storage: Storage = localStorage,
  ) {}

  read(): Tokens | null {
    return JSON.parse(this.storage.getItem(this.name) ?? "null") as Tokens | null;
  }

  write(tokens: Tokens | null): void {
    if (tokens) this.storage.setItem(this.name, JSON.stringify(tokens));
    else this.storage.removeItem(this.name);
  }

  lock<T>(work: () => Promise<T>): Promise<T> {
    const locks = (globalThis.navigator as Navigator | undefined)?.locks as LockManager | undefined;
    return locks ? (locks.request(`${this.name} refresh`, work) as Promise<T>) : this.here.lock(work);
  }
}

/** Return the Idempotency-Key of a refresh, the same in every tab: so that a lost answer is given again. */
export async function refreshKey(tokens: Tokens): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`refresh ${tokens.refresh}`));
  return Array.from(new Uint8Array(hash).slice(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
