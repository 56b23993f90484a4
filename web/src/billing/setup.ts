/** Which approval at PayPal is under way, and where it was wanted. It outlives the visit there, and a return in another tab. */
const KEY = "teamline.paypal-approval";
export const BILLING = "/billing";

export interface Setup {
  setup_id: string;
  /** The place to go on at. */
  back: string;
}

export function keepSetup(setup: Setup): void {
  localStorage.setItem(KEY, JSON.stringify(setup));
}

export function keptSetup(): Setup | null {
  const text = localStorage.getItem(KEY);
  return text === null ? null : (JSON.parse(text) as Setup);
}

export function forgetSetup(): void {
  localStorage.removeItem(KEY);
}

/** The way to the wallet for somebody who comes from another place. */
export function toWallet(from: string): string {
  return `${BILLING}?${new URLSearchParams({ back: from }).toString()}`;
}

/** Where they came from: a place of the portal, else Billing itself. */
export function cameFrom(address: URLSearchParams): string {
  const back = address.get("back") ?? "";
  return /^\/(?![/\\])/.test(back) ? back : BILLING;
}
