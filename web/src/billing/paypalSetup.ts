/** Which approval at PayPal is under way, and where it was wanted. It outlives the visit there, and a return in another tab. */
const KEY = "teamline.paypal-approval";
export const BILLING = "/billing";

export interface PayPalSetup {
  setup_id: string;
  /** The place to go on at. */
  back: string;
}

export function storeSetup(setup: PayPalSetup): void {
  localStorage.setItem(KEY, JSON.stringify(setup));
}

export function storedSetup(): PayPalSetup | null {
  const text = localStorage.getItem(KEY);
  return text === null ? null : (JSON.parse(text) as PayPalSetup);
}

export function clearSetup(): void {
  localStorage.removeItem(KEY);
}

/** The way to the wallet for somebody who comes from another place. */
export function walletLink(from: string): string {
  return `${BILLING}?${new URLSearchParams({ back: from }).toString()}`;
}

/** Where they came from: a place of the portal, else Billing itself. */
export function returnPath(address: URLSearchParams): string {
  const back = address.get("back") ?? "";
  return /^\/(?![/\\])/.test(back) ? back : BILLING;
}
