// Keeps what the map is sent apart from its messages where the map's frame looks for it: in the page, under its key.
const KEY_CHARACTERS = 32

export default function ({ key, data }) {
  const parcels = (window.datelineParcels ??= new Map())
  const parcel = { key: new TextDecoder().decode(data.subarray(0, KEY_CHARACTERS)), deflated: data.subarray(KEY_CHARACTERS) }
  parcels.set(key, parcel)
  for (const frame of document.querySelectorAll('iframe[title="streamlit_folium.st_folium"]'))
    frame.contentWindow?.dateline?.lookForParcels?.()
  // Its place may be another's by then.
  return () => parcels.get(key) === parcel && parcels.delete(key)
}
