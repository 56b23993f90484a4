/** Registers a team for texting in the US: the form, then how far the reviews are, and what to correct (N14). */
import "./texting.css";

import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";

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
  if (registration.isPending) return <Loading what={t`your registration`} />;
  return (
    <Screen
      title={t`Texting in the US`}
      description={t`US mobile carriers only deliver texts from registered businesses.`}
      actions={<LinkButton to="/numbers">{t`All numbers`}</LinkButton>}
    >
      <div className="texting">
        {registration.data === undefined ? (
          <LoadError
            problem={registration.error}
            onRetry={() => void registration.refetch()}
            what={t`your registration`}
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
        {reason && <div>{status === "draft" ? reason : t`They wrote: ${reason}`}</div>}
        {fields.length > 0 && <div>{t`Check: ${fields.map((field) => WORDS[field as Field].label).join(", ")}.`}</div>}
        {submitted_at && (
          <div>
            {decided_at && !isInReview(status) ? (
              <Trans>
                Sent <Day at={submitted_at} />, decided <Day at={decided_at} />
              </Trans>
            ) : (
              <Trans>
                Sent <Day at={submitted_at} />
              </Trans>
            )}
          </div>
        )}
      </Alert>
      {status !== "draft" && (
        <ol className="texting-stages" aria-label={t`Progress`}>
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

const WAITS: [StatusIndicatorProps.Type, string] = ["pending", t`Waiting`];
const DONE: [StatusIndicatorProps.Type, string] = ["success", t`Done`];
const REVIEWED: [StatusIndicatorProps.Type, string] = ["in-progress", t`Being reviewed`];
const TO_FIX: [StatusIndicatorProps.Type, string] = ["warning", t`Needs a correction`];

function stagesOf(status: Registration["status"]): Stage[] {
  const order = ["paying", "checking_business", "checking_messages", "approved"];
  const place = order.indexOf(
    status === "fix_business" ? "checking_business" : status === "fix_messages" ? "checking_messages" : status,
  );
  const now = isSentBack(status) ? TO_FIX : REVIEWED;
  const stage = (at: number): [StatusIndicatorProps.Type, string] => (place > at ? DONE : place === at ? now : WAITS);
  if (status === "suspended") {
    return [
      [t`Fee`, ...DONE],
      [t`Your business`, ...DONE],
      [t`Your texts`, "error", t`Stopped by the carriers`],
    ];
  }
  return [
    [t`Fee`, ...(place > 0 ? DONE : (["in-progress", t`Being paid`] as [StatusIndicatorProps.Type, string]))],
    [t`Your business`, ...stage(1)],
    [t`Your texts`, ...stage(2)],
  ];
}
