/** Reads everything that a plan change affects again. */
import { useQueryClient } from "@tanstack/react-query";

/** Returns a function that refetches the plans, the charges to come and the numbers. */
export function useRefreshPlans(): () => void {
  const queries = useQueryClient();
  return () => {
    void queries.invalidateQueries({ queryKey: ["billing"] });
    void queries.invalidateQueries({ queryKey: ["numbers"] });
  };
}
