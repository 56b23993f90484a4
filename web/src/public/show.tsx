/** @jsxImportSource preact */
/** The light public pages: plans, sign-in and sign-up. They lead into the portal, which is loaded only then. */
import "@fontsource-variable/figtree/wght.css";
import "../../theme/ground.css";
import "../../theme/front.css";
import "./light.css";

import { render } from "preact";

import { FrontLayout } from "./FrontLayout";
import { Live } from "./Live";
import { OpenLayout } from "./OpenLayout";
import { PortalContext, type Portal } from "./portal";
import { usePath } from "./paths";
import { Plans } from "./Plans";
import { SignIn } from "./SignIn";
import { SignUp } from "./SignUp";

/** Show the page of this address, until the portal takes its place. */
export function show(portal: Portal): void {
  const place = document.createElement("div");
  document.getElementById("portal")!.replaceChildren(place);
  const enter: Portal["enter"] = async (path, state) => {
    await portal.enter(path, state);
    leave();
  };
  const leave = () => (place.isConnected ? requestAnimationFrame(leave) : render(null, place));
  render(
    <PortalContext.Provider value={{ ...portal, enter }}>
      <Page />
      <Live />
    </PortalContext.Provider>,
    place,
  );
}

function Page() {
  const path = usePath();
  if (path === "/sign-in" || path === "/sign-up")
    return <FrontLayout>{path === "/sign-in" ? <SignIn /> : <SignUp />}</FrontLayout>;
  return (
    <OpenLayout>
      <Plans />
    </OpenLayout>
  );
}
