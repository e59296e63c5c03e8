// A progress bar asks its address every second until the work is done, then goes where it is told.
import { announce } from "./toast.js";

export function watchProgress(root) {
  root.querySelectorAll("[data-zc-progress]").forEach((part) => ask(part));
}

async function ask(part) {
  try {
    const answer = await fetch(part.dataset.zcProgress, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    show(part, await answer.json());
  } catch {
    announce(part.dataset.zcLost, "warning"); // said aloud once, then tried again more slowly
    setTimeout(() => ask(part), 5000);
  }
}

function show(part, state) {
  const bar = part.querySelector("progress");
  bar.max = state.of || 1;
  bar.value = state.done;
  part.querySelector("[data-zc-said]").textContent = state.said;
  if (state.next) window.location.assign(state.next);
  else setTimeout(() => ask(part), 1000);
}
