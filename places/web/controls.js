// Buttons to look at all places or at the selected one, and the scale bar.
"use strict"

;(() => {
  const { element, button, word, fitAll, fitSelected } = dateline

  const FitControl = L.Control.extend({
    options: { position: "topleft" },
    onAdd() {
      const bar = element("div", "leaflet-bar dl-bar")
      this._selected = button(
        word("Show the selected place"),
        "M10 2v3M10 15v3M2 10h3M15 10h3M10 6a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z",
        fitSelected,
      )
      bar.append(button(word("Show all places"), "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4", fitAll), this._selected)
      L.DomEvent.disableClickPropagation(bar)
      this.refresh()
      return bar
    },
    refresh() {
      if (this._selected) this._selected.disabled = !dateline.marks.find(dateline.marks.selected)
    },
  })
  const fitControl = new FitControl()
  const scaleBar = L.control.scale({ imperial: false, maxWidth: 90, position: "bottomright" })

  Object.assign(dateline, { fitControl, scaleBar })
})()
