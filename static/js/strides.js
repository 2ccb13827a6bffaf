// All the script that a reading page has: keep help-now on the phone, for when there is no signal, and put what only
// this person has beside what everybody shares.
if ("serviceWorker" in navigator) {
  addEventListener("load", () => {
    navigator.serviceWorker.register(`/sw.js?language=${document.documentElement.lang}`).catch(() => {
      // Storage is full, or private browsing: the page works without.
    });
  });
}

for (const place of document.querySelectorAll("[data-beside]")) {
  fetch(place.dataset.beside)
    .then((response) => (response.status === 200 ? response.text() : ""))
    .then((part) => {
      if (part) place.innerHTML = part;
      else place.remove();
    })
    .catch(() => {
      // No signal: the plain link stays.
    });
}
