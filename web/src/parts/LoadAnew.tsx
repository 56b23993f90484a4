/** Loads the page anew at its address, which one of the light public pages has. */
import { useEffect } from "react";

import { Loading } from "./Loading";

export function LoadAnew() {
  useEffect(() => window.location.reload(), []);
  return <Loading what="Teamline" />;
}
