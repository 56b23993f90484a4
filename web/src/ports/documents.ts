/** Papers: checked here, then posted straight to private storage, which is at another origin. */
import { Problem } from "../api/problem";
import type { PortInDocument } from "./queries";

type Requirements = Pick<PortInDocument, "accepts" | "max_bytes">;
type Form = Pick<PortInDocument, "upload_url" | "upload_fields">;
type Chosen = Pick<File, "name" | "type" | "size">;

const TYPES_BY_EXTENSION: Record<string, string> = {
  pdf: "application/pdf",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
};

/** What kind of file it is; some systems leave that to the ending. */
export function mediaType(file: Chosen): string {
  return file.type || (TYPES_BY_EXTENSION[file.name.split(".").at(-1)?.toLowerCase() ?? ""] ?? "");
}

/** Why a file cannot be sent, or null. */
export function documentFault(file: Chosen, { accepts, max_bytes }: Requirements): string | null {
  const size = `${Math.floor(max_bytes / 1024 / 1024)} MB`;
  if (!accepts.includes(mediaType(file)))
    return "Choose a PDF, a JPEG or a PNG. A photo in another format can be saved as JPEG.";
  if (file.size === 0) return "This file is empty.";
  if (file.size > max_bytes) return `This file is larger than ${size}. Choose a smaller one, or scan it in gray.`;
  return null;
}

/** The form that the storage wants: its own fields in their order, the type, and the file at the end. */
export function uploadForm({ upload_fields }: Pick<Form, "upload_fields">, file: File): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(upload_fields)) form.append(name, value);
  if (!("Content-Type" in upload_fields)) form.append("Content-Type", mediaType(file));
  form.append("file", file);
  return form;
}

const BROKEN = "The upload did not go through. Check your connection and try again.";
const REFUSED = "The storage did not take this file. Please choose it once more.";

/** Sends it; `onProgress` hears how many hundredths are there. Only this way of asking tells of progress. */
export function uploadDocument(paper: Form, file: File, onProgress: (percent: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = (detail: string) => reject(new Problem({ status: request.status, code: "upload_failed", detail }));
    request.upload.onprogress = ({ loaded, total }) => onProgress(Math.floor((100 * loaded) / total));
    request.onload = () => (request.status < 300 ? resolve() : fail(REFUSED));
    request.onerror = () => fail(BROKEN);
    request.ontimeout = () => fail(BROKEN);
    request.open("POST", paper.upload_url);
    request.send(uploadForm(paper, file));
  });
}
