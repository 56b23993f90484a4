/** The phone numbers of a person on the team, and a link to add one, searched for in their own area code at first. */
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { areaCode } from "../formats/phone";
import { PersonNumbers } from "../numbers";
import { LinkButton, PlaceLink } from "../parts/LinkButton";

export function MemberNumbers({ userId, phoneNumber }: { userId: string; phoneNumber: string }) {
  const nearby = areaCode(phoneNumber);
  const choose = new URLSearchParams({ user: userId, ...(nearby && { area_code: nearby }) });
  return (
    <SpaceBetween size="s">
      <Header variant="h3" actions={<LinkButton to={`/numbers/new?${choose.toString()}`}>Add a number</LinkButton>}>
        Number Plan
      </Header>
      <PlaceLink to={`/calls?user=${userId}`}>Call log</PlaceLink>
      <PersonNumbers userId={userId} emptyText="No number yet. Add one and they can use it right away." />
    </SpaceBetween>
  );
}
