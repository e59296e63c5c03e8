// A form is sent once; after a refusal the focus is on the summary; long lists become searchable.
export function guardForms(root) {
  root.querySelectorAll("form[method='post']").forEach((form) => {
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
    delete form.dataset.zcSent;
    if (form.dataset.zcGuarded) return;
    form.dataset.zcGuarded = "yes";
    form.addEventListener("submit", (event) => {
      if (form.dataset.zcSent) return event.preventDefault();
      form.dataset.zcSent = "yes";
      if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
    });
  });
  focusSummary(root);
  searchableLists(root);
}

function focusSummary(root) {
  const summary = root.querySelector("[data-zc-summary]");
  if (summary && !summary.dataset.zcSeen) {
    summary.dataset.zcSeen = "yes";
    summary.focus();
  }
}

const LONG = 12;

function searchableLists(root) {
  if (!window.TomSelect) return;
  root.querySelectorAll("select").forEach((select) => {
    if (select.tomselect || select.options.length <= LONG || select.closest("[data-zc-plain]")) return;
    const label = root.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    const search = new window.TomSelect(select, { plugins: select.multiple ? ["remove_button"] : [], maxOptions: 500 });
    // the label moves to the search field; the hidden list keeps its name for who still finds it
    [search.control_input, select].forEach((part) => {
      if (label) part.setAttribute("aria-label", label.textContent.trim());
    });
  });
}
