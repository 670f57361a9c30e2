// Links that carry data-view lead to a view of this page. Without this script they open it anew, which works but is
// slow; with it a plain click is sent to the running session. Ctrl-click, middle click and "copy link" stay the browser's.
const STEP_MS = 1200;
// The timer and the step it took last outlive a drawing of this component.
let playing = 0;
let stepped = "";
let send = () => {};

// Each step is the link "later" that the last one drew; without such a link the end is reached.
const step = () => {
  const later = [...document.querySelectorAll("a[data-later]")].find((e) => e.offsetParent);
  if (!later) return stop();
  const address = later.getAttribute("href");
  if (address === stepped || document.hidden) return;
  stepped = address;
  send("view", address);
};
const play = (anchor) => {
  document.documentElement.dataset.playing = "";
  send("view", (stepped = anchor.getAttribute("href")));
  playing = setInterval(step, STEP_MS);
};
const stop = () => {
  clearInterval(playing);
  playing = 0;
  delete document.documentElement.dataset.playing;
};

export default function ({ setTriggerValue }) {
  send = setTriggerValue;
  const follow = (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const anchor = event.target.closest?.("a[data-view], a[data-fix], a[data-star], a[data-note]");
    if (!anchor) return;
    event.preventDefault();
    if (anchor.hasAttribute("data-play")) return playing ? stop() : play(anchor);
    stop();
    const asked = ["fix", "star", "note"].find((name) => name in anchor.dataset);
    // Which of an article's mentions was clicked is no part of the link: it means nothing to who opens it anew.
    const mention = anchor.dataset.at ? `&mention=${anchor.dataset.at}` : "";
    if (asked) setTriggerValue(asked, anchor.dataset[asked]);
    else setTriggerValue("view", anchor.getAttribute("href") + mention);
    if (anchor.dataset.then) setTimeout(() => scrollTo(anchor.dataset.then), 600);
  };
  // The same list stands in the sidebar and, on a phone, under the map: go to the one that is seen.
  const scrollTo = (name) =>
    [...document.getElementsByClassName(name)].find((e) => e.offsetParent)?.scrollIntoView({ behavior: "smooth" });
  // What is a button to a screen reader answers the space bar too.
  const press = (event) => {
    if (event.key !== " " || !event.target.matches?.("a[role=button]")) return;
    event.preventDefault();
    event.target.click();
  };
  // Whoever does something else meanwhile is not to be taken away from it; a click on the map is seen as a blur.
  const interrupt = (event) => event.target.closest?.("a[data-play]") || stop();
  document.addEventListener("click", follow);
  document.addEventListener("keydown", press);
  document.addEventListener("pointerdown", interrupt);
  window.addEventListener("blur", stop);
  document.documentElement.dataset.links = ""; // From here on a link is followed within the page.
  return () => {
    delete document.documentElement.dataset.links;
    document.removeEventListener("click", follow);
    document.removeEventListener("keydown", press);
    document.removeEventListener("pointerdown", interrupt);
    window.removeEventListener("blur", stop);
  };
}
