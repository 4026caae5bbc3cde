// Files dropped or pasted anywhere go to the upload page; there they are taken at once.
// Wants: <body data-drop-url="address of the upload page"> where the person may upload.
// Gives: takeOver(take, place): on the upload page itself dropped and pasted files are given to take(files), and those
//        that were dropped on another page are fetched from where they were laid (IndexedDB, by this browser alone).
import { say } from "./words.js";

const address = document.body.dataset.dropUrl;
const NAME = "dropped files";
let taking = null;
let depth = 0;
let veil = null;

function store() {
  return new Promise((done, failed) => {
    const opening = indexedDB.open(NAME, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("files", { autoIncrement: true });
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => failed(opening.error);
  });
}

async function lay(files) {
  const room = (await store()).transaction("files", "readwrite");
  for (const file of files) room.objectStore("files").add(file);
  await new Promise((done, failed) => Object.assign(room, { oncomplete: done, onerror: failed }));
}

async function fetchLaid() {
  const room = (await store()).transaction("files", "readwrite");
  const all = room.objectStore("files").getAll();
  room.objectStore("files").clear();
  await new Promise((done, failed) => Object.assign(room, { oncomplete: done, onerror: failed }));
  return all.result;
}

async function give(files) {
  if (!files.length) return;
  if (taking) return taking(files);
  await lay(files);
  location.assign(address);
}

function cover(on) {
  if (on && !veil) {
    veil = document.createElement("div");
    veil.className = "drop-veil";
    veil.textContent = say("Thả tệp để tải lên");
    document.body.append(veil);
  } else if (!on) {
    veil?.remove();
    veil = null;
  }
}

const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

if (address) {
  document.addEventListener("dragenter", (event) => {
    if (!hasFiles(event)) return;
    depth += 1;
    cover(true);
  });
  document.addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
  document.addEventListener("dragleave", (event) => {
    if (!hasFiles(event)) return;
    depth = Math.max(0, depth - 1);
    if (!depth) cover(false);
  });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event) || event.target.closest("input[type=file]")) return;
    event.preventDefault();
    depth = 0;
    cover(false);
    give([...event.dataTransfer.files]);
  });
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length || event.target.closest("input, textarea")) return;
    event.preventDefault();
    give(files);
  });
}

export async function takeOver(take, place) {
  taking = take;
  for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
    place.addEventListener(name, () => place.classList.toggle("drop--over", name === "dragenter" || name === "dragover"));
  }
  try {
    const laid = await fetchLaid();
    if (laid.length) take(laid);
  } catch (error) {
    console.warn("drop:", error); // without a place of its own the browser keeps nothing
  }
}
