/** Billing > Plans: what runs for which number, and what will be charged until a day (B8, B15). */
import "./plans.css";

import SpaceBetween from "@cloudscape-design/components/space-between";

import { usePages } from "../../parts/pages";
import { useTitle } from "../../parts/Screen";
import { BillingPages } from "../BillingPages";
import { PastDue } from "./PastDue";
import { PlansTable } from "./PlansTable";
import { useSubscriptions } from "./queries";
import { Upcoming } from "./Upcoming";

export function Plans() {
  const pages = usePages();
  const plans = useSubscriptions(pages.cursor);
  const late = plans.data?.items.filter(({ status }) => status === "past_due") ?? [];
  const nothingRuns = plans.data?.items.length === 0;
  useTitle("Plans");
  return (
    <BillingPages>
      <SpaceBetween size="l">
        {late.length > 0 && <PastDue plans={late} />}
        <PlansTable plans={plans} pagination={pages.turner(plans.data?.next_cursor, plans.isPlaceholderData)} />
        <Upcoming nothingRuns={nothingRuns} />
      </SpaceBetween>
    </BillingPages>
  );
}
