/** What a person without a team, or a member of one, has to put right: their email. */
import Container from "@cloudscape-design/components/container";

import { useProfile } from "../api/profile";
import { mailMatters } from "./mailMatters";
import { MatterList } from "./Matters";

export function OwnMatters() {
  const matters = mailMatters(useProfile().data);
  if (matters.length === 0) return null;
  return (
    <Container>
      <MatterList matters={matters} />
    </Container>
  );
}
