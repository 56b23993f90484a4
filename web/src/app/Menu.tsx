/** The left menu: the screens that this person can open, with the current one marked. */
import Icon, { type IconProps } from "@cloudscape-design/components/icon";
import { t } from "@lingui/core/macro";
import { Link, NavLink } from "react-router";

import { useTeam } from "../api/team";

interface MenuItem {
  to: string;
  name: string;
  icon: IconProps["name"] | keyof typeof DRAWN;
  forManagers?: boolean;
}

const DRAWN = {
  wallet: [
    "M13 5V3H3.500C2.700 3 2 3.700 2 4.500S2.700 6 3.500 6H14v7H3.500C2.700 13 2 12.300 2 11.500v-7",
    "M10.500 9.500H11",
  ],
  bars: ["M2 14h12", "M4 14V9", "M8 14V3", "M12 14V6"],
};

const ITEMS: MenuItem[] = [
  { to: "/", name: t`Dashboard`, icon: "grid-view" },
  { to: "/usage", name: t`Usage`, icon: "bars" },
  { to: "/users", name: t`Users`, icon: "group", forManagers: true },
  { to: "/numbers", name: t`Numbers`, icon: "call" },
  { to: "/calls", name: t`Calls`, icon: "microphone" },
  { to: "/texts", name: t`Texts`, icon: "contact" },
  { to: "/billing", name: t`Billing`, icon: "wallet" },
  { to: "/activity", name: t`Activity`, icon: "history", forManagers: true },
  { to: "/profile", name: t`Profile`, icon: "user-profile" },
];

export function Menu({ open, onFollow }: { open: boolean; onFollow: () => void }) {
  const { managesTeam } = useTeam();
  return (
    <nav id="menu" className={open ? "menu menu-open" : "menu"} aria-label="Teamline">
      <ul>
        {ITEMS.filter((place) => managesTeam || !place.forManagers).map((place) => (
          <li key={place.to}>
            <NavLink to={place.to} end={place.to === "/"} onClick={onFollow}>
              <MenuIcon icon={place.icon} />
              {place.name}
            </NavLink>
          </li>
        ))}
      </ul>
      <Link className="menu-small" to="/plans" onClick={onFollow}>{t`Plans and rates`}</Link>
    </nav>
  );
}

function MenuIcon({ icon }: Pick<MenuItem, "icon">) {
  if (icon !== "wallet" && icon !== "bars") return <Icon name={icon} />;
  const drawn = (
    <svg viewBox="0 0 16 16" focusable="false">
      {DRAWN[icon].map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
  return <Icon svg={drawn} />;
}
