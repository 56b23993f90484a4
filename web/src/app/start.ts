/** Starts the portal: the language first, then everything that has words. */
import { loadLanguage } from "../language/load";

const components = await loadLanguage();
const { show } = await import("./main");
show(components);
