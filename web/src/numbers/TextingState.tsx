/** Whether a number can text in the US, and what to do if it can't (N14). */
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { t } from "@lingui/core/macro";
import { Link } from "react-router";

import type { PhoneNumber } from "./types";

const STATES: Record<PhoneNumber["texting"], [StatusIndicatorProps.Type, string]> = {
  ready: ["success", t`Ready`],
  pending: ["in-progress", t`Being reviewed`],
  not_registered: ["warning", t`Not registered`],
  not_possible: ["error", t`Not possible`],
};

export function TextingState({ number, mayRegister }: { number: PhoneNumber; mayRegister: boolean }) {
  const [type, word] = STATES[number.texting];
  return (
    <>
      <StatusIndicator type={type} wrapText={false}>
        {word}
      </StatusIndicator>
      {number.texting_reason && <div>{number.texting_reason}</div>}
      {mayRegister && number.texting !== "ready" && (
        <div>
          <Link to="/numbers/texting">
            {number.texting === "not_registered" ? t`Register for texting` : t`See the registration`}
          </Link>
        </div>
      )}
    </>
  );
}
