/** The numbers of colleagues that the person shares, with where their calls and voicemail are (N10). */
import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { t } from "@lingui/core/macro";

import { formatPhone } from "../formats/phone";
import { PlaceLink } from "../parts/LinkButton";
import { LoadError } from "../parts/ProblemAlert";
import { useSharedNumbers } from "./queries";
import type { PhoneNumber } from "./types";

export function SharedNumbers() {
  const shared = useSharedNumbers();
  if (shared.error) {
    return <LoadError problem={shared.error} onRetry={() => void shared.refetch()} what={t`the shared numbers`} />;
  }
  const items = shared.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Container
      header={
        <Header variant="h2" description={t`Their calls ring for you too. You see their texts in the app.`}>
          {t`Shared with you`}
        </Header>
      }
    >
      <ul className="lines" aria-label={t`Shared with you`}>
        {items.map((number) => (
          <SharedNumber key={number.number_id} number={number} />
        ))}
      </ul>
    </Container>
  );
}

function SharedNumber({ number: { number_id, phone_number, label } }: { number: PhoneNumber }) {
  const phone = formatPhone(phone_number);
  return (
    <li className="line">
      <div>
        <Box fontWeight="bold" display="inline">
          {phone}
        </Box>{" "}
        <Badge>{t`Shared`}</Badge>
        {label && (
          <Box color="text-body-secondary" fontSize="body-s">
            {label}
          </Box>
        )}
      </div>
      <span className="row-actions">
        <PlaceLink to={`/calls?number=${number_id}`} ariaLabel={t`Calls of ${phone}`}>{t`Calls`}</PlaceLink>
        <PlaceLink to={`/calls/voicemails?number=${number_id}`} ariaLabel={t`Voicemail of ${phone}`}>
          {t`Voicemail`}
        </PlaceLink>
      </span>
    </li>
  );
}
