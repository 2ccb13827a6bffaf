// Saves a part of the settings as soon as something in it is changed, and says so. Without this each part has a button.
const status = document.getElementById("status");
const alertBox = document.getElementById("alert");

async function save(form) {
  const part = form.closest("section").id;
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(part);
  if (!fresh) throw new Error("no such part in the answer");
  const inUse = document.activeElement && document.activeElement.id;
  for (const name of ["size", "theme", "contrast", "withoutPictures", "listens"]) {
    const value = page.documentElement.dataset[name];
    if (value === undefined) delete document.documentElement.dataset[name];
    else document.documentElement.dataset[name] = value;
  }
  for (const button of document.querySelectorAll('main [name="act"][value="undo"]')) button.form.remove();
  for (const line of document.querySelectorAll("main .setting__told")) line.remove();
  document.getElementById(part).replaceWith(fresh);
  const again = inUse && document.getElementById(inUse);
  if (again) again.focus();
  const told = fresh.querySelector("[data-told]");
  const fault = fresh.querySelector(".nhsuk-error-message");
  if (answer.ok && told) status.textContent = told.textContent;
  else if (fault) alertBox.textContent = fault.textContent;
}

addEventListener("change", (event) => {
  const form = event.target.form;
  if (!form || !form.dataset || form.dataset.saves === undefined) return; // the language waits for its button: it turns the page
  save(form).catch(() => form.requestSubmit()); // no signal: the browser says so, and keeps the page
});
