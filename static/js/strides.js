// All the script that a reading page has: keep help-now on the phone, for when there is no signal.
if ("serviceWorker" in navigator) {
  addEventListener("load", () => {
    navigator.serviceWorker.register(`/sw.js?language=${document.documentElement.lang}`).catch(() => {
      // Storage is full, or private browsing: the page works without.
    });
  });
}
