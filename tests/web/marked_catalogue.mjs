// Prints the English of the code as a catalogue of its own: each message between ⟦ and ⟧, and a third longer.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const web = createRequire(new URL("../../web/package.json", import.meta.url));
const load = (name) => import(pathToFileURL(web.resolve(name)));
const { compileMessage } = await load("@lingui/message-utils/compileMessage");
const { generateMessageId } = await load("@lingui/message-utils/generateMessageId");
const PO = web("pofile");

const catalogue = PO.parse(readFileSync(new URL("../../web/src/language/es.po", import.meta.url), "utf-8"));
const words = (token) => (typeof token === "string" ? token.replace(/<[^>]*>/g, "") : "");
const longer = (tokens) => "·".repeat(Math.ceil(tokens.map(words).join("").length / 3));
const marked = (tokens) => ["⟦", ...tokens, longer(tokens), "⟧"];

process.stdout.write(
  JSON.stringify(
    Object.fromEntries(
      catalogue.items.map(({ msgid, msgctxt }) => [
        generateMessageId(msgid, msgctxt ?? undefined),
        marked(compileMessage(msgid)),
      ]),
    ),
  ),
);
