// A sketch: the box or polygon that the reader is drawing, by mouse, finger, pen or keyboard.
"use strict"

;(() => {
  const { element, svg, say, word } = dateline
  const MOST_CORNERS = 100 // as in places/mapping/events.py
  const SMALLEST_BOX_PIXELS = 4
  const REACH = { mouse: 9, pen: 12, touch: 20 }
  const PAN_PIXELS = 80
  const AFTER_THE_LAST_CLICK_MS = 350
  const HINTS = {
    box: word("Drag a box, or click two corners."),
    polygon: word("Click the corners; a double click or Enter closes."),
  }
  const BY_KEYBOARD = {
    box: word("Keyboard: arrows move the map, Space sets a corner. Escape cancels."),
    polygon: word("Keyboard: arrows move the map, Space sets a corner, Backspace takes one back. Escape cancels."),
  }
  const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

  class Sketch {
    // *kind* is box or polygon; *done* gets the corners as Leaflet's positions, or null when the reader cancels.
    constructor(map, kind, done) {
      Object.assign(this, { map, kind, done, corners: [], pointer: null, dragging: null })
      // Lies over the map and takes what would move it or pick a mark.
      this.cover = element("div", "dl-sketch")
      this.cover.tabIndex = 0
      this.cover.setAttribute("role", "application")
      this.cover.setAttribute("aria-label", `${HINTS[kind]} ${BY_KEYBOARD[kind]}`)
      this.line = svg("polygon", {})
      const drawing = svg("svg", { "aria-hidden": "true" })
      drawing.append(this.line)
      this.dots = svg("g", {})
      drawing.append(this.dots)
      this.hint = this._hint()
      this.cover.append(drawing, element("div", "dl-crosshair"), this.hint)
      for (const name of ["pointerdown", "pointermove", "pointerup", "pointercancel"])
        this.cover.addEventListener(name, (event) => this[name](event))
      L.DomEvent.disableClickPropagation(this.cover)
      this.cover.addEventListener("contextmenu", (event) => event.preventDefault())
      map.getContainer().append(this.cover)
      map.getContainer().classList.add("dl-sketching")
      // Wherever in the frame the focus is: Enter must close a polygon also after a press of the zoom buttons.
      this.keys = (event) => this.keydown(event)
      document.addEventListener("keydown", this.keys, true)
      this.redraw = () => this._draw()
      map.on("move zoom zoomend viewreset resize", this.redraw)
      this.cover.focus()
      say(`${HINTS[kind]} ${BY_KEYBOARD[kind]}`)
    }
    _hint() {
      const hint = element("div", "dl-hint")
      hint.append(element("span", "", HINTS[this.kind]))
      const act = (text, what) => {
        const made = element("button", "", text)
        made.type = "button"
        made.addEventListener("click", what)
        hint.append(made)
        return made
      }
      if (this.kind === "polygon") {
        this.close = act(word("Close"), () => this.finish())
        this.close.disabled = true
      }
      act(word("Cancel"), () => this.cancel())
      for (const name of ["pointerdown", "pointerup", "pointermove"]) hint.addEventListener(name, (event) => event.stopPropagation())
      return hint
    }

    _point(event) {
      return this.map.mouseEventToContainerPoint(event)
    }
    _pixel(corner) {
      return this.map.latLngToContainerPoint(corner)
    }
    _isNear(corner, point, reach) {
      return corner && this._pixel(corner).distanceTo(point) <= reach
    }

    pointerdown(event) {
      if (!this.map || event.button || this.dragging) return
      event.preventDefault()
      this.cover.focus()
      this.cover.setPointerCapture(event.pointerId)
      this.dragging = { from: this._point(event), id: event.pointerId }
      if (this.kind === "box" && !this.corners.length) this.corners = [this.map.containerPointToLatLng(this.dragging.from)]
      this.pointermove(event)
    }
    pointermove(event) {
      if (!this.map) return
      this.pointer = this.map.containerPointToLatLng(this._point(event))
      this._draw()
    }
    pointerup(event) {
      if (!this.map || this.dragging?.id !== event.pointerId) return
      this.dragging = null
      const point = this._point(event)
      if (this.kind === "polygon") return this._add(point, REACH[event.pointerType] ?? REACH.mouse)
      const away = point.subtract(this._pixel(this.corners[0]))
      // A click sets the first corner only.
      if (Math.min(Math.abs(away.x), Math.abs(away.y)) < SMALLEST_BOX_PIXELS) return
      this.corners.push(this.map.containerPointToLatLng(point))
      this.finish()
    }
    pointercancel() {
      this.dragging = null
      if (this.kind === "box") this.corners = []
      this._draw()
    }

    // On the first or the last corner, as the second click of a double click is, closes.
    _add(point, reach) {
      const { corners } = this
      if (this._isNear(corners[corners.length - 1], point, reach) || (corners.length > 2 && this._isNear(corners[0], point, reach)))
        return this.finish()
      corners.push(this.map.containerPointToLatLng(point))
      if (this.close) this.close.disabled = corners.length < 3
      this._draw()
      say(word("Corner {n}.", { n: corners.length }))
      if (corners.length === MOST_CORNERS) this.finish()
    }

    keydown(event) {
      if (!this.map) return
      const { key, target } = event
      // A button keeps its keys.
      if (key !== "Escape" && target.closest("button, a, summary, input")) return
      if (key === "Escape") this.cancel()
      else if (key === "Enter") this.finish()
      else if (key === "Backspace") {
        this.corners.pop()
        this._draw()
      } else if (key === " ") this._addMiddle()
      else if (KEYS[key]) this.map.panBy(L.point(KEYS[key]).multiplyBy(PAN_PIXELS), { animate: false })
      else if (key === "+" || key === "-") this.map.setZoom(this.map.getZoom() + (key === "+" ? 1 : -1), { animate: false })
      else return
      event.preventDefault()
      event.stopPropagation()
      this._aim()
    }
    _aim() {
      if (!this.map) return
      this.pointer = this.map.getCenter()
      this._draw()
    }
    _addMiddle() {
      const middle = this.map.getSize().divideBy(2)
      if (this.kind === "polygon") return this._add(middle, 1)
      this.corners.push(this.map.containerPointToLatLng(middle))
      say(word("Corner {n}.", { n: this.corners.length }))
      if (this.corners.length === 2) this.finish()
    }

    _draw() {
      if (!this.map) return
      const corners = this.corners.map((corner) => this._pixel(corner))
      const pointer = this.pointer && this._pixel(this.pointer)
      let outline = pointer ? [...corners, pointer] : corners
      if (this.kind === "box" && outline.length > 1) {
        const [one, other] = outline
        outline = [one, L.point(other.x, one.y), other, L.point(one.x, other.y)]
      }
      this.line.setAttribute("points", (corners.length ? outline : []).map(({ x, y }) => `${x},${y}`).join(" "))
      this.dots.replaceChildren(...corners.map(({ x, y }) => svg("circle", { cx: x, cy: y, r: 4 })))
    }

    // Too few corners, or none that enclose anything, are not enough: the sketch goes on.
    finish() {
      const { corners } = this
      if (corners.length < (this.kind === "box" ? 2 : 3)) return
      if (this.kind === "box" && (corners[0].lat === corners[1].lat || corners[0].lng === corners[1].lng)) {
        corners.pop()
        return
      }
      this._end(corners)
    }
    cancel() {
      this._end(null)
    }
    _end(corners) {
      if (!this.map) return
      this.map.off("move zoom zoomend viewreset resize", this.redraw)
      document.removeEventListener("keydown", this.keys, true)
      this.map.getContainer().classList.remove("dl-sketching")
      this.map = null
      this.cover.replaceChildren()
      // The click that a finger's last touch still brings, or the second half of a double click, is not the map's.
      setTimeout(() => this.cover.remove(), corners ? AFTER_THE_LAST_CLICK_MS : 0)
      this.done(corners)
    }
  }

  Object.assign(dateline, { Sketch })
})()
