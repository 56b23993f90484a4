/** Which approval at PayPal is under way. It outlives the visit there, and a return in another tab. */
const KEY = "teamline.paypal-setup";

export function keepSetup(setupId: string): void {
  localStorage.setItem(KEY, setupId);
}

export function keptSetup(): string | null {
  return localStorage.getItem(KEY);
}

export function forgetSetup(): void {
  localStorage.removeItem(KEY);
}
