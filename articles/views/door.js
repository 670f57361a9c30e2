// Who signs in comes back to the address they had opened, which the provider's way back does not keep.
const KEY = "dateline-door";

export default function ({ data }) {
  if (data.signedIn) {
    const before = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    // Only what this script wrote is there, and only an address of this very host is gone to.
    if (before && before !== location.href && new URL(before).origin === location.origin) location.replace(before);
    return;
  }
  const remember = (event) => {
    if (event.target.closest?.("[class*='st-key-sign-in-']")) sessionStorage.setItem(KEY, location.href);
  };
  document.addEventListener("click", remember, true);
  return () => document.removeEventListener("click", remember, true);
}
