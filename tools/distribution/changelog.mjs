// The time of the latest entry of tools/debian/changelog: that of everything in a release, so that the same tree produces
// the same bytes.
import fs from "node:fs";

export function releaseTime() {
  const changelog = fs.readFileSync(new URL("../debian/changelog", import.meta.url), "utf8");
  return new Date(/^ -- .*> {2}(.*)$/m.exec(changelog)[1]);
}
