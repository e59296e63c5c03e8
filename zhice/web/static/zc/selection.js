// Marking rows for a bulk action: the count is spoken, "all that match" replaces the marks.
export function wireSelection(root) {
  root.querySelectorAll("[data-zc-selection]").forEach((form) => {
    const rows = () => [...form.querySelectorAll("input[name='id']")];
    const page = form.querySelector("[data-zc-mark-page]");
    const all = form.querySelector("[name='all']");
    const said = form.querySelector("[data-zc-marked]");
    const tell = () => {
      const marked = rows().filter((row) => row.checked).length;
      if (page) {
        page.checked = marked > 0 && marked === rows().length;
        page.indeterminate = marked > 0 && marked < rows().length;
      }
      if (said) said.textContent = all && all.checked ? said.dataset.total : String(marked);
    };
    if (page) page.addEventListener("change", () => { rows().forEach((row) => (row.checked = page.checked)); tell(); });
    form.addEventListener("change", tell);
    tell();
  });
}
