/** Searches for a number, then chooses its plan and user, and buys it after a quote (N1, N2). */
import "./numbers.css";

import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useSearchParams } from "react-router";

import { useTeam } from "../api/team";
import { LinkButton } from "../parts/LinkButton";
import { usePersonName } from "../parts/people";
import { Screen } from "../parts/Screen";
import { AvailableNumbers } from "./AvailableNumbers";
import { BuyNumber } from "./BuyNumber";
import { NumberSearch } from "./NumberSearch";
import { FIRST_RESULTS, MAX_RESULTS, useAvailableNumbers } from "./queries";
import { readCriteria, toAddress, toQuery } from "./searchCriteria";
import type { Criteria } from "./types";

/** Keeps everything that was typed in the address, so that a visit to billing loses nothing. */
export function ChooseNumber() {
  const [address, setAddress] = useSearchParams();
  const wanted = readCriteria(address);
  const { user, number } = { user: address.get("user"), number: address.get("number") };
  const [limit, setLimit] = useState(FIRST_RESULTS);
  const stock = useAvailableNumbers(toQuery(wanted), limit);
  const forTeam = useTeam().managesTeam;
  const updateAddress = (criteria: Criteria, chosen: string | null, user_id: string | null) =>
    setAddress(
      { ...toAddress(criteria), ...(chosen && { number: chosen }), ...(user_id && { user: user_id }) },
      { replace: true },
    );
  return (
    <div className={number ? "with-panel" : ""}>
      <Screen
        title={t`Choose a number`}
        description={
          forTeam ? <RecipientNote user={user} /> : t`This number will be yours, paid for with your PayPal account.`
        }
        actions={<LinkButton to="/numbers">{t`All numbers`}</LinkButton>}
      >
        <SpaceBetween size="l">
          <Container>
            <NumberSearch
              wanted={wanted}
              onSearch={(criteria) => {
                setLimit(FIRST_RESULTS);
                updateAddress(criteria, null, user);
              }}
            />
          </Container>
          <AvailableNumbers
            stock={stock}
            chosen={number}
            onChoose={({ phone_number }) => updateAddress(wanted, phone_number, user)}
            limit={limit}
            onMore={() => setLimit(MAX_RESULTS)}
          />
        </SpaceBetween>
      </Screen>
      {number && (
        <BuyNumber
          phoneNumber={number}
          kind={wanted.kind}
          offer={stock.data?.items.find(({ phone_number }) => phone_number === number)}
          forTeam={forTeam}
          userId={user}
          onUser={(user_id) => updateAddress(wanted, number, user_id)}
          onClose={() => updateAddress(wanted, null, user)}
        />
      )}
    </div>
  );
}

function RecipientNote({ user }: { user: string | null }) {
  const name = usePersonName(user);
  return <>{user ? t`For ${name ?? t`someone on your team`}.` : t`Assign it to someone on your team now or later.`}</>;
}
