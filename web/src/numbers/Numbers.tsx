/** The list of phone numbers: the whole team's for the owner and admins, otherwise only the person's. */
import { useCallback } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";

import { useTeam } from "../api/team";
import { LinkButton } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { Screen } from "../parts/Screen";
import { usePages } from "../parts/usePages";
import { NumberPanel } from "./NumberPanel";
import { NumbersTable } from "./NumbersTable";
import { useNumbers } from "./queries";
import { SharedNumbers } from "./SharedNumbers";
import type { NumbersFilterValue, NumberStatus, PhoneNumber } from "./types";

export function Numbers() {
  const { query, team, managesTeam } = useTeam();
  if (query.error)
    return (
      <Screen title="Numbers">
        <LoadError problem={query.error} onRetry={() => void query.refetch()} what="your team" />
      </Screen>
    );
  if (query.isPending) return <Loading what="your team" />;
  return <NumbersList forTeam={managesTeam} onTeam={team !== null} />;
}

function NumbersList({ forTeam, onTeam }: { forTeam: boolean; onTeam: boolean }) {
  const [filter, setFilter] = useFilter(forTeam);
  const pages = usePages(JSON.stringify(filter));
  const numbers = useNumbers(filter, pages.cursor);
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
        title="Numbers"
        description={descriptionFor(forTeam, onTeam)}
        actions={
          <span className="row-actions">
            {(forTeam || !onTeam) && <LinkButton to="/numbers/texting">Texting in the US</LinkButton>}
            <LinkButton to="/numbers/port-ins">Port a number</LinkButton>
            <LinkButton to="/numbers/new" variant="primary">
              Get a number
            </LinkButton>
          </span>
        }
      >
        <NumbersTable
          numbers={numbers}
          forTeam={forTeam}
          filter={filter}
          onFilter={setFilter}
          pagination={pages.renderPagination(numbers.data?.next_cursor, numbers.isPlaceholderData)}
          openId={openId}
          onOpen={(number: PhoneNumber) => show(number.number_id)}
        />
        {!numbers.error && <SharedNumbers />}
      </Screen>
      {openId && (
        <NumberPanel
          key={openId}
          id={openId}
          listed={numbers.data?.items.find((number) => number.number_id === openId)}
          onClose={close}
        />
      )}
    </div>
  );
}

function descriptionFor(forTeam: boolean, onTeam: boolean): string {
  if (forTeam) return "All of your team's phone numbers, with their users, plans and paid periods.";
  return onTeam ? "Your phone numbers, including those your team assigned to you." : "Your phone numbers.";
}

/** Keeps the filter in the address, so that a filtered list can be linked to and survives a reload. */
function useFilter(forTeam: boolean): [NumbersFilterValue, (filter: NumbersFilterValue) => void] {
  const [params, setParams] = useSearchParams();
  const filter: NumbersFilterValue = {
    status: params.get("status") as NumberStatus | null,
    user_id: forTeam ? params.get("user") : null,
  };
  const set = ({ status, user_id }: NumbersFilterValue) =>
    setParams({ ...(status && { status }), ...(user_id && { user: user_id }) }, { replace: true });
  return [filter, set];
}
