/** The signed-in person's credits: granted until a day (B18), from the team, and their own (B4). */
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";

import { useCredits } from "../billing";
import { formatMoney } from "../formats/money";
import { formatDate } from "../formats/time";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { Amount } from "../parts/values";

export function OwnCredits({ onTeam }: { onTeam: boolean }) {
  const credits = useCredits("me");
  return (
    <Container fitHeight header={<Header variant="h2">{t`Your credits`}</Header>}>
      {credits.isPending && <Loading what={t`your credits`} />}
      {credits.error && (
        <LoadError problem={credits.error} onRetry={() => void credits.refetch()} what={t`your credits`} />
      )}
      {credits.data && (
        <SpaceBetween size="m">
          <div className="big-figure">
            <Amount of={credits.data.balance} />
          </div>
          {(onTeam || credits.data.expires_next) && <Parts of={credits.data} onTeam={onTeam} />}
        </SpaceBetween>
      )}
    </Container>
  );
}

/** What the credits are made of, in the order in which they are used. */
function Parts({ of, onTeam }: { of: NonNullable<ReturnType<typeof useCredits>["data"]>; onTeam: boolean }) {
  const next = of.expires_next;
  const granted = next && [
    { label: t`From Teamline (used first)`, value: <Amount of={of.granted} /> },
    {
      label: t`Expires next`,
      value: t`${formatMoney(next.amount)}: use by ${formatDate(next.last_day)} (UTC)`,
    },
  ];
  const fromTeam = onTeam && [
    { label: next ? t`From the team` : t`From the team (used first)`, value: <Amount of={of.from_team} /> },
  ];
  const missing = of.not_returned && [
    { label: t`Not restored when you came back`, value: <Amount of={of.not_returned} /> },
  ];
  const own = { label: t`Your own`, value: <Amount of={of.own} /> };
  const items = [...(granted || []), ...(fromTeam || []), own, ...(missing || [])];
  return <KeyValuePairs columns={2} items={items} />;
}
