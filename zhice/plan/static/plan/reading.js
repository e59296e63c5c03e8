// Bring the stretch that is being decided into view, without moving the page itself.
const pane = document.querySelector("[data-zc-reading]");
const now = pane?.querySelector("[aria-current]");
if (now) pane.scrollTop = now.offsetTop - pane.offsetTop - pane.clientHeight / 3;
