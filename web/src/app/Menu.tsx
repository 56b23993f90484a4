/** The left menu: the places that there are for this person, the current one marked. */
import Icon, { type IconProps } from "@cloudscape-design/components/icon";
import { NavLink } from "react-router";

import { useTeam } from "../users/queries";

interface Place {
  to: string;
  name: string;
  icon: IconProps.Name;
  forManagers?: boolean;
}

const PLACES: Place[] = [
  { to: "/", name: "Dashboard", icon: "grid-view" },
  { to: "/users", name: "Users", icon: "group", forManagers: true },
  { to: "/billing", name: "Billing", icon: "script" },
  { to: "/activity", name: "Activity", icon: "history", forManagers: true },
  { to: "/profile", name: "Profile", icon: "user-profile" },
];

export function Menu({ open, onFollow }: { open: boolean; onFollow: () => void }) {
  const { managesTeam } = useTeam();
  return (
    <nav id="menu" className={open ? "menu menu-open" : "menu"} aria-label="Teamline">
      <ul>
        {PLACES.filter((place) => managesTeam || !place.forManagers).map((place) => (
          <li key={place.to}>
            <NavLink to={place.to} end={place.to === "/"} onClick={onFollow}>
              <Icon name={place.icon} />
              {place.name}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
