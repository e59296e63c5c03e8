// Short news, spoken by screen readers because the box is an aria-live region.
const SECONDS = 8;

export function announce(text, kind = "info") {
  const box = document.querySelector("[data-zc-toasts]");
  if (!box) return;
  const line = document.createElement("p");
  line.className = `zc-toast zc-toast-${kind}`;
  line.textContent = text;
  box.append(line);
  leave(line);
}

export function dismissToasts(root) {
  root.querySelectorAll(".zc-toast").forEach(leave);
}

function leave(line) {
  setTimeout(() => line.remove(), SECONDS * 1000);
}
