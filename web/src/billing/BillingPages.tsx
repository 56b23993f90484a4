/** The pages of Billing, one beside the other: the wallet with its books, and the plans with what they will cost. */
import type { ReactNode } from "react";
import { NavLink } from "react-router";

import { useTeam } from "../api/team";
import { Screen } from "../parts/Screen";

export function BillingPages({ children }: { children: ReactNode }) {
  const { team, isOwner } = useTeam();
  return (
    <Screen title="Billing" description={team && isOwner ? "One PayPal wallet pays for the whole team." : undefined}>
      <nav className="subplaces" aria-label="Pages of Billing">
        <NavLink to="/billing" end>
          Wallet and payments
        </NavLink>
        <NavLink to="/billing/plans">Plans</NavLink>
      </nav>
      {children}
    </Screen>
  );
}
