// The one field for a day: typed as people write it, or chosen from a calendar; its weekday stands beside it.
// Wants: <input data-day> with a label; optionally data-min and data-max (2026-11-30).
// Typed 1/9, 1.9.26, 010926, 2026-09-01 or "hôm nay" becomes 01/09/2026 when the field is left; what is no day is
// said at once. Alt ↓ or the button opens the calendar (arrows move, PageUp PageDown turn months, Esc closes).
import { complain, idOf } from "./complain.js";
import { say } from "./words.js";

const language = document.documentElement.lang.startsWith("en") ? "en-GB" : "vi-VN";
const weekday = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" });
const month = new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" });
const two = (number) => String(number).padStart(2, "0");
// Today is the office's day, wherever the browser stands.
const officeDay = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" });
const now = () => {
  const [year, month, day] = officeDay.format(new Date()).split("-").map(Number);
  return { year, month, day };
};
const iso = ({ year, month, day }) => `${year}-${two(month)}-${two(day)}`;
const written = ({ year, month, day }) => `${two(day)}/${two(month)}/${year}`;

const FORMS = [
  /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})$/,
  /^(?<day>\d{1,2})[/.\- ](?<month>\d{1,2})(?:[/.\- ](?<year>\d{4}|\d{2}))?$/,
  /^(?<day>\d{2})(?<month>\d{2})(?<year>\d{4}|\d{2})$/,
];

/** The day of a text as people type it, or null. */
export function parsed(text) {
  const typed = text.trim().toLowerCase().normalize("NFC");
  if (["hôm nay", "hom nay", "nay", "today"].includes(typed)) return now();
  const found = FORMS.map((form) => form.exec(typed)).find(Boolean);
  if (!found) return null;
  const { day, month, year = String(now().year) } = found.groups;
  const whole = { year: Number(year.length === 2 ? `20${year}` : year), month: Number(month), day: Number(day) };
  const real = new Date(Date.UTC(whole.year, whole.month - 1, whole.day));
  return real.getUTCMonth() + 1 === whole.month && real.getUTCDate() === whole.day ? whole : null;
}

function made(tag, more, ...inside) {
  const element = Object.assign(document.createElement(tag), more);
  element.append(...inside);
  return element;
}

function icon(name) {
  const sign = made("i", { className: `bi bi-${name}` });
  sign.setAttribute("aria-hidden", "true");
  return sign;
}

class DayField {
  constructor(field) {
    this.field = field;
    this.said = made("span", { className: "day-said", id: `${idOf(field)}-weekday` });
    this.button = made("button", { type: "button", className: "day-open" }, icon("calendar3"));
    this.button.setAttribute("aria-label", say("Mở lịch"));
    this.button.setAttribute("aria-expanded", "false");
    const box = made("span", { className: "day" });
    field.before(box);
    box.append(field, this.said, this.button);
    this.box = box;
    if (this.day && /^\d{4}-/.test(field.value)) field.value = field.defaultValue = written(this.day);
    this.tie();
    this.listen();
    this.tell();
  }

  /** The weekday is read out with the field. */
  tie() {
    const told = this.field.getAttribute("aria-describedby") ?? "";
    this.field.setAttribute("aria-describedby", `${this.said.id} ${told}`.trim());
  }

  listen() {
    this.field.addEventListener("input", () => this.tell());
    this.field.addEventListener("change", () => this.tidy());
    this.field.addEventListener("keydown", (event) => {
      if (!event.altKey || event.key !== "ArrowDown") return;
      event.preventDefault();
      this.open();
    });
    this.button.addEventListener("click", () => this.open());
  }

  get day() {
    return parsed(this.field.value);
  }

  tell() {
    const day = this.day;
    const today = day && iso(day) === iso(now()) ? ` (${say("hôm nay")})` : "";
    this.said.textContent = day ? `${weekday.format(new Date(`${iso(day)}T00:00Z`))}${today}` : "";
  }

