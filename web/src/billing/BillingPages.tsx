/** The pages of Billing, by what one comes for: the balance, the plans, what was paid, the books, the settings. */
import "./billing.css";

import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import { NavLink } from "react-router";

import { useTeam } from "../api/team";
import { Screen } from "../parts/Screen";

export function BillingPages({ children }: { children: ReactNode }) {
  const { team, isOwner, managesTeam } = useTeam();
  return (
    <Screen
      title={t`Billing`}
      description={team && isOwner ? t`One PayPal account pays for the whole team.` : undefined}
    >
      <nav className="subplaces billing-places" aria-label={t`Billing pages`}>
        <NavLink to="/billing" end>{t`Overview`}</NavLink>
        <NavLink to="/billing/plans">{t`Plans`}</NavLink>
        <NavLink to="/billing/payments">{t`Payments`}</NavLink>
        <NavLink to="/billing/statement">{t`Statement`}</NavLink>
        <NavLink to="/billing/settings">{t`Settings`}</NavLink>
        {managesTeam && <NavLink to="/billing/approvals">{t`Approvals`}</NavLink>}
      </nav>
      {children}
    </Screen>
  );
}
