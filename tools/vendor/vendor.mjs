// Copies the front-end files of package-lock.json into contest/static.
//   npm ci --ignore-scripts && npm run vendor
// Maintainers run this after changing a version, an icon or bootstrap.scss; the result is committed.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";
import subsetFont from "subset-font";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const statics = join(here, "..", "..", "contest", "static");
const vendor = join(statics, "vendor");
const versionOf = (name) => JSON.parse(readFileSync(join(modules, name, "package.json"))).version;
const licenceOf = (name) => readdirSync(join(modules, name)).find((file) => /^licen[cs]e/i.test(file));
const fresh = (folder) => { rmSync(folder, { recursive: true, force: true }); mkdirSync(folder, { recursive: true }); };

fresh(vendor);
for (const part of ["bootstrap", "htmx", "tus", "licences"]) mkdirSync(join(vendor, part));

const built = sass.compile(join(here, "bootstrap.scss"), {
  loadPaths: [modules], style: "compressed", quietDeps: true, charset: false,
  silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
});
const banner = `/* Bootstrap ${versionOf("bootstrap")}, the parts named in tools/vendor/bootstrap.scss; MIT, see ../licences/bootstrap.txt */\n`;
writeFileSync(join(vendor, "bootstrap", "bootstrap.css"), banner + built.css + "\n");

copyFileSync(join(modules, "htmx.org", "dist", "htmx.min.js"), join(vendor, "htmx", "htmx.min.js"));

// The client's own bundle; the line that names its source map goes, for the map is not served.
const tus = readFileSync(join(modules, "tus-js-client", "dist", "tus.min.js"), "utf8");
writeFileSync(join(vendor, "tus", "tus.min.js"), tus.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"));

// Be Vietnam Pro loses screen hinting and characters no page uses: half the weight on a slow phone.
// Source Serif 4 reserves its name, so its files stay as they come.
const between = (first, last) => Array.from({ length: last - first + 1 }, (_, step) => String.fromCodePoint(first + step)).join("");
const used = {
  latin: between(0x20, 0x7e) + between(0xa0, 0xff) + between(0x2010, 0x2015) + "‘’‚“”„†•…‹›′″−×",
  vietnamese: "ĂăĐđĨĩŨũƠơƯư₫" + between(0x300, 0x304) + "\u0309\u0323" + between(0x1ea0, 0x1ef9),
};
fresh(join(statics, "fonts"));
for (const family of ["be-vietnam-pro", "source-serif-4"])
  for (const subset of ["latin", "vietnamese"])
    for (const weight of [400, 600]) {
      const from = join(modules, "@fontsource", family, "files", `${family}-${subset}-${weight}-normal.woff2`);
      const to = join(statics, "fonts", `${family}-${subset}-${weight}.woff2`);
      if (family === "source-serif-4") copyFileSync(from, to);
      else writeFileSync(to, await subsetFont(readFileSync(from), used[subset], { targetFormat: "woff2", noHinting: true }));
    }

const names = readFileSync(join(here, "icons.txt"), "utf8").split(/\s+/).filter(Boolean);
const symbols = names.map((name) => {
  const drawing = readFileSync(join(modules, "bootstrap-icons", "icons", `${name}.svg`), "utf8");
  const inner = drawing.slice(drawing.indexOf(">") + 1, drawing.lastIndexOf("</svg>")).replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 16 16" fill="currentColor">${inner}</symbol>`;
});
mkdirSync(join(statics, "icons"), { recursive: true });
writeFileSync(join(statics, "icons", "sprite.svg"), `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`);

const licences = {
  "bootstrap.txt": ["bootstrap", "LICENSE"], "bootstrap-icons.txt": ["bootstrap-icons", "LICENSE"],
  "htmx.txt": ["htmx.org", "LICENSE"], "be-vietnam-pro.txt": ["@fontsource/be-vietnam-pro", "LICENSE"],
  "source-serif-4.txt": ["@fontsource/source-serif-4", "LICENSE"],
};
for (const [name, [pack, file]] of Object.entries(licences)) copyFileSync(join(modules, pack, file), join(vendor, "licences", name));
const inTus = ["tus-js-client", "js-base64", "url-parse", "requires-port", "querystringify", "buffer", "base64-js", "ieee754"];
const texts = inTus.map((pack) => `${pack} ${versionOf(pack)}\n\n${readFileSync(join(modules, pack, licenceOf(pack)), "utf8").trim()}\n`);
writeFileSync(join(vendor, "licences", "tus.txt"), texts.join("\n\n"));
const rows = [
  ["vendor/bootstrap/bootstrap.css", "bootstrap", "MIT", "bootstrap.txt"],
  ["icons/sprite.svg", "bootstrap-icons", "MIT", "bootstrap-icons.txt"],
  ["vendor/htmx/htmx.min.js", "htmx.org", "0BSD", "htmx.txt"],
  ["vendor/tus/tus.min.js", "tus-js-client", "MIT; js-base64 and ieee754 in it BSD-3-Clause", "tus.txt"],
  ["fonts/be-vietnam-pro-*.woff2", "@fontsource/be-vietnam-pro", "OFL-1.1", "be-vietnam-pro.txt"],
  ["fonts/source-serif-4-*.woff2", "@fontsource/source-serif-4", "OFL-1.1", "source-serif-4.txt"],
].map(([file, pack, licence, text]) => `| ${file} | ${pack} ${versionOf(pack)}${pack.includes("vietnam") ? ", subset, unhinted" : ""} | ${licence} | licences/${text} |`);
writeFileSync(join(vendor, "LICENCES.md"), `# Files of others in contest/static\n\nMade by tools/vendor/vendor.mjs from its lock; do not edit by hand.\n\n| file | from | licence | text |\n|---|---|---|---|\n${rows.join("\n")}\n`);
