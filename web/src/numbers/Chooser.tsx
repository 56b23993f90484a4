/** Choose a number: search, pick one, then its plan and its user, and buy it after a quote (N1, N2). */
import "./numbers.css";

import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useSearchParams } from "react-router";

import { LinkButton } from "../parts/LinkButton";
import { Screen } from "../parts/Screen";
import { usePersonName } from "../users/people";
import { useTeam } from "../users/queries";
import { Purchase } from "./Purchase";
import { FEW, MOST, useStock } from "./queries";
import { Search } from "./Search";
import { Stock } from "./Stock";
import { asked, readWanted, written, type Wanted } from "./wanted";

/** All that was typed stands in the address: the way to the wallet and back loses nothing. */
export function Chooser() {
  const [address, setAddress] = useSearchParams();
  const wanted = readWanted(address);
  const { user, number } = { user: address.get("user"), number: address.get("number") };
  const [limit, setLimit] = useState(FEW);
  const stock = useStock(asked(wanted), limit);
  const forTeam = useTeam().managesTeam;
  const go = (wish: Wanted, chosen: string | null, user_id: string | null) =>
    setAddress(
      { ...written(wish), ...(chosen && { number: chosen }), ...(user_id && { user: user_id }) },
      { replace: true },
    );
  return (
    <div className={number ? "with-panel" : ""}>
      <Screen
        title="Choose a number"
        description={forTeam ? <ForWhom user={user} /> : "It is yours, paid from your own PayPal wallet."}
        actions={<LinkButton to="/numbers">All numbers</LinkButton>}
      >
        <SpaceBetween size="l">
          <Container>
            <Search
              wanted={wanted}
              onSearch={(wish) => {
                setLimit(FEW);
                go(wish, null, user);
              }}
            />
          </Container>
          <Stock
            stock={stock}
            chosen={number}
            onChoose={({ phone_number }) => go(wanted, phone_number, user)}
            limit={limit}
            onMore={() => setLimit(MOST)}
          />
        </SpaceBetween>
      </Screen>
      {number && (
        <Purchase
          phoneNumber={number}
          kind={wanted.kind}
          offer={stock.data?.items.find(({ phone_number }) => phone_number === number)}
          forTeam={forTeam}
          userId={user}
          onUser={(user_id) => go(wanted, number, user_id)}
          onClose={() => go(wanted, null, user)}
        />
      )}
    </div>
  );
}

function ForWhom({ user }: { user: string | null }) {
  const name = usePersonName(user);
  return <>{user ? `For ${name ?? "somebody of your team"}.` : "For somebody of your team, or for later."}</>;
}
