/** What didn't arrive: mails to the person, and invitations. */
import type { Profile } from "../api/profile";
import type { User } from "../api/team";
import type { Matter } from "./matters";

export function mailMatters(profile: Profile | undefined): Matter[] {
  if (!profile) return [];
  const base = { key: "email", to: "/profile", action: "Go to your profile" };
  if (profile.email_state === "ok") {
    if (profile.email_confirmed) return [];
    const about = `Open the link we sent to ${profile.email}. We send receipts there.`;
    return [{ ...base, level: "info", title: "Confirm your email", about }];
  }
  const why =
    profile.email_state === "bounced"
      ? `Our emails to ${profile.email} are bouncing.`
      : `Our emails to ${profile.email} were reported as spam.`;
  const about = `${why} Change your email, or confirm it again. Until then, we won't email you. Find your receipts under Billing.`;
  return [{ ...base, level: "warning", title: "We can't email you", about }];
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
      title: unfunded === 1 ? "1 invitation isn't funded" : `${unfunded} invitations aren't funded`,
      about:
        "The balance is too low for the credits you promised, or they're more than you can give in a day. The invitations still work, and we fund the oldest first.",
      to: "/billing",
      action: "Buy credits",
    });
  if (undelivered > 0)
    found.push({
      key: "undelivered",
      level: "warning",
      title: undelivered === 1 ? "1 invitation wasn't delivered" : `${undelivered} invitations weren't delivered`,
      about: "Neither the text nor the email was delivered. Check the phone number and email, then invite again.",
      to: "/users?status=invited",
      action: "Review",
    });
  return found;
}
