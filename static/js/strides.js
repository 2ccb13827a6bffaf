// All the script of a reading page: keep help-now on the phone, and fetch what is for this person alone.
// part: _cleared.js
if ("serviceWorker" in navigator) {
  addEventListener("load", () => {
    navigator.serviceWorker.register(`/sw.js?language=${document.documentElement.lang}`).catch(() => {
      // No room, or private browsing: the page works without.
    });
  });
}

// data-keeps: when nothing comes, what is there stays. data-after: seconds to wait. Nobody loses the link they are on.
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
