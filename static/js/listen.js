// Hear the page: by a recording or sound made on the server where the page names one, else by the browser's own voice.
// The button shows only where there is something that can be heard; where there is no voice we say so.
const LONGEST_WAIT = 1500;
const SAID = "h1, h2, h3, p, li, legend, label, dt, dd, th, td, summary, .task-card a, .choice-card a, .door a, a.nhsuk-button, button[type=submit]";
const UNSEEN = "svg, script, style, .out-of-sight, [hidden], [aria-hidden=true]";
const THROUGH = "strides-listens"; // which lesson somebody listens to all the way, while this tab is open
const [PLACE, PACE] = ["strides-heard:", "strides-pace"]; // how far each sound was heard, and how fast
const REFUSED = ["not-allowed", "NotAllowedError"]; // a browser that lets nothing sound before the first tap
const LATE = 0.3; // seconds: after each block the voice is silent for a little longer
const PACES = ["0.75", "1", "1.25", "1.5"];
let playing = null;
let pressed = null; // the control that it was started with
let hasBegun = false;

const voices = () => (window.speechSynthesis ? window.speechSynthesis.getVoices() : []);
const base = (language) => language.toLowerCase().split(/[-_]/)[0];
const voiceFor = (language) => voices().find((voice) => base(voice.lang) === base(language));
const languageOf = (element) => element.closest("[lang]").lang;

// What is read: the heading and every part marked as spoken, each in its own language; a part inside another once.
function parts(part) {
  const marked = part ? [part] : [...document.querySelectorAll("main h1, main [data-spoken]")];
  const outermost = marked.filter((each) => !marked.some((other) => other !== each && other.contains(each)));
  return outermost.flatMap((each) => sentences(each)).filter((part) => voiceFor(part.language));
}

function sentences(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const { parentElement: holder, textContent } = walker.currentNode;
    if (!textContent.trim() || !isSeen(holder)) continue;
    const [box, language, last] = [holder.closest(SAID) || element, languageOf(holder), found.at(-1)];
    if (last && last.box === box && last.language === language) last.text += textContent;
    else found.push({ box, language, text: textContent });
  }
  return found.map(({ text, language, box }) => ({ text: text.replace(/\s+/g, " ").trim(), language, box }));
}

// Of what is closed a person sees the summary alone.
function isSeen(element) {
  if (element.closest(UNSEEN)) return false;
  for (let at = element; (at = at.closest("details:not([open])")); at = at.parentElement) {
    if (!at.querySelector(":scope > summary")?.contains(element)) return false;
  }
  return true;
}

// The sign that is spoken of stands out, and stands on the screen.
function point(box) {
  document.querySelector("[data-sounding]")?.removeAttribute("data-sounding");
  const sign = box?.closest(".signs--heard .signs__list li");
  sign?.setAttribute("data-sounding", "");
  sign?.scrollIntoView({ block: "nearest" });
}

function speech(part) {
  const said = parts(part).map(({ text, language, box }) => {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voiceFor(language);
    utterance.lang = utterance.voice.lang;
    utterance.onstart = () => playing === mine && point(box);
    return utterance;
  });
  const mine = {
    start(ended) {
      window.speechSynthesis.cancel();
      if (said.length) said.at(-1).onend = ended;
      if (said.length) said[0].onerror = ({ error }) => REFUSED.includes(error) && ended();
      for (const utterance of said) window.speechSynthesis.speak(utterance);
    },
    stop: () => window.speechSynthesis.cancel(),
  };
  return mine;
}

// Sound made before: it goes on where it was left, at the pace that was chosen, and shows the block that is heard. Where
// the screen shows a part of what the sound says, only that is heard, in the order of the screen.
function recording(control, part, from) {
  const said = blocks(control).filter(({ block }) => !part || isOf(part, block));
  const runs = part || "within" in control.dataset ? said : [{ began: 0, ended: Infinity }];
  const place = PLACE + control.dataset.audio + (runs === said ? `#${said[0].began}` : "");
  const left = from ?? (part ? 0 : Number(kept(place) || 0));
  const audio = new Audio();
  let at = Math.max(0, runs.findIndex(({ began, ended }) => began <= left && left < ended - LATE));
  audio.preload = "none";
  audio.src = control.dataset.audio;
  audio.currentTime = Math.max(left, runs[at].began);
  audio.ontimeupdate = () => {
    if (playing !== mine || audio.seeking || !audio.currentTime) return;
    if (audio.currentTime >= runs[at].ended - LATE && !next()) return audio.onended();
    if (!part) keep(place, audio.currentTime.toFixed(1));
    light(said.find(({ began, ended }) => began <= audio.currentTime && audio.currentTime < ended)?.block);
  };
  const next = () => {
    const run = runs[(at += 1)];
    if (run && Math.abs(run.began - audio.currentTime) > 2 * LATE) audio.currentTime = run.began;
    return run;
  };
  const mine = {
    start(ended) {
      audio.defaultPlaybackRate = audio.playbackRate = Number(kept(PACE) || 1);
      audio.onended = () => {
        keep(place, "");
        ended();
      };
      audio.onerror = () => {
        control.dataset.audio = ""; // it is gone, or cannot be played: the phone's own voice is left, or none
        ended();
        look();
      };
      audio.play().catch(({ name }) => REFUSED.includes(name) && ended());
    },
    stop: () => audio.pause(),
    pace: (pace) => (audio.playbackRate = pace),
  };
  return mine;
}

// The control whose sound says this part of the page, or all of it; none: then the phone's own voice is left.
function sounding(part) {
  const control = document.querySelector("[data-listen]");
  if (!control?.dataset.audio) return null;
  return !part || blocks(control).some(({ block }) => isOf(part, block)) ? control : null;
}

