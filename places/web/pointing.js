// Mouse, finger, pen and keyboard.
"use strict"

;(() => {
  const { pick, clear, sendPoint, showTip, hideTip, sayThing, pointOf, bringIntoView, word } = dateline
  const REACH = { mouse: 5, pen: 8, touch: 16 }
  const WAIT_FOR_DOUBLE_CLICK_MS = 220
  const LABEL = word(
    "Map of places. Arrow keys move it, plus and minus zoom, Page Down and Page Up go from place to place, " +
      "Enter selects, Escape clears. The list of places does the same without the map.",
  )
  let stepped = -1

  const listenToPointers = (map, container) => {
    let clearing = 0
    map.on("click", ({ containerPoint, latlng, originalEvent }) => {
      clearTimeout(clearing)
      const thing = dateline.marks.at(containerPoint, REACH[originalEvent.pointerType] ?? REACH.mouse)
      if (thing) pick(thing)
      // The first click of a double click that zooms is not meant to clear.
      else clearing = setTimeout(() => (dateline.choosing ? sendPoint(latlng.wrap()) : clear()), WAIT_FOR_DOUBLE_CLICK_MS)
    })
    map.on("dblclick", () => clearTimeout(clearing))

    let waiting = null
    container.addEventListener("pointermove", (event) => {
      if (event.pointerType === "touch" || event.buttons) return
      if (!waiting)
        requestAnimationFrame(() => {
          const { event: last } = waiting
          waiting = null
          pointAt(map, last)
        })
      waiting = { event }
    })
    container.addEventListener("pointerleave", hideTip)
    map.on("movestart zoomstart", hideTip)
  }
  const pointAt = (map, event) => {
    const { marks } = dateline
    const over = !event.target.closest?.(".leaflet-control, .dl-sketch, .dl-remove")
    const point = map.mouseEventToContainerPoint(event)
    const thing = over ? marks.at(point, REACH.mouse) : null
    if (!thing) return hideTip()
    if (thing === marks.hovered) return
    marks.hover(thing)
    map.getContainer().classList.add("dl-over")
    const drawn = pointOf(thing)
    const onTheMark = thing.type === "mark" && Math.hypot(drawn.x - point.x, drawn.y - point.y) <= drawn.r * 1.3 + REACH.mouse
    showTip(thing, onTheMark ? drawn : { x: point.x, y: point.y, r: 6 })
  }

  const listenToKeys = (map, container) => {
    container.setAttribute("role", "application")
    container.setAttribute("aria-label", LABEL)
    container.addEventListener("blur", hideTip)
    // Leaflet focuses the map on a click; the ring is for those who came by keyboard.
    container.addEventListener("pointerdown", () => container.classList.remove("dl-keyboard"))
    document.addEventListener("keydown", () => container.classList.add("dl-keyboard"))
    container.addEventListener("focus", () => {
      if (!container.matches(":active")) container.classList.add("dl-keyboard")
    })
    container.addEventListener("keydown", (event) => {
      if (event.target !== container) return
      if (event.key === "PageDown" || event.key === "PageUp") step(map, event.key === "PageDown" ? 1 : -1)
      else if (event.key === "Enter" && dateline.marks.hovered) pick(dateline.marks.hovered)
      else if (event.key === "Escape") clear()
      else return
      event.preventDefault()
    })
  }
  // From place to place, the largest first, then vague marks and lines.
  const step = (map, by) => {
    const all = dateline.marks.all()
    if (!all.length) return
    stepped = (Math.max(stepped, by > 0 ? -1 : 0) + by + all.length) % all.length
    const thing = all[stepped]
    if (bringIntoView(thing)) map.once("moveend", () => focusOn(thing))
    else focusOn(thing)
  }
  const focusOn = (thing) => {
    dateline.marks.hover(thing)
    showTip(thing, pointOf(thing))
    sayThing(thing)
  }

  const listen = () => {
    const { map } = dateline
    listenToPointers(map, map.getContainer())
    listenToKeys(map, map.getContainer())
  }
  const forgetSteps = () => (stepped = -1)

  Object.assign(dateline, { listen, forgetSteps })
})()
