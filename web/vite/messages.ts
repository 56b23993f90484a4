/**
 * Lingui's messages. Macros in the code become calls, which hold the English message already compiled; a catalogue
 * (`src/language/es.po`) becomes a module of compiled messages by id, with the words of Cloudscape's components.
 */
import { readFile } from "node:fs/promises";

import { transformAsync, types as node, type PluginObj } from "@babel/core";
import macros from "@lingui/babel-plugin-lingui-macro";
import { makeConfig } from "@lingui/conf";
import { compileMessageOrThrow } from "@lingui/message-utils/compileMessage";
import { generateMessageId } from "@lingui/message-utils/generateMessageId";
import PO from "pofile";
import type { Plugin } from "vite";

const CODE = /\.tsx?$/;
const CATALOGUE = /\/([a-z]{2})\.po(\?light)?$/;
/** Where the messages are that the light public pages may show. */
const LIGHT = /^src\/(public|api|formats)\//;
const COMPONENTS = "@cloudscape-design/components/i18n/messages/all.";
const config = makeConfig({ locales: [], sourceLocale: "en" }, { skipValidation: true });

export function messages(): Plugin {
  return {
    name: "teamline-messages",
    enforce: "pre",
    async transform(code, id) {
      const [file = ""] = id.split("?");
      if (!CODE.test(file) || !code.includes("@lingui/") || !code.includes("/macro")) return undefined;
      return expandMacros(code, file);
    },
    async load(id) {
      const [, language, isLight] = CATALOGUE.exec(id) ?? [];
      if (!language) return undefined;
      const [file = ""] = id.split("?");
      this.addWatchFile(file);
      const found = JSON.stringify(compileCatalogue(await readFile(file, "utf-8"), isLight ? LIGHT : /./));
      const components = isLight
        ? "const components = {}"
        : `{ default as components } from "${COMPONENTS}${language}"`;
      return `export ${components};\nexport default JSON.parse(${JSON.stringify(found)});`;
    },
  };
}

async function expandMacros(code: string, filename: string) {
  const made = await transformAsync(code, {
    filename,
    babelrc: false,
    configFile: false,
    sourceMaps: true,
    parserOpts: { plugins: filename.endsWith("x") ? ["typescript", "jsx"] : ["typescript"] },
    plugins: [[macros, { linguiConfig: config, stripMessageField: false }], compileInPlace],
  });
  return made?.code ? { code: made.code, map: made.map } : undefined;
}

/** Compile the English message of each call here, so that no parser of messages is in what the browser loads. */
function compileInPlace(): PluginObj {
  return {
    visitor: {
      ObjectExpression({ node: { properties, leadingComments } }) {
        if (!leadingComments?.some(({ value }) => value.trim() === "i18n")) return;
        for (const property of properties) {
          if (!node.isObjectProperty(property) || !node.isIdentifier(property.key)) continue;
          if (property.key.name === "message" && node.isStringLiteral(property.value)) {
            property.value = node.valueToNode(compileMessageOrThrow(property.value.value));
          }
        }
      },
    },
  };
}

/** Compile what is translated of the messages in these files; the code has the English for the rest. */
function compileCatalogue(text: string, files: RegExp): Record<string, unknown> {
  const found = PO.parse(text).items.filter(
    ({ msgstr, obsolete, references }) => msgstr[0] && !obsolete && references.some((file) => files.test(file)),
  );
  return Object.fromEntries(
    found.map(({ msgid, msgctxt, msgstr }) => [
      generateMessageId(msgid, msgctxt ?? undefined),
      compileMessageOrThrow(msgstr[0] ?? ""),
    ]),
  );
}
