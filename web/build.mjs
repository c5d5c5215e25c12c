// Builds the scripts, styles, fonts and outlines of the pages into the package, where they are committed.
import { copyFileSync, mkdirSync } from "node:fs";
import { build } from "esbuild";
import { writeOutlines } from "./outlines.mjs";

const OUT = "../src/averment/faces/web/static";
const FONTS = [
  ["source-serif-4", "latin-400-normal"],
  ["source-serif-4", "latin-600-normal"],
  ["source-sans-3", "latin-400-normal"],
  ["source-sans-3", "latin-600-normal"],
];

const LICENCES = ["@fontsource/source-sans-3", "@fontsource/source-serif-4", "htmx.org", "leaflet", "topojson-client", "world-atlas"];

for (const folder of ["fonts", "licences"]) mkdirSync(`${OUT}/${folder}`, { recursive: true });
for (const name of LICENCES) copyFileSync(`node_modules/${name}/LICENSE`, `${OUT}/licences/${name.replace(/^.*\//, "")}.txt`);
for (const [family, cut] of FONTS)
  copyFileSync(`node_modules/@fontsource/${family}/files/${family}-${cut}.woff2`, `${OUT}/fonts/${family}-${cut}.woff2`);

await build({
  entryPoints: { app: "src/app.ts", board: "src/board.ts", theme: "src/theme.ts" },
  outdir: OUT, bundle: true, minify: true, format: "iife", target: "es2021", legalComments: "eof", charset: "utf8",
});
await build({
  entryPoints: { app: "src/app.css", board: "src/board.css" },
  outdir: OUT, bundle: true, minify: true, external: ["fonts/*"], loader: { ".png": "empty" }, legalComments: "none",
});

writeOutlines(OUT);
copyFileSync("src/mark.svg", `${OUT}/mark.svg`);
