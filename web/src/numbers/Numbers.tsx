/** The list of phone numbers: the whole team's for the owner and admins, otherwise only the person's. */
import { t } from "@lingui/core/macro";
import { useCallback } from "react";
import { useNavigate, useParams } from "react-router";

import { useTeam } from "../api/team";
import { LinkButton } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { Screen } from "../parts/Screen";
import { useList } from "../parts/table/useList";
import { useAddress } from "../parts/useAddress";
import { NumberPanel } from "./NumberPanel";
import { numbersColumns } from "./numbersColumns";
import { NumbersTable } from "./NumbersTable";
import { fetchNumbers, pollOrders } from "./queries";
import { searchNumbers } from "./searchNumbers";
import { SharedNumbers } from "./SharedNumbers";
import type { NumbersFilterValue, NumberStatus, PhoneNumber } from "./types";

export function Numbers() {
  const { query, team, managesTeam } = useTeam();
  if (query.error)
    return (
      <Screen title={t`Numbers`}>
        <LoadError problem={query.error} onRetry={() => void query.refetch()} what={t`your team`} />
      </Screen>
    );
  if (query.isPending) return <Loading what={t`your team`} />;
  return <NumbersList forTeam={managesTeam} onTeam={team !== null} />;
}

function NumbersList({ forTeam, onTeam }: { forTeam: boolean; onTeam: boolean }) {
  const [filter, setFilter] = useFilter(forTeam);
  const { status, user_id } = filter;
  const numbers = useList({
    name: "numbers",
    key: ["numbers", "list", { status, user_id }],
    load: (cursor, limit) => fetchNumbers({ status, user_id }, cursor, limit),
    columns: numbersColumns(forTeam),
    match: searchNumbers(filter.q),
    poll: pollOrders,
  });
  const navigate = useNavigate();
  const { search } = window.location;
  const openId = useParams()["numberId"];
  const show = useCallback((id: string) => void navigate(`/numbers/${id}${search}`), [navigate, search]);
  const close = () => {
    void navigate(`/numbers${search}`);
    document.getElementById(`gear-${openId}`)?.focus();
  };
  return (
    <div className={openId ? "with-panel" : ""}>
      <Screen
        title={t`Numbers`}
        count={numbers.count}
        description={descriptionFor(forTeam, onTeam)}
        actions={
          <span className="row-actions">
            {(forTeam || !onTeam) && <LinkButton to="/numbers/texting">{t`Texting in the US`}</LinkButton>}
            <LinkButton to="/numbers/port-ins">{t`Port a number`}</LinkButton>
            <LinkButton to="/numbers/new" variant="primary">{t`Get a number`}</LinkButton>
          </span>
        }
      >
        <NumbersTable
          numbers={numbers}
          forTeam={forTeam}
          filter={filter}
          onFilter={setFilter}
          openId={openId}
          onOpen={(number: PhoneNumber) => show(number.number_id)}
        />
        {!numbers.error && <SharedNumbers />}
      </Screen>
      {openId && (
        <NumberPanel
          key={openId}
          id={openId}
          listed={numbers.items.find((number) => number.number_id === openId)}
          onClose={close}
        />
      )}
    </div>
  );
}

function descriptionFor(forTeam: boolean, onTeam: boolean): string {
  if (forTeam) return t`All of your team's phone numbers, with their users, plans and paid periods.`;
  return onTeam ? t`Your phone numbers, including those your team assigned to you.` : t`Your phone numbers.`;
}

/** Keeps the filter in the address, so that a filtered list can be linked to and survives a reload. */
function useFilter(forTeam: boolean): [NumbersFilterValue, (filter: NumbersFilterValue) => void] {
  const [address, change] = useAddress();
  const filter: NumbersFilterValue = {
    q: address.get("q") ?? "",
    status: address.get("status") as NumberStatus | null,
    user_id: forTeam ? address.get("user") : null,
  };
  return [filter, ({ q, status, user_id }) => change({ q, status, user: user_id, page: null })];
}
