/** Downloads a receipt. The request needs the access token, which a plain link would not send. */
import Button from "@cloudscape-design/components/button";
import { useState } from "react";

import { authorizedFetch } from "../api/authorizedFetch";
import { Problem } from "../api/problem";
import { useNotify } from "../parts/notifications";
import type { Payment } from "./queries";

export function ReceiptButton({ payment }: { payment: Payment }) {
  const [busy, setBusy] = useState(false);
  const notify = useNotify();
  if (!payment.completed_at) return <>–</>;
  const open = async () => {
    setBusy(true);
    try {
      saveFile(await fetchReceipt(payment.payment_id), `teamline-receipt-${payment.payment_id}.pdf`);
    } catch (thrown) {
      notify({ type: "error", text: Problem.from(thrown).message });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      variant="inline-link"
      iconName="download"
      loading={busy}
      ariaLabel={`PDF receipt of payment ${payment.payment_id}`}
      onClick={() => void open()}
    >
      PDF
    </Button>
  );
}

async function fetchReceipt(paymentId: string): Promise<Blob> {
  const url = new URL(`/v1/payments/${paymentId}/receipt`, window.location.origin);
  const response = await authorizedFetch(new Request(url, { headers: { accept: "application/pdf" } }));
  if (!response.ok) throw Problem.fromResponse(response, await response.json().catch(() => null));
  return response.blob();
}

function saveFile(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
