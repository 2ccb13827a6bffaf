// A step of a lesson, beside htmx: links follow to the same step and answer, focus goes to what changed, and nothing
// old is shown when a page comes back from the browser's own store.
const status = document.getElementById("status");
const alert = document.getElementById("alert");

const picked = () => document.querySelector("[data-step] input[name=answer]:checked")?.value || "";

// Where this page is now, with the answer that is ticked and perhaps not sent yet.
function here(language) {
  const path = language ? location.pathname.replace(/^\/[^/]+/, `/${language}`) : location.pathname;
  const told = document.querySelector("[data-step] input[name=told]")?.value;
  if (!picked()) return path;
  return `${path}?${picked() === told ? "answer" : "picked"}=${picked()}`;
}

function follow() {
  for (const link of document.querySelectorAll(".language-switch a[hreflang]")) link.href = here(link.hreflang);
  for (const link of document.querySelectorAll("a[href*='?next=']")) {
    link.href = `${link.pathname}?next=${encodeURIComponent(location.pathname)}`;
  }
}

function focus() {
  const explained = new URLSearchParams(location.search).has("answer") && document.getElementById("explained");
  const place = document.querySelector(".error-summary") || explained || document.querySelector("#step h1");
  place?.focus();
  if (place?.matches("h1")) scrollTo(0, 0);
}

// “Stop here” leaves the steps: the browser goes there itself.
document.addEventListener(
  "submit",
  (event) => event.submitter?.value === "stop" && event.stopImmediatePropagation(),
  true,
);
document.addEventListener("change", follow);
document.addEventListener("htmx:beforeRequest", () => document.getElementById("step").setAttribute("aria-busy", "true"));
document.addEventListener("htmx:afterSettle", () => {
  follow();
  focus();
  status.textContent = document.querySelector("[data-said]")?.textContent || "";
  alert.textContent = "";
});
for (const fault of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(fault, () => {
    document.getElementById("step").removeAttribute("aria-busy");
    alert.textContent = document.querySelector("[data-step]").dataset.failed;
  });
}
addEventListener("pageshow", (event) => event.persisted && location.replace(here()));
