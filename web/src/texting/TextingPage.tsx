/** Registers a team for texting in the US: the form, then how far the reviews are, and what to correct (N14). */
import "./texting.css";

import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";

import { LinkButton } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { Screen } from "../parts/Screen";
import { Day } from "../parts/values";
import { WORDS } from "./fields";
import { type Field, toDraft } from "./form";
import { type Registration, useRegistration } from "./queries";
import { RegistrationWizard, Summary } from "./Wizard";

export function TextingPage() {
  const registration = useRegistration();
  if (registration.isPending) return <Loading what="your registration" />;
  return (
    <Screen
      title="Texting in the US"
      description="US mobile carriers only deliver texts from registered businesses."
      actions={<LinkButton to="/numbers">All numbers</LinkButton>}
    >
      <div className="texting">
        {registration.data === undefined ? (
          <LoadError
            problem={registration.error}
            onRetry={() => void registration.refetch()}
            what="your registration"
          />
        ) : (
          <Registered registration={registration.data} />
        )}
      </div>
    </Screen>
  );
}

function Registered({ registration }: { registration: Registration | null }) {
  if (!registration) return <RegistrationWizard known={null} />;
  const isForm = ["draft", "fix_business", "fix_messages"].includes(registration.status);
  return (
    <SpaceBetween size="l">
      <Progress registration={registration} />
      {isForm ? (
        <RegistrationWizard key={registration.status} known={registration} />
      ) : (
        <Summary draft={toDraft(registration)} parts={["business", "messages"]} />
      )}
    </SpaceBetween>
  );
}

type Stage = [string, StatusIndicatorProps.Type, string];

/** How far it is, in three stages, and what the reviewers wrote. */
function Progress({ registration }: { registration: Registration }) {
  const { status, status_text, reason, fields, submitted_at, decided_at } = registration;
  const type =
    status === "approved" ? "success" : status === "suspended" ? "error" : isSentBack(status) ? "warning" : "info";
  return (
    <SpaceBetween size="m">
      <Alert type={type} header={status_text}>
        {reason && <div>{status === "draft" ? reason : `They wrote: ${reason}`}</div>}
        {fields.length > 0 && <div>Check: {fields.map((field) => WORDS[field as Field].label).join(", ")}.</div>}
        {submitted_at && (
          <div>
            Sent <Day at={submitted_at} />
            {decided_at && !isInReview(status) && (
              <>
                , decided <Day at={decided_at} />
              </>
            )}
          </div>
        )}
      </Alert>
      {status !== "draft" && (
        <ol className="texting-stages" aria-label="Progress">
          {stagesOf(status).map(([name, kind, word]) => (
            <li key={name}>
              <Box fontWeight="bold">{name}</Box>
              <StatusIndicator type={kind}>{word}</StatusIndicator>
            </li>
          ))}
        </ol>
      )}
    </SpaceBetween>
  );
}

function isSentBack(status: Registration["status"]): boolean {
  return status === "fix_business" || status === "fix_messages";
}

function isInReview(status: Registration["status"]): boolean {
  return status === "paying" || status === "checking_business" || status === "checking_messages";
}

const WAITS: [StatusIndicatorProps.Type, string] = ["pending", "Waiting"];
const DONE: [StatusIndicatorProps.Type, string] = ["success", "Done"];
const REVIEWED: [StatusIndicatorProps.Type, string] = ["in-progress", "Being reviewed"];
const TO_FIX: [StatusIndicatorProps.Type, string] = ["warning", "Needs a correction"];

function stagesOf(status: Registration["status"]): Stage[] {
  const order = ["paying", "checking_business", "checking_messages", "approved"];
  const place = order.indexOf(
    status === "fix_business" ? "checking_business" : status === "fix_messages" ? "checking_messages" : status,
  );
  const now = isSentBack(status) ? TO_FIX : REVIEWED;
  const stage = (at: number): [StatusIndicatorProps.Type, string] => (place > at ? DONE : place === at ? now : WAITS);
  if (status === "suspended") {
    return [
      ["Fee", ...DONE],
      ["Your business", ...DONE],
      ["Your texts", "error", "Stopped by the carriers"],
    ];
  }
  return [
    ["Fee", ...(place > 0 ? DONE : (["in-progress", "Being paid"] as [StatusIndicatorProps.Type, string]))],
    ["Your business", ...stage(1)],
    ["Your texts", ...stage(2)],
  ];
}
