// Reads robots.txt as a search engine does. Lighthouse asks for it from within the page, which our content security
// policy rightly refuses: a page of ours connects to nothing. The audit of what the file says is Lighthouse's own.

import RobotsTxt from "lighthouse/core/gather/gatherers/seo/robots-txt.js";

export default class RobotsTxtFromOutside extends RobotsTxt {
  async getArtifact({ baseArtifacts }) {
    const answer = await fetch(new URL("/robots.txt", baseArtifacts.URL.finalDisplayedUrl));
    return { status: answer.status, content: await answer.text() };
  }
}
