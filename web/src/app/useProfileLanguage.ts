/** The language of the page is that of the profile. */
import { useEffect, useRef } from "react";

import { isFromCopy } from "../api/localCopy";
import { useProfile } from "../api/profile";
import { followProfile } from "../language/choice";
import { LANGUAGE } from "../language/locale";

/** Follow the profile's first answer only: changed elsewhere later, it would load the page while someone types. */
export function useProfileLanguage(): void {
  const { data, dataUpdatedAt } = useProfile();
  const wanted = data && !isFromCopy(dataUpdatedAt) ? data.language : null;
  const isFollowed = useRef(false);
  useEffect(() => {
    if (!wanted || isFollowed.current) return;
    isFollowed.current = true;
    followProfile(wanted, LANGUAGE);
  }, [wanted]);
}
