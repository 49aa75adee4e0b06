// Makes each <button data-bundle="NAME"> of a page load that program. The page has the manifest's bundles as JSON in
// <script type="application/json" id="release">, and an <output data-status="NAME"> for each program.

const { bundles } = JSON.parse(document.getElementById("release").textContent);

for (const button of document.querySelectorAll("button[data-bundle]")) {
  button.addEventListener("click", () => start(button, bundles[button.dataset.bundle]));
}

async function start(button, bundle) {
  const status = document.querySelector(`output[data-status="${button.dataset.bundle}"]`);
  const onProgress = ({ loaded, total }) => { status.value = `${Math.floor((100 * loaded) / total)} %`; };
  button.disabled = true;
  try {
    const { load } = await import(new URL(bundle.loader.url, document.baseURI));
    await load(bundle, { onProgress });
    status.value = "";
    button.remove();
  } catch (error) {
    button.disabled = false;
    status.value = `${error.message} ${error.advice ?? ""}`;
  }
}
