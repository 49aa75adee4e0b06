import { load } from "virtual:wasmpair/app";

const output = document.querySelector("output");

document.querySelector("button").addEventListener("click", async () => {
  try {
    const program = await load({ onProgress: ({ fraction }) => { output.value = `${Math.floor(100 * fraction)} %`; } });
    output.value = `ended with ${await program.exited}`;
  } catch (error) {
    output.value = `${error.message} ${error.advice ?? ""}`;
  }
});
