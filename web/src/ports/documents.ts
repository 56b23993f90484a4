/** Checks documents and uploads them straight to private storage, which is at another origin. */
import { t } from "@lingui/core/macro";

import { joinWords } from "../formats/list";
import { Problem } from "../api/problem";
import type { PortInDocument } from "./queries";

type Requirements = Pick<PortInDocument, "accepts" | "max_bytes">;
type Form = Pick<PortInDocument, "upload_url" | "upload_fields">;
type Chosen = Pick<File, "name" | "type" | "size">;

const FORMATS: Record<string, string> = { "application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG" };

const TYPES_BY_EXTENSION: Record<string, string> = {
  pdf: "application/pdf",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
};

/** The media type of a file; some systems only have its extension. */
export function mediaType(file: Chosen): string {
  return file.type || (TYPES_BY_EXTENSION[file.name.split(".").at(-1)?.toLowerCase() ?? ""] ?? "");
}

/** Say what is allowed: `PDF, JPEG or PNG, up to 10 MB.` */ export function describeRequirements({
  accepts,
  max_bytes,
}: Requirements): string {
  return t`${formatNames(accepts)}, up to ${megabytes(max_bytes)}.`;
}

function formatNames(accepts: readonly string[]): string {
  return joinWords(
    accepts.map((type) => FORMATS[type] ?? type),
    "or",
  );
}

function megabytes(bytes: number): string {
  return t`${Math.floor(bytes / 1024 / 1024)} MB`;
}

/** Why a file can't be uploaded; null if it can. */
export function documentFault(file: Chosen, { accepts, max_bytes }: Requirements): string | null {
  if (/^image\/hei[cf]/.test(mediaType(file)) || /\.hei[cf]$/i.test(file.name))
    return t`This is a HEIC photo. Save it as JPEG or PDF, or upload a screenshot of it.`;
  if (!accepts.includes(mediaType(file)))
    return t`Choose a ${formatNames(accepts)} file. You can save other photos as JPEG.`;
  if (file.size === 0) return t`This file is empty.`;
  if (file.size > max_bytes)
    return t`This file is larger than ${megabytes(max_bytes)}. Choose a smaller one, or scan it in grayscale.`;
  return null;
}

/** The form that the storage expects: its own fields in their order, the type, and the file last. */
export function uploadForm({ upload_fields }: Pick<Form, "upload_fields">, file: File): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(upload_fields)) form.append(name, value);
  if (!("Content-Type" in upload_fields)) form.append("Content-Type", mediaType(file));
  form.append("file", file);
  return form;
}

const BROKEN = t`The upload failed. Check your connection and try again.`;
const REFUSED = t`We couldn't store this file. Please choose it again.`;

/** Upload a file and report the progress in percent, which `fetch` can't do. */
export function uploadDocument(form: Form, file: File, onProgress: (percent: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = (detail: string) => reject(new Problem({ status: request.status, code: "upload_failed", detail }));
    request.upload.onprogress = ({ loaded, total }) => onProgress(Math.floor((100 * loaded) / total));
    request.onload = () => (request.status < 300 ? resolve() : fail(REFUSED));
    request.onerror = () => fail(BROKEN);
    request.ontimeout = () => fail(BROKEN);
    request.open("POST", form.upload_url);
    request.send(uploadForm(form, file));
  });
}
