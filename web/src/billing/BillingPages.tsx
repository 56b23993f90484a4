/** The pages of Billing: the balance with payments, and the plans with upcoming charges. */
import type { ReactNode } from "react";
import { NavLink } from "react-router";

import { useTeam } from "../api/team";
import { Screen } from "../parts/Screen";

export function BillingPages({ children }: { children: ReactNode }) {
  const { team, isOwner, managesTeam } = useTeam();
  return (
    <Screen title="Billing" description={team && isOwner ? "One PayPal account pays for the whole team." : undefined}>
      <nav className="subplaces" aria-label="Billing pages">
        <NavLink to="/billing" end>
          Balance and payments
        </NavLink>
        <NavLink to="/billing/plans">Plans</NavLink>
        {managesTeam && <NavLink to="/billing/approvals">Approvals</NavLink>}
      </nav>
      {children}
    </Screen>
  );
}
