// Lighthouse's own settings for a telephone, the four categories that we hold pages to, and robots.txt as robots read it.

import { fileURLToPath } from "node:url";

export default {
  extends: "lighthouse:default",
  settings: { onlyCategories: ["performance", "accessibility", "best-practices", "seo"] },
  artifacts: [{ id: "RobotsTxt", gatherer: fileURLToPath(new URL("robots-txt.mjs", import.meta.url)) }],
};
