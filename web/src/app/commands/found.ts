/** What the command menu finds by name: people, numbers and invoices, from what the portal has loaded before. */
import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";

import { api, unwrap } from "../../api/client";
import { displayName, fetchUsers, useTeam } from "../../api/team";
import { formatPhone } from "../../formats/phone";

/** Something that a person can open by its name. */
export interface Found {
  id: string;
  name: string;
  detail: string;
  to: string;
  words: string[];
}

const MOST = 100;
const FRESH_MS = 60_000;

/** The people whose name, email or phone begins with what is typed; with nothing typed, the first hundred. */
export function usePeopleFound(typed: string): Found[] {
  const { managesTeam } = useTeam();
  const people = useQuery({
    queryKey: ["team", "found", typed],
    queryFn: async () => (await fetchUsers({ q: typed, status: null, role: null }, null, MOST)).items,
    enabled: managesTeam,
    staleTime: FRESH_MS,
  });
  return (people.data ?? []).map((user) => {
    const id = user.user_id ?? user.invitation_id ?? "";
    const phone = formatPhone(user.phone_number);
    return { id, name: displayName(user), detail: phone, to: `/users/${id}`, words: [user.email, user.phone_number] };
  });
}

export function useNumbersFound(): Found[] {
  const numbers = useQuery({
    queryKey: ["numbers", "found"],
    queryFn: async () => (await unwrap(api.GET("/v1/numbers", { params: { query: { limit: MOST } } }))).items,
    staleTime: FRESH_MS,
  });
  return (numbers.data ?? []).map(({ number_id, phone_number, label }) => ({
    id: number_id,
    name: formatPhone(phone_number),
    detail: label,
    to: `/numbers/${number_id}`,
    words: [phone_number, phone_number.replace(/^\+1/, "")],
  }));
}

export function useInvoicesFound(): Found[] {
  const invoices = useQuery({
    queryKey: ["billing", "invoices", "found"],
    queryFn: async () => (await unwrap(api.GET("/v1/invoices", { params: { query: { limit: 25 } } }))).items,
    staleTime: FRESH_MS,
  });
  return (invoices.data ?? []).map(({ invoice_id, number }) => ({
    id: invoice_id,
    name: t`Invoice ${number}`,
    detail: "",
    to: `/billing/invoices/${invoice_id}`,
    words: [],
  }));
}
