// Copies the files a browser needs from node_modules into intranet/web/static/vendor.
// The folder is emptied first, so that nothing of an older version stays behind.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const from = join(root, "node_modules");
const to = join(root, "intranet/web/static/vendor");

// [file or folder in node_modules, place in vendor, which files of a folder]
const wanted = [
  ["bootstrap/dist/css/bootstrap.min.css", "bootstrap/bootstrap.min.css"],
  ["bootstrap/dist/js/bootstrap.bundle.min.js", "bootstrap/bootstrap.bundle.min.js"],
  ["bootstrap-icons/font/bootstrap-icons.min.css", "bootstrap-icons/bootstrap-icons.min.css"],
  ["bootstrap-icons/font/fonts", "bootstrap-icons/fonts"],
  ["@fontsource/be-vietnam-pro/400.css", "be-vietnam-pro/400.css"],
  ["@fontsource/be-vietnam-pro/500.css", "be-vietnam-pro/500.css"],
  ["@fontsource/be-vietnam-pro/600.css", "be-vietnam-pro/600.css"],
  ["@fontsource/be-vietnam-pro/files", "be-vietnam-pro/files", /-(400|500|600)-normal\.woff2$/],
  ["@fontsource/tinos/files", "tinos/files", /-(latin|latin-ext|vietnamese)-.*\.woff$/],
  ["htmx.org/dist/htmx.min.js", "htmx/htmx.min.js"],
  ["echarts/dist/echarts.min.js", "echarts/echarts.min.js"],
  ["cally/dist/cally.js", "cally/cally.js"],
  // the "legacy" build also runs in browsers that are a few years old
  ["pdfjs-dist/legacy/build/pdf.min.mjs", "pdfjs/pdf.min.mjs"],
  ["pdfjs-dist/legacy/build/pdf.worker.min.mjs", "pdfjs/pdf.worker.min.mjs"],
  ["pdfjs-dist/cmaps", "pdfjs/cmaps", /\.bcmap$/],
  ["pdfjs-dist/standard_fonts", "pdfjs/standard_fonts", /\.(pfb|ttf)$/],
  ["pdfjs-dist/wasm", "pdfjs/wasm", /_nowasm_fallback\.js$/],
  ["pdfjs-dist/iccs", "pdfjs/iccs"],
];

function copy([source, place, which]) {
  const here = join(from, source);
  const there = join(to, place);
  mkdirSync(dirname(there), { recursive: true });
  const chosen = (name) => !which || statSync(name).isDirectory() || which.test(name);
  cpSync(here, there, { recursive: true, filter: chosen });
}

// Font sheets name .woff files as a second choice that is not copied: every browser of ours reads .woff2.
function dropOldFonts() {
  const folder = join(to, "be-vietnam-pro");
  for (const name of readdirSync(folder).filter((each) => each.endsWith(".css"))) {
    const sheet = join(folder, name);
    writeFileSync(sheet, readFileSync(sheet, "utf8").replace(/, url\([^)]*\.woff\) format\('woff'\)/g, ""));
  }
}

rmSync(to, { recursive: true, force: true });
wanted.forEach(copy);
dropOldFonts();
