/** The tests of the portal's logic read English. */
import { i18n } from "@lingui/core";

i18n.loadAndActivate({ locale: "en", locales: "en-US", messages: {} });
