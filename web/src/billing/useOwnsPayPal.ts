/** Whether the PayPal account that pays is the reader's own: they connect it, and decide on its limits and refunds. */
import { useTeam } from "../api/team";
import { useBilling } from "./queries";

export function useOwnsPayPal(): boolean {
  const { team, isOwner } = useTeam();
  const billing = useBilling();
  return !team || isOwner || billing.data?.payer === "self";
}
