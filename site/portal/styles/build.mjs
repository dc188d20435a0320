// Compiles site.scss into build/styles/site.css, without the selectors that no template, view or kind of question names.
// `npm run styles` runs it from the root of the repository.

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { PurgeCSS } from "purgecss";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const packages = resolve(createRequire(import.meta.url).resolve("govuk-frontend/package.json"), "..", "..");
const target = join("build", "styles", "site.css");

// The components' templates are part of a Python package, so Python says where they are.
const python = process.env.PYTHON ?? join(".venv", "bin", "python");
const kit = execFileSync(python, ["-c", "import govuk_frontend_jinja as kit; print(list(kit.__path__)[0])"]);
const components = join(kit.toString().trim(), "templates", "components");

// Templates put these names together from parts, so that reading the templates does not find them.
const composed = [/pagination__(prev|next)/, /conditional/, /legend--s/, /label--s/, /caption-l/, /input--width-/, /heading-/, /cmr-/];

// What the kit says on every rule with letters in it and every element inherits: the font, again for paper, and a
// smoothing that was made for the kit's own font. Then its rules for Internet Explorer.
const needless = [
  /@media print\{[^{}]*\{font-family:inherit\}\}/g,
  /-webkit-font-smoothing:antialiased;-moz-osx-font-smoothing:grayscale;?/g,
  /@media screen([^ {]|[^{]*-ms-high-contrast: none)[^{]*\{([^{}]*\{[^{}]*\})*\}/g,
];

const { css } = compile(join(here, "site.scss"), { loadPaths: [packages], style: "compressed", charset: false });
const used = [...css.matchAll(/\.govuk-([a-z]+(?:-[a-z]+)*)/g)].map((match) => match[1]);
const [purged] = await new PurgeCSS().purge({
  content: [
    "site/portal/**/*.{html,py,js}",
    "schemas/cmr/**/*.{html,py}",
    "functions/**/*.{html,py}",
    ...new Set(used.map((name) => join(components, name, "*.html"))),
  ],
  css: [{ raw: css }],
  safelist: { greedy: composed },
  // What these say is content ("tel:", the number of a branch), so the templates do not tell.
  dynamicAttributes: ["href", "data-reveals"],
});

mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, needless.reduce((text, words) => text.replace(words, ""), purged.css));
