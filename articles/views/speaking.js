// The document's language and direction, so that screen readers pronounce it and lines begin where they should; and
// what Streamlit says itself, which it does in English whatever the page's language.
const ATTRIBUTES = ["aria-label", "title", "placeholder"];
// What people wrote, or a chart draws, is none of Streamlit's.
const LEFT = "script, style, svg, code, [data-testid=stHtml], [data-testid=stText], [data-testid=stMarkdown]";

let watching;

export default function ({ data }) {
  const { documentElement: root, body } = document;
  root.lang = data.language;
  root.dir = data.direction;
  // As long as the browser is open: a link that opens the page anew must not lose what was chosen.
  if (data.cookie) document.cookie = `${data.cookie}; path=/; SameSite=Lax`;
  watching?.disconnect();
  const words = table(data.words);
  if (!words.whole.size) return;
  const look = (node) => sayAnew(node, words);
  watching = new MutationObserver((changes) => {
    for (const { target, type, addedNodes } of changes)
      if (type === "childList") addedNodes.forEach(look);
      else if (type === "attributes") attributes(target, words);
      else look(target);
  });
  look(body);
  watching.observe(body, { subtree: true, childList: true, characterData: true, attributeFilter: ATTRIBUTES });
}

/** What is said instead of a whole text, and of texts round a value: "Remove {what}". */
function table(words) {
  const whole = new Map(Object.entries(words)), patterns = [];
  for (const [english, said] of whole) {
    if (!english.includes("{what}")) continue;
    const [before, after] = english.split("{what}").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    patterns.push([new RegExp(`^${before}(.+)${after}$`), said]);
  }
  return { whole, patterns };
}

function anew(text, { whole, patterns }) {
  const trimmed = text.trim();
  if (!/[a-z]/i.test(trimmed)) return undefined;
  if (whole.has(trimmed)) return whole.get(trimmed);
  for (const [pattern, said] of patterns) {
    const found = pattern.exec(trimmed);
    if (found) return said.replace("{what}", () => found[1]);
  }
  return undefined;
}

function attributes(element, words) {
  for (const name of ATTRIBUTES) {
    const said = element.hasAttribute(name) ? anew(element.getAttribute(name), words) : undefined;
    if (said !== undefined) element.setAttribute(name, said);
  }
}

function sayAnew(node, words) {
  const box = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  if (!box || box.closest(LEFT)) return;
  if (node.nodeType === Node.TEXT_NODE) {
    const said = anew(node.data, words);
    if (said !== undefined) node.data = said;
    return;
  }
  attributes(node, words);
  const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (each) =>
    each.nodeType === Node.ELEMENT_NODE && each.matches(LEFT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  for (let each = walk.nextNode(); each; each = walk.nextNode())
    if (each.nodeType === Node.ELEMENT_NODE) attributes(each, words);
    else {
      const said = anew(each.data, words);
      if (said !== undefined) each.data = said;
    }
}
