// A combobox of the query line, which Streamlit draws: the list under it is ours, and what is on it the server says.
// What stands on the list is anybody's words: it becomes text and nothing else.
const PAUSE_MS = 120;
const MOST_KEPT = 100;
const NARROWEST_PIXELS = 420;
const LINE = ".st-key-filters [data-testid=stTextInput] input";
// What was asked outlives a drawing of this component.
const kept = new Map();
let of = 0;
let waits = "";
let pause = 0;
let listens = false;
let ended = new AbortController();

// Python counts characters, a browser halves of some.
const characters = (text) => [...text].length;
const key = (text, cursor) => `${cursor} ${text}`;
const stand = (input) => [input.value, characters(input.value.slice(0, input.selectionStart))];

export default function ({ parentElement, data, setTriggerValue }) {
  const list = parentElement.querySelector(".dl-ways");
  const status = parentElement.querySelector("[role=status]");
  const [label, found, nothing] = data.words;
  list.setAttribute("aria-label", label);
  // With each answer this is called again, and what listened before is still there.
  ended.abort();
  ended = new AbortController();
  const listen = (target, type, handler) =>
    target.addEventListener(type, handler, { capture: true, signal: ended.signal });
  const line = () => {
    const input = document.activeElement;
    return input?.matches?.(LINE) ? input : null;
  };
  const isOpen = () => list.matches(":popover-open");
  const items = () => [...list.children];
  const active = () => items().findIndex((item) => item.ariaSelected === "true");
  let ways = [];

  const dress = (input) => {
    const is = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-haspopup": "listbox" };
    for (const [name, value] of Object.entries({ ...is, "aria-controls": list.id })) input.setAttribute(name, value);
    input.setAttribute("aria-expanded", String(isOpen()));
  };
  const close = () => {
    clearTimeout(pause);
    waits = "";
    status.textContent = "";
    if (isOpen()) list.hidePopover();
    for (const input of document.querySelectorAll(`${LINE}[role=combobox]`)) {
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
  };
  const place = (input) => {
    const { left, right, bottom, width } = input.closest("[data-testid=stTextInput]").getBoundingClientRect();
    const wide = Math.max(width, Math.min(NARROWEST_PIXELS, innerWidth - 16));
    const start = getComputedStyle(input).direction === "rtl" ? right - wide : left;
    const near = Math.max(8, Math.min(start, innerWidth - wide - 8));
    Object.assign(list.style, { left: `${near}px`, top: `${bottom}px`, width: `${wide}px` });
    list.style.maxHeight = `${Math.max(120, Math.min(420, innerHeight - bottom - 12))}px`;
  };
  const open = (input) => {
    list.replaceChildren(
      ...ways.map((way, number) => {
        const item = document.createElement("li");
        item.id = `dl-way-${number}`;
        item.role = "option";
        item.ariaSelected = "false";
        for (const words of [way.label, way.detail]) {
          const part = document.createElement("span");
          part.textContent = words;
          item.append(part);
        }
        return item;
      }),
    );
    list.scrollTop = 0;
    if (!ways.length) return close();
    place(input);
    if (!isOpen()) list.showPopover();
    dress(input);
    input.removeAttribute("aria-activedescendant");
    status.textContent = found.replace("{n}", ways.length);
  };
  const show = (input) => {
    const known = kept.get(key(...stand(input)));
    if (known) [ways, waits] = [known, ""];
    if (known) open(input);
    return Boolean(known);
  };
  const ask = (input) => {
    if (show(input)) return;
    const [text, cursor] = stand(input);
    waits = key(text, cursor);
    setTriggerValue("asked", { text, cursor });
  };
  const move = (input, by) => {
    const all = items();
    const next = (Math.max(active(), by > 0 ? -1 : 0) + by + all.length) % all.length;
    all.forEach((item, number) => (item.ariaSelected = String(number === next)));
    all[next].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", all[next].id);
  };
  const take = (input, { start, end, replacement }) => {
    const all = [...input.value];
    const before = all.slice(0, start).join("") + replacement;
    // React keeps an input's value to itself: it has to see it change as if it had been typed.
    const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
    setter.call(input, before + all.slice(end).join("").replace(/^ /, replacement.endsWith(" ") ? "" : " "));
    input.setSelectionRange(before.length, before.length);
    close();
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };

  listen(document, "focusin", (event) => event.target.matches?.(LINE) && dress(event.target));
  listen(document, "focusout", (event) => event.target.matches?.(LINE) && close());
  listen(document, "input", (event) => {
    const input = event.target;
    if (!input.matches?.(LINE) || event.isComposing) return;
    close();
    // Where a word is to begin, anything may follow: told when the arrow asks for it.
    if (/\S$/.test(input.value.slice(0, input.selectionStart)) && !show(input)) pause = setTimeout(ask, PAUSE_MS, input);
  });
  listen(document, "keydown", (event) => {
    const input = line();
    if (!input || event.target !== input || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = isOpen() ? active() : -1;
    if (event.key === "ArrowDown" && !isOpen()) ask(input);
    else if (!isOpen()) return event.key === "Enter" && close();
    else if (event.key === "ArrowDown") move(input, 1);
    else if (event.key === "ArrowUp") move(input, -1);
    else if (event.key === "Escape") close();
    else if ((event.key === "Enter" || event.key === "Tab") && at >= 0) take(input, ways[at]);
    else return ["Enter", "Tab"].includes(event.key) && close();
    event.preventDefault();
    event.stopPropagation();
  });
  // The line keeps the focus, and with it what is typed: to leave it would be to ask for it.
  listen(list, "mousedown", (event) => event.preventDefault());
  listen(list, "click", (event) => {
    const number = items().indexOf(event.target.closest("li"));
    if (number >= 0 && line()) take(line(), ways[number]);
  });
  listen(window, "scroll", (event) => event.target !== list && close());
  listen(window, "resize", close);

  const input = line();
  // What was said of another state of the archive, or of another archive, is forgotten.
  if (of !== data.of) kept.clear();
  of = data.of;
  if (data.text !== null) {
    const answered = key(data.text, data.cursor);
    if (kept.size > MOST_KEPT) kept.clear();
    kept.set(answered, data.ways);
    if (input && waits === answered && key(...stand(input)) === answered) show(input) || (status.textContent = nothing);
  }
  if (input) dress(input);
  // What was typed before this listened is asked now.
  if (input && !listens && /\S$/.test(input.value)) pause = setTimeout(ask, PAUSE_MS, input);
  listens = true;
  return () => {
    listens = false;
    clearTimeout(pause);
    ended.abort();
  };
}
