// All the script that a reading page has: keep help-now on the phone, for when there is no signal, and fetch what
// is for this person alone.
if ("serviceWorker" in navigator) {
  addEventListener("load", () => {
    navigator.serviceWorker.register(`/sw.js?language=${document.documentElement.lang}`).catch(() => {
      // Storage is full, or private browsing: the page works without.
    });
  });
}

// What only this person has stands beside what everybody shares. A place with data-keeps keeps what it shows when nothing
// comes; data-after says how many seconds to wait first. Nobody loses the link that they are on.
function ask(place) {
  fetch(place.dataset.beside)
    .then((response) => (response.status === 200 ? response.text() : ""))
    .then((part) => {
      if (place.contains(document.activeElement)) return;
      if (part) place.innerHTML = part;
      else if (!("keeps" in place.dataset)) place.remove();
    })
    .catch(() => {
      // No signal: the plain link stays.
    });
}

for (const place of document.querySelectorAll("[data-beside]")) setTimeout(ask, 1000 * (place.dataset.after || 0), place);
