// "/" goes to the search field, Escape and a click elsewhere close a menu.
const WRITING = "input, textarea, select, [contenteditable]";

export function searchKey(root) {
  root.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest && event.target.closest(WRITING)) return;
    const field = root.querySelector("[data-zc-search]");
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

export function closeMenus(root) {
  const close = (except) =>
    root.querySelectorAll("details[data-zc-menu][open]").forEach((menu) => {
      if (menu !== except) menu.open = false;
    });
  root.addEventListener("click", (event) => close(event.target.closest("details[data-zc-menu]")));
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest("details[data-zc-menu][open]");
    close(null);
    if (menu) menu.querySelector("summary").focus();
  });
}
