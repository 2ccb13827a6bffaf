// A step of a lesson, beside htmx: links follow to the same step, focus goes to what changed, and nothing old is shown
// when a page comes back from the browser's own store.
// part: _cleared.js
const status = document.getElementById("status");
const alert = document.getElementById("alert");

function follow() {
  for (const link of document.querySelectorAll("a[href*='?next=']")) {
    link.href = `${link.pathname}?next=${encodeURIComponent(location.pathname)}`;
  }
}

function focus() {
  const explained = new URLSearchParams(location.search).has("told") && document.getElementById("explained");
  const place = document.querySelector(".error-summary") || explained || document.querySelector("#step h1");
  place?.focus();
  if (place?.matches("h1")) scrollTo(0, 0);
}

// A step as it is kept by now. An answer that was ticked here and not sent is kept as the language switch keeps it.
async function renew() {
  const form = document.getElementById("step-form");
  const sent = form && new FormData(form);
  if (sent?.get("answer") && sent.get("answer") !== sent.get("told")) {
    sent.set("language", document.documentElement.lang);
    const answer = await fetch(form.action, { method: "POST", body: sent }).catch(() => {});
    if (answer?.status === 403) {
      sendWhole(form, { name: "language", value: document.documentElement.lang });
      return;
    }
  }
  location.reload();
}

// Somebody signed in or out since this page came: the browser sends the form itself, and shows the page that has it.
function sendWhole(form, { name, value }) {
  if (name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  form.submit();
}

// “Stop here” leaves the steps, a note and another language are other pages: the browser goes there itself.
document.addEventListener(
  "submit",
  (event) => {
    const { name, value } = event.submitter || {};
    if (value === "stop" || value === "note" || name === "language") event.stopImmediatePropagation();
  },
  true,
);
document.addEventListener("htmx:beforeRequest", () => document.getElementById("step").setAttribute("aria-busy", "true"));
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id !== "step") return;
  follow();
  focus();
  status.textContent = document.querySelector("[data-said]")?.textContent || "";
  alert.textContent = "";
  waiting = undefined;
});
document.addEventListener("htmx:responseError", ({ detail: { xhr, requestConfig } }) => {
  if (xhr.status === 403) sendWhole(requestConfig.elt, requestConfig.triggeringEvent?.submitter || {});
});
// What was pressed without a signal is pressed again when the signal is back. Sent twice, it is kept once.
let waiting;
const told = (words) => {
  document.getElementById("step").removeAttribute("aria-busy");
  const form = document.querySelector("[data-step]");
  alert.textContent = form.dataset[words];
  const beside = form.querySelector("[data-told]"); // for the eye, where the button was pressed: the alert is far above
  beside.textContent = alert.textContent;
  beside.hidden = false;
};
document.addEventListener("htmx:responseError", () => told("failed"));
for (const fault of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(fault, ({ detail: { requestConfig } }) => {
    waiting = requestConfig.triggeringEvent?.submitter;
    told("waiting");
  });
}
addEventListener("online", () => waiting?.isConnected && waiting.form.requestSubmit(waiting));
addEventListener("pageshow", (event) => event.persisted && renew());
