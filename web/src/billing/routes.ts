/** The pages of billing. Each is loaded when it is opened. */
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  { path: "/billing", lazy: async () => ({ Component: (await import("./Billing")).Billing }) },
  { path: "/billing/payments", lazy: async () => ({ Component: (await import("./Payments")).BillingPayments }) },
  { path: "/billing/statement", lazy: async () => ({ Component: (await import("./Statement")).BillingStatement }) },
  { path: "/billing/settings", lazy: async () => ({ Component: (await import("./Settings")).BillingSettings }) },
  { path: "/billing/plans", lazy: async () => ({ Component: (await import("./plans/Plans")).BillingPlans }) },
  {
    path: "/billing/approvals",
    lazy: async () => ({ Component: (await import("./approvals/Approvals")).Approvals }),
  },
  {
    path: "/billing/invoices/:invoiceId",
    lazy: async () => ({ Component: (await import("./InvoicePage")).InvoicePage }),
  },
  {
    path: "/billing/paypal/:outcome",
    lazy: async () => ({ Component: (await import("./PayPalReturn")).PayPalReturn }),
  },
];
