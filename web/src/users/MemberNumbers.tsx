/** The phone numbers of a person on the team, and a link to add one, searched for in their own area code at first. */
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";

import { areaCode } from "../formats/phone";
import { PersonNumbers } from "../numbers";
import { LinkButton, PlaceLink } from "../parts/LinkButton";

export function MemberNumbers({ userId, phoneNumber }: { userId: string; phoneNumber: string }) {
  const nearby = areaCode(phoneNumber);
  const choose = new URLSearchParams({ user: userId, ...(nearby && { area_code: nearby }) });
  return (
    <SpaceBetween size="s">
      <Header
        variant="h3"
        actions={<LinkButton to={`/numbers/new?${choose.toString()}`}>{t`Add a number`}</LinkButton>}
      >
        {t`Number Plan`}
      </Header>
      <PlaceLink to={`/calls?user=${userId}`}>{t`Call log`}</PlaceLink>
      <PersonNumbers userId={userId} emptyText={t`No number yet. Add one and they can use it right away.`} />
    </SpaceBetween>
  );
}
