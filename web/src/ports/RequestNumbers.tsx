/** All numbers of a request, how far each is, and the way to each. */
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { t } from "@lingui/core/macro";

import { PlaceLink } from "../parts/LinkButton";
import { Phone } from "../parts/values";
import { PortInStatus } from "./labels";
import type { PortIn, RequestNumber } from "./queries";

export function RequestNumbers({ port }: { port: PortIn }) {
  if (port.request_size === 1) return null;
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${port.numbers.length})`}
          description={t`One form and one letter for all of them.`}
        >
          {t`Numbers in this request`}
        </Header>
      }
    >
      <ul className="lines" aria-label={t`Numbers in this request`}>
        {port.numbers.map((number) => (
          <li key={number.port_id} className="line">
            {number.port_id === port.port_id ? (
              <Box fontWeight="bold">
                <Phone number={number.phone_number} />
              </Box>
            ) : (
              <PlaceLink to={`/numbers/port-ins/${number.port_id}`}>
                <Phone number={number.phone_number} />
              </PlaceLink>
            )}
            <NumberStatus number={number} />
          </li>
        ))}
      </ul>
    </Container>
  );
}

function NumberStatus({ number }: { number: RequestNumber }) {
  return (
    <div>
      <PortInStatus port={{ ...number, problems: [] }} />
      {number.status === "draft" && !number.cancelling && (
        <Box color="text-body-secondary" fontSize="body-s">
          {number.is_proved ? t`Confirmed with a code` : t`Not confirmed yet`}
        </Box>
      )}
    </div>
  );
}
