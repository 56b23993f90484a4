/** The bar at the top: the logo, the team's name and the account menu. */
import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import { t } from "@lingui/core/macro";
import { Link, useNavigate } from "react-router";

import { useProfile } from "../api/profile";
import { useSession } from "../api/session";
import { useTeam } from "../api/team";
import { type Appearance, useAppearance } from "../parts/useAppearance";
import { useIsNarrow } from "../parts/useIsNarrow";
import { OPEN_COMMANDS } from "./commands/Shortcuts";
import { Logo } from "./Logo";

export function TopBar({ menuOpen, onMenu }: { menuOpen: boolean; onMenu: () => void }) {
  const { team } = useTeam();
  return (
    <header className="bar">
      <span className="bar-toggle">
        <Button
          variant="icon"
          iconName={menuOpen ? "close" : "menu"}
          ariaLabel={menuOpen ? t`Close menu` : t`Open menu`}
          ariaExpanded={menuOpen}
          ariaControls="menu"
          onClick={onMenu}
        />
      </span>
      <Link to="/" aria-label={t`Teamline dashboard`}>
        <Logo />
      </Link>
      {team && <span className="bar-team">{team.name}</span>}
      <span className="bar-end">
        <Button
          iconName="search"
          variant="icon"
          ariaLabel={t`Find or do something (Ctrl+K)`}
          onClick={() => window.dispatchEvent(new Event(OPEN_COMMANDS))}
        />
        <AccountMenu />
      </span>
    </header>
  );
}

const APPEARANCES: { id: string; text: string; value: Appearance }[] = [
  { id: "system", text: t`As my system`, value: null },
  { id: "light", text: t`Light`, value: "light" },
  { id: "dark", text: t`Dark`, value: "dark" },
];

function AccountMenu() {
  const profile = useProfile();
  const { signOut } = useSession();
  const navigate = useNavigate();
  const narrow = useIsNarrow();
  const name = profile.data?.name || t`Account`;
  const [appearance, setAppearance] = useAppearance();
  const follow = (id: string) => {
    if (id === "sign-out") void signOut();
    else if (id === "profile") void navigate("/profile");
    else setAppearance(APPEARANCES.find((each) => each.id === id)?.value ?? null);
  };
  return (
    <ButtonDropdown
      variant="normal"
      items={[
        { id: "profile", text: t`Profile`, iconName: "user-profile" },
        {
          text: t`Appearance`,
          items: APPEARANCES.map(({ id, text, value }) => ({
            id,
            text,
            itemType: "checkbox",
            checked: value === appearance,
          })),
        },
        { id: "sign-out", text: t`Sign out`, iconName: "sign-out" },
      ]}
      onItemClick={({ detail }) => follow(detail.id)}
      {...(!narrow && { ariaLabel: name })}
      expandToViewport
    >
      {narrow ? firstWord(name) : name}
    </ButtonDropdown>
  );
}

/** The first name, cut if it is a long one: on a phone the bar has room for no more. */
function firstWord(name: string): string {
  const [first = name] = name.split(" ");
  return first.slice(0, LONGEST);
}

const LONGEST = 14;