  /** Written out in full, or what is wrong with it. */
  tidy() {
    const day = this.day;
    if (day) this.field.value = written(day);
    this.tell();
    complain(this.field, this.wrong(day));
  }

  wrong(day) {
    if (!this.field.value.trim()) return "";
    if (!day) return say("Không đọc được ngày. Hãy nhập như 12/08/2025.");
    const { min, max } = this.field.dataset;
    if (min && iso(day) < min) return say("Hãy chọn từ ngày {day} trở đi.", { day: written(parsed(min)) });
    if (max && iso(day) > max) return say("Hãy chọn đến ngày {day} trở về trước.", { day: written(parsed(max)) });
    return "";
  }

  set(day) {
    this.field.value = day ? written(day) : "";
    for (const name of ["input", "change"]) this.field.dispatchEvent(new Event(name, { bubbles: true }));
    this.sheet.hidePopover();
    this.field.focus();
  }

  async open() {
    await import("../vendor/cally/cally.js");
    this.sheet ??= this.build();
    const day = this.day;
    const { min = "", max = "" } = this.field.dataset;
    Object.assign(this.calendar, { value: day ? iso(day) : "", focusedDate: iso(day ?? now()), today: iso(now()), min, max });
    this.head(day ?? now());
    this.sheet.showPopover();
    // The calendar draws itself when the browser comes to it; only then has it a height and a day to stand on.
    await this.calendar.updated;
    await this.calendar.querySelector("calendar-month").updated;
    this.place();
    requestAnimationFrame(() => this.calendar.focus({ target: "day" }));
  }

  head(day) {
    this.title.textContent = month.format(new Date(`${iso(day)}T00:00Z`));
  }

  build() {
    this.calendar = made("calendar-date", { locale: language, firstDayOfWeek: 1, showOutsideDays: true, formatWeekday: "narrow" });
    this.title = made("span", { slot: "heading" });
    for (const [way, words] of [["previous", say("Tháng trước")], ["next", say("Tháng sau")]]) {
      const sign = made("span", { slot: way }, icon(way === "next" ? "chevron-right" : "chevron-left"));
      sign.append(made("span", { className: "visually-hidden", textContent: words }));
      this.calendar.append(sign);
    }
    this.calendar.append(this.title, document.createElement("calendar-month"));
    this.calendar.addEventListener("focusday", ({ detail }) => this.head(parsed(detail.toISOString().slice(0, 10))));
    this.calendar.addEventListener("change", () => this.set(parsed(this.calendar.value)));
    const today = made("button", { type: "button", className: "btn btn-quiet btn-sm", textContent: say("Hôm nay") });
    today.addEventListener("click", () => this.set(now()));
    const none = made("button", { type: "button", className: "btn btn-plain btn-sm", textContent: say("Xóa ngày") });
    none.addEventListener("click", () => this.set(null));
    const sheet = made("div", { className: "day-sheet" }, this.calendar, made("div", { className: "day-foot" }, today, none));
    sheet.setAttribute("popover", "auto");
    sheet.setAttribute("role", "dialog");
    sheet.setAttribute("aria-label", say("Chọn ngày"));
    sheet.addEventListener("toggle", ({ newState }) => this.button.setAttribute("aria-expanded", String(newState === "open")));
    this.box.append(sheet);
    return sheet;
  }

  /** Under the field, or above it where there is no room below. */
  place() {
    const { left, top, bottom } = this.field.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = this.sheet;
    const below = bottom + offsetHeight + 8 < window.innerHeight || top < offsetHeight + 8;
    const room = document.documentElement.clientWidth - offsetWidth - 8;
    this.sheet.style.left = `${Math.max(8, Math.min(left, room))}px`;
    this.sheet.style.top = `${Math.max(8, below ? bottom + 4 : top - offsetHeight - 4)}px`;
  }
}

/** Gives every field for a day its calendar. */
export function enhance(root) {
  for (const field of root.querySelectorAll("input[data-day]")) {
    if (field.dataset.day === "on") continue;
    field.dataset.day = "on";
    new DayField(field);
  }
}
