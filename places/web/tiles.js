// Online tiles: when they do not come, the map goes back to its own outlines.
"use strict"

;(() => {
  const FAILURES = 3

  const watch = (layer) => {
    let failures = 0
    layer.on("loading", () => (failures = 0))
    layer.on("tileload", () => (failures = -Infinity))
    layer.on("tileerror", () => {
      const { map, base } = dateline
      if (++failures !== FAILURES || !map.hasLayer(layer)) return
      map.removeLayer(layer)
      map.addLayer(base)
      dateline.announce(dateline.word("The online map does not answer. Back to Dateline’s own."))
    })
  }

  const watchTiles = () => {
    const { map, marks } = dateline
    const seen = new Set()
    const learn = (layer) => {
      if (!(layer instanceof L.TileLayer) || seen.has(layer)) return
      seen.add(layer)
      watch(layer)
    }
    map.eachLayer(learn)
    map.on("layeradd", ({ layer }) => learn(layer))
    map.on("baselayerchange", ({ layer }) => {
      const online = layer instanceof L.TileLayer
      // Online tiles are sharp at whole zooms only.
      map.options.zoomSnap = online ? 1 : 0.25
      document.documentElement.classList.toggle("dl-online", online)
      if (online) map.setZoom(Math.round(map.getZoom()))
      marks.relayout()
    })
  }

  Object.assign(dateline, { watchTiles })
})()
