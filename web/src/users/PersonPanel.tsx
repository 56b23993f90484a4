/** The panel beside the list: one person, or one invitation, and what can be done about it. */
import Alert from "@cloudscape-design/components/alert";
import { useQuery } from "@tanstack/react-query";

import { answer, api } from "../api/client";
import { arriving } from "../api/queries";
import { Loading } from "../parts/Loading";
import { Panel } from "../parts/Panel";
import { Failed } from "../parts/Refusal";
import { InvitationDetails } from "./InvitationDetails";
import { MemberDetails } from "./MemberDetails";
import type { User } from "./queries";
import { nameOf } from "./words";

interface Props {
  id: string;
  listed: User | undefined;
  listLoaded: boolean;
  onClose: () => void;
}

export function PersonPanel({ id, listed, listLoaded, onClose }: Props) {
  if (listed?.user_id === null) {
    return (
      <Panel title={nameOf(listed)} onClose={onClose}>
        <InvitationDetails user={listed} onGone={onClose} />
      </Panel>
    );
  }
  if (!id.startsWith("acc_") && !listed) {
    return (
      <Panel title="Invitation" onClose={onClose}>
        {listLoaded ? (
          <Alert type="info">
            This invitation is not in the list beside: it was accepted or taken back, or the list shows another page.
          </Alert>
        ) : (
          <Loading what="the invitation" />
        )}
      </Panel>
    );
  }
  return <Member id={id} listed={listed} onClose={onClose} />;
}

function Member({ id, listed, onClose }: Omit<Props, "listLoaded">) {
  const member = useQuery({
    queryKey: ["team", "user", id],
    queryFn: () => answer(api.GET("/v1/team/users/{user_id}", { params: { path: { user_id: id } } })),
    ...(listed && { placeholderData: listed }),
    ...arriving,
  });
  return (
    <Panel title={member.data ? nameOf(member.data) : "Person"} onClose={onClose}>
      {member.isPending && <Loading what="this person" />}
      {member.error && <Failed problem={member.error} onRetry={() => void member.refetch()} what="this person" />}
      {member.data && <MemberDetails user={member.data} onGone={onClose} />}
    </Panel>
  );
}
