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
  const plans = useSubscriptions(null).data?.items ?? [];
  const payments = usePayments(null).data?.items ?? [];
  const approvals = useApprovals(null, "pending", isOwner).data?.items.length ?? 0;
  const ports = usePortIns(null, null).data?.items ?? [];
  const stores = useStoreSubscriptions().data?.items ?? [];
  const ahead = useChargesAhead();
  const numbers = useNumbersAtOnce();
  const { people, invited, isPartial, isPending } = usePeopleAtOnce();
  const ids = people.flatMap(({ user_id, status }) => (user_id && status === "active" ? [user_id] : []));
  const credits = useCreditsOf(ids).data ?? new Map<string, never>();
  const [now] = useState(() => Date.now());
  const isUsed = numbers.hasNumber || people.length > 1;
  const pastDue = numbers.suspended.filter(({ reserved_until }) => reserved_until === null).length;
  const steps = firstSteps({ team, billing: billing.data, hasNumber: numbers.hasNumber });
  return {
    isLoading: billing.isPending || numbers.isPending || isPending,
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
