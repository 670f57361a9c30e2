// A canvas over the map, and shapes painted on it.
"use strict"

;(() => {
  // A canvas that lies over the view and somewhat beyond it, and is drawn anew after each move.
  const CanvasLayer = L.Renderer.extend({
    options: { padding: 0.25 },
    _initContainer() {
      this._container = document.createElement("canvas")
      this._container.style.pointerEvents = "none"
      this._context = this._container.getContext("2d")
    },
    _destroyContainer() {
      cancelAnimationFrame(this._frame)
      this._frame = 0
      this._container.remove()
      delete this._container
    },
    getEvents() {
      return { ...L.Renderer.prototype.getEvents.call(this), move: this._onDrag }
    },
    _updatePaths() {},
    _onDrag() {
      if (!this._bounds || this._map._animatingZoom) return
      const corner = this._map.containerPointToLayerPoint([0, 0])
      const view = L.bounds(corner, corner.add(this._map.getSize()))
      if (this._zoom === this._map.getZoom() && !this._bounds.contains(view)) this._update()
    },
    _update() {
      const map = this._map
      if (!map || (map._animatingZoom && this._bounds)) return
      L.Renderer.prototype._update.call(this)
      const size = this._bounds.getSize()
      const ratio = Math.min(window.devicePixelRatio || 1, 2)
      const canvas = this._container
      canvas.width = Math.round(size.x * ratio)
      canvas.height = Math.round(size.y * ratio)
      canvas.style.width = `${size.x}px`
      canvas.style.height = `${size.y}px`
      L.DomUtil.setPosition(canvas, this._bounds.min)
      this._redraw(ratio)
    },
    redraw() {
      if (this._frame || !this._map) return
      this._frame = requestAnimationFrame(() => {
        this._frame = 0
        if (this._map && this._bounds) this._redraw(Math.min(window.devicePixelRatio || 1, 2))
      })
    },
    _redraw(ratio) {
      // While a zoom animates, the canvas is stretched and the map counts in the new zoom: moveend draws again.
      if (this._map._animatingZoom || this._zoom !== this._map.getZoom()) return
      const context = this._context
      const size = this._bounds.getSize()
      const origin = this._map.getPixelOrigin().add(this._bounds.min)
      const world = 256 * 2 ** this._map.getZoom()
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      context.clearRect(0, 0, size.x, size.y)
      // The world repeats eastward and westward: the turns of it that are in sight.
      const turns = []
      for (let turn = Math.floor(origin.x / world) - 1; turn <= Math.floor((origin.x + size.x) / world); turn++) turns.push(turn)
      this.draw(context, { ratio, size, world, origin, turns })
    },
  })

  // Calls *paint* for every shape in sight, with the context set so that shapes are drawn in units of the world.
  const paintShapes = (context, { ratio, size, world, origin, turns }, shapes, paint) => {
    for (const turn of turns) {
      const left = (origin.x / world) - turn
      const top = origin.y / world
      context.setTransform(ratio * world, 0, 0, ratio * world, -left * world * ratio, -top * world * ratio)
      for (const item of shapes) {
        const { box } = item
        if (box.right < left || box.left > left + size.x / world) continue
        if (box.bottom < top || box.top > top + size.y / world) continue
        paint(item, 1 / world)
      }
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
  }

  Object.assign(dateline, { CanvasLayer, paintShapes })
})()
