// The first of the map's scripts: says what happens until the map is there, and what is missing if it never comes.
"use strict"

window.dateline = (() => {
  const here = new URL(".", document.currentScript.src)
  const { hash, searchParams: told } = new URL(document.currentScript.src)
  // What the map says, packed in places/mapping/words.py.
  const [names, packed] = hash.slice(1).split("&")
  const bytes = Uint8Array.from(atob(packed.replace(/-/g, "+").replace(/_/g, "/")), (character) => character.charCodeAt(0))
  const said = JSON.parse(new TextDecoder().decode(bytes))
  document.documentElement.lang = said.language
  document.documentElement.classList.toggle("dl-rtl", said.rtl)
  // What runs from left to right keeps doing so amid a sentence that does not.
  const isolated = (value) => (said.rtl && !/[\u0590-\u08ff]|^[\d,.]+$/.test(value) ? `\u2066${value}\u2069` : value)
  // *english* as the reader reads it, with the values in its braces.
  const word = (english, values = {}) => (said.texts[english] ?? english).replace(/\{(\w+)\}/g, (_, name) => isolated(values[name]))
  // The scripts are run one after another; they may come all at once.
  for (const name of names.split(",").filter(Boolean)) {
    const link = document.createElement("link")
    Object.assign(link, { rel: "preload", as: "script", href: new URL(`${name}?v=${told.get("v")}`, here).href })
    document.head.append(link)
  }

  const note = document.createElement("div")
  note.id = "dateline-note"
  note.setAttribute("role", "status")
  note.textContent = word("Drawing the map…")
  // How high the frame is: what the page asked for, less on a narrow screen, which must have room to scroll past it.
  const asked = Number(told.get("height")) || 520
  const setFrameHeight = window.Streamlit.setFrameHeight
  window.Streamlit.setFrameHeight = (height = asked) => {
    const narrow = window.innerWidth < 640
    setFrameHeight(narrow ? Math.max(300, Math.min(height, Math.round(screen.height * 0.52))) : height)
  }

  // The style sheet may be what is missing, so that these few lines stand here.
  note.style.cssText =
    "position:fixed;inset:0;z-index:2000;display:grid;place-items:center;padding:2rem;text-align:center;" +
    "font:14px/1.5 system-ui,sans-serif;color:var(--text-color,#57606a);background:var(--secondary-background-color,#eceff0)"
  document.body.append(note)
  window.Streamlit.setFrameHeight()

  let complete = true
  const missing = (what) => {
    complete = false
    note.textContent = word(
      "The map cannot be drawn: {what} did not arrive. Reload the page; if that does not help, install Dateline again. " +
        "The list of places works without the map.",
      { what },
    )
    note.setAttribute("role", "alert")
    document.body.append(note)
  }

  // A script or style sheet that does not load tells only a capturing listener.
  window.addEventListener(
    "error",
    (event) => {
      const address = event.target?.src || event.target?.href
      if (typeof address === "string" && address.startsWith(here.href)) missing(address.split("/").pop().split("?")[0])
      else if (event.filename?.startsWith(here.href)) missing(event.filename.split("/").pop().split("?")[0])
    },
    true,
  )
  if (typeof DecompressionStream === "undefined") {
    missing(word("a part of the browser (DecompressionStream, in all browsers since 2023)"))
  }

  return { here, said, word, missing, ready: () => complete && note.remove() }
})()
