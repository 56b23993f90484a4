/** Billing > Plans: the plan of each number, and the charges up to a date (B8, B15). */
import "./plans.css";

import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";

import { usePlans } from "../../api/plans";
import { useTimeZone } from "../../api/profile";
import { Loading } from "../../parts/Loading";
import { useTitle } from "../../parts/Screen";
import { usePages } from "../../parts/usePages";
import { BillingPages } from "../BillingPages";
import { useInvoices } from "../invoices";
import { PastDueAlert } from "./PastDueAlert";
import { PlansTable } from "./PlansTable";
import { useSubscriptions, useUpcoming } from "./queries";
import { UpcomingCharges } from "./UpcomingCharges";
import { useEndDay } from "./useEndDay";

export function BillingPlans() {
  const pages = usePages();
  const plans = useSubscriptions(pages.cursor);
  const late = plans.data?.items.filter(({ status, store }) => status === "past_due" && !store) ?? [];
  const noActivePlans = plans.data?.items.length === 0;
  const catalog = usePlans();
  const invoices = useInvoices(null); // of the calendar
  const ahead = useUpcoming(useEndDay(useTimeZone()).until);
  const waits = plans.isPending || catalog.isPending || ahead.isPending || invoices.isPending; // all at once: nothing moves while it is read
  useTitle(t`Plans`);
  if (waits)
    return (
      <BillingPages>
        <Loading what={t`plans`} />
      </BillingPages>
    );
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
