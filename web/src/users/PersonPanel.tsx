/** The panel beside the list: one person or one invitation. */
import Alert from "@cloudscape-design/components/alert";
import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { retryWhileMissing } from "../api/queryClient";
import { displayName, type User } from "../api/team";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { SidePanel } from "../parts/SidePanel";
import { InvitationDetails } from "./InvitationDetails";
import { MemberDetails } from "./MemberDetails";

interface Props {
  id: string;
  listed: User | undefined;
  listLoaded: boolean;
  onClose: () => void;
}

export function PersonPanel({ id, listed, listLoaded, onClose }: Props) {
  if (listed?.user_id === null) {
    return (
      <SidePanel title={displayName(listed)} onClose={onClose}>
        <InvitationDetails user={listed} onGone={onClose} />
      </SidePanel>
    );
  }
  if (!id.startsWith("acc_") && !listed) {
    return (
      <SidePanel title={t`Invitation`} onClose={onClose}>
        {listLoaded ? (
          <Alert type="info">{t`This invitation isn't in the list. It was accepted or withdrawn, or it's on another page.`}</Alert>
        ) : (
          <Loading what={t`the invitation`} />
        )}
      </SidePanel>
    );
  }
  return <Member id={id} listed={listed} onClose={onClose} />;
}

function Member({ id, listed, onClose }: Omit<Props, "listLoaded">) {
  const member = useQuery({
    queryKey: ["team", "user", id],
    queryFn: () => unwrap(api.GET("/v1/team/users/{user_id}", { params: { path: { user_id: id } } })),
    ...(listed && { placeholderData: listed }),
    ...retryWhileMissing,
  });
  return (
    <SidePanel title={member.data ? displayName(member.data) : t`Person`} onClose={onClose}>
      {member.isPending && <Loading what={t`this person`} />}
      {member.error && <LoadError problem={member.error} onRetry={() => void member.refetch()} what={t`this person`} />}
      {member.data && <MemberDetails user={member.data} onGone={onClose} />}
    </SidePanel>
  );
}
