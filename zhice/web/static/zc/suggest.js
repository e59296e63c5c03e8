// Suggestions under the search box of every page: records that the reader may see, chosen by arrow keys or a click.
const PAUSE = 200; // ms without a key, after which is asked

export function suggest(root) {
  const field = root.querySelector("[data-zc-suggestions]");
  if (!field) return;
  const list = root.getElementById(field.getAttribute("aria-controls"));
  const state = { field, list, records: [], at: -1, timer: 0, asked: "" };
  field.addEventListener("input", () => {
    clearTimeout(state.timer);
    state.timer = setTimeout(() => ask(state), PAUSE);
  });
  field.addEventListener("keydown", (event) => move(state, event));
  field.addEventListener("blur", () => setTimeout(() => show(state, []), 150)); // a click on a line comes first
  list.addEventListener("mousedown", (event) => {
    const line = event.target.closest("li");
    if (!line) return;
    event.preventDefault();
    window.location.assign(state.records[Number(line.dataset.at)].url);
  });
}

async function ask(state) {
  const text = state.field.value.trim();
  if (text.length < 2) return show(state, []);
  state.asked = text;
  try {
    const address = `${state.field.dataset.zcSuggestions}?q=${encodeURIComponent(text)}`;
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (answer.ok && state.asked === text) show(state, (await answer.json()).records);
  } catch {
    show(state, []); // no suggestions; Enter still searches
  }
}

function show(state, records) {
  state.records = records;
  state.at = -1;
  state.list.replaceChildren(...records.map(line));
  state.list.hidden = records.length === 0;
  state.field.setAttribute("aria-expanded", String(records.length > 0));
  state.field.removeAttribute("aria-activedescendant");
}

function line(record, at) {
  const item = document.createElement("li");
  item.id = `zc-suggestion-${at}`;
  item.dataset.at = String(at);
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  const title = document.createElement("span");
  title.textContent = record.title;
  const kind = document.createElement("small");
  kind.textContent = record.kind;
  item.append(title, kind);
  return item;
}

function move(state, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") return show(state, []);
  if (event.key === "Enter" && state.at >= 0) {
    event.preventDefault();
    return window.location.assign(state.records[state.at].url);
  }
  if (!step || state.records.length === 0) return undefined;
  event.preventDefault();
  state.at = (state.at + step + state.records.length) % state.records.length;
  [...state.list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === state.at)));
  state.field.setAttribute("aria-activedescendant", `zc-suggestion-${state.at}`);
  return undefined;
}
