/** How much one purchase of credits may be, in words: `1 to 1,000 USD`. */
import { t } from "@lingui/core/macro";

import { LOCALE } from "../language/locale";
import { LEAST_PURCHASE, MOST_PURCHASE } from "./terms";

export function purchaseRange(): string {
  const [least, most] = [LEAST_PURCHASE.toLocaleString(LOCALE), MOST_PURCHASE.toLocaleString(LOCALE)];
  return t`${least} to ${most} USD`;
}
