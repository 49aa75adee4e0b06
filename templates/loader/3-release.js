// Releases ------------------------------------------------------------------------------------------------------------

/** Loads a bundle. If its files are gone, rereads the manifest once and loads the bundle of the new release instead. */
async function loadRelease(bundle, context) {
  const run = context.run ?? (context.worker ? runInWorker : runHere);
  try {
    return await run(bundle, context);
  } catch (error) {
    if (error.code !== "not-found" || !context.manifest) throw error;
    const newer = await newerBundle(bundle, context, error);
    const gone = (cause) => new LoadError("new-release",
      "This page is of an earlier release, whose files are no longer on the server.", { url: error.url, cause });
    if (context.newRelease === "reject") throw gone(error);
    context.tell("onNewRelease", newer);
    try {
      return await run(newer, { ...context, isFresh: true });
    } catch (again) {
      throw again.code === "not-found" ? gone(again) : again;
    }
  }
}

/** The bundle that the manifest lists now. Throws the original failure if it is the same one. */
async function newerBundle(bundle, { manifest, name, stallTimeout }, failure) {
  let newer;
  try {
    const bundles = await readManifest(manifest, stallTimeout);
    const names = Object.keys(bundles);
    newer = bundleNamed(name ?? (names.length === 1 ? names[0] : ""), bundles);
  } catch (cause) {
    failure.cause = cause;
    throw failure;
  }
  if (resolve(newer.wasm.url).href === resolve(bundle.wasm.url).href) throw failure;
  return newer;
}

/** The manifest's bundles, with absolute URLs. */
async function readManifest(manifest, stallTimeout = defaultStallTimeout) {
  const url = resolve(manifest);
  const guard = stallGuard({ stallTimeout, url });
  try {
    const response = await request(url, { cache: "no-cache" }, guard);
    const text = await response.text().catch((cause) => { throw guard.failure() ?? brokenOff(url, cause); });
    const { bundles } = JSON.parse(text);
    for (const bundle of Object.values(bundles))
      for (const file of Object.values(bundle)) if (file.url) file.url = urlIn(file, url);
    return bundles;
  } catch (error) {
    if (error instanceof LoadError) throw error;
    throw new LoadError("malformed-manifest", `${shown(url)} is not a manifest of wasmpair.`, { url, cause: error });
  } finally {
    guard.stop();
  }
}

/** A relative base is relative to some page; a file's path is relative to the manifest beside it. */
function urlIn(file, manifest) {
  const isAbsolute = /^([a-z][a-z\d+.-]*:|\/)/i.test(file.url);
  return new URL(isAbsolute ? file.url : file.path ?? file.url, manifest).href;
}

function bundleNamed(name, bundles) {
  if (Object.hasOwn(bundles, name)) return bundles[name];
  throw new LoadError("unknown-bundle", `The release has no bundle named ${JSON.stringify(name)}.`);
}
