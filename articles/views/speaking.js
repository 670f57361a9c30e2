// The document's language and direction, so that screen readers pronounce it and lines begin where they should.
export default function ({ data }) {
  const { documentElement: root } = document;
  root.lang = data.language;
  root.dir = data.direction;
  // Streamlit's own word for its button, which page.css puts this in the place of.
  root.style.setProperty("--dl-upload", JSON.stringify(data.upload));
  // As long as the browser is open: a link that opens the page anew must not lose what was chosen.
  if (data.cookie) document.cookie = `${data.cookie}; path=/; SameSite=Lax`;
}
