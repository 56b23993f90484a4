/** Sessions are named after the device as people know it. */
import { expect, it } from "vitest";

import { deviceName } from "./device";

it.each([
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36 Edg/150.0",
    "Edge on Windows",
  ],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1",
    "Safari on iPhone",
  ],
  ["Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/150.0 Mobile Safari/537.36", "Chrome on Android"],
  ["Teamline/3.1 (iPhone; iOS 19.0)", "Teamline app on iPhone"],
  ["python-requests/2.34.2", "python-requests/2.34.2"],
  ["", "Unknown device"],
])("%s is called %s", (agent, called) => expect(deviceName(agent)).toBe(called));
