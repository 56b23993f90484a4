/** The bar on top: the mark, the team's name, and one's own account. */
import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import { Link, useNavigate } from "react-router";

import { useProfile } from "../profile/queries";
import { useSession } from "../session/session";
import { useTeam } from "../users/queries";
import { Logo } from "./Logo";

export function Bar({ menuOpen, onMenu }: { menuOpen: boolean; onMenu: () => void }) {
  const { team } = useTeam();
  return (
    <header className="bar">
      <span className="bar-toggle">
        <Button
          variant="icon"
          iconName={menuOpen ? "close" : "menu"}
          ariaLabel={menuOpen ? "Close the menu" : "Open the menu"}
          ariaExpanded={menuOpen}
          ariaControls="menu"
          onClick={onMenu}
        />
      </span>
      <Link to="/" aria-label="Teamline, to the dashboard">
        <Logo />
      </Link>
      {team && <span className="bar-team">{team.name}</span>}
      <span className="bar-end">
        <Account />
      </span>
    </header>
  );
}

function Account() {
  const profile = useProfile();
  const { signOut } = useSession();
  const navigate = useNavigate();
  const follow = (id: string) => (id === "sign-out" ? void signOut() : void navigate("/profile"));
  return (
    <ButtonDropdown
      variant="normal"
      items={[
        { id: "profile", text: "Profile", iconName: "user-profile" },
        { id: "sign-out", text: "Sign out", iconName: "sign-out" },
      ]}
      onItemClick={({ detail }) => follow(detail.id)}
      expandToViewport
    >
      {profile.data?.name ?? "Account"}
    </ButtonDropdown>
  );
}
