/** What didn't arrive: mails to the person, and invitations. */
import { plural, t } from "@lingui/core/macro";

import type { Profile } from "../api/profile";
import type { User } from "../api/team";
import type { Matter } from "./matters";

export function mailMatters(profile: Profile | undefined): Matter[] {
  if (!profile) return [];
  const base = { key: "email", to: "/profile", action: t`Go to your profile` };
  if (profile.email_state === "ok") {
    if (profile.email_confirmed) return [];
    const about = t`Open the link we sent to ${profile.email}. We send receipts there.`;
    return [{ ...base, level: "info", title: t`Confirm your email`, about }];
  }
  const why =
    profile.email_state === "bounced"
      ? t`Our emails to ${profile.email} are bouncing.`
      : t`Our emails to ${profile.email} were reported as spam.`;
  const about = t`${why} Change your email, or confirm it again. Until then, we won't email you. Find your receipts under Billing.`;
  return [{ ...base, level: "warning", title: t`We can't email you`, about }];
}

/** Of the newest open invitations: those that weren't delivered, and those without funded credits. */
export function invitationMatters(invited: User[]): Matter[] {
  const unfunded = invited.filter(({ credits }) => credits?.state === "unfunded").length;
  const undelivered = invited.filter(
    ({ delivery }) => delivery?.text.state === "failed" && delivery.email.state === "failed",
  ).length;
  const found: Matter[] = [];
  if (unfunded > 0)
    found.push({
      key: "unfunded",
      level: "warning",
      title: t`${plural(unfunded, { one: "# invitation isn't funded", other: "# invitations aren't funded" })}`,
      about: t`The balance is too low for the credits you promised, or they're more than you can give in a day. The invitations still work, and we fund the oldest first.`,
      to: "/billing",
      action: t`Buy credits`,
    });
  if (undelivered > 0)
    found.push({
      key: "undelivered",
      level: "warning",
      title: t`${plural(undelivered, { one: "# invitation wasn't delivered", other: "# invitations weren't delivered" })}`,
      about: t`Neither the text nor the email was delivered. Check the phone number and email, then invite again.`,
      to: "/users?status=invited",
      action: t`Review`,
    });
  return found;
}
