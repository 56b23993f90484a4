/** The phone numbers of a person on the team, and a link to add one. */
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { PersonNumbers } from "../numbers";
import { LinkButton, PlaceLink } from "../parts/LinkButton";

export function MemberNumbers({ userId }: { userId: string }) {
  return (
    <SpaceBetween size="s">
      <Header variant="h3" actions={<LinkButton to={`/numbers/new?user=${userId}`}>Add a number</LinkButton>}>
        Number Plan
      </Header>
      <PlaceLink to={`/calls?user=${userId}`}>Call log</PlaceLink>
      <PersonNumbers userId={userId} emptyText="No number yet. Add one and they can use it right away." />
    </SpaceBetween>
  );
}
