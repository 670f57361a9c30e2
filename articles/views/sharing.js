// "Copy link": the server is asked for a short one, and the long one is taken where none comes. The clipboard is opened
// within the click, which is when browsers allow it, and told the link when it is there.
const PATIENCE_MS = 3000;
// A click and its answer outlive a drawing of this component.
let number = 0;
let answer = () => {};

const shortened = (code, long, { parameter, replaced }) => {
  const address = new URL(long);
  replaced.forEach((name) => address.searchParams.delete(name));
  const others = address.searchParams.toString();
  address.search = `?${parameter}=${code}${others ? `&${others}` : ""}`;
  return address.href.length < long.length ? address.href : long;
};

export default function ({ setTriggerValue, data }) {
  if (data.number === number) answer(data.code);
  // What has an address of its own says what it leads to; else it is the page's.
  const link = (anchor) => {
    const long = anchor.getAttribute("href") === "#" ? location.href : anchor.href;
    if (new URL(long).search.length < data.worth) return Promise.resolve(long);
    const asked = new Promise((resolve) => {
      answer = resolve;
      setTimeout(resolve, PATIENCE_MS, "");
    });
    setTriggerValue("copy", (number = Date.now()));
    return asked.then((code) => (code ? shortened(code, long, data) : long));
  };
  const copy = async (anchor) => {
    const said = anchor.textContent;
    const text = link(anchor);
    try {
      if (window.ClipboardItem) {
        const blob = text.then((words) => new Blob([words], { type: "text/plain" }));
        await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
      } else await navigator.clipboard.writeText(await text);
      anchor.textContent = data.copied;
    } catch {
      window.prompt(data.copy, await text);
    }
    setTimeout(() => (anchor.textContent = said), 1600);
  };
  const follow = (event) => {
    const anchor = event.target.closest?.("a[data-copy]");
    if (!anchor || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    copy(anchor);
  };
  document.addEventListener("click", follow);
  document.documentElement.dataset.share = ""; // From here on a click is heard.
  return () => {
    delete document.documentElement.dataset.share;
    document.removeEventListener("click", follow);
  };
}