const isOf = (part, block) => part.contains(block) || block.contains(part);

// The elements of the page that the sound says, in the order of the page, each with its times in seconds. Written in
// tenths: "28" is how long, from where the one before ended; "12-40" or "12-40,55-60" from and to; "-" is not said.
function blocks(control) {
  const times = (control.dataset.parts || "").split(" ");
  let at = 0;
  return [...document.querySelectorAll("main [data-part]")].flatMap((block, number) =>
    (times[number] || "-").split(",").filter((run) => run !== "-").map((run) => {
      const [first, last] = run.split("-").map(Number);
      const began = last === undefined ? at : first;
      at = last ?? at + first;
      return { block, began: began / 10, ended: at / 10 };
    }),
  );
}

function light(block) {
  const lit = document.querySelector("[data-part][data-sounding]");
  if (lit === (block || null)) return;
  lit?.removeAttribute("data-sounding");
  block?.setAttribute("data-sounding", "");
  block?.scrollIntoView({ block: "nearest" });
}

const made = (name, attributes) => Object.assign(document.createElement(name), attributes);

// What stands beside a control that has sound of its own: the pace, and a button at each heading to listen from there.
function furnish(control) {
  if (control.querySelector("select")) return;
  const choice = made("select", { className: "nhsuk-input select" });
  choice.append(...PACES.map((pace) => new Option(`${pace} ×`, pace)));
  choice.value = kept(PACE) || "1";
  choice.addEventListener("change", () => {
    keep(PACE, choice.value);
    playing?.pace?.(Number(choice.value));
  });
  const [line, label] = [made("p", { className: "listen__pace" }), made("label", { textContent: `${control.dataset.pace} ` })];
  label.append(choice);
  line.append(label);
  control.querySelector(".listen__file").after(line);
  for (const { block, began } of blocks(control)) {
    const heading = block.querySelector("h2, h3");
    if (!heading) continue;
    const button = made("button", { className: "listen__here no-print", type: "button" });
    const words = made("span", { className: "out-of-sight", textContent: `${control.dataset.here}: ${heading.textContent}` });
    button.dataset.from = began;
    button.append(control.querySelector("svg").cloneNode(true), words);
    heading.after(button);
  }
}

function show(button, isOn) {
  const words = button.querySelector("span");
  button.dataset.start ||= words.textContent;
  words.textContent = isOn ? button.dataset.stop : button.dataset.start;
  button.setAttribute("aria-pressed", String(isOn));
}

export function start(control, part, from) {
  if (playing) stop();
  const sound = sounding(part);
  const mine = sound ? recording(sound, part, from) : speech(part);
  [playing, pressed] = [mine, control];
  mine.start(() => playing === mine && stop());
  show(control.querySelector("button"), true);
}

export function stop() {
  playing?.stop();
  show(pressed.querySelector("button"), false);
  [playing, pressed] = [null, null];
  point(null);
  light(null);
}

function offer(control) {
  const button = control.querySelector("button");
  if (control.dataset.audio || voiceFor(languageOf(document.querySelector("main h1")))) {
    button.hidden = false;
    control.querySelector("[data-no-voice]").hidden = true;
    if (control.dataset.audio) furnish(control);
  } else if (!control.dataset.waits) {
    control.querySelector("[data-no-voice]").hidden = false;
  }
}

function look() {
  for (const control of document.querySelectorAll("[data-listen]")) offer(control);
  for (const control of document.querySelectorAll("[data-listen-part]")) {
    const part = partOf(control);
    control.querySelector("button").hidden = !sounding(part) && !parts(part).length;
  }
  begin();
}

const partOf = (control) => control.parentElement.querySelector("[data-said]");

// Whoever always listens hears a page as it opens, once; where the browser wants a tap first, the button waits for it.
function begin() {
  const control = document.querySelector("[data-listen]");
  if (hasBegun || playing || !control || !goesOn(control)) return;
  if (control.querySelector("button").hidden) return;
  hasBegun = true;
  start(control);
}

// Whoever always listens, and whoever began to in this lesson and did not stop.
function goesOn(control) {
  return "listens" in document.documentElement.dataset || (control.dataset.through && through() === control.dataset.through);
}

const through = (lesson) => {
  if (lesson !== undefined) keep(THROUGH, lesson);
  return kept(THROUGH);
};

// While this tab is open; a browser that keeps nothing has its buttons all the same.
function kept(name) {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

function keep(name, value) {
  try {
    if (value) sessionStorage.setItem(name, value);
    else sessionStorage.removeItem(name);
  } catch {
    // nothing is kept
  }
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
  const here = target.closest("button[data-from]");
  if (here) {
    start(document.querySelector("[data-listen]"), null, Number(here.dataset.from));
    return;
  }
  const control = target.closest("button")?.closest("[data-listen], [data-listen-part]");
  if (!control) return;
  hasBegun = true;
  if ("listenPart" in control.dataset) {
    if (pressed === control) stop();
    else start(control, partOf(control));
    return;
  }
  through(playing ? "" : control.dataset.through);
  if (playing) stop();
  else start(control);
});
addEventListener("pagehide", () => playing && playing.stop());
// A step that took the place of another: whoever was listening, or listens all the way, hears it; after an answer, what
// it is told.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id !== "step") return;
  const control = document.querySelector("[data-listen]");
  const listens = playing || (control && goesOn(control));
  const told = new URLSearchParams(location.search).has("told") && document.getElementById("explained");
  playing?.stop();
  [playing, pressed] = [null, null];
  hasBegun = true;
  look();
  if (control && listens && !control.querySelector("button").hidden) start(control, told);
});
if (window.speechSynthesis) window.speechSynthesis.addEventListener?.("voiceschanged", look);
wait();
