/** Billing > Plans: the plan of each number, and the charges up to a date (B8, B15). */
import "./plans.css";

import SpaceBetween from "@cloudscape-design/components/space-between";

import { useTitle } from "../../parts/Screen";
import { usePages } from "../../parts/usePages";
import { BillingPages } from "../BillingPages";
import { PastDueAlert } from "./PastDueAlert";
import { PlansTable } from "./PlansTable";
import { useSubscriptions } from "./queries";
import { UpcomingCharges } from "./UpcomingCharges";

export function BillingPlans() {
  const pages = usePages();
  const plans = useSubscriptions(pages.cursor);
  const late = plans.data?.items.filter(({ status, store }) => status === "past_due" && !store) ?? [];
  const noActivePlans = plans.data?.items.length === 0;
  useTitle("Plans");
  return (
    <BillingPages>
      <SpaceBetween size="l">
        {late.length > 0 && <PastDueAlert plans={late} />}
        <PlansTable
          plans={plans}
          pagination={pages.renderPagination(plans.data?.next_cursor, plans.isPlaceholderData)}
        />
        <UpcomingCharges noActivePlans={noActivePlans} />
      </SpaceBetween>
    </BillingPages>
  );
}
