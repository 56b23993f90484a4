/** Numbers whose renewal isn't paid, and orders of the last days that failed. */
import Alert from "@cloudscape-design/components/alert";

import { LAST_RETRY_DAY } from "../api/terms";
import { formatPhone } from "../formats/phone";
import { type NumberStatus, type PhoneNumber, useNumbers } from "../numbers";
import { LinkButton } from "../parts/LinkButton";

const RECENT_DAYS = 3;

export function NumberAlerts() {
  const suspended = useNumbersWithStatus("suspended");
  const undelivered = useNumbersWithStatus("failed");
  if (suspended.isPending || undelivered.isPending) return null; // both at once, so that nothing moves under the pointer
  const pastDue = suspended.data?.items ?? [];
  const failed = (undelivered.data?.items ?? []).filter(isRecent);
  return (
    <>
      {pastDue.length > 0 && (
        <Alert
          type="error"
          header={`${countPhrase(pastDue, "wasn't", "weren't")} renewed`}
          action={<LinkButton to={linkTo(pastDue, "suspended")}>Show</LinkButton>}
        >
          The renewal wasn&apos;t paid, so {pastDue.length === 1 ? "it doesn't" : "they don't"} work right now. Check
          your PayPal account or connect one: we&apos;ll try again for {LAST_RETRY_DAY} days.
        </Alert>
      )}
      {failed.length > 0 && (
        <Alert
          type="warning"
          header={`${countPhrase(failed, "wasn't", "weren't")} delivered`}
          action={<LinkButton to={linkTo(failed, "failed")}>Show</LinkButton>}
        >
          We're refunding any charge to PayPal automatically. Choose another number.
        </Alert>
      )}
    </>
  );
}

/** Numbers whose renewal isn't paid. */
export function usePastDueNumbers(): PhoneNumber[] {
  return useNumbersWithStatus("suspended").data?.items ?? [];
}

function useNumbersWithStatus(status: NumberStatus) {
  return useNumbers({ status, user_id: null });
}

function isRecent({ created_at }: PhoneNumber): boolean {
  return Date.now() - new Date(created_at).getTime() < RECENT_DAYS * 86_400_000;
}

function countPhrase(numbers: PhoneNumber[], one: string, several: string): string {
  const [only] = numbers;
  if (numbers.length === 1 && only) return `${formatPhone(only.phone_number)} ${one}`;
  return `${numbers.length} numbers ${several}`;
}

function linkTo(numbers: PhoneNumber[], status: NumberStatus): string {
  const [only] = numbers;
  return numbers.length === 1 && only ? `/numbers/${only.number_id}` : `/numbers?status=${status}`;
}
