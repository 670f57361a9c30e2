// Elements of the page around the map: made in one way, with text that stays text.
"use strict"

;(() => {
  const element = (tag, name, text) => {
    const made = document.createElement(tag)
    if (name) made.className = name
    if (text !== undefined) made.textContent = text
    return made
  }

  const svg = (tag, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag)
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
    return made
  }
  const icon = (d) => {
    const drawing = svg("svg", { viewBox: "0 0 20 20", width: 18, height: 18, "aria-hidden": "true" })
    drawing.append(svg("path", { d, fill: "none", stroke: "currentColor", "stroke-width": 1.6, "stroke-linecap": "round", "stroke-linejoin": "round" }))
    return drawing
  }

  const button = (label, d, act) => {
    const made = element("button")
    made.type = "button"
    made.title = label
    made.setAttribute("aria-label", label)
    made.append(icon(d))
    made.addEventListener("click", act)
    return made
  }

  // Where buttons and the legend lie over the map, in pixels of the frame: no name is written there.
  const controls = () =>
    [...document.querySelectorAll(".leaflet-control")]
      .map((control) => control.getBoundingClientRect())
      .filter(({ width }) => width)

  Object.assign(dateline, { element, svg, icon, button, controls })
})()
