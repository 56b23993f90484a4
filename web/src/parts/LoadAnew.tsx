/** Loads a light public page in place of the portal. */
import { useEffect } from "react";

import { loadAnew } from "../api/handover";
import { Loading } from "./Loading";

export function LoadAnew({ path }: { path: string }) {
  useEffect(() => loadAnew(path), [path]);
  return <Loading what="Teamline" />;
}
