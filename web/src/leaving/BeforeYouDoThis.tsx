/** Every consequence of leaving, removing, suspending, handing over, dissolving or closing, before it happens. */
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { type ReactNode, useId } from "react";

import { useTimeZone } from "../api/profile";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { NumbersAffected, type NumberChoices } from "./NumbersAffected";
import { type Action, useConsequences } from "./queries";
import { sayAll } from "./sentences";

interface Props {
  action: Action;
  /** The member whom it is done to; undefined for the reader themselves. */
  user?: { id: string; name: string };
  choices?: NumberChoices;
  onChoose?: (choices: NumberChoices) => void;
  /** What can be done first, such as a refund. */
  children?: ReactNode;
}

export function BeforeYouDoThis({ action, user, choices = {}, onChoose, children }: Props) {
  const zone = useTimeZone();
  const heading = useId();
  const { items, isPending, error, refetch } = useConsequences(action, user?.id);
  if (isPending) return <Loading what={t`what will happen`} />;
  if (error) return <LoadError problem={error} onRetry={refetch} what={t`what will happen`} />;
  const numbers = items.filter(({ kind }) => kind === "number");
  return (
    <section aria-labelledby={heading}>
      <SpaceBetween size="m">
        <Box variant="h3" padding="n">
          <span id={heading}>{t`Before you do this`}</span>
        </Box>
        {numbers.length > 0 && (
          <NumbersAffected
            action={action}
            numbers={numbers}
            name={user?.name}
            zone={zone}
            choices={choices}
            onChoose={onChoose ?? (() => undefined)}
          />
        )}
        <ul className="consequences">
          {sayAll(items, { action, name: user?.name, zone }).map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        {children}
      </SpaceBetween>
    </section>
  );
}
