/** Is anything wrong? One list of it, each line with the button that leads to its remedy. */
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { t } from "@lingui/core/macro";

import { LinkButton } from "../parts/LinkButton";
import type { Matter } from "./matters";

const WORDS = { error: t`Error`, warning: t`Warning`, info: t`To do` };

export function Matters({ matters }: { matters: Matter[] }) {
  if (matters.length === 0)
    return (
      <Container>
        <StatusIndicator>{t`Nothing needs your attention`}</StatusIndicator>
      </Container>
    );
  return (
    <Container header={<Header variant="h2" counter={`(${matters.length})`}>{t`Needs attention`}</Header>}>
      <MatterList matters={matters} />
    </Container>
  );
}

export function MatterList({ matters }: { matters: Matter[] }) {
  return (
    <ul className="matters" aria-label={t`Needs attention`}>
      {matters.map(({ key, level, title, about, to, action }) => (
        <li key={key} className="matter">
          <StatusIndicator type={level} iconAriaLabel={WORDS[level]}>
            {""}
          </StatusIndicator>
          <div className="matter-words">
            <strong>{title}</strong>
            <p>{about}</p>
          </div>
          <LinkButton to={to}>{action}</LinkButton>
        </li>
      ))}
    </ul>
  );
}
