// The map of places: takes views from the page and draws them.
"use strict"

;(() => {
  const { Marks, BaseMap, inflate, readBook, readTally, readShapes, readVague, readLinks, legend, fitControl, word } = dateline
  let updates = 0

  // Called by the page's message, packed; see places/mapping/message.py.
  const update = async (viewText) => {
    const mine = ++updates
    const view = await inflate(viewText)
    const [places, numbers, outlines] = view.parcels
    const [book, tally, shapes] = await Promise.all([readBook(places), readTally(numbers), readShapes(outlines)])
    if (mine !== updates) return // a later view has come in meanwhile
    const { marks } = dateline
    const asksAnew = view.choosing !== dateline.choosing
    dateline.choosing = view.choosing
    dateline.map.getContainer().classList.toggle("dl-choosing", Boolean(view.choosing))
    // What was done since then, and the page has not answered, is newer than what this view says.
    const answered = dateline.answered(view.seq)
    const selected = answered ? view.selected : marks.selected
    const changed = selected !== marks.selected
    dateline.hideTip()
    dateline.forgetSteps()
    const isNew = marks.tell(book, tally, view.sizeBy)
    marks.show({ shapes, selected, vague: view.vague.map(readVague), links: readLinks(view.links, (id) => marks.find(id)) })
    if (isNew) dateline.learnPlaces()
    const first = dateline.fitFirst()
    if (view.choosing && asksAnew && !first) dateline.fitAll()
    legend.show()
    dateline.keepPosition()
    const mark = marks.find(selected)
    if (mark && (changed || first)) dateline.bringIntoView(mark)
    fitControl.refresh()
    if (answered) dateline.showArea(view.area)
    dateline.ready()
  }

  // Called by the page when what was selected here has its lines counted: alone, so that nothing is drawn anew.
  const updateLinks = async (text) => {
    const rows = await inflate(text)
    const { marks } = dateline
    if (!marks) return
    dateline.forgetSteps()
    marks.links = readLinks(rows, (id) => marks.find(id))
    marks.relayout()
  }

  // Called by the script of the Folium map, before its layers: panes must be there first.
  const prepare = (map) => {
    dateline.map = map
    map.createPane("base").style.cssText += "z-index:150;pointer-events:none"
    map.createPane("area").style.cssText += "z-index:440;pointer-events:none"
    map.createPane("marks").style.cssText += "z-index:450;pointer-events:none"
    map.attributionControl.setPrefix('<a href="https://leafletjs.com" target="_blank" rel="noopener">Leaflet</a>')
    map.attributionControl.addAttribution(
      '<a href="https://www.geonames.org" target="_blank" rel="noopener">GeoNames</a> ' +
        '<a href="https://creativecommons.org/licenses/by/4.0/" target="_blank" rel="noopener">CC BY 4.0</a>',
    )
    const nearer = map.zoomControl?.getContainer().querySelector(".leaflet-control-zoom-in")
    const farther = map.zoomControl?.getContainer().querySelector(".leaflet-control-zoom-out")
    for (const [button, text] of [[nearer, word("Zoom in")], [farther, word("Zoom out")]]) {
      button?.setAttribute("aria-label", text)
      button?.setAttribute("title", text)
    }
    // Streamlit names the frame after the component.
    window.frameElement?.setAttribute("aria-label", word("Map of places"))
  }
  const baseLayer = () => {
    const base = new BaseMap()
    dateline.base = base
    base.on("loaded", () => dateline.marks?.relayout())
    base.on("missing", ({ name }) => dateline.announce(word("The outlines ({name}) did not arrive. Reload the page, or install Dateline again.", { name })))
    return base
  }
  // Called last: all layers are there.
  const start = () => {
    const { map } = dateline
    const marks = new Marks()
    dateline.marks = marks
    marks.addTo(map)
    dateline.base.load()
    map.addControl(fitControl)
    map.addControl(legend)
    map.addControl(dateline.scaleBar)
    const layers = document.querySelector(".leaflet-control-layers-toggle")
    layers?.setAttribute("title", word("Layers"))
    layers?.setAttribute("aria-label", word("Layers"))
    dateline.addTip()
    dateline.watchTiles()
    new ResizeObserver(() => {
      map.invalidateSize({ debounceMoveend: true })
      dateline.fitFirst()
      legend.show()
    }).observe(map.getContainer())
    let legendZoom = null
    map.on("moveend", () => {
      if (map.getZoom() !== legendZoom) legend.show()
      legendZoom = map.getZoom()
      dateline.keepPosition()
    })
    dateline.listen()
    // Asks the page for its latest message: one that came while the scripts were loading has been lost.
    window.Streamlit.setComponentReady()
  }

  Object.assign(dateline, { prepare, baseLayer, start, update, updateLinks })
})()
