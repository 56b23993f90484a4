/** Numbers whose renewal is not paid, and orders of the last days that came to nothing. */
import Alert from "@cloudscape-design/components/alert";

import { formatPhone } from "../formats/phone";
import { type NumberStatus, type PhoneNumber, useNumbers } from "../numbers";
import { LinkButton } from "../parts/LinkButton";

const RECENT_DAYS = 3;

export function NumberAlerts() {
  const suspended = useNumbersWithStatus("suspended");
  const undelivered = useNumbersWithStatus("failed");
  if (suspended.isPending || undelivered.isPending) return null; // both at once: nothing moves away under a pointer
  const pastDue = suspended.data?.items ?? [];
  const failed = (undelivered.data?.items ?? []).filter(isRecent);
  return (
    <>
      {pastDue.length > 0 && (
        <Alert
          type="error"
          header={`${countPhrase(pastDue, "is", "are")} not renewed`}
          action={<LinkButton to={linkTo(pastDue, "suspended")}>Show</LinkButton>}
        >
          PayPal did not carry the renewal out, so {pastDue.length === 1 ? "it does" : "they do"} not work. We try again
          for seven days: see to your PayPal wallet.
        </Alert>
      )}
      {failed.length > 0 && (
        <Alert
          type="warning"
          header={`${countPhrase(failed, "was", "were")} not delivered`}
          action={<LinkButton to={linkTo(failed, "failed")}>Show</LinkButton>}
        >
          What was charged goes back to PayPal by itself. Choose another number.
        </Alert>
      )}
    </>
  );
}

/** Numbers whose renewal is not paid. */
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
