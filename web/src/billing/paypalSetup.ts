/** The approval at PayPal that is in progress, and where to return to. It survives the visit to PayPal and a return in another tab. */
const KEY = "teamline.paypal-approval";
export const BILLING = "/billing";

export interface PayPalSetup {
  setup_id: string;
  /** The path to return to. */
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

/** A link to billing that remembers the page it was followed from. */
export function billingLink(from: string): string {
  return `${BILLING}?${new URLSearchParams({ back: from }).toString()}`;
}

/** The page to return to: a path of the portal, otherwise Billing. */
export function returnPath(address: URLSearchParams): string {
  const back = address.get("back") ?? "";
  return /^\/(?![/\\])/.test(back) ? back : BILLING;
}
