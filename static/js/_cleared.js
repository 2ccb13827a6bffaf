// Part of the scripts that ask for it. After "Finish and clear this phone" nobody brings back by "back" what was typed
// before: a page that this tab had until then is emptied when it comes again. Pages since then carry the tab's mark.
{
  const mark = () => {
    try {
      return sessionStorage.getItem("strides-cleared");
    } catch {
      return null; // a browser that keeps nothing in the tab
    }
  };
  const carry = () => mark() && history.replaceState({ ...history.state, cleared: mark() }, "");
  addEventListener("pageshow", (event) => {
    if (!mark() || history.state?.cleared === mark()) return;
    if (event.persisted) {
      event.stopImmediatePropagation(); // nothing of it is sent either
      location.reload();
      return;
    }
    if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") for (const form of document.forms) form.reset();
    carry();
  });
  document.addEventListener("htmx:pushedIntoHistory", carry);
}
