// <button data-zc-opens="id"> opens a <dialog>; the dialog gives the focus back itself.
export function wireDialogs(root) {
  root.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-zc-opens]");
    if (opener) document.getElementById(opener.dataset.zcOpens)?.showModal();
    if (event.target.closest("[data-zc-closes]")) event.target.closest("dialog")?.close();
    if (event.target.closest("[data-zc-prints]")) window.print();
  });
}
