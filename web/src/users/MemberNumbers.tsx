/** The phone numbers of a person on the team, and the way to one more. */
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { PersonNumbers } from "../numbers";
import { LinkButton } from "../parts/LinkButton";

export function MemberNumbers({ userId }: { userId: string }) {
  return (
    <SpaceBetween size="s">
      <Header variant="h3" actions={<LinkButton to={`/numbers/new?user=${userId}`}>Add a number</LinkButton>}>
        Number Plan
      </Header>
      <PersonNumbers userId={userId} nothing="No number yet. Choose one, and it is theirs at once." />
    </SpaceBetween>
  );
}
