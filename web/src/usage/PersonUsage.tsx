/** In a person's panel: what they spent this month and of which limit, and the last 30 days. */
import "./usage.css";

import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";

import { SpendLimit } from "../billing";
import { LinkButton } from "../parts/LinkButton";
import { Amount } from "../parts/values";
import { RECENT_DAYS } from "./period";
import { useRecentUsage } from "./queries";
import { SparkOf } from "./SparkOf";

export function PersonUsage({ userId, name }: { userId: string; name: string }) {
  const recent = useRecentUsage().of(userId);
  return (
    <SpaceBetween size="s">
      <Header variant="h3" actions={<LinkButton to={`/usage?user=${userId}`}>{t`Show usage`}</LinkButton>}>
        {t`Usage`}
      </Header>
      <KeyValuePairs
        columns={2}
        minColumnWidth={100}
        items={[
          { label: t`Spent this month`, value: recent ? <Amount of={recent.month} /> : "–" },
          { label: t`Last ${RECENT_DAYS} days`, value: <SparkOf recent={recent} name={name} /> },
        ]}
      />
      <SpendLimit userId={userId} name={name} />
    </SpaceBetween>
  );
}
