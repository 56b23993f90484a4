/** The voicemails of the numbers that the person uses or shares: no one else can see or play them (N9, N10). */
import "./calls.css";

import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useSearchParams } from "react-router";

import { EmptyState } from "../parts/EmptyState";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { usePages } from "../parts/usePages";
import { CallsPages } from "./CallsPages";
import { NumberFilter } from "./NumberFilter";
import { useVoicemails } from "./queries";
import { VoicemailRow } from "./VoicemailRow";

export function Voicemails() {
  const [params, setParams] = useSearchParams();
  const number_id = params.get("number");
  const filterBy = (number: string | null) => setParams(number ? { number } : {}, { replace: true });
  return (
    <CallsPages
      description={t`Messages callers left on your numbers and the ones you share. Only you and the people you share a number with can play them.`}
    >
      <SpaceBetween size="m">
        <div className="filter-wide">
          <NumberFilter own value={number_id} onChange={filterBy} />
        </div>
        <VoicemailList number_id={number_id} />
      </SpaceBetween>
    </CallsPages>
  );
}

function VoicemailList({ number_id }: { number_id: string | null }) {
  const pages = usePages(number_id ?? "");
  const voicemails = useVoicemails(number_id, pages.cursor);
  if (voicemails.isPending) return <Loading what={t`your voicemail`} />;
  if (voicemails.error)
    return <LoadError problem={voicemails.error} onRetry={() => void voicemails.refetch()} what={t`your voicemail`} />;
  const { items, next_cursor } = voicemails.data;
  return (
    <Container>
      {items.length === 0 ? (
        <EmptyState title={t`No voicemail`}>{t`Callers can leave a message when a call isn't answered.`}</EmptyState>
      ) : (
        <ul className="lines" aria-label={t`Voicemail`}>
          {items.map((voicemail) => (
            <VoicemailRow key={voicemail.voicemail_id} voicemail={voicemail} />
          ))}
        </ul>
      )}
      {pages.renderPagination(next_cursor, voicemails.isPlaceholderData)}
    </Container>
  );
}
