// Links that carry data-view lead to a view of this page. Without this script they open it anew, which works but is
// slow; with it a plain click is sent to the running session. Ctrl-click, middle click and "copy link" stay the browser's.
export default function ({ setTriggerValue }) {
  const follow = (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const anchor = event.target.closest?.("a[data-view], a[data-copy], a[data-fix], a[data-star], a[data-note]");
    if (!anchor) return;
    event.preventDefault();
    const asked = ["fix", "star", "note"].find((name) => name in anchor.dataset);
    // Which of an article's mentions was clicked is no part of the link: it means nothing to who opens it anew.
    const mention = anchor.dataset.at ? `&mention=${anchor.dataset.at}` : "";
    if (anchor.hasAttribute("data-copy")) copy(anchor);
    else if (asked) setTriggerValue(asked, anchor.dataset[asked]);
    else setTriggerValue("view", anchor.getAttribute("href") + mention);
    if (anchor.dataset.then) setTimeout(() => scrollTo(anchor.dataset.then), 600);
  };
  // The same list stands in the sidebar and, on a phone, under the map: go to the one that is seen.
  const scrollTo = (name) =>
    [...document.getElementsByClassName(name)].find((e) => e.offsetParent)?.scrollIntoView({ behavior: "smooth" });
  const copy = async (anchor) => {
    const said = anchor.textContent;
    try {
      await navigator.clipboard.writeText(window.location.href);
      anchor.textContent = "Link copied";
    } catch {
      window.prompt("Copy this link", window.location.href);
    }
    setTimeout(() => (anchor.textContent = said), 1600);
  };
  // What is a button to a screen reader answers the space bar too.
  const press = (event) => {
    if (event.key !== " " || !event.target.matches?.("a[role=button]")) return;
    event.preventDefault();
    event.target.click();
  };
  document.addEventListener("click", follow);
  document.addEventListener("keydown", press);
  return () => {
    document.removeEventListener("click", follow);
    document.removeEventListener("keydown", press);
  };
}
