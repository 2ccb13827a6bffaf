// After "Finish and clear this phone": the plans that were saved on it, and what this tab remembered. Most browsers
// have done so by themselves when the answer asked them to; this is for those that do not know how.
// What is typed from now on stays typed; what was typed before is not brought back (_cleared.js).
if (performance.getEntriesByType("navigation")[0]?.type === "navigate") {
  sessionStorage.clear();
  sessionStorage.setItem("strides-cleared", String(Date.now()));
}
if ("caches" in window) {
  caches.keys().then((names) => {
    for (const name of names) if (!name.startsWith("help-")) caches.delete(name);
  });
}
