// Builds what browsers fetch: static/dist/ from static/scss/ and static/js/. Run by `npm run build`; needs no network.
import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import postcss from "postcss";
import rtlcss from "rtlcss";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");

// Parts of the design system that no template of ours uses; each would be sent to every phone.
const UNUSED = new RegExp(
  [
    "--(reverse|login|brand|secondary-solid|warning|icon|inline|xl|wrapper|code|large)\\b",
    "nhsuk-(icon|expander|input-wrapper|input__(prefix|suffix|wrapper)|label-wrapper|select|button__content|frontend-supported)",
    "nhsuk-(radios|checkboxes)(--small|__divider|__conditional)",
    "nhsuk-(body|heading|list|u)\\b",
    "-search-cancel-button",
    "-moz-focus-inner",
  ].join("|"),
);
// Our own focus ring is the same everywhere; only controls drawn by the design system keep theirs.
const OWN_FOCUS = /nhsuk-(button|back-link|breadcrumb|details)[^,]*(?<!not\():focus(?!-visible)/;
const GONE_BROWSERS = /-ms-high-contrast|\\0|-ms-ime-align/;

const prune = {
  postcssPlugin: "strides-prune",
  Once(root) {
    root.walkAtRules((at) => {
      if (at.name === "supports" && /not \(-ms-ime-align/.test(at.params)) at.replaceWith(at.nodes);
      else if (at.name === "media" && /\\0/.test(at.params)) at.remove();
      else if (at.name === "media") at.params = at.params.replace(/,\s*\(-ms-high-contrast: active\)/, "");
      if (at.parent && GONE_BROWSERS.test(at.params) && at.name === "media") at.remove();
    });
    root.walkRules((rule) => {
      const kept = rule.selectors.filter((one) => !UNUSED.test(one) && !OWN_FOCUS.test(one));
      if (kept.length === 0) rule.remove();
      else if (kept.length < rule.selectors.length) rule.selectors = kept;
    });
    root.walkAtRules((at) => {
      if (at.nodes && at.nodes.length === 0) at.remove();
    });
  },
};

// Tokens that this sheet never asks for, directly or through another token.
const pruneTokens = {
  postcssPlugin: "strides-prune-tokens",
  OnceExit(root) {
    const used = new Set([...root.toString().matchAll(/var\((--[\w-]+)/g)].map((found) => found[1]));
    root.walkDecls(/^--/, (declaration) => {
      if (!used.has(declaration.prop)) declaration.remove();
    });
  },
};

// rtlcss turns sides and rotations, but leaves clipped shapes as they are: the chevrons and arrows of the design system.
const mirrorShapes = {
  postcssPlugin: "strides-mirror-shapes",
  Declaration(declaration) {
    if (!declaration.prop.endsWith("clip-path") || declaration.mirrored) return;
    declaration.mirrored = true;
    declaration.value = declaration.value.replace(
      /(\d+)%?(?=\s+\d+%?\s*[,)])/g,
      (_whole, across) => `${100 - Number(across)}%`,
    );
  },
};

function styles(name) {
  return compile(join(here, "scss", `${name}.scss`), { style: "compressed", charset: false, quietDeps: true }).css;
}

const built = new Set();

// A site that runs meanwhile finds the old file or the new one, never none.
function write(name, text) {
  writeFileSync(join(dist, `.${process.pid}-${name}`), text);
  renameSync(join(dist, `.${process.pid}-${name}`), join(dist, name));
  built.add(name);
  console.log(`${name} ${Buffer.byteLength(text)} bytes`);
}

// What is drawn on paper: two weights of each script, their licences beside them, and a list that says which file is for
// which characters. Never sent to a browser by our pages.
const FACES = [
  { name: "Latin", from: "noto-sans", part: "latin" },
  { name: "Latin more", from: "noto-sans", part: "latin-ext" },
  { name: "Urdu", from: "vazirmatn", part: "arabic" },
  { name: "Bengali", from: "noto-sans-bengali", part: "bengali" },
];

function fonts() {
  const ours = join(dist, `.${process.pid}-fonts`);
  mkdirSync(ours, { recursive: true });
  const faces = FACES.flatMap(({ name, from, part }) => {
    const folder = join(here, "..", "node_modules", "@fontsource", from);
    cpSync(join(folder, "LICENSE"), join(ours, `LICENSE-${from}.txt`));
    const range = JSON.parse(readFileSync(join(folder, "unicode.json"), "utf8"))[part];
    return [400, 700].map((weight) => {
      const file = `${from}-${part}-${weight}-normal.woff2`;
      cpSync(join(folder, "files", file), join(ours, file));
      return { name, weight, file, range };
    });
  });
  writeFileSync(join(ours, "faces.json"), `${JSON.stringify(faces, null, 2)}\n`);
  rmSync(join(dist, "fonts"), { recursive: true, force: true });
  renameSync(ours, join(dist, "fonts"));
  built.add("fonts");
  console.log(`fonts: ${faces.length} files`);
}

// A script with its parts in it: a part is a file of its own that is never fetched alone, since each costs a request.
function script(name) {
  const text = readFileSync(join(here, "js", name), "utf8");
  return text.replace(/^\/\/ part: (\S+)\n/gm, (_line, part) => script(part));
}

mkdirSync(dist, { recursive: true });

const strides = postcss([prune]).process(styles("strides"), { from: undefined }).css;
write("strides.css", strides);
write("strides.rtl.css", postcss([mirrorShapes]).process(rtlcss.process(strides), { from: undefined }).css);
write("help-now.css", postcss([pruneTokens]).process(styles("help-now"), { from: undefined }).css);
for (const file of readdirSync(join(here, "js"))) if (!file.startsWith("_")) write(file, script(file));
fonts();
for (const file of readdirSync(dist)) if (!file.startsWith(".") && !built.has(file)) rmSync(join(dist, file));
