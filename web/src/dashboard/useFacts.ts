/** What the four questions of the dashboard are answered from. */
import { useState } from "react";

import { useProfile, useTimeZone } from "../api/profile";
import { type Team, useTeam } from "../api/team";
import { LOW_BALANCE } from "../api/terms";
import {
  useApprovals,
  useBilling,
  useCreditsOf,
  usePayments,
  useStoreSubscriptions,
  useSubscriptions,
} from "../billing";
import { usePortIns } from "../ports";
import { comingNext } from "./coming";
import { invitationMatters, mailMatters } from "./mailMatters";
import { worstFirst } from "./matters";
import { moneyMatters } from "./moneyMatters";
import { needsOf } from "./needs";
import { numberMatters } from "./numberMatters";
import { useChargesAhead, useNumbersAtOnce, usePeopleAtOnce } from "./queries";
import { firstSteps, showsSteps } from "./steps";

export function useFacts(team: Team) {
  const zone = useTimeZone();
  const profile = useProfile().data;
  const { isOwner } = useTeam();
  const billing = useBilling();
  const planned = useSubscriptions(null);
  const plans = planned.data?.items ?? [];
  const paid = usePayments(null);
  const payments = paid.data?.items ?? [];
  const asked = useApprovals(null, "pending", isOwner);
  const approvals = asked.data?.items.length ?? 0;
  const ported = usePortIns(null, null);
  const ports = ported.data?.items ?? [];
  const stores = useStoreSubscriptions().data?.items ?? [];
  const ahead = useChargesAhead();
  const numbers = useNumbersAtOnce();
  const { people, invited, isPartial, queries: peopleQueries } = usePeopleAtOnce();
  const ids = people.flatMap(({ user_id, status }) => (user_id && status === "active" ? [user_id] : []));
  const spendable = useCreditsOf(ids);
  const credits = spendable.data ?? new Map<string, never>();
  const first = [billing, planned, paid, asked, ported, spendable, ...numbers.queries, ...peopleQueries];
  const [now] = useState(() => Date.now());
  const isUsed = numbers.hasNumber || people.length > 1;
  const pastDue = numbers.suspended.length;
  const steps = firstSteps({ team, billing: billing.data, hasNumber: numbers.hasNumber });
  return {
    isLoading: first.some(({ isLoading }) => isLoading),
    /** Why some of it could not be read: then nothing is said to be in order. */
    failed: first.find(({ error, data }) => error && !data)?.error ?? null,
    retry: () => first.forEach((query) => query.error && void query.refetch()),
    isLoadingAhead: ahead.isPending,
    matters: worstFirst([
      ...numberMatters({ ...numbers, ports, zone, now }),
      ...moneyMatters({ billing: billing.data, payments, plans, isUsed, pastDue, lowBalance: LOW_BALANCE }),
      ...mailMatters(profile),
      ...invitationMatters(invited),
    ]),
    comings: comingNext({ charges: ahead.charges, plans, ports, invited, stores, zone, now }),
    needs: needsOf({ approvals, people, credits }),
    lookedAt: isPartial ? people.length : null,
    steps: showsSteps(team, steps, now) ? steps : [],
  };
}
