// Hear the page: by a recording or sound made on the server where the page names one, else by the browser's own voice.
// The button shows only where there is something that can be heard; where there is no voice we say so.
const LONGEST_WAIT = 1500;
const SAID = "h1, h2, h3, p, li, legend, label, dt, dd, .task-card a, .choice-card a, button[type=submit]";
const REFUSED = ["not-allowed", "NotAllowedError"]; // a browser that lets nothing sound before the first tap
let playing = null;
let hasBegun = false;

const voices = () => (window.speechSynthesis ? window.speechSynthesis.getVoices() : []);
const base = (language) => language.toLowerCase().split(/[-_]/)[0];
const voiceFor = (language) => voices().find((voice) => base(voice.lang) === base(language));
const languageOf = (element) => element.closest("[lang]").lang;

// What is read: the heading and every part marked as spoken, each in its own language; a part inside another once.
function parts() {
  const marked = [...document.querySelectorAll("main h1, main [data-spoken]")];
  const outermost = marked.filter((each) => !marked.some((other) => other !== each && other.contains(each)));
  return outermost.flatMap((each) => sentences(each)).filter((part) => voiceFor(part.language));
}

function sentences(element) {
  const leaves = [...element.querySelectorAll(SAID)];
  const own = leaves.filter((each) => !leaves.some((other) => other !== each && each.contains(other)));
  return (own.length ? own : [element]).map((each) => ({ text: each.textContent.trim(), language: languageOf(each) }));
}

function speech() {
  const said = parts().map(({ text, language }) => {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voiceFor(language);
    utterance.lang = utterance.voice.lang;
    return utterance;
  });
  return {
    start(ended) {
      window.speechSynthesis.cancel();
      if (said.length) said.at(-1).onend = ended;
      if (said.length) said[0].onerror = ({ error }) => REFUSED.includes(error) && ended();
      for (const utterance of said) window.speechSynthesis.speak(utterance);
    },
    stop: () => window.speechSynthesis.cancel(),
  };
}

function recording(address) {
  const audio = new Audio(address);
  return {
    start(ended) {
      audio.onended = ended;
      audio.play().catch(({ name }) => REFUSED.includes(name) && ended());
    },
    stop: () => audio.pause(),
  };
}

function show(button, isOn) {
  const words = button.querySelector("span");
  button.dataset.start ||= words.textContent;
  words.textContent = isOn ? button.dataset.stop : button.dataset.start;
  button.setAttribute("aria-pressed", String(isOn));
}

export function start(control) {
  const button = control.querySelector("button");
  playing = control.dataset.audio ? recording(control.dataset.audio) : speech();
  playing.start(() => stop(control));
  show(button, true);
}

export function stop(control) {
  if (playing) playing.stop();
  playing = null;
  show(control.querySelector("button"), false);
}

function offer(control) {
  const button = control.querySelector("button");
  if (control.dataset.audio || voiceFor(languageOf(document.querySelector("main h1")))) {
    button.hidden = false;
    control.querySelector("[data-no-voice]").hidden = true;
  } else if (!control.dataset.waits) {
    control.querySelector("[data-no-voice]").hidden = false;
  }
}

function look() {
  for (const control of document.querySelectorAll("[data-listen]")) offer(control);
  begin();
}

// Whoever always listens hears a page as it opens, once; where the browser wants a tap first, the button waits for it.
function begin() {
  const control = document.querySelector("[data-listen]");
  if (hasBegun || playing || !control || !("listens" in document.documentElement.dataset)) return;
  if (control.querySelector("button").hidden) return;
  hasBegun = true;
  start(control);
}

// Some browsers know their voices at once, some tell when they do, and some have none.
function wait() {
  for (const control of document.querySelectorAll("[data-listen]")) control.dataset.waits = "1";
  look();
  setTimeout(() => {
    for (const control of document.querySelectorAll("[data-listen]")) delete control.dataset.waits;
    look();
  }, LONGEST_WAIT);
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-listen] button");
  if (button) (playing ? stop : start)(button.closest("[data-listen]"));
});
addEventListener("pagehide", () => playing && playing.stop());
// A step that took the place of another: whoever was listening, or always does, hears it.
document.addEventListener("htmx:afterSettle", () => {
  const control = document.querySelector("[data-listen]");
  const goesOn = playing || "listens" in document.documentElement.dataset;
  if (playing) playing.stop();
  playing = null;
  look();
  if (control && goesOn && !control.querySelector("button").hidden) start(control);
});
if (window.speechSynthesis) window.speechSynthesis.addEventListener?.("voiceschanged", look);
wait();
