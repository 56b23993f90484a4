/** How many people are on the team, invited and suspended. */
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";

import type { Team } from "../api/team";
import { LinkButton } from "../parts/LinkButton";

export function PeopleCard({ team }: { team: Team }) {
  const { counts } = team;
  if (!counts) return null;
  const figure = (value: number) => <span className="big-figure">{value.toLocaleString()}</span>;
  return (
    <Container
      fitHeight
      header={
        <Header variant="h2" actions={<LinkButton to="/users">Users</LinkButton>}>
          People
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        minColumnWidth={90}
        items={[
          { label: "On the team", value: figure(counts.people) },
          { label: "Invited", value: figure(counts.invited) },
          { label: "Suspended", value: figure(counts.suspended) },
        ]}
      />
    </Container>
  );
}
