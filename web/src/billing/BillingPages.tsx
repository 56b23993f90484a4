/** The pages of Billing, by what one comes for: the balance, the plans, what was paid, the books, the settings. */
import "./billing.css";

import type { ReactNode } from "react";
import { NavLink } from "react-router";

import { useTeam } from "../api/team";
import { Screen } from "../parts/Screen";

export function BillingPages({ children }: { children: ReactNode }) {
  const { team, isOwner, managesTeam } = useTeam();
  return (
    <Screen title="Billing" description={team && isOwner ? "One PayPal account pays for the whole team." : undefined}>
      <nav className="subplaces billing-places" aria-label="Billing pages">
        <NavLink to="/billing" end>
          Overview
        </NavLink>
        <NavLink to="/billing/plans">Plans</NavLink>
        <NavLink to="/billing/payments">Payments</NavLink>
        <NavLink to="/billing/statement">Statement</NavLink>
        <NavLink to="/billing/settings">Settings</NavLink>
        {managesTeam && <NavLink to="/billing/approvals">Approvals</NavLink>}
      </nav>
      {children}
    </Screen>
  );
}
