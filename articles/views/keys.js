// The page by keyboard: keys of its own, focus that goes where a choice led, and the first steps in a new browser.
const SEEN = "dateline-tour";
const PATIENCE_MS = 6000;
const SETTLING_MS = 1200;
const REGIONS = {
  "[data-testid=stSidebar]": "Places and passages",
  ".st-key-map-stage": "Map and timeline",
  ".st-key-flow": "Places and passages, below the map",
};
// What stands over the page and has Escape for itself.
const OVER = "[data-testid=stDialog], [data-testid=stPopoverBody], [data-baseweb=popover], [data-baseweb=menu]";

const seen = (selector) => [...document.querySelectorAll(selector)].find((e) => e.checkVisibility?.() ?? e.offsetParent);
const parameter = (address, name) => new URL(address, location.href).searchParams.get(name) ?? "";
const oneLine = (text) => text.trim().replace(/\s+/g, " ");
const isTyping = (target) =>
  target?.matches?.("input:not([type=radio], [type=checkbox], [type=button]), textarea, select, [contenteditable=true]");

export default function ({ parentElement, data }) {
  const say = (text) => data?.words?.[text] ?? text;
  const texts = document.createTreeWalker(parentElement, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const english = (node.english ??= oneLine(node.data));
    if (english && !node.parentElement.matches("kbd, style, script")) node.data = say(english);
  }
  const sheet = parentElement.querySelector(".sheet");
  const tour = parentElement.querySelector(".tour");
  tour.setAttribute("aria-label", say("First steps"));
  const over = () => document.querySelector(OVER);
  const ended = new AbortController();
  const listen = (target, type, handler, options) =>
    target.addEventListener(type, handler, { ...options, signal: ended.signal });
  let waiting = 0;

  // While a choice is being drawn its parts come one after another: a link that still leads from the last view would
  // leave more than was asked, or nothing, so wait until it leads on from what the address says.
  const goBack = (until = Date.now() + PATIENCE_MS) => {
    const [leaving, kept] = seen(".dl-selected a.dl-back") ? ["place", "article"] : ["article", "place"];
    const back = seen(`${leaving === "place" ? ".dl-selected" : ".dl-reader"} a.dl-back`);
    const leads = back && back.href !== location.href && parameter(back.href, kept) === parameter(location.href, kept);
    if (leads) back.click();
    else if (Date.now() < until) setTimeout(goBack, 60, until);
  };

  const showSheet = () => (sheet.open ? sheet.close() : sheet.showModal());

  listen(document, "keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.composedPath()[0];
    if (isTyping(target)) return;
    if (event.key === "?" && (sheet.open || !over())) showSheet();
    else if (sheet.open || over()) return;
    else if (event.key === "/") {
      const line = seen(".st-key-filters input");
      if (!line) return;
      line.focus();
      line.select();
    } else if (event.key === "Escape") {
      if (tour.contains(target)) return leave();
      if (!seen(".dl-selected a.dl-back") && !seen(".dl-reader a.dl-back")) return;
      goBack();
    } else return;
    event.preventDefault();
  });

  listen(document, "click", (event) => {
    const anchor = event.target.closest?.("a[data-view], a[data-sheet], a[data-tour]");
    if (!anchor) return;
    if (anchor.hasAttribute("data-sheet")) {
      event.preventDefault();
      sheet.showModal();
    } else if (anchor.hasAttribute("data-tour")) remember("");
    // A click without a pointer: Enter on a link. The pointer's focus is the eye.
    else if (event.detail === 0) arrive(anchor);
  }, { capture: true });

  // Streamlit draws anew what a choice changes, and what had the focus is gone: hand it to what the choice led to.
  const arrive = (anchor) => {
    clearInterval(waiting);
    const place = parameter(location.href, "place");
    const article = parameter(location.href, "article");
    const next = parameter(anchor.href, "place");
    const opened = parameter(anchor.href, "article");
    const linked = (inside, name, value) =>
      [...document.querySelectorAll(`${inside} a[data-view]`)].find(
        (each) => each.checkVisibility() && parameter(each.href, name) === value,
      );
    const from = document.activeElement;
    const before = [seen(".dl-selected h2"), seen(".dl-reader")];
    let find;
    if (opened !== article) {
      find = opened
        ? () => fresh(seen(".dl-reader :is(h1, h2)"), before)
        : () => !seen(".dl-reader") && (linked(".dl-headline", "article", article) ?? seen(".dl-selected h2"));
    } else if (next !== place) {
      find = next
        ? () => seen(".dl-selected a.dl-back") && fresh(seen(".dl-selected h2"), before)
        : () => !seen(".dl-selected a.dl-back") && linked("ol.dl-places", "place", place);
    } else return;
    let until = Date.now() + PATIENCE_MS;
    let arrived = false;
    waiting = setInterval(() => {
      if (Date.now() > until) return clearInterval(waiting);
      // Whoever moved the focus meanwhile keeps it.
      const lost = [document.body, anchor, from].includes(document.activeElement);
      if (!lost) return arrived || clearInterval(waiting);
      const goal = arrived ? find() || (arrived.isConnected && arrived) : find();
      if (!goal) return;
      if (!goal.matches("a")) goal.tabIndex = -1;
      goal.focus();
      if (!arrived) until = Date.now() + SETTLING_MS;
      arrived = goal;
    }, 60);
  };
  const fresh = (element, before) => (element && !before.some((old) => old?.contains(element)) ? element : null);

  // First steps: drawn until they are read or closed, then never again in this browser.
  const remember = (what) => {
    try {
      if (what) localStorage.setItem(SEEN, what);
      else localStorage.removeItem(SEEN);
    } catch {
      tour.dataset.closed = what; // A browser that keeps nothing is asked once a page.
    }
  };
  const isKnown = () => {
    try {
      return Boolean(localStorage.getItem(SEEN));
    } catch {
      return Boolean(tour.dataset.closed);
    }
  };
  const steps = [...tour.querySelectorAll(".step")];
  const drawStep = (number) => {
    tour.dataset.step = number;
    steps.forEach((step, each) => (step.hidden = each !== number));
    const at = say("{number} of {all}").replace("{number}", number + 1).replace("{all}", steps.length);
    tour.querySelector(".at").textContent = at;
    tour.querySelector(".next").textContent = number + 1 < steps.length ? say("Next") : say("Done");
    tour.querySelector(".skip").hidden = number + 1 === steps.length;
    document.documentElement.dataset.tour = steps[number].dataset.on;
  };
  const leave = () => {
    remember("seen");
    tour.hidden = true;
    delete document.documentElement.dataset.tour;
  };
  listen(tour.querySelector(".skip"), "click", leave);
  listen(tour.querySelector(".next"), "click", () => {
    const number = Number(tour.dataset.step) + 1;
    if (number < steps.length) drawStep(number);
    else leave();
  });

  // What Streamlit draws has no names for its regions: they are given when it is there, and again when it is drawn anew.
  const tidy = () => {
    for (const [selector, english] of Object.entries(REGIONS)) {
      const name = say(english);
      const region = document.querySelector(selector);
      if (!region || region.getAttribute("aria-label") === name) continue;
      region.setAttribute("aria-label", name);
      if (region.localName !== "section") region.setAttribute("role", "region");
    }
    const wanted = Boolean(data?.tour) && !isKnown() && Boolean(document.querySelector(".st-key-map-stage iframe"));
    if (wanted && tour.hidden && !over()) {
      tour.hidden = false;
      drawStep(Number(tour.dataset.step ?? 0));
    } else if (!tour.hidden && (!wanted || over())) {
      tour.hidden = true;
      delete document.documentElement.dataset.tour;
    }
  };
  let asked = 0;
  const changes = new MutationObserver(() => {
    asked ||= requestAnimationFrame(() => {
      asked = 0;
      tidy();
    });
  });
  changes.observe(document.body, { childList: true, subtree: true });
  tidy();
  document.documentElement.dataset.keys = ""; // From here on a key is heard.

  return () => {
    delete document.documentElement.dataset.keys;
    ended.abort();
    changes.disconnect();
    cancelAnimationFrame(asked);
  };
}
