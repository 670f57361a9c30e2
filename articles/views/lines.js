// Lines for the map that stands in the page. One that is still loading gets them with its first message.
export default function ({ data }) {
  document.querySelector(".st-key-map-stage iframe")?.contentWindow?.dateline?.updateLinks?.(data);
}
