/** Queries and labels of invoices, and of the details that are printed on them. */
import { t } from "@lingui/core/macro";
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { retryWhileMissing } from "../api/queryClient";
import type { Answer, Row } from "../api/shapes";

export type InvoiceRow = Row<"/v1/invoices">;
export type Invoice = Answer<"/v1/invoices/{invoice_id}">;
export type Details = Answer<"/v1/billing/details">;

const LABELS = { invoice: t`Invoice`, credit_note: t`Credit note`, debit_note: t`Debit note` };

export function documentLabel({ kind }: Pick<InvoiceRow, "kind">): string {
  return LABELS[kind];
}

const PAGE = 10;

export function useInvoices(cursor: string | null) {
  return useQuery({
    queryKey: ["billing", "invoices", cursor],
    queryFn: () => unwrap(api.GET("/v1/invoices", { params: { query: { limit: PAGE, ...(cursor && { cursor }) } } })),
    placeholderData: keepPreviousData,
    ...retryWhileMissing,
  });
}

export function useInvoice(invoice_id: string) {
  return useQuery({
    queryKey: ["billing", "invoice", invoice_id],
    queryFn: () => unwrap(api.GET("/v1/invoices/{invoice_id}", { params: { path: { invoice_id } } })),
  });
}

export function useDetails() {
  return useQuery({
    queryKey: ["billing", "details"],
    queryFn: () => unwrap(api.GET("/v1/billing/details")),
    ...retryWhileMissing,
  });
}

/** The last twelve months in a time zone's own calendar, newest first, such as `2027-01`. */
export function lastMonths(today: string): string[] {
  const [year, month] = today.split("-").map(Number) as [number, number];
  return Array.from({ length: 12 }, (_, back) =>
    new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7),
  );
}
